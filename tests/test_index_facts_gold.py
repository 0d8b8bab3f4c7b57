"""Figures of plans, reports and laws: one misread is a wrong answer with a true-looking citation."""

from __future__ import annotations

import pytest
from figure_gold import BOUNDS, CHANGES, NONE, NUMERALS, RANGES, SEVERAL, SHARES, YEARS, Figure

from index.corpus import read_inline
from index.facts import find_facts

GOLD = [*BOUNDS, *RANGES, *SHARES, *CHANGES, *YEARS, *NUMERALS, *SEVERAL]


def _found(sentence: str) -> list[Figure]:
    document = read_inline("文件", f"规划\n一、目标\n{sentence}")
    text = document.outline.text
    facts = find_facts(document)
    for fact in facts:
        assert text[slice(*fact.span)] == fact.value
        assert text[slice(*fact.sentence)] == sentence
    return [
        (f.value, f.number, f.upper, f.unit, f.bound, f.year, f.subject, f.change) for f in facts
    ]


@pytest.mark.parametrize(("sentence", "expected"), GOLD, ids=[s for s, _ in GOLD])
def test_the_figures_of_a_sentence(sentence: str, expected: list[Figure]) -> None:
    found = _found(sentence)
    assert [f[0] for f in found] == [f[0] for f in expected]
    for got, want in zip(found, expected, strict=True):
        assert got[1] == (want[1] if want[1] is None else pytest.approx(want[1]))
        assert got[2:6] == want[2:6]
        assert want[6] in got[6], "the subject"
        assert got[7] == want[7]


@pytest.mark.parametrize("sentence", NONE)
def test_names_dates_addresses_and_idioms_are_no_figures(sentence: str) -> None:
    """Else “一共多少条” is answered with the number of an article."""
    assert _found(sentence) == []


def test_the_gold_is_as_large_as_it_says() -> None:
    assert len(GOLD) + len(NONE) >= 120
    assert len({s for s, _ in GOLD} | {*NONE}) == len(GOLD) + len(NONE)

"""Loose search of sayings: people put words between, leave some out and turn them round."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.glossary.loose import LEAST, LooseSayings

SAYINGS = {
    "罚款": ("行政处罚",),
    "捞好处": ("谋取私利",),
    "松快一下": ("减负",),
    "过关": ("通关",),
    "带一大摞纸": ("无纸化",),
    "随身行李": ("行李物品",),
}
LOOSE = LooseSayings(SAYINGS)


def told(text: str) -> set[str]:
    return {each.said for each in LOOSE.find(text)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("想捞点好处的人", "捞好处"),
        ("会不会罚点款", "罚款"),
        ("能不能松快松快", "松快一下"),
        ("随身带的行李", "随身行李"),
    ],
)
def test_a_saying_is_told_with_other_words_in_it(text: str, said: str) -> None:
    """Literal search finds none of these, and the question stays without the documents' words."""
    assert said in told(text)


@pytest.mark.parametrize("text", ["通过关税政策", "好的", "", "一大早"])
def test_a_saying_is_not_told_by_accident(text: str) -> None:
    """过关 does not stand in 通过关税: such words would call up the wrong sections."""
    assert told(text) == set()


def test_characters_far_apart_tell_no_saying() -> None:
    assert "捞好处" not in told("捞鱼的人在河边坐了一整天以后才觉得有些好处")


def test_what_is_lacking_makes_a_saying_weaker() -> None:
    whole = next(t for t in LOOSE.find("捞好处") if t.said == "捞好处")
    part = next((t for t in LOOSE.find("松快") if t.said == "松快一下"), None)
    assert whole.strength == pytest.approx(1.0)
    assert part is None or part.strength < 1.0


def test_grammar_weighs_nothing_and_unknown_characters_most() -> None:
    rarity = LooseSayings({"罚款": ("处罚",), "罚金": ("处罚",)}).rarity("的罚鼋")
    assert rarity[0] == 0.0
    assert 0.0 < rarity[1] < rarity[2]


def test_a_glossary_without_sayings_tells_nothing() -> None:
    empty = LooseSayings({})
    assert empty.find("罚款") == []
    assert np.all(empty.rarity("罚款") == 0.0)


@given(st.text("捞好处罚款松快一下过关的点，了abc", max_size=16))
def test_strength_and_places_are_within_bounds(text: str) -> None:
    for each in LOOSE.find(text):
        assert LEAST <= each.strength <= 1.0 + 1e-6
        assert list(each.places) == sorted(set(each.places))
        assert all(text[at] in each.said for at in each.places)

"""If these fail, a name with a numeral is not found by those who type it with a figure."""

from __future__ import annotations

import pytest

from rag.spelling.figures import with_numerals

LEARNED = frozenset({"三率", "新五港", "四型泊位"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3率是什么", "三率是什么"),
        ("新5港建在哪", "新五港建在哪"),
        ("“4型泊位”有几个", "“四型泊位”有几个"),
    ],
)
def test_a_name_is_written_as_the_documents_write_it(typed: str, meant: str) -> None:
    text, changes = with_numerals(typed, LEARNED.__contains__)
    assert text == meant
    assert [len(change.said) == len(change.meant) for change in changes] == [True]


@pytest.mark.parametrize("text", ["3个港口", "2030年新5", "13率", "A3率", "第3条", ""])
def test_a_figure_stays_a_figure(text: str) -> None:
    assert with_numerals(text, LEARNED.__contains__) == (text, ())

"""If these fail, a figure asked for in one way of writing is not found where it stands in another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.amount_terms import amount_terms
from index.numerals import write_numeral
from index.words import terms


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("15%", "百分之十五"),
        ("98.5%", "百分之九十八点五"),
        ("35条", "三十五条"),
        ("90个", "九十个"),
        ("2项", "两项"),
        ("15000名", "1.5万名"),
        ("1200000元", "一百二十万元"),
        ("2025年", "二〇二五年"),
        ("1000名", "1,000名"),
    ],
)
def test_both_ways_of_writing_a_figure_share_its_term(typed: str, written: str) -> None:
    assert typed in {*terms(typed), *amount_terms(typed)}
    assert typed in terms(f"达到{written}以上")


@pytest.mark.parametrize("text", ["十四五规划", "一起推进", "一级", "万一", "百", "5g网络", ""])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert [term for term in amount_terms(text) if term[0] in "1567890"] == []


@given(st.integers(min_value=10, max_value=9999))
def test_every_chinese_numeral_is_found_by_its_figures(number: int) -> None:
    assert f"{number}个" in set(amount_terms(f"{write_numeral(number)}个"))


@given(st.text(alphabet="零一二三四五六七八九十百千万亿两点0123456789.,%个年第百分之", max_size=20))
def test_any_heap_of_numerals_gives_plain_terms(text: str) -> None:
    assert all(term and term[0].isdigit() for term in amount_terms(text))

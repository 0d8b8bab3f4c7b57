"""Comparable text: were it wrong, right answers would be marked wrong and wrong ones right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.normal import all_figures, comparable, contains, figures, strip_marks
from index.numerals import write_numeral


@pytest.mark.parametrize(
    "one, other",
    [
        ("第三十五条", "第35条"),
        ("第３５条", "第35条"),
        ("百分之百", "100%"),
        ("百分之九十五", "95％"),
        ("百分之99.9", "99.9%"),
        ("两万个", "20,000个"),
        ("2万个", "20000 个"),
        ("10,000人以上", "10000人以上"),
        ("1至2名", "1—2名"),
        ("2016年到2017年", "2016—2017年"),
        ("二〇三五年", "2035年"),
        ("五分之一", "1/5"),
        ("AEO互認國家（地區）", "aeo互认国家(地区)"),
        ("“智慧海关”、“智能边境”", "智慧海关、智能边境"),
        ("**不少于10人**。[1][12]", "不少于十人。"),
        ("≥60个 [[3]](#cite-3)", "≥60个"),
        ("专栏十九", "专栏19"),
        ("七个", "7个"),
    ],
)
def test_two_ways_of_writing_the_same_are_equal(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize("text", ["“十四五”规划", "一带一路", "统一管理", "9.7万亿元", "十五五"])
def test_what_is_no_numeral_is_left_alone(text: str) -> None:
    """“十四五” must not become 105, nor “一带一路” the figure 1 that every answer then repeats."""
    assert comparable(text) == text.replace("“", "").replace("”", "")


@pytest.mark.parametrize(
    "text, piece, expected",
    [
        ("不少于10人。", "10人", True),
        ("不少于110人", "10人", False),
        ("2060年", "60", False),
        ("60.5%", "60", False),
        ("60万个", "60", False),
        ("5.60", "60", False),
        ("1-2名", "2名", False),
        ("1-2名", "1-2名", True),
        ("达到60。", "60", True),
        ("1.一带一路", "一带一路", True),
        ("什么", "", False),
    ],
)
def test_a_figure_is_found_only_as_a_whole(text: str, piece: str, expected: bool) -> None:
    """A wrong figure that ends in the right digits must not pass."""
    assert contains(comparable(text), comparable(piece)) is expected


def test_figures_leave_out_marks_and_list_numbers() -> None:
    """The 1. of a list is not a figure that needs proof; the figures in its lines are."""
    answer = "1. 首席专家30名[1]\n2. 专家人才库1万人以上[2]\n（3）可用性99.9%[10]"
    assert figures(answer) == ("30", "10000", "99.9")


def test_all_figures_hold_both_ways_of_writing() -> None:
    assert {"35", "20000"} <= all_figures("（三十五）监测点不少于2万个")


@given(st.integers(min_value=10, max_value=9999))
def test_every_numeral_of_two_characters_or_more_becomes_its_figure(number: int) -> None:
    numeral = write_numeral(number)
    if len(numeral) > 1:
        assert comparable(f"第{numeral}号") == f"第{number}号"


@given(st.text(alphabet="海关三十五一二两万0123456789.%-[]（）“” \n", max_size=40))
def test_comparable_is_stable_and_text_contains_itself(text: str) -> None:
    """Marking an answer a second time must give the same mark."""
    stripped = strip_marks(text)
    once = comparable(stripped)
    assert not once or contains(once, once)


def test_a_count_does_not_stand_in_a_number_of_place() -> None:
    """“第5项” must not pass for “共5项”."""
    assert not contains(comparable("见专栏1第5项"), comparable("5项"))
    assert contains(comparable("共有五项"), comparable("5项"))
    assert contains(comparable("见专栏1第5项"), comparable("第5项"))

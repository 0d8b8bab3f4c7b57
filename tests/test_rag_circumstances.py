"""If these fail, a question is refused because of what the asker said about the work at hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.circumstances import without_circumstances


@pytest.mark.parametrize(
    "said",
    [
        "写汇报材料用，{}？", "我在整理县志，{}？", "{}？给标题就够，不用解释", "{}（只要数字）", "做简报：{}？",
        "{}？我核对一下", "帮做PPT。{}", "复习考试用，{}", "{}，报一下名称即可", "简单说，{}",
    ],
)  # fmt: skip
def test_the_work_at_hand_and_the_form_wanted_are_left_aside(said: str) -> None:
    question = "山区县有哪几条公路在建"
    left = without_circumstances(said.format(question))
    assert left.rstrip("？") == question


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("公路全长30公里，没抄错吧", "公路全长30公里，对吗？"),
        (
            "校对一句话：“公路全长三十公里且双向通车”，没写错吧",
            "公路全长三十公里且双向通车，对吗？",
        ),
        ("公路全长我写的30公里，领导说太高，原文究竟如何？", "公路全长是30公里，对吗？"),
        ("公路全长30公里，我这么理解行吧？", "公路全长30公里，对吗？"),
    ],
)
def test_what_wants_checking_is_still_checked(text: str, left: str) -> None:
    assert without_circumstances(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "我要写申请书，找谁交？", "没有许可证，能不能开工", "要求答复的，多久答复", "不给说明，机关要担什么责任",
        "老板让我写检查，不写就开除，合法吗？", "第三章第一条，给标题就行", "对方不给，怎么要", "“四路”和“标题”，哪个在前",
        "把全部数字报一遍", "具体说说",
    ],
)  # fmt: skip
def test_conditions_and_parts_stay(text: str) -> None:
    assert without_circumstances(text) == text


@given(st.text(alphabet="公路全长我写的核对一下，。：“”（）？对吗30", max_size=40))
def test_something_is_always_left(text: str) -> None:
    assert bool(without_circumstances(text)) == bool(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("这份条例一共几章，名称都报一下", "这份条例一共几章，名称都报一下"),
        ("码头归谁管，标题列一下", "码头归谁管"),
        ("做课件时发现泊位那张表有空格，是哪几行", "泊位那张表有空格，是哪几行"),
        ("我在做沿海航运研究，泊位有几个", "泊位有几个"),
    ],
)
def test_names_of_what_is_counted_are_wanted(text: str, left: str) -> None:
    assert without_circumstances(text) == left

"""Figures: the clause of the very figure that is asked for, not of its neighbour in the sentence."""

from __future__ import annotations

import pytest
from form_fakes import said

from rag.forms.focus import focus
from rag.forms.units import unit_allowed
from rag.question import ParsedQuestion


@pytest.mark.parametrize(
    ("text", "figure", "other"),
    [
        ("候车室新增了多少座椅", "800个", "5000"),
        ("候车室座椅总数是多少个", "5000个", ""),
        ("座椅一共有几个", "5000个", ""),
        ("候车厅安检年度合格率是多少", "95%以上", "90%"),
        ("封站最短多久", "一个月以上", "二年"),
        ("封站的期限是多久", "一个月以上六个月以下", "二年"),
    ],
)
def test_the_figure_asked_for(text: str, figure: str, other: str) -> None:
    answer = said(text)
    assert figure in answer
    assert not other or other not in answer


def test_a_rule_keeps_the_exception_in_its_middle() -> None:
    assert "封站的期限，除第五条规定外" in said("封站的期限是多久")


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("座椅总数现在是多少个", "总数"),
        ("引进师傅多少名", "师傅"),
        ("有多少部电梯", "电梯"),
        ("座椅总数已经有400个了吧", "总数"),
        ("怎么建车站", ""),
    ],
)
def test_the_noun_that_is_measured(text: str, noun: str) -> None:
    assert focus(ParsedQuestion(text)) == noun


@pytest.mark.parametrize(
    ("text", "unit", "allowed"),
    [
        ("正点率是多少", "%", True),
        ("建设多少个实验室", "%", False),
        ("建设多少个实验室", "级", False),
        ("几级实验室", "级", True),
        ("封站多久", "个月", True),
        ("封站多久", "个", False),
        ("投资多少钱", "元", True),
        ("工资多少钱", "%", False),
    ],
)
def test_units_that_can_answer(text: str, unit: str, allowed: bool) -> None:
    assert unit_allowed(ParsedQuestion(text), unit) is allowed


def test_a_figure_inside_a_range_is_not_called_wrong() -> None:
    assert not said("封站三个月，对吗").startswith("不对")
    assert said("封站九个月，对吗").startswith("不对")

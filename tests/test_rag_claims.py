"""False premises: what a question states wrongly is put right, what it states rightly confirmed."""

from __future__ import annotations

import pytest
from form_fakes import said

from index.folding import fold
from rag.assistant import Assistant
from rag.claims.kinds import claims_in


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("规划要推广K2000新一代售票系统，对吗", "K2030"),
        ("中期评估是2028年做的吧", "2027年"),
        ("打造“五好”车站包括“热闹”吗", "清洁、安静"),
        ("站长是王海，对吗", "周宁"),
        ("座椅总数是300个，对吗", "5000个"),
        ("为什么座椅总数是300个", "5000个"),
        ("封站最长可以三年，对吧", "六个月以下"),
        ("无障碍电梯2030年目标是100台，是吗", ">60台"),
    ],
)
def test_a_wrong_statement_is_put_right(text: str, right: str) -> None:
    answer = said(text)
    assert answer.startswith("不")
    assert right in answer


@pytest.mark.parametrize(
    "text", ["站长是周宁，对吗", "座椅总数是5000个，对吗", "中期评估是2027年做的吧"]
)
def test_a_right_statement_is_not_contradicted(text: str) -> None:
    assert said(text)
    assert not said(text).startswith("不")


@pytest.mark.parametrize(
    "text", ["车站食堂建在地下二层，对吗", "为什么站长辞职了", "“五好”车站得过国际金奖，对吗"]
)
def test_what_no_sentence_speaks_of_is_neither_confirmed_nor_corrected(text: str) -> None:
    assert not said(text).startswith(("是的", "不对", "不是"))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("推广K2000系统", {("code", "k2000")}),
        ("4月6日开放", {("date", "4月6日")}),
        ("分成A、B、C三类", {("list", "a、b、c三类")}),
        ("“五好”车站", {("name", "五好")}),
    ],
)
def test_what_could_be_otherwise(text: str, kinds: set[tuple[str, str]]) -> None:
    assert kinds <= {(c.kind, c.text) for c in claims_in(fold(text))}


@pytest.mark.parametrize("bound", ["底前", "底之前", "底以前", "以前"])
def test_the_bound_of_a_wrong_date_goes_with_it(assistant: Assistant, bound: str) -> None:
    answer = assistant.ask(f"绝大多数改革举措要在2018年{bound}做实，对吗").answer
    assert answer.startswith("不对，")
    assert "2017年底前做实" in answer

"""Dates: a reader who asks when must get the date that holds, also from the head of a paragraph."""

from __future__ import annotations

import pytest
from depot_fakes import CATALOGUE, said

from rag.forms.names import name_answer
from rag.passage import find
from rag.question import ParsedQuestion
from rag.scope import choose_scope


def test_the_date_at_the_head_of_the_paragraph_is_given_too() -> None:
    answer = said("“电子站牌”试点在哪个时期推行")
    assert "2026—2027年" in answer
    assert "电子站牌" in answer


def test_all_of_the_paragraph_of_the_year_asked_about() -> None:
    answer = said("场站各条线路到2030年要做到什么程度")
    assert "智慧场站全面建成" in answer
    assert "实质进展" in answer
    assert "更换旧车" not in answer


@pytest.mark.parametrize(
    "text", ["车辆检修的新模式叫什么名字", "车辆检修新模式的名称是什么", "检修的新模式叫啥"]
)
def test_the_name_in_a_heading(text: str) -> None:
    assert "一次进场、分类处置" in said(text)


def test_no_name_is_given_where_none_is_asked_for() -> None:
    question = ParsedQuestion("车辆检修的新模式第一步谁来做")
    found = find(question, choose_scope(question, CATALOGUE.infos, ()), CATALOGUE)
    assert name_answer(found) is None

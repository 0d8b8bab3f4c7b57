"""Lists: whoever asks which ones must get each of them, as a list, and none that is not asked for."""

from __future__ import annotations

import pytest
from form_fakes import CATALOGUE, members, said

from rag.forms.counted import numbers_asked
from rag.routes import draft_answer


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("“五好”车站是哪五好", ["清洁", "安静", "节能", "便捷", "美观"]),
        ("改革出现了哪三个转变", ["由人工向自动转变", "由分散向集中转变", "由管理向服务转变"]),
        ("票价有哪几种", ["（一）普通票；", "（二）优惠票；", "（三）免费票。"]),
    ],
)
def test_each_member_is_an_item(text: str, items: list[str]) -> None:
    assert members(text) == items


def test_each_member_is_cited_from_where_it_stands() -> None:
    for statement in draft_answer("票价有哪几种", (), CATALOGUE).statements:
        place = statement.evidence[0]
        source = CATALOGUE.outline(place.document_id).text[slice(*place.span)]
        assert statement.text in source


def test_what_follows_a_list_is_no_member_of_it() -> None:
    assert "由车站公布" not in said("票价有哪几种")


def test_the_list_is_of_the_one_that_is_named() -> None:
    assert said("“一级调度中心”由哪些力量组成").startswith("一级调度中心由总站运行")
    assert said("“二级调度中心”由哪些力量组成").startswith("二级调度中心由各站运行")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("“五好”指什么", (5,)),
        ("包括哪四个方面", (4,)),
        ("哪两种票", (2,)),
        ("是哪12项", (12,)),
        ("“三项制度”和“两个中心”是什么", (3, 2)),
        ("哪2030年", ()),
        ("有哪些", ()),
    ],
)
def test_how_many_are_asked_for(text: str, numbers: tuple[int, ...]) -> None:
    from index.folding import fold

    assert numbers_asked(fold(text)) == numbers

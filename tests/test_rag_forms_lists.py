"""Lists: whoever asks which ones must get each of them, as a list, and none that is not asked for."""

from __future__ import annotations

import pytest
from form_fakes import CATALOGUE, members, said
from index_fakes import document
from rag_fakes import catalogue_of

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


ORCHARD = (
    "果园建设见成效\n\n©原创 作者: 李明 来源:果园日报 发表时间:2031-02-03 10:00\n\n"
    "今年果园开放日上，园长周宁介绍了情况。\n\n果园建设再上台阶\n\n"
    "周宁表示，一是嫁接技术取得新突破。今年嫁接果树500棵。\n\n二是灌溉水平得到新提升。全园铺设管道30公里。\n\n"
    "三是采摘服务实现新改进。游客达到2万人次。\n\n来年再添新园\n\n周宁表示，来年再建新园两座。\n"
)


def _told(text: str) -> list[str]:
    catalogue = catalogue_of(document(ORCHARD, "orchard", "果园建设见成效"))
    return [s.text for s in draft_answer(text, (), catalogue).statements if s.form == "item"]


def test_points_told_one_after_another_are_given_by_their_titles() -> None:
    titles = ["一是嫁接技术取得新突破", "二是灌溉水平得到新提升", "三是采摘服务实现新改进"]
    assert _told("周宁讲的三方面成绩有哪些") == titles
    assert _told("周宁讲的四方面成绩有哪些") != titles


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

"""Questions of two documents that name neither: both are found and told apart."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.draft import Draft
from rag.routes import draft_answer

ROADS = (
    "第一条 公路桥梁每年检测一次。\n第二条 隧道照明由养护单位负责。\n"
    "第三条 桥梁推行“黄牌警示”，限制超载车辆通行。\n"
)
RAILS = (
    "第一条 铁路桥梁每半年检测一次。\n第二条 道口由看守人员值班。\n"
    "第三条 道岔实行“黄牌警示”，超期未修的停止使用。\n"
)
WORKS = catalogue_of(
    document(ROADS, "roads", "公路养护办法"), document(RAILS, "rails", "铁路维修规则")
)


def _draft(text: str) -> Draft:
    return draft_answer(text, (), WORKS)


def _cited(draft: Draft) -> set[str]:
    return {e.document_id for s in draft.statements for e in s.evidence}


@pytest.mark.parametrize(
    "text",
    [
        "两份文件里桥梁检测的次数",
        "桥梁多久检测一次，出自哪两份文件",
        "桥梁检测前后两份文件怎么要求",
    ],
)
def test_two_documents_are_answered_from_both(text: str) -> None:
    draft = _draft(text)
    assert draft.found
    assert _cited(draft) == {"roads", "rails"}
    said = "".join(s.text for s in draft.statements)
    assert "每年检测" in said
    assert "每半年检测" in said


def test_each_sentence_stands_below_the_name_of_its_document() -> None:
    texts = [s.text for s in _draft("两份文件里桥梁检测的次数").statements]
    assert texts.index("《公路养护办法》：") < texts.index("第一条 公路桥梁每年检测一次。")
    assert texts.index("《铁路维修规则》：") < texts.index("第一条 铁路桥梁每半年检测一次。")


def test_one_document_asked_for_is_not_joined_by_another() -> None:
    assert _cited(_draft("隧道照明由谁负责")) == {"roads"}


def test_a_name_in_quotation_marks_is_what_each_document_is_asked_about() -> None:
    draft = _draft("“黄牌警示”，公路养护办法针对什么，铁路维修规则又针对什么")
    said = "".join(s.text for s in draft.statements)
    assert "超载车辆" in said
    assert "超期未修" in said


def test_a_name_that_stands_nowhere_is_refused_of_two_as_of_one() -> None:
    assert not _draft("两份文件里ZX981系统的检测次数").found

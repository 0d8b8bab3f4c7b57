"""A follow-up in words of its own stands beside the answer before: to look elsewhere loses it."""

from __future__ import annotations

from index_fakes import document
from rag_fakes import catalogue_of

from rag.draft import Draft
from rag.routes import draft_answer
from rag.turns.nearby import nearby, stands_near, without_lead
from rag.turns.previous import Previous
from rag.turns.resolve import converse

_PLAN = document(
    "一、渔港建设\n"
    "（一）港池疏浚。渔港疏浚工程由县级渔业部门组织实施，全年疏浚土方120万立方米，投入资金3亿元。\n"
    "（二）渔船检验。渔船检验实行网上预约，检验合格率保持在98%以上。\n"
    "二、气象服务\n"
    "（三）台风预警。台风预警信息提前48小时发布，由气象台负责。\n",
    "harbour",
    "渔港建设方案",
)
_OTHER = document(
    "第一条 财政资金由财政部门拨付，金额不超过500万元。\n第二条 效果由审计机关评价。\n",
    "funds",
    "资金管理办法",
)
_CATALOGUE = catalogue_of(_PLAN, _OTHER)
_QUESTION = "渔港疏浚工程全年疏浚多少土方"


def _answer(text: str) -> Draft:
    return draft_answer(text, (), _CATALOGUE)


def _previous() -> Previous:
    return Previous(_QUESTION, _answer(_QUESTION))


def test_a_figure_asked_in_other_words_is_found_beside_the_one_before() -> None:
    found = nearby("折成钱是多少", _previous(), _CATALOGUE)
    assert found is not None
    assert "3亿元" in "".join(s.text for s in found.draft.statements)
    assert found.text == "渔港疏浚工程全年疏浚土方，折成钱是多少"


def test_another_figure_of_the_same_sentence_is_found_by_its_unit() -> None:
    asked = "春季培训办了多少期"
    plan = document(
        "一、培训\n（一）春季。春季培训办了12期，涉及渔民近900人次。\n", "t", "培训报告"
    )
    catalogue = catalogue_of(plan, _OTHER)
    previous = Previous(asked, draft_answer(asked, (), catalogue))
    found = nearby("受益多少人", previous, catalogue)
    assert found is not None
    assert "900人次" in "".join(s.text for s in found.draft.statements)
    assert nearby("多少吨", previous, catalogue) is None


def test_what_the_part_before_knows_nothing_of_is_not_answered_from_it() -> None:
    assert nearby("渔民养老保险和医疗保险呢", _previous(), _CATALOGUE) is None


def test_nothing_is_near_a_refusal() -> None:
    refused = Previous("火星基地有多少人", Draft("passage", (), found=False))
    assert nearby("折成钱是多少", refused, _CATALOGUE) is None


def test_the_draft_found_near_goes_with_the_question() -> None:
    read = converse((_QUESTION, "折成钱是多少"), _CATALOGUE, _answer)
    draft = read.draft or _answer(read.text)
    assert draft.found
    assert {e.document_id for s in draft.statements for e in s.evidence} == {"harbour"}


def test_an_answer_from_another_document_does_not_stand_near() -> None:
    elsewhere = _answer("效果由谁评价")
    assert stands_near(_previous().draft, _previous().draft, _CATALOGUE)
    assert not stands_near(elsewhere, _previous().draft, _CATALOGUE)


def test_only_words_of_going_on_are_taken_off() -> None:
    assert without_lead("那么，效果如何") == "效果如何"
    assert without_lead("其中新建多少") == "新建多少"
    assert without_lead("那") == "那"

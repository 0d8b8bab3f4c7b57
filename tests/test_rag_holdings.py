"""What there is to ask, what a document says as a whole, and numbers that no part has."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import PLAN, asked, assistant_of, catalogue_of, restarting

from rag.answer import Question
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.holdings import answer_holdings
from rag.question import ParsedQuestion, clean_question
from rag.structure.lacking import answer_lacking
from rag.structure.route import answer_structure

CATALOGUE = catalogue_of()
RUNNING = catalogue_of(document(PLAN, "plan", "港口发展规划"))
BOTH = catalogue_of(document(PLAN, "plan", "港口发展规划"), restarting())


def _text(draft: Draft | None) -> str:
    assert draft is not None
    return "\n".join(s.text for s in draft.statements)


def _held(text: str, catalogue: Catalogue = CATALOGUE) -> Draft | None:
    """With the names of documents marked, as the routes receive it."""
    _, scope = asked(text, catalogue)
    return answer_holdings(ParsedQuestion(text, scope.spans), scope, catalogue)


def _structure(text: str, catalogue: Catalogue = CATALOGUE) -> str:
    return _text(answer_structure(*asked(text, catalogue), catalogue))


@pytest.mark.parametrize(
    "text",
    ["有哪些文件", "你们收录了哪些资料？", "一共有几份文件", "请列出所有文件", "能查哪些法规"],
)
def test_all_documents_are_listed(text: str) -> None:
    said = _text(_held(text))
    assert "共有3份文件" in said
    assert "港口发展规划" in said
    assert "内河船舶管理条例" in said


@pytest.mark.parametrize(
    "text", ["登记要交哪些文件", "需要什么材料", "第三条提到哪些文件", "审查哪些文件"]
)
def test_documents_that_somebody_hands_in_are_another_question(text: str) -> None:
    assert _held(text) is None


@pytest.mark.parametrize(
    "text", ["总结一下规划", "规划的主要内容", "这份规划讲了什么", "请概括港口发展规划"]
)
def test_a_whole_plan_is_told_by_its_chapters(text: str) -> None:
    said = _structure(text)
    assert "总体要求" in said
    assert "重点任务" in said
    assert "登记" not in said


def test_a_whole_law_is_told_by_its_chapters() -> None:
    said = _structure("这部条例讲了什么")
    assert "登记" in said
    assert "重点任务" not in said


@pytest.mark.parametrize(
    "text",
    [
        "第-3章讲什么",
        "第负二章讲什么",
        "专栏1.5讲什么",
        "第2.5节有什么内容",
        "第1.5条是什么",
        "第二点五章讲什么",
    ],
)
def test_a_number_that_no_part_can_have_is_said_not_to_exist(text: str) -> None:
    draft = answer_structure(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is not None
    assert not draft.found
    assert draft.statements[0].text.startswith("没有“")


def test_chapters_from_one_to_another_are_no_negative_number() -> None:
    said = _structure("港口发展规划第1-2章讲什么")
    assert "总体要求" in said
    assert "重点任务" in said


LACKING = """仓储规划
一、目标
（一）数量。
仓库要增加。
专栏1 指标
（一）仓库100座。
二、任务
（二）修缮。
修缮旧仓库。
三、保障
（三）资金。
落实资金。
专栏2 资金安排
（一）投入资金。
"""


@pytest.mark.parametrize(
    "text", ["哪些章没有专栏", "没有专栏的章有哪些", "哪几章没有设专栏", "哪一章不带专栏"]
)
def test_the_parts_without_boxes_are_those_that_have_none(text: str) -> None:
    said = _structure(text, catalogue_of(document(LACKING, "store", "仓储规划")))
    assert "任务" in said
    assert "目标" not in said
    assert "保障" not in said


@pytest.mark.parametrize("text", ["哪些章有专栏", "哪几章设有专栏"])
def test_the_parts_with_boxes_are_those_that_have_some(text: str) -> None:
    said = _structure(text, catalogue_of(document(LACKING, "store", "仓储规划")))
    assert "目标" in said
    assert "保障" in said
    assert "任务" not in said


def test_a_document_that_is_not_held_is_not_answered_for_by_another() -> None:
    catalogue = catalogue_of(document(LACKING, "store", "仓储规划"))
    assert answer_lacking(*asked("粮食法哪些章没有专栏", catalogue), catalogue) is None


def test_articles_of_a_law_without_sections() -> None:
    said = _structure("条例哪些章没有节")
    assert "附则" in said
    assert "总则" in said
    assert "登记" not in said


def test_a_number_behind_that_of_its_chapter_is_sought_where_numbers_restart() -> None:
    assert "审批" in _structure("二（一）讲什么", BOTH)
    assert "登记" in _structure("一(一)讲什么", catalogue_of(restarting()))


def test_where_numbers_run_on_it_is_said_what_numbers_there_are() -> None:
    draft = answer_structure(*asked("二（一）讲什么", RUNNING), RUNNING)
    assert draft is not None
    assert not draft.found
    assert "（三）至（四）" in draft.statements[0].text
    assert "完善集疏运体系" in _structure("二（三）讲什么", RUNNING)


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31m泊位\x1b[0m有多少",
        "泊位\x1b[1;4m有多少",
        "泊位有\x1b]0;题\x07多少",
        "泊位\x9b2J有多少",
    ],
)
def test_colours_of_a_terminal_leave_nothing_in_the_question(text: str) -> None:
    assert clean_question(text) == "泊位有多少"


@pytest.mark.parametrize("remark", ["不对吧", "真的吗", "哪来的数据", "从哪得来的数字"])
def test_a_doubt_of_the_answer_is_answered_by_where_answers_come_from(remark: str) -> None:
    with assistant_of(document(PLAN, "plan", "港口发展规划")) as assistant:
        answer = assistant.ask(Question(("万吨级泊位有多少", remark)))
    assert answer.status == "not_found"
    assert "出处" in answer.answer

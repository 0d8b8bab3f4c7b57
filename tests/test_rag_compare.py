"""Side by side: each cell from its own document, with its own source."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, catalogue_of, news, plan

from rag.compare import answer_compare
from rag.draft import Draft
from rag.routes import draft_answer

CATALOGUE = catalogue_of()
FIRST = "第一条 上午九点上班。\n第二条 迟到三次|五次记一次缺勤。\n"
SECOND = "第一条 上午八点上班。\n第二条 迟到五次记一次缺勤。\n"
TWO = catalogue_of(document(FIRST, "a", "甲厂考勤办法"), document(SECOND, "b", "乙厂考勤办法"))


def _table(draft: Draft | None) -> dict[str, str]:
    assert draft is not None
    rows = [s for s in draft.statements if s.form == "table" and s.evidence]
    return {row.evidence[0].document_id: row.text for row in rows}


def test_a_target_and_its_outcome() -> None:
    question = "规划的万吨级泊位目标实际完成了吗"
    draft = answer_compare(*asked("万吨级泊位的目标实际达到多少", CATALOGUE), CATALOGUE)
    table = _table(draft)
    assert "≥80" in table["plan"], question
    assert "86" in table["news"]


GOALS = """港口规划
专栏1 主要指标
指标|2025年|2030年|属性
1.万吨级泊位数量（个）|60|>90|预期性
"""
DONE = """港口建设见成效
©原创 作者:李明 来源:港口日报 发表时间:2031-02-03 10:00
"""


@pytest.mark.parametrize(
    "text", ["规划要90个万吨级泊位，实际多少", "万吨级泊位数量规划要90个，实际多少"]
)
@pytest.mark.parametrize(
    ("told", "alike"),
    [("新建万吨级泊位38个，达到98个。", True), ("万吨级泊位已办理964项登记。", False)],
)
def test_a_stated_goal_is_held_against_what_counts_the_same(
    text: str, told: str, alike: bool
) -> None:
    report = document(f"{DONE}{told}\n", "done", "港口建设见成效")
    draft = draft_answer(text, (), catalogue_of(document(GOALS, "goals", "港口规划"), report))
    table = _table(draft)
    assert ">90个" in table["goals"]
    assert ("达到98个" in table.get("done", "")) is alike
    assert any("该文件未提到" in s.text for s in draft.statements) is not alike


def test_two_documents_named_in_the_question() -> None:
    table = _table(
        draft_answer("《甲厂考勤办法》和《乙厂考勤办法》对迟到的规定有什么不同", (), TWO)
    )
    assert "迟到三次" in table["a"]
    assert "迟到五次" in table["b"]


def test_a_bar_in_a_document_does_not_break_the_table() -> None:
    table = _table(
        draft_answer("《甲厂考勤办法》和《乙厂考勤办法》对迟到的规定有什么不同", (), TWO)
    )
    assert table["a"].count("|") == 2


def test_the_documents_that_mention_something() -> None:
    draft = draft_answer("哪些文件提到无人集卡", (), CATALOGUE)
    items = [s for s in draft.statements if s.form == "item"]
    assert [s.evidence[0].document_id for s in items] == ["plan", "news"]
    assert "2份" in draft.statements[0].text


@pytest.mark.parametrize("text", ["万吨级泊位有多少", "条例第三条讲什么", "食堂有什么不同"])
def test_questions_that_compare_nothing_are_left_to_other_routes(text: str) -> None:
    assert answer_compare(*asked(text, CATALOGUE), CATALOGUE) is None


def test_one_document_alone_is_never_compared() -> None:
    catalogue = catalogue_of(plan())
    assert answer_compare(*asked("新旧规划的泊位有什么不同", catalogue), catalogue) is None
    catalogue = catalogue_of(plan(), news())
    question, scope = asked("泊位的目标和实际有什么不同", catalogue, ("港口建设五年",))
    assert answer_compare(question, scope, catalogue) is None

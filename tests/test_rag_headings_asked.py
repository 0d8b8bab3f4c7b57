"""Questions that are hardly more than a heading: what clerks type first, “规划的总体目标是什么”."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.own_titles import in_own_titles
from rag.question import ParsedQuestion
from rag.routes import draft_answer
from rag.scope import choose_scope
from rag.turns.pointing import other_ordinal
from rag.turns.previous import Previous
from rag.turns.resolve import resolve

GUIDE = """灯塔管护规划
一、总体要求
（一）指导方针。
灯塔管护以安全为先，以节约为本，兼顾航道各方需要。
（二）遵循原则。
——坚持昼夜值守。每座灯塔每夜派人值守。
——坚持分级维护。大修由航标处负责。
——坚持公开透明。维护记录每季公布。
（三）主要目标。
灯塔管护工作到2030年要努力实现以下主要目标。
——值守水平大幅提升。值守人员持证率明显提高。
——能源结构大幅改善。太阳能供电更加普遍。
专栏1 灯塔管护主要指标
指标|2025年|2030年|属性
1.太阳能灯塔数量（座）|40|≥90|预期性
2.灯质正常率（%）|97|99|约束性
3.持证值守人员（名）|50|80|预期性
二、保障措施
（四）经费安排。
管护经费列入年度预算。
"""
OTHER = """浮标管护方案
一、基本原则
（一）统一编号。
浮标统一编号。
"""
STEPS = """航标改革方案
一、推进步骤
（一）明确步骤。
——近期（2024—2025年）：完成灯桩普查。制定换灯办法。
——中期（2026—2027年）：更换老旧灯桩。建立远程监测。
——远期（到2030年）：全部灯桩自动值守。
（二）评估。
中期评估由航标处在2026年组织。
"""
BOTH = catalogue_of(document(GUIDE, "g", "灯塔管护规划"), document(OTHER, "o", "浮标管护方案"))


STAGES = catalogue_of(document(STEPS, "s", "航标改革方案"))


def told(*turns: str, catalogue: Catalogue = BOTH) -> str:
    text = resolve(turns, catalogue, lambda said: draft_answer(said, (), catalogue))
    draft = draft_answer(text, (), catalogue)
    return "".join(s.text for s in draft.statements) if draft.found else "没有"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("灯塔管护规划的基本原则有哪些", "灯塔管护规划的遵循原则有哪些"),
        ("灯塔管护规划总体目标是什么", "灯塔管护规划主要目标是什么"),
        ("灯塔管护规划的遵循原则有哪些", "灯塔管护规划的遵循原则有哪些"),
        ("灯塔管护规划的主要任务是什么", "灯塔管护规划的主要任务是什么"),  # has none
        ("浮标管护方案的基本原则", "浮标管护方案的基本原则"),  # its own words
        ("基本原则有哪些", "基本原则有哪些"),  # of which document?
    ],
)
def test_a_general_heading_is_put_as_the_document_has_it(text: str, own: str) -> None:
    scope = choose_scope(ParsedQuestion(text), BOTH.infos)
    assert in_own_titles(text, scope, BOTH) == own


def test_principles_are_listed_whatever_they_are_called() -> None:
    answer = told("灯塔管护规划基本原则有哪些")
    assert all(word in answer for word in ("昼夜值守", "分级维护", "公开透明"))


@pytest.mark.parametrize("text", ["灯塔管护规划主要目标是什么", "灯塔管护规划总体目标是啥"])
def test_points_that_a_sentence_only_announces_are_told(text: str) -> None:
    answer = told(text)
    assert "值守水平大幅提升" in answer
    assert "能源结构大幅改善" in answer


def test_a_figure_is_told_where_one_is_asked_for() -> None:
    assert "90" in told("灯塔管护规划太阳能灯塔的目标是多少")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("灯塔管护规划主要目标第二点", "能源结构大幅改善"),
        ("灯塔管护规划主要目标最后一点是什么", "能源结构大幅改善"),
        ("灯塔管护规划遵循原则第一个是什么", "坚持昼夜值守"),
        ("灯塔管护规划基本原则最后一个是哪个", "坚持公开透明"),
        ("灯塔管护规划专栏1第三项是什么", "持证值守人员"),
    ],
)
def test_a_point_is_counted_among_the_dashes_and_not_the_rows_below(text: str, right: str) -> None:
    assert right in told(text)


@pytest.mark.parametrize("text", ["灯塔管护规划4条", "灯塔管护规划四条讲什么", "灯塔管护规划4条？"])
def test_a_number_without_its_first_word_names_the_part(text: str) -> None:
    assert "年度预算" in told(text)


def test_a_number_of_things_is_no_part() -> None:
    assert "年度预算" not in told("灯塔管护规划4条经费渠道")


def test_a_bare_part_is_no_claim() -> None:
    assert not told("灯塔管护规划主要目标第二点").startswith(("不对", "是的"))


@pytest.mark.parametrize("text", ["灯塔管护规划指导方针", "灯塔管护规划的指导方针是什么"])
def test_a_heading_alone_is_answered_by_what_its_part_says(text: str) -> None:
    assert "安全为先" in told(text)


@pytest.mark.parametrize(
    ("turns", "right"),
    [
        (("灯塔管护规划遵循原则打头的是哪个", "最后一个呢"), "坚持公开透明"),
        (("灯塔管护规划遵循原则第一条讲什么", "第二条呢"), "坚持分级维护"),
        (("灯塔管护规划第一部分讲什么", "最后一部分呢"), "经费安排"),
        (("灯塔管护规划（一）讲什么", "下一条的标题"), "遵循原则"),
        (("灯塔管护规划专栏1第一项是什么", "同一个专栏再往下那项呢"), "灯质正常率"),
    ],
)
def test_another_ordinal_or_the_next_part_is_asked_in_the_same_words(
    turns: tuple[str, ...], right: str
) -> None:
    assert right in told(*turns)


@pytest.mark.parametrize(
    ("turns", "right", "wrong"),
    [
        (("航标改革方案中期要干成哪些事",), "远程监测", "灯桩普查"),
        (("航标改革方案远期目标是什么",), "自动值守", "老旧灯桩"),
        (("航标改革方案近期是哪几年",), "2024—2025年", "2026"),
        (("航标改革方案近期干什么", "中期又要干成哪些事"), "远程监测", "灯桩普查"),
        (("航标改革方案近期是哪几年", "中期呢"), "2026—2027年", "2030"),
        (("航标改革方案的中期评估由谁组织",), "航标处", "老旧灯桩"),
    ],
)
def test_a_stage_is_told_by_its_own_point(turns: tuple[str, ...], right: str, wrong: str) -> None:
    """“方案中期” was read as the document's name with 中 behind it."""
    answer = told(*turns, catalogue=STAGES)
    assert right in answer
    assert wrong not in answer


TRADE = """外贸通报
今年1-7月进出口同比增长3.5%，其中出口增长7.3%。
专栏1 检验指标
指标|2025年|2030年|属性
1.进口灯具抽检合格率（%）|97|99|预期性
"""


@pytest.mark.parametrize("text", ["今年1到7月进出口增长多少", "今年1至7月进出口增长多少"])
def test_months_are_read_as_documents_write_them(text: str) -> None:
    assert "3.5%" in told(text, catalogue=catalogue_of(document(TRADE, "t", "外贸通报")))


def test_a_row_of_years_does_not_answer_for_months() -> None:
    catalogue = catalogue_of(document(TRADE, "t", "外贸通报"))
    assert "合格率" not in told("今年前七个月进口增长百分之几", catalogue=catalogue)
    assert "99" in told("进口灯具抽检合格率2030年多少", catalogue=catalogue)


def test_in_the_document_is_told_from_the_middle_and_the_country() -> None:
    """“规划中国家” is 国家 in the plan, “方案中期” the middle stage of the scheme."""
    ending = {
        text: _subject(text) for text in ("航标改革方案中国家怎么管", "航标改革方案中期怎么办")
    }
    assert [each.strip() for each in ending.values()] == ["国家怎么管", "中期怎么办"]


def _subject(text: str) -> str:
    scope = choose_scope(ParsedQuestion(text), STAGES.infos)
    return ParsedQuestion(text, scope.spans).subject


def test_lately_is_no_stage_of_a_plan_that_is_not_named() -> None:
    assert told("近期要干什么", catalogue=STAGES) != told(
        "航标改革方案近期要干什么", catalogue=STAGES
    )


@pytest.mark.parametrize(
    ("before", "turn", "whole"),
    [
        ("首批灯塔有几座", "最后一个呢", ""),
        ("最后一公里灯塔怎么解决", "第一个呢", ""),
        ("遵循原则第一条是什么", "最后一条", "遵循原则最后一条是什么"),
        ("遵循原则首条是什么", "末一个", "遵循原则末一个是什么"),
    ],
)
def test_only_what_counts_off_is_an_ordinal(before: str, turn: str, whole: str) -> None:
    assert other_ordinal(turn.removesuffix("呢"), Previous(before, Draft("passage", ()))) == whole

"""A follow-up answered about the wrong thing looks right: the stand-alone question must be."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of, law, plan

from rag.catalogue import Catalogue
from rag.routes import draft_answer
from rag.turns.dependence import is_dependent
from rag.turns.previous import spoken_address
from rag.turns.resolve import resolve

CATALOGUE = catalogue_of()
LONG_LAW = catalogue_of(document("第一条 甲。\n第二条 乙。\n", "x", "甲办法"), law())


def _resolved(*turns: str) -> str:
    return resolve(turns, CATALOGUE, lambda text: draft_answer(text, (), CATALOGUE))


@pytest.mark.parametrize(
    "text",
    ["那2025年呢", "它有哪些专栏", "第二个呢", "专栏2呢", "具体说说", "那条例呢", "2025年呢"],
)
def test_turns_that_need_the_one_before(text: str) -> None:
    assert is_dependent(text, CATALOGUE)


@pytest.mark.parametrize(
    "text",
    ["专栏2是什么工程", "2030年岸电使用率是多少", "条例一共几条", "什么是船舶", "第三条讲什么"],
)
def test_turns_that_stand_alone_are_left_as_typed(text: str) -> None:
    assert not is_dependent(text, CATALOGUE)
    assert _resolved("一共几个专栏", text) == text


def test_another_year() -> None:
    assert _resolved("2030年岸电使用率是多少", "2025年呢") == "2025年岸电使用率是多少"


def test_another_part() -> None:
    assert _resolved("专栏1是什么", "专栏2呢") == "专栏2是什么"
    assert _resolved("专栏1是什么", "那专栏2呢", "第二项呢") == "专栏2第2项讲什么"


def test_another_subject() -> None:
    assert _resolved("万吨级泊位数量是多少", "岸电使用率呢").startswith("岸电使用率")


@pytest.mark.parametrize(
    "turn", ["它有几项", "这个专栏有几项", "那个专栏有几项", "那一专栏有几项", "该专栏有几项"]
)
def test_a_pronoun_names_the_part_before(turn: str) -> None:
    assert _resolved("专栏2是什么工程", turn) == "专栏2有几项"


def test_a_word_of_going_on_is_no_pronoun() -> None:
    # “那专栏2” was once read as “that box”, “那一共” and “那条例” too
    assert _resolved("专栏1叫什么", "那专栏2呢", "那专栏1呢") == "专栏1叫什么"
    assert "专栏2" not in _resolved("专栏2是什么", "那一共几个专栏呢")
    assert "条例" in _resolved("一共几个专栏", "那条例有几章")


def test_the_document_is_not_lost_on_the_way() -> None:
    # the second turn was once answered from the first document of the store
    assert "内河船舶管理条例" in _resolved("《内河船舶管理条例》第三条讲什么", "它后面一条是什么")
    assert _resolved("《内河船舶管理条例》第二章讲什么", "第三章呢") == (
        "《内河船舶管理条例》第三章讲什么"
    )
    assert _resolved("《内河船舶管理条例》有几章", "第二个呢") == "《内河船舶管理条例》第二章讲什么"
    assert _resolved("《内河船舶管理条例》第六条讲什么", "第二项呢") == (
        "《内河船舶管理条例》第六条第2项讲什么"
    )


def test_the_nth_of_what_was_counted() -> None:
    assert _resolved("一共几个专栏", "第二个呢") == "第2个专栏讲什么"


def test_four_turns() -> None:
    turns = ("一共几个专栏", "第二个呢", "它的第一项呢", "第二项呢")
    assert (
        draft_answer(_resolved(*turns), (), CATALOGUE)
        .statements[-1]
        .text.startswith(("建成港口数字孪生平台", "（二）数字孪生平台"))
    )


def test_a_follow_up_without_anything_before_it_is_left_as_typed() -> None:
    assert _resolved("那2025年呢") == "那2025年呢"


def test_a_spoken_address_leads_back_to_its_part() -> None:
    for info in CATALOGUE.infos:
        outline = CATALOGUE.outline(info.id)
        for node in outline.nodes:
            if node.kind in ("chapter", "section", "article", "box") and node.number:
                text = f"《{info.title}》{spoken_address(outline, node)}讲什么"
                draft = draft_answer(text, (), CATALOGUE)
                cited = [e for s in draft.statements for e in s.evidence]
                assert draft.found, text
                assert node.span[0] <= cited[0].span[0] < node.span[1], text


@pytest.mark.parametrize(
    ("turn", "expected"),
    [("下一条呢", "后面的条是什么"), ("上一章呢", "前面的章是什么")],
)
def test_the_next_one_is_asked_of_the_part_before(turn: str, expected: str) -> None:
    assert _resolved("条例第二条讲什么", turn).endswith(expected)


@pytest.mark.parametrize(
    ("turns", "standalone"),
    [
        (("条例哪一章讲登记", "它有几节"), "《内河船舶管理条例》第二章有几节"),
        (("条例哪一章讲登记", "它的第二节叫什么"), "《内河船舶管理条例》第二章的第二节叫什么"),
        (("条例哪一章讲登记", "最后一节讲什么"), "《内河船舶管理条例》第二章最后一节讲什么"),
        (("专栏2讲什么", "那一章有几个专栏"), "第2部分有几个专栏"),
        (("专栏2讲什么", "上一个呢"), "专栏2前面的专栏是什么"),
        (("第三条讲什么", "对应的专栏是哪个"), "第三条对应的专栏是哪个"),
        (("（三）讲什么", "这一节带的专栏叫什么"), "（三）带的专栏叫什么"),
        (("一共有几个专栏", "最后一个叫什么"), "最后一个专栏叫什么"),
        (("专栏2有哪几项", "最后一项讲什么"), "专栏2最后一项讲什么"),
        (("专栏2有几项", "分别叫什么"), "专栏2有几项，分别叫什么"),
        (("约束性指标有哪些", "预期性的呢"), "预期性指标有哪些"),
        (("预期性指标有哪些", "一共几个"), "预期性指标一共几个"),
        (("2030年万吨级泊位数量是多少", "比2025年多多少"), "万吨级泊位数量比2025年多多少"),
        (("2030年万吨级泊位数量是多少", "是约束性的吗"), "万吨级泊位数量是约束性的吗"),
        (("专栏1在哪一节", "专栏2呢", "它们属于同一章吗"), "专栏1和专栏2属于同一章"),
        (("专栏1讲什么", "那专栏2呢", "谢谢", "第一项呢"), "专栏2第1项讲什么"),
    ],
)
def test_what_was_asked_before_is_never_lost(turns: tuple[str, ...], standalone: str) -> None:
    assert _resolved(*turns) == standalone


def test_two_rows_asked_for_one_after_the_other_are_reckoned_together() -> None:
    turns = ("2030年万吨级泊位数量是多少", "绿色泊位数量呢", "两者加起来是多少")
    assert _resolved(*turns) == "万吨级泊位数量和绿色泊位数量2030年加起来是多少"
    draft = draft_answer(_resolved(*turns), (), CATALOGUE)
    assert "合计至少100个" in draft.statements[0].text


def test_a_point_before_is_asked_what_the_turn_asks() -> None:
    standalone = _resolved("预期性指标有哪些", "第二个2030年要达到多少")
    assert standalone == "绿色泊位数量2030年要达到多少"


BOXLESS = catalogue_of(law(), plan())
"""A law without any 专栏 stands first."""


def _of(catalogue: Catalogue, *turns: str) -> str:
    return resolve(turns, catalogue, lambda text: draft_answer(text, (), catalogue))


def test_a_kind_of_part_that_the_document_before_lacks_is_looked_for_where_there_is_one() -> None:
    asked = "《内河船舶管理条例》第二章讲什么"
    assert _of(BOXLESS, asked, "那专栏2呢") == "《港口发展规划》专栏2讲什么"
    # of a kind that it has it is said that there is no such number
    assert _of(BOXLESS, asked, "那第九章呢") == "《内河船舶管理条例》第九章讲什么"
    assert _of(BOXLESS, asked, "那专栏9呢") == "《内河船舶管理条例》专栏9讲什么"
    assert _of(BOXLESS, asked, "《内河船舶管理条例》专栏2呢") != "《港口发展规划》专栏2讲什么"


def test_a_name_in_its_marks_is_taken_out_once() -> None:
    # the marks and the words in them were both cut away, and 专栏2 with them
    standalone = _of(BOXLESS, "《内河船舶管理条例》第二章讲什么", "港口发展规划呢")
    assert standalone == "港口发展规划中第二章讲什么"

"""A follow-up answered about the wrong thing looks right: the stand-alone question must be."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of, law

from rag.resolve import is_dependent, resolve, spoken_address
from rag.routes import draft_answer

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
    assert _resolved("《内河船舶管理条例》有几章", "第二个呢") == "《内河船舶管理条例》第2章讲什么"
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

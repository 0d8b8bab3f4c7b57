"""A number said inside a part that is named, points under the word for what they are, the only table:
read otherwise the answer tells of another part."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, catalogue_of, plan

from index.blocks import Cell
from index.documents import Document
from index.outline import outline_of_blocks
from index.tables.grids import table_blocks
from rag.catalogue import Catalogue
from rag.structure.addresses import find_addresses
from rag.structure.describe import describe
from rag.structure.places import Place, find_places
from rag.structure.route import answer_structure

CANAL = """运河整治方案
一、总体安排
（1）指导思想
以通航安全为先。
（2）工作守则
——安全优先。先保安全再谈通航。
——分段施工。一段一段来。
——节约用地。少占岸线。
（3）工期要求
三年完成。
二、健全日常管护机制
（4）建立巡河制度
每周巡河一次。
（5）建立清淤机制
每季清淤一次。
（6）信息公开
按月公开。
专栏1 船闸改造工程
（一）更换闸门。更换闸门6扇。
（二）加固闸墙。加固闸墙9处。
"""
TAX = """渡口收费条例
第一章 总则
第一条 渡口收费适用本条例。
第二条 收费标准按附表执行。
第三条 免费渡口不适用本条例。
第二章 附则
第四条 本条例自2021年5月1日起施行。
"""
FEES = ("车型 每次收费（元） 月票（元）", "行人 1 20", "摩托车 3 50", "小客车 8 120", "货车 15 200")
CANAL_ALONE = catalogue_of(document(CANAL, "canal", "运河整治方案"))
BOTH = catalogue_of(plan(), document(CANAL, "canal", "运河整治方案"))
FERRY = catalogue_of(document(TAX, "ferry", "渡口收费条例"))
SHEET = outline_of_blocks(
    table_blocks([[Cell(c) for c in row.split()] for row in FEES]),
    document_id="fees",
    title="渡口收费表",
)
FEES_ALONE = catalogue_of(Document("fees", "渡口收费表", SHEET))


def _text(text: str, catalogue: Catalogue = CANAL_ALONE) -> str:
    draft = answer_structure(*asked(text, catalogue), catalogue)
    assert draft is not None, text
    return "\n".join(statement.text for statement in draft.statements)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("工作守则第二条是什么", "分段施工"),
        ("工作守则里排第三的要求是哪条", "节约用地"),
        ("工作守则里列在第三位的那一点是什么", "节约用地"),
    ],
)
def test_a_number_in_a_named_part_is_that_of_its_points(text: str, said: str) -> None:
    assert said in _text(text)
    assert "日常管护" not in _text(text)


def test_the_document_that_has_the_named_part_is_meant() -> None:
    question, scope = asked("工作守则第二条是安全优先吧", BOTH)
    addresses = find_addresses(question.folded)
    places, missing = find_places(addresses, scope, BOTH, question.folded)
    assert missing is None
    assert [(p.document_id, p.node.title) for p in places] == [("canal", "分段施工")]


def test_what_is_stated_of_such_a_point_is_checked_against_it() -> None:
    assert _text("工作守则第二条是安全优先吧").startswith("不对，分段施工")


@pytest.mark.parametrize(
    "text",
    [
        "方案第二部分共设立了几项制度机制，挨个点名",
        "“健全日常管护机制”这一部分立了哪几个机制",
        "关于“日常管护机制”那部分，收了哪些小标题",
        "方案“健全日常管护机制”一章，里面建立了哪些制度或机制",
    ],
)
def test_points_under_the_word_for_what_they_are(text: str) -> None:
    said = _text(text)
    assert "巡河制度" in said
    assert "清淤机制" in said
    assert said.count("共有") <= 1


def test_a_list_that_was_told_is_not_announced_again() -> None:
    assert not _text("方案第二部分共设立了几项制度机制，点名").endswith("：")


@pytest.mark.parametrize("text", ["第二部分下面的专栏两项分别是", "第六条下的专栏的两点分别叫什么"])
def test_the_points_of_the_box_of_a_part(text: str) -> None:
    assert "更换闸门" in _text(text)
    assert "加固闸墙" in _text(text)


@pytest.mark.parametrize(
    "text", ["工作守则这一条，圆点后面列了哪些要求", "“工作守则”一条列了哪几条要求"]
)
def test_a_mark_before_the_points_says_nothing(text: str) -> None:
    assert "节约用地" in _text(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("（5）管的是哪方面内容", "每季清淤一次"),
        ("第6条主要规范什么", "按月公开"),
        ("第（4）条涉及哪些事项", "每周巡河一次"),
    ],
)
def test_what_a_part_deals_with(text: str, said: str) -> None:
    assert said in _text(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("条例的总则与附则，哪章的条更少", "“第二章 附则”的条文更少"),
        ("条例总则和附则哪一章条文多一些", "“第一章 总则”的条文更多"),
    ],
)
def test_parts_with_short_titles_are_compared(text: str, said: str) -> None:
    assert said in _text(text, FERRY)


@pytest.mark.parametrize("text", ["渡口收费表那张表分几档", "后面这张表一共列了多少行收费"])
def test_rows_of_the_only_table(text: str) -> None:
    assert "共有4项" in _text(text, FEES_ALONE)


def test_rows_are_counted_only_where_nothing_else_is_asked() -> None:
    draft = answer_structure(*asked("那张表分几档由谁修订", FEES_ALONE), FEES_ALONE)
    assert draft is None or "共有4项" not in draft.statements[0].text


@pytest.mark.parametrize(
    "text", ["船闸改造加固闸墙在哪个专栏的哪一点", "船闸改造加固闸墙在哪个专栏的第几点"]
)
def test_a_point_is_looked_for_inside_the_box_asked_for(text: str) -> None:
    assert _text(text).startswith("（二）加固闸墙属于“专栏1")


def test_a_point_marked_by_a_dash_is_said_whole() -> None:
    text = "（1）步骤。\n——近期（2025年）：推广试点。形成方案。\n——远期（到2030年）：全面建成。\n"
    outline = document(text, "s", "改革方案").outline
    first = next(n for n in outline.nodes if n.number == "——")
    draft = describe(Place("s", outline, first))
    assert [s.text for s in draft.statements] == ["近期（2025年）：推广试点。形成方案。"]
    assert outline.text[slice(*draft.statements[0].evidence[0].span)].startswith("——近期")

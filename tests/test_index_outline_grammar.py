"""Forms of numbering that people really use, and what only looks like one.

A form that is not known is a part that nobody can ask for; a reference or a date taken for a
heading puts the rest of a section under a name that the document does not have.
"""

from __future__ import annotations

import pytest
from outline_lines import assert_sound, headings, named, parse

from index.blocks import Block, Grid, Marked
from index.documents import Outline
from index.outline import outline_of_blocks

BODY = "各单位要结合实际抓好落实，确保各项任务按期完成。"


def of(*blocks: Block) -> Outline:
    outline = outline_of_blocks(blocks, document_id="d")
    assert_sound(outline)
    return outline


def messages(outline: Outline) -> list[str]:
    return [warning.message for warning in outline.warnings]


# --- styles -----------------------------------------------------------------------------------


def test_decimal_headings_of_an_emergency_plan() -> None:
    outline = parse(
        "应急预案", "1 总则", "1.1 编制目的", BODY, "1.2 依据", BODY, "2 组织", "2.1 机构",
        "2.1.1 领导", BODY, "2.1.2 办公室", "15 日前完成。", "2.5万人参加。", "3 附则", BODY,
    )  # fmt: skip
    assert headings(outline) == [
        "chapter 1 总则",
        "section 1.1 编制目的",
        "section 1.2 依据",
        "chapter 2 组织",
        "section 2.1 机构",
        "item 2.1.1 领导",
        "item 2.1.2 办公室",
        "chapter 3 附则",
    ]
    assert outline.heading_path(named(outline, "2.1.2").id)[-1] == "2.1.2 办公室"


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (["第一，", "第二，", "第三，"], ["第一", "第二", "第三"]),
        (["首先，", "其次，", "最后，"], ["首先", "其次", "最后"]),
        (["一要", "二要", "三要"], ["一要", "二要", "三要"]),
        (["A. ", "B. ", "C. "], ["A", "B", "C"]),
        (["I. ", "II. ", "III. "], ["I", "II", "III"]),
        (["①", "②", "③"], ["①", "②", "③"]),
        (["1）", "2）", "3）"], ["1）", "2）", "3）"]),
        (["⑴", "⑵", "⑶"], ["（1）", "（2）", "（3）"]),
        (["●", "●", "●"], ["——", "——", "——"]),
        (["－－", "－－", "－－"], ["——", "——", "——"]),
    ],
)
def test_lists_of_every_style_are_items(numbers: list[str], shown: list[str]) -> None:
    outline = parse(
        "规划", "一、甲", BODY, *(f"{n}加强监管。{BODY}" for n in numbers), "二、乙", BODY
    )
    assert [n.number for n in outline.nodes if n.kind in ("item", "section")] == shown
    assert [n.number for n in outline.nodes if n.kind == "chapter"] == ["一、", "二、"]
    assert_sound(outline)


def test_a_list_within_a_style_that_usually_ranks_after_it() -> None:
    """1. holds （一） here; by rank alone （一） would end it and 2. would follow nothing."""
    outline = parse("规划", "1.甲", "（一）子", BODY, "（二）丑", BODY, "2.乙", "（一）寅", BODY)
    assert [(n.level, n.number) for n in outline.nodes if n.number] == [
        (1, "1."), (2, "（一）"), (2, "（二）"), (1, "2."), (2, "（一）"),
    ]  # fmt: skip


def test_a_list_of_its_own_style_inside_a_chapter_does_not_end_it() -> None:
    inner = [f"{n}、{t}。{BODY}" for n, t in zip("一二三四五", "甲乙丙丁戊", strict=True)]
    outline = parse("报告", "一、回顾", BODY, "二、任务", BODY, *inner, "三、改革", BODY)
    assert [n.title for n in outline.nodes if n.kind == "chapter"] == ["回顾", "任务", "改革"]
    assert len([n for n in outline.nodes if n.kind == "item"]) == 5


def test_articles_without_a_space_after_the_number() -> None:
    outline = parse(
        "某某办法", "第一条为了规范，制定本办法。", "第二条本办法适用于企业。",
        "第三条规定的企业除外。", "第三条国家支持企业发展。",
    )  # fmt: skip
    assert [n.number for n in outline.nodes if n.kind == "article"] == [
        "第一条",
        "第二条",
        "第三条",
    ]
    assert "第三条规定的企业除外" in outline.slice(named(outline, "第二条").id)


def test_paragraphs_of_an_article_and_the_items_of_each_are_named() -> None:
    """第九条第二款第（一）项 is how a lawyer cites; the list of the first paragraph is another."""
    outline = parse(
        "某某法", "第九条　下列行为：", "（一）甲；", "（二）乙。", "有下列情形的从重：", "（一）丙；",
        "（二）丁。", "前两款所称企业，由国务院规定。", "第十条　附则。",
    )  # fmt: skip
    leaf = outline.at(outline.text.index("前两款"))
    assert leaf.label == "第九条第三款"
    assert outline.address(leaf.id).label == "第九条"
    assert outline.slice(named(outline, "第九条第二款第（一）项").id) == "（一）丙；"


# --- front, annexes, headings without a number ----------------------------------------------------


def test_a_notice_with_the_plan_that_it_carries() -> None:
    outline = parse(
        "国务院文件", "国发〔2021〕1号", "国务院关于印发", "“十四五”某某规划的通知",
        "各省、自治区、直辖市人民政府：", "现将《规划》印发给你们，请认真贯彻执行。", "国务院",
        "2021年1月1日", "（此件公开发布）", "“十四五”某某规划", "（2021年修订）", "一、总则", BODY,
        "二、目标", BODY, "附件1", "任务分工表", "一、甲", BODY, "附件2：名单", BODY,
    )  # fmt: skip
    assert outline.title == "国务院关于印发“十四五”某某规划的通知"
    assert headings(outline) == [
        "part  “十四五”某某规划",
        "chapter 一、 总则",
        "chapter 二、 目标",
        "part 附件1 任务分工表",
        "chapter 一、 甲",
        "part 附件2 名单",
    ]
    assert outline.warnings == ()
    assert_sound(outline)


def test_a_list_of_annexes_before_the_signature_is_text() -> None:
    outline = parse(
        "关于甲的通知", "一、甲", BODY, "附件：1.分工表", "2.名单", "附件1", "分工表", BODY
    )
    assert [n.number for n in outline.nodes if n.kind == "part"] == ["附件1"]


def test_foreword_and_closing_words_are_headings_beside_the_chapters() -> None:
    outline = parse("规划", "前　言", BODY, "一、总则", BODY, "结　语", BODY)
    assert headings(outline) == ["chapter  前言", "chapter 一、 总则", "chapter  结语"]
    assert [n.level for n in outline.nodes if n.kind == "chapter"] == [1, 1, 1]


def test_sub_headings_without_a_number_below_numbered_ones() -> None:
    outline = parse(
        "规划", "一、要求", BODY * 2, "工作原则", BODY * 2, "主要目标", BODY * 2, "二、乙"
    )
    assert headings(outline) == [
        "chapter 一、 要求", "item  工作原则", "item  主要目标", "chapter 二、 乙",
    ]  # fmt: skip


def test_headings_that_the_file_marks_with_and_without_numbers() -> None:
    outline = of(
        "规划", Marked("一、总则", 2), BODY, Marked("工作原则", 3), BODY, Marked("第三章有关任务", 3),
        BODY, Marked("二、目标", 2), BODY,
    )  # fmt: skip
    assert [(n.level, n.kind, n.title) for n in outline.nodes if n.kind not in ("paragraph",)][1:] == [
        (1, "chapter", "总则"), (2, "section", "工作原则"), (2, "section", "第三章有关任务"),
        (1, "chapter", "目标"),
    ]  # fmt: skip


# --- tables -----------------------------------------------------------------------------------


def test_a_table_with_its_caption_is_an_address() -> None:
    grid = Grid(("指标", "2025年"), (("1.甲", "1"), ("2.乙", "2")))
    outline = of(
        "规划", "一、甲", BODY, "表 2-1 主要指标", "单位：亿元", grid, "图1 组织结构", BODY
    )
    table = next(n for n in outline.nodes if n.kind == "table")
    assert (table.number, table.title, table.label) == ("表2-1", "主要指标", "表2-1")
    assert outline.slice(table.id).startswith("表 2-1 主要指标\n单位：亿元\n指标")
    row = next(n for n in outline.nodes if n.kind == "row")
    assert outline.heading_path(row.id) == ("一、甲", "表2-1 主要指标", "1.甲")
    assert row.label == "表2-1 第1项"


# --- contents ---------------------------------------------------------------------------------


def test_contents_behind_a_foreword_with_page_numbers_and_two_levels() -> None:
    outline = parse(
        "规划", "前言", BODY * 2, "目录", "第一章 总则 ……… 1", "第一节 依据 …… 2", "第二章 目标\t3",
        "第一章　总　则", "第一节　依据", BODY, "第二章　目标", BODY,
    )  # fmt: skip
    assert headings(outline) == [
        "chapter  前言", "chapter 第一章 总则", "section 第一节 依据", "chapter 第二章 目标",
    ]  # fmt: skip
    assert "………" not in outline.text


def test_a_file_that_is_only_a_table_of_contents_says_so() -> None:
    outline = parse("规划", "目录", "一、总则……1", "（一）依据……2", "二、目标……3", "三、保障……5")
    assert [n.title for n in outline.nodes if n.number] == ["总则", "依据", "目标", "保障"]
    assert [(w.kind, w.message) for w in outline.warnings] == [
        ("contents", "这份文件只有目录，没有正文。")
    ]


def test_lines_that_repeat_many_times_are_no_table_of_contents() -> None:
    """A form with the same items in each part lost all but its last one."""
    lines = [
        line
        for n in "一二三四"
        for line in (f"{n}、填报{n}", "（一）单位", "（二）电话", "（三）地址")
    ]
    outline = parse("登记表", *lines)
    assert len([n for n in outline.nodes if n.number]) == 16


# --- what only looks like a number ---------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "（三）项所列情形，依照前款办理。",
        "（二）、（三）两项所列情形除外。",
        "第十条、第十一条规定的情形除外。",
        "第二十条规定的，依照本法办理。",
        "一、二线城市要加强监管。",
        "三、四级联动机制已经建立。",
        "2025年完成全部任务。",
        "3.5个百分点的差距要补上。",
        "2023年1月1日",
        "010-65194114",
        "1、2号楼已经完工。",
        "第一、第二、第三产业协调发展。",
        "附件所列项目由各单位落实。",
        "专栏2中的工程按期开工。",
    ],
)
def test_what_only_looks_like_a_number_is_text(line: str) -> None:
    outline = parse("规划", "一、甲", BODY, line, "二、乙", BODY)
    assert headings(outline) == ["chapter 一、 甲", "chapter 二、 乙"]
    assert outline.warnings == ()


# --- warnings ---------------------------------------------------------------------------------


def test_each_gap_is_told_with_its_place() -> None:
    outline = parse(
        "某某法", "第三章　监管", "第九条　甲。", "第十条　乙：", "（一）甲；", "（三）丙。",
        "第十三条　丙。", "第四章　罚则", "第十四条　甲。", "第十六条　丙。", "第十五条　乙。",
        "第十七条　丁。", "第十七条　戊。",
    )  # fmt: skip
    assert messages(outline) == [
        "编号从第三章开始，前面没有其他编号，文件可能不是从头开始的。",
        "第三章：编号从第九条开始，前面没有其他编号，文件可能不是从头开始的。",
        "第十条：缺少（二）（在（一）之后）。",
        "第三章：缺少第十一条至第十二条（在第十条之后）。",
        "第四章：第十五条排在第十六条之后，顺序不对。",
        "第四章：第十七条重复出现。",
    ]
    for warning in outline.warnings:
        node = outline.node(warning.node_id)
        assert warning.span[0] == node.span[0]
        assert outline.text[slice(*warning.span)].startswith(("第", "（"))


def test_gaps_in_boxes_and_tables_are_told() -> None:
    grid = Grid(("指标", "值"), (("1.甲", "1"), ("3.丙", "3")))
    outline = of("规划", "一、甲", "专栏1 指标", grid, "专栏3 工程", "（一）甲。" + BODY)
    assert messages(outline) == [
        "一：缺少专栏2（在专栏1之后）。",
        "专栏1：表中缺少第2项（在第1项之后）。",
    ]


# --- lines that lost their breaks ------------------------------------------------------------------


@pytest.mark.parametrize("gap", ["　　", "", " \t　　", "　\xa0\xa0"])
def test_headings_in_one_long_line_without_breaks(gap: str) -> None:
    """Reports copied out of a web page: one line of 20,000 characters, and still three parts."""
    parts = [
        f"{n}、{t}。{gap}{BODY * 8}"
        for n, t in zip("一二三", ("回顾", "任务", "保障"), strict=True)
    ]
    outline = parse(gap.join([f"各位代表：{gap}现在报告工作。", *parts]))
    assert [n.title for n in outline.nodes if n.kind == "chapter"] == ["回顾", "任务", "保障"]

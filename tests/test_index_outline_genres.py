"""Standards, laws, plans and short notices as people write them.

A chapter that is lost here cannot be asked for; one that is held by the wrong part is cited under
a name that the document does not give it.
"""

from __future__ import annotations

import pytest
from outline_lines import headings, named, parse

BODY = "各单位要结合实际抓好落实，确保各项任务按期完成。"


def labels(*lines: str) -> list[str]:
    return [node.label for node in parse(*lines).nodes[1:] if node.kind != "paragraph"]


def test_a_standard_has_its_title_its_short_chapters_and_its_terms() -> None:
    outline = parse(
        "ICS 35.030", "GB/T 12345—2024", "数据分类分级规则", "目次", "前言 ……………… Ⅱ",
        "1 范围 ……………… 1", "2 术语和定义 ……………… 1", "3 原则 ……………… 3",
        "附录A（资料性） 示例 ……………… 5",
        "前言", BODY, "1 范围", BODY, "2 术语和定义", "2.1", "数据 data", BODY, "2.2",
        "重要数据", BODY, "3 原则", "3.1 科学原则", BODY, "附录A", "（资料性）", "示例",
        "A.1 概述", BODY, "A.2 行业", BODY,
    )  # fmt: skip
    assert outline.title == "数据分类分级规则"
    assert headings(outline) == [
        "chapter  前言", "chapter 1 范围", "chapter 2 术语和定义", "section 2.1 数据 data",
        "section 2.2 重要数据", "chapter 3 原则", "section 3.1 科学原则", "part 附录A 示例",
        "section A.1 概述", "section A.2 行业",
    ]  # fmt: skip
    assert not outline.warnings


def test_figures_on_lines_of_their_own_are_no_terms() -> None:
    found = labels("1 范围", BODY, "1.1 总则", BODY, "3.5", "2.2", "亿元", "2 附则", BODY)
    assert found == ["1", "1.1", "2"]


def test_numbers_below_letters_end_with_their_letter() -> None:
    assert labels("一、要求", BODY, "a）甲；", "b）乙：", "1）丙；", "2）丁；", "c）戊。") == [
        "一、", "一a", "一b", "一b1）", "一b2）", "一c",
    ]  # fmt: skip


def test_the_contents_of_a_law_end_with_supplementary_provisions_that_hold_articles() -> None:
    outline = parse(
        "某某法", "目　　录", "第一章　总则", "附　　则", "第一章　总则",
        "第一条　甲。", "第二条　乙。", "附　　则", "第三条　本法自公布之日起施行。",
    )  # fmt: skip
    assert headings(outline) == [
        "chapter 第一章 总则", "article 第一条", "article 第二条",
        "chapter  附则", "article 第三条",
    ]  # fmt: skip
    holder = named(outline, "附则")
    assert named(outline, "第三条").parent == holder.id


def test_the_items_of_a_box_are_not_called_by_the_number_of_another_box() -> None:
    found = labels("一、任务", BODY, "专栏3 质量工程", "1.甲。" + BODY, "2.乙。" + BODY)
    assert found == ["一、", "专栏3", "专栏3 第1项", "专栏3 第2项"]


def test_an_outer_number_behind_the_items_of_a_box_leaves_the_box() -> None:
    outline = parse(
        "第一章 任务", "第一节 质量", BODY, "专栏1 质量工程", "1.甲。" + BODY, "2.乙。" + BODY,
        "（一）完善设施", BODY, "（二）强化监管", BODY,
    )  # fmt: skip
    assert named(outline, "第一节（一）").parent == named(outline, "第一节").id


def test_a_heading_may_begin_with_a_numeral_that_does_not_count_on() -> None:
    assert labels("一、总体", BODY, "二、一线岗位", BODY, "三、三医联动", BODY) == [
        "一、", "二、", "三、",
    ]  # fmt: skip
    assert labels("一、总体", BODY, "一、二线城市先行。", BODY) == ["一、"]


def test_an_item_that_a_sentence_names_is_no_section() -> None:
    assert labels("（一）甲", BODY, "（二）项任务由某处承担。", "（二）项目建设", BODY) == [
        "（一）", "（二）",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["第四条（备案材料）企业", "第四条【备案材料】企业"])
def test_the_title_of_an_article_in_brackets(written: str) -> None:
    outline = parse("第三条　甲。", f"{written}申请备案的，应当提交材料。", "第五条　乙。")
    assert named(outline, "第四条").title == "备案材料"


def test_an_item_at_the_head_of_an_article_is_not_its_title() -> None:
    outline = parse("第三条　甲。", "第四条　（二十一）略。", "第五条　乙。")
    assert named(outline, "第四条").title == ""


def test_what_is_missing_before_the_first_section_of_a_chapter_is_said() -> None:
    outline = parse("第一章 甲", "第一节 乙", BODY, "第二章 丙", BODY, "第三章 丁", BODY)
    assert not outline.warnings
    late = parse("第一章 甲", BODY, "第二章 乙", "第三节 丙", BODY)
    assert [w.message for w in late.warnings] == ["第二章：缺少第一节至第二节（在第三节之前）。"]


def test_a_traditional_box_is_quoted_as_it_is_written() -> None:
    outline = parse("第一章　總則", BODY, "專欄1　重點指標", "（一）能力。" + BODY, "（二）服務。")
    assert named(outline, "专栏1").title == "重點指標"
    assert "專欄1 重點指標\n" in outline.text

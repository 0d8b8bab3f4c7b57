"""What a person loses when the outline errs: the section they ask for, or the one they cite."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outline_lines import assert_sound, headings, named, parse

from index.corpus import read_inline
from index.documents import heading
from index.facts import find_facts
from index.outline import parse_outline
from index.outlining.headings import widen
from index.outlining.labels import ordinal_of

BODY = "各单位要结合实际抓好落实，确保各项任务按期完成。"


# --- cross-references are never headings ------------------------------------------------------


@pytest.mark.parametrize(
    "reference",
    [
        "第三章有关任务按照本规划执行。",
        "第三章有关任务按照",
        "第二章和第三章所列任务",
        "详见专栏2",
        "前款第（三）项所列情形除外。",
        "第二十条的规定适用于本办法。",
        "第二十条 的规定适用于本办法。",
        "专栏1和专栏2所列工程",
        "二、三级海关同样办理。",
        "二、三季度增长较快。",
        "十二届三中全会以来，改革不断深入。",
        "2.5万人参加培训。",
    ],
)
def test_a_reference_in_a_sentence_opens_no_section(reference: str) -> None:
    """Else the rest of the section would be cited under a heading that does not exist."""
    outline = parse("规划", "一、总则", BODY, reference, BODY, "二、目标", BODY)
    assert headings(outline) == ["chapter 一、 总则", "chapter 二、 目标"]
    assert outline.warnings == ()


# --- table of contents ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "contents",
    [
        ["一、总则", "二、目标", "三、保障"],
        ["目录", "一、总则 …… 1", "二、目标........3", "三、保障\t5"],
        ["目　录", "一、总则", "（一）依据", "二、目标", "三、保障"],
    ],
)
def test_a_table_of_contents_is_not_taken_for_the_body(contents: list[str]) -> None:
    """Else every address would lead to a line of the contents, with no text under it."""
    body = ["一、总则", "（一）依据", BODY, "二、目标", BODY, "三、保障", BODY]
    outline = parse("规划", *contents, *body)
    assert [h for h in headings(outline) if h.startswith("chapter")] == [
        "chapter 一、 总则",
        "chapter 二、 目标",
        "chapter 三、 保障",
    ]
    assert BODY in outline.slice(named(outline, "一、").id)
    assert "目" not in outline.text.split("\n")[1]


def test_a_body_of_bare_headings_is_kept() -> None:
    """Headings that never come again are the document itself."""
    lines = ["一、总则", "二、目标", "三、保障"]
    assert [n.number for n in parse(*lines).nodes if n.number] == ["一、", "二、", "三、"]


# --- forms of headings ------------------------------------------------------------------------


def test_half_width_brackets_are_addressed_like_full_width_ones() -> None:
    outline = parse("规划", "一、甲", "(一)总则", BODY, "(二)目标", BODY)
    assert headings(outline)[1:] == ["section （一） 总则", "section （二） 目标"]


def test_a_question_mark_for_a_lost_space_does_not_hide_a_box() -> None:
    """Web copies write “专栏1?税收…”: the mark belongs neither to the number nor to the title."""
    outline = parse("规划", "一、甲", "专栏1?税收工程 |", "(一)子一。" + BODY, "(二)子二。" + BODY)
    assert headings(outline)[1:] == ["box 专栏1 税收工程", "item （一） 子一", "item （二） 子二"]
    assert "?" not in outline.text


def test_a_heading_run_in_with_its_paragraph_gives_the_title_alone() -> None:
    outline = parse(
        "方案", "一、总体", "（1）指导思想。全面贯彻会议精神。", "（2）原则。坚持法治。"
    )
    assert headings(outline)[1:] == ["section （1） 指导思想", "section （2） 原则"]
    assert outline.slice(named(outline, "（1）").id) == "（1）指导思想。全面贯彻会议精神。"


def test_several_items_on_one_line_are_each_addressed() -> None:
    outline = parse("规划", "一、甲", f"（一）子一。{BODY}（二）子二。{BODY}（三）子三。{BODY}")
    assert [n.title for n in outline.nodes if n.kind == "section"] == ["子一", "子二", "子三"]


def test_points_end_with_their_last_paragraph() -> None:
    """What follows 二是 after a blank line is the section's again, not the point's."""
    outline = parse(
        "报告", "一、甲", "会议指出，一是加强甲。" + BODY, "二是加强乙。" + BODY, "此外，" + BODY
    )
    assert headings(outline)[1:] == ["item 一是 加强甲", "item 二是 加强乙"]
    last = list(outline.leaves())[-1]
    assert outline.address(last.id).label == "一、"


def test_a_period_before_a_colon_is_the_title_of_a_point() -> None:
    outline = parse("方案", "一、步骤", "——近期（2014—2015年）：总结推广试验区海关监管服务制度。")
    assert headings(outline)[1:] == ["item —— 近期（2014—2015年）"]


def test_unnumbered_headings_of_an_article_are_addresses() -> None:
    outline = parse(
        "守国门促发展", BODY * 3, "智慧海关建设加快", BODY * 3, "全球治理改革", BODY * 3
    )
    assert headings(outline) == ["chapter  智慧海关建设加快", "chapter  全球治理改革"]


# --- sequences --------------------------------------------------------------------------------


def test_numbering_that_starts_again_in_each_chapter() -> None:
    lines = [
        "一、甲",
        "（一）子",
        BODY,
        "（二）丑",
        BODY,
        "二、乙",
        "（一）寅",
        BODY,
        "（二）卯",
        BODY,
    ]
    outline = parse("规划", *lines)
    assert named(outline, "一（二）").title == "丑"
    assert named(outline, "二（二）").title == "卯"


def test_numbering_that_runs_on_across_chapters() -> None:
    outline = parse(
        "规划", "一、甲", "（一）子", BODY, "二、乙", "（二）丑", BODY, "（三）寅", BODY
    )
    assert named(outline, "（三）").parent == named(outline, "二、").id


def test_items_of_a_box_and_sections_whose_numbers_would_both_fit() -> None:
    """（二） after the box's （一） is the box's while another （二） is still to come."""
    first = ["（一）甲一", BODY, "专栏1 工程", "（一）子一。" + BODY, "（二）子二。" + BODY]
    second = [
        "（二）甲二",
        BODY,
        "专栏2 工程",
        *(f"（{n}）子。{BODY}" for n in "一二三"),
        "（三）甲三",
        BODY,
    ]
    outline = parse("规划", "一、甲", *first, *second)
    sections = [n.title for n in outline.nodes if n.kind == "section"]
    assert sections == ["甲一", "甲二", "甲三"]
    assert named(outline, "专栏1（二）").title == "子二"
    assert named(outline, "专栏2（三）").title == "子"


def test_a_section_after_a_box_with_one_item_fewer_than_would_fit() -> None:
    """（二） fits the box and the section; no other （二） comes, so it is the section's."""
    box = ["专栏1 工程", "（一）子一。" + BODY]
    outline = parse(
        "规划", "一、甲", "（一）甲一", BODY, *box, "（二）甲二", BODY, "（三）甲三", BODY
    )
    assert [n.title for n in outline.nodes if n.kind == "section"] == ["甲一", "甲二", "甲三"]
    assert named(outline, "（二）").parent == named(outline, "一、").id


def test_a_list_inside_a_section_of_the_same_style_is_the_sections() -> None:
    """（一）…；（二）…。 under section （三） would else end it, and （四） would follow （二）."""
    lines = [
        "（一）子",
        BODY,
        "（二）丑",
        "包括：",
        "（一）按时办理；",
        "（二）公开结果。",
        "二、乙",
        "（三）寅",
        BODY,
    ]
    outline = parse("规划", "一、甲", *lines)
    assert [n.title for n in outline.nodes if n.kind == "section"] == ["子", "丑", "寅"]
    assert [n.label for n in outline.nodes if n.kind == "item"] == [
        "（二）（一）",
        "（二）（二）",
    ]
    assert outline.warnings == ()


def test_a_missing_number_is_told_and_the_rest_still_stands() -> None:
    outline = parse("规划", "一、甲", "（一）子", BODY, "（三）寅", BODY, "三、丙", BODY)
    assert [n.number for n in outline.nodes if n.number] == ["一、", "（一）", "（三）", "三、"]
    assert len(outline.warnings) == 2
    assert [w.message for w in outline.warnings] == [
        "一：缺少（二）（在（一）之后）。",
        "缺少“二、”（在“一、”之后）。",
    ]


def test_a_doubled_number_is_told_and_both_can_be_cited() -> None:
    outline = parse(
        "规划", "一、甲", "（一）子", BODY, "（二）丑", BODY, "（二）又", BODY, "（三）寅", BODY
    )
    assert [n.title for n in outline.nodes if n.kind == "section"] == ["子", "丑", "又", "寅"]
    assert outline.warnings[0].kind == "doubled"
    assert outline.warnings[0].message == "一：（二）重复出现（“又”）。"
    assert outline.text[slice(*outline.warnings[0].span)].startswith("（二）又")
    assert_sound(outline)


def test_a_doubled_box_is_told() -> None:
    outline = parse("规划", "一、甲", "专栏1 工程", BODY, "专栏1 又一工程", BODY)
    assert [n.title for n in outline.nodes if n.kind == "box"] == ["工程", "又一工程"]
    assert "专栏1重复" in outline.warnings[0].message


def test_an_excerpt_may_start_at_any_article() -> None:
    """One book of the civil code starts at 第二百零五条; its articles are still asked for by number."""
    outline = parse(
        "物权编", "第二编　物权", "第一分编　通则", "第二百零五条　甲。", "第二百零六条　乙。"
    )
    assert [n.number for n in outline.nodes if n.kind == "article"] == [
        "第二百零五条",
        "第二百零六条",
    ]
    assert "不是从头开始" in outline.warnings[0].message


# --- laws -------------------------------------------------------------------------------------


def test_a_law_with_chapters_sections_articles_and_full_width_spaces() -> None:
    outline = parse(
        "某某法",
        "第一章　总　则",
        "第一条　为了规范，制定本法。",
        "第二条　本法所称企业包括：",
        "（一）国有企业；",
        "（二）其他企业。",
        "第二章　罚则",
        "第一节　处罚",
        "第十二条之一　再犯加重。",
        "第十三条【附则】本法自公布之日起施行。",
    )
    assert headings(outline) == [
        "chapter 第一章 总则",
        "article 第一条",
        "article 第二条",
        "item （一）",
        "item （二）",
        "chapter 第二章 罚则",
        "section 第一节 处罚",
        "article 第十二条之一",
        "article 第十三条 附则",
    ]
    assert named(outline, "第二条（二）").parent == named(outline, "第二条").id


def test_an_inserted_article_follows_its_own() -> None:
    outline = parse(
        "某某法", "第一条　甲。", "第一条之一　乙。", "第一条之二　丙。", "第二条　丁。"
    )
    assert [n.number for n in outline.nodes if n.kind == "article"] == [
        "第一条",
        "第一条之一",
        "第一条之二",
        "第二条",
    ]


def test_books_keep_the_word_that_is_written() -> None:
    """第一篇 must not be shown as 第一编: the reader looks for it in the document."""
    outline = parse("文集", "第一篇　绪论", "第一章　缘起", BODY)
    assert heading(outline.nodes[1 + 1]) == "第一篇 绪论"


def test_lists_that_restart_inside_one_article_keep_labels_apart() -> None:
    items = ["（一）甲；", "（二）乙。"]
    outline = parse("某某法", "第一条　下列行为：", *items, "有下列情形的，从重：", *items)
    labels = [n.label for n in outline.nodes if n.kind == "item"]
    assert labels == [
        "第一条第一款第（一）项",
        "第一条第一款第（二）项",
        "第一条第二款第（一）项",
        "第一条第二款第（二）项",
    ]


# --- the whole ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", " \n\n", "\x00\x07", "一", "一、", "——", "（一）", "|", "专栏", "第一条"]
)
def test_nothing_or_next_to_nothing_does_not_crash(text: str) -> None:
    assert_sound(parse_outline(text, document_id="d"))


def test_the_title_is_the_first_line_and_a_given_title_wins() -> None:
    lines = ["关于加强监管工作的若干意见", "一、甲", BODY]
    assert parse(*lines).title == lines[0]
    given_title = parse_outline("\n".join(lines), document_id="d", title="别名")
    assert given_title.title == "别名"
    assert given_title.text.startswith(lines[0])


def test_a_long_title_is_not_run_together_with_the_date_below() -> None:
    title = "全国人民代表大会常务委员会关于中国人民解放军现役士兵衔级制度的决定"
    outline = parse(
        title, "2022年2月28日第十三届全国人民代表大会常务委员会第三十三次会议通过", "一、甲。"
    )
    assert outline.title == title


def test_the_innermost_leaf_is_found_by_its_place() -> None:
    outline = parse("规划", "一、甲", "（一）子", BODY)
    leaf = outline.at(outline.text.index(BODY))
    assert outline.slice(leaf.id) == BODY
    assert outline.heading_path(leaf.id) == ("一、甲", "（一）子")


def test_written_numbers_are_read_back() -> None:
    for number, ordinal in {
        "（三十五）": 35,
        "专栏15": 15,
        "第十二条": 12,
        "二、": 2,
        "3.": 3,
    }.items():
        assert ordinal_of(number) == ordinal
    assert ordinal_of("——") in (0, None)


def test_headings_are_shown_with_full_width_marks() -> None:
    assert widen("推进(AEO)互认,扩大开放") == "推进（AEO）互认，扩大开放"


# --- properties -------------------------------------------------------------------------------

_numeral = st.text("零一二三四五六七八九十百", min_size=1, max_size=3)
_digits = st.integers(0, 120).map(str)
_rest = st.sampled_from(
    ["", "总则", "　总则", " 目标。" + BODY, BODY, "达到60个以上；", "的规定", "：", "|"]
)
_forms = [
    "{}、",
    "（{}）",
    "({})",
    "第{}章",
    "第{}条",
    "第{}节",
    "第{}编",
    "第{}分编",
    "专栏{}",
    "专栏{}?",
]
_forms += ["{}.", "{}是", "附件{}", "第{}条之一"]
_heading = st.builds(
    lambda f, n, r: f.format(n) + r, st.sampled_from(_forms), _numeral | _digits, _rest
)
_table = st.sampled_from(
    [
        "指标 | 2020年 | 2025年",
        "1.甲 | 53 | >90",
        "甲 53 90",
        "指标 2020年 2025年",
        "|||",
        "---|---",
    ]
)
_sentence = st.sampled_from(
    [BODY, "——甲。" + BODY, "①甲", "一是甲。", "目录", "12", "首页 > 新闻", "评论一下", "作者: 甲"]
)
_garbage = st.text(max_size=20)
_text = st.lists(_heading | _table | _sentence | _garbage, max_size=25).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(_text)
def test_any_text_gives_a_sound_outline(text: str) -> None:
    """An uploaded file must never bring the page down or cite a place that is not there."""
    outline = parse_outline(text, document_id="d")
    assert_sound(outline)
    assert outline == parse_outline(text, document_id="d")


@settings(max_examples=100, deadline=None)
@given(st.lists(_heading | _sentence | _table, min_size=1, max_size=20).map("\n".join))
def test_facts_of_any_text_quote_their_figure_exactly(text: str) -> None:
    document = read_inline("文件", f"规划\n{text}")
    whole = document.outline.text
    for fact in find_facts(document):
        assert whole[slice(*fact.span)] == fact.value
        assert fact.sentence[0] <= fact.span[0] <= fact.span[1] <= fact.sentence[1]
        node = document.outline.node(fact.node_id)
        assert node.span[0] <= fact.span[0] <= fact.span[1] <= node.span[1]

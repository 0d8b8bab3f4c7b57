"""Mending: what is left of a page's furniture is quoted to people as if the document said it."""

from __future__ import annotations

import pytest

from index.blocks import Grid
from index.mending.cleaning import clean_lines
from index.mending.furniture import drop_furniture
from index.mending.mend import mend_spaces, to_blocks
from index.mending.splitting import split_items
from index.mending.wrapping import wrap_width

BODY = "各单位要结合实际抓好落实，确保各项任务按期完成。"


def wrapped(text: str, width: int = 25) -> list[str]:
    """A text as a PDF gives it: full lines of one width, an empty line after each."""
    lines = [text[i : i + width] for i in range(0, len(text), width)]
    return [part for line in lines for part in (line, "")]


def test_control_characters_and_stray_marks_are_removed() -> None:
    text = "\ufeff海\u200b关\x00总署\r\n达到 **98%**；\r违纪**率\u2028＃\u00a0尾 "
    assert clean_lines(text) == ["海关总署", "达到 98%；", "违纪率", "＃ 尾"]


def test_the_lost_space_of_a_box_is_put_back() -> None:
    assert clean_lines("专栏1?“十四五”指标\n是吗?\n专栏1?") == [
        "专栏1 “十四五”指标",
        "是吗?",
        "专栏1?",
    ]


def test_navigation_and_comment_box_are_dropped() -> None:
    page = [
        "首页 / 新闻",
        "标题",
        "作者：曹雅丽",
        BODY,
        "分享到:",
        "评论一下",
        "评论 0人参与,0条评论",
        "热门文章",
    ]
    assert drop_furniture(page) == ["标题", "作者：曹雅丽", BODY]


def test_a_section_about_comments_is_no_comment_box() -> None:
    """A document may speak of 网友评论; only a tail of short lines is the site's."""
    text = ["一、甲", "网友评论应当真实。", BODY, BODY]
    assert drop_furniture(text) == text


def test_page_numbers_are_dropped() -> None:
    page = [BODY] * 4
    text = [*page, "— 1 —", *page, "- 2 -", *page, "3", *page]
    assert drop_furniture(text) == page * 4


def test_numbers_of_a_table_are_no_page_numbers() -> None:
    """Cells on lines of their own would vanish from the indicators."""
    text = ["指标", "机制（个）", "53", "覆盖率", "75", "数量", "90", BODY]
    assert drop_furniture(text) == text


def test_numbers_that_do_not_rise_are_kept() -> None:
    text = [BODY, "12", BODY, "7", BODY]
    assert drop_furniture(text) == text


def test_hard_wraps_are_joined_and_paragraphs_kept_apart() -> None:
    """A sentence cut at every line cannot be found or quoted."""
    first, second = BODY * 7 + "甲。", BODY * 7 + "乙。"
    lines = [*wrapped(first), "（一）标题。", "", *wrapped(second)]
    assert wrap_width(lines) == 25
    assert to_blocks(lines) == [first, "（一）标题。", second]


def test_a_heading_wrapped_for_one_word_is_joined() -> None:
    """“（三十八）…智享联通”合 / 作。” gave a section a title without its last character."""
    heading = "（一）推进智慧海关智能边境智享联通合"
    lines = [*wrapped(BODY * 14), heading, "", "作。", "", *wrapped(BODY * 7)]
    assert heading + "作。" in to_blocks(lines)


def test_text_that_is_not_wrapped_is_left_alone() -> None:
    lines = [BODY] * 20
    assert wrap_width(lines) is None
    assert to_blocks(lines) == lines


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        (
            "为深入贯彻中央提出的科学发展观等重大战略思想，全面落实第十一个五",
            "年规划纲要，海关总署制定了本规划。",
        ),
        (
            "以“政治强、业务精、管理严、作风硬、廉政好、效率高”为主要",
            "标志，全面开展准军事化海关纪律部队建设。",
        ),
        (
            "贯彻《全面推进依法行政实施纲要》，建设法治海关。建立海",
            "关立法评估制度和法律法规定期清理制度。",
        ),
    ],
)
def test_a_sentence_broken_by_the_end_of_a_page_is_joined(head: str, tail: str) -> None:
    assert to_blocks(["规划", BODY, head, "", tail]) == ["规划", BODY, head + tail]


def test_a_title_and_a_byline_are_not_joined_with_what_follows() -> None:
    title = "全国人民代表大会常务委员会关于中国人民解放军现役士兵衔级制度的决定"
    lines = [
        title,
        "2022年2月28日第十三届全国人民代表大会常务委员会通过",
        "作者：甲 来源：乙",
        BODY,
    ]
    assert to_blocks(lines) == lines


def test_spaces_of_a_pdf_are_dropped_and_those_of_latin_words_kept() -> None:
    assert mend_spaces("到 2010 年，运用 H2018 Plus 系统，完成 16 字方针。") == (
        "到2010年，运用H2018 Plus系统，完成16字方针。"
    )


def test_the_space_after_an_article_number_is_kept() -> None:
    """It tells 第十二条 as a heading from 第十二条 in a sentence."""
    assert (
        mend_spaces("第十二条　为了 规范 管理，制定本法。") == "第十二条　为了规范管理，制定本法。"
    )


def test_a_text_given_with_a_question_keeps_its_spaces() -> None:
    line = "到 2010 年，覆盖率 达到 100%，任务全部完成。"
    assert to_blocks([line], verbatim=True) == [line]


def test_a_table_with_bars_becomes_a_grid() -> None:
    lines = [
        "指标 | 2020年 | 2025年 |",
        "--- | --- | ---",
        "机制（个） | 53 | >90 |",
        "互认 | 42 | ≥60 |",
        BODY,
    ]
    header = ("指标", "2020年", "2025年")
    rows = (("机制（个）", "53", ">90"), ("互认", "42", "≥60"))
    assert to_blocks(lines) == [Grid(header, rows), BODY]


def test_a_table_of_a_pdf_whose_first_cells_are_wrapped() -> None:
    lines = [
        "指标 2020年 2025年",
        "1.国际合作",
        "机制（个）",
        "53 >90",
        "2.互认（个） 42 ≥60",
        "三、安全",
        BODY,
    ]
    rows = (("1.国际合作机制（个）", "53", ">90"), ("2.互认（个）", "42", "≥60"))
    assert to_blocks(lines)[0] == Grid(("指标", "2020年", "2025年"), rows)


def test_short_rows_are_filled_and_long_ones_cut_to_the_header() -> None:
    (grid,) = to_blocks(["甲 | 乙 | 丙", "一 | 二", "三 | 四 | 五 | 六"])
    assert grid == Grid(("甲", "乙", "丙"), (("一", "二", ""), ("三", "四", "五")))


def test_items_on_one_line_are_split_only_where_the_numbers_run_on() -> None:
    assert split_items("（一）甲。（二）乙；（三）丙。") == [
        "（一）甲。",
        "（二）乙；",
        "（三）丙。",
    ]
    assert split_items("（一）甲。（三）乙。") == ["（一）甲。（三）乙。"]
    assert split_items("依照（一）甲。（二）乙。") == ["依照（一）甲。（二）乙。"]


def test_a_law_of_short_articles_is_unwrapped_too() -> None:
    articles = [
        "第一条　为了保护民事主体的合法权益，调整民事关系，根据宪法，制定本法。",
        "第二条　本法调整平等主体的关系。",
        "第三条　自然人从出生时起到死亡时止，具有民事权利能力，依法承担义务。",
        "第四条　物权受法律保护。",
    ]
    lines = [part for text in articles for part in wrapped(text)]
    assert to_blocks(lines) == articles


def test_lines_of_a_red_head_stay_apart_though_the_text_is_wrapped() -> None:
    text = "　　" + (BODY * 8)
    lines = ["　　索引号：000014349/2024-00012", "发文机关：国务院办公厅及有关部门", "目　　录"]
    blocks = to_blocks([*lines, *wrapped(text), "　　" + BODY, *wrapped(text), "附件：1.分工表"])
    assert blocks[:3] == ["索引号：000014349/2024-00012", lines[1], lines[2]]
    assert blocks[-1] == "附件：1.分工表"

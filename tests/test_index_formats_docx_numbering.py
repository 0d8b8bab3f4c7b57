"""Automatic numbers of Word: citations would name another section than the page that people hold."""

from __future__ import annotations

import pytest
from word_files import STYLES, definition, level, num, p, restart, word_file

from index.blocks import line_of
from index.formats.docx import read_docx
from index.formats.docx_numerals import write_number


def shown(numbering: str, *places: tuple[int, int], text: str = "文") -> list[str]:
    """The lines of paragraphs in the lists and levels given, as Word shows them."""
    body = "".join(p(text, num=str(key), level=place) for key, place in places)
    read = read_docx(word_file(body, numbering=numbering), "甲.docx")
    return [line_of(block).removesuffix(text) for block in read.blocks]


def test_levels_count_restart_and_show_those_above() -> None:
    made = definition(1, level(0, "第%1章"), level(1, "%1.%2", "decimal", "<w:isLgl/>")) + num(1, 1)
    places = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]
    assert shown(made, *places) == ["第一章 ", "1.1 ", "1.2 ", "第二章 ", "2.1 "]


def test_sections_that_run_on_across_chapters() -> None:
    more = '<w:lvlRestart w:val="0"/>'
    made = definition(1, level(0, "%1、"), level(1, "（%2）", more=more)) + num(1, 1)
    assert shown(made, (1, 0), (1, 1), (1, 0), (1, 1)) == ["一、", "（一）", "二、", "（二）"]


def test_a_level_that_restarts_only_after_the_first() -> None:
    third = level(2, "%3.", "decimal", '<w:lvlRestart w:val="1"/>')
    made = definition(1, level(0, "%1、"), level(1, "（%2）"), third) + num(1, 1)
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert shown(made, *places) == ["一、", "（一）", "1.", "（二）", "2.", "二、", "1."]


def test_lists_of_one_definition_go_on_unless_one_begins_anew() -> None:
    made = definition(1, level(0, "%1.", "decimal")) + num(1, 1) + num(2, 1) + num(3, 1, restart(0))
    places = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]
    assert shown(made, *places) == ["1.", "2.", "1.", "2.", "3."]


def test_a_list_may_replace_a_level_and_start_at_any_number() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "附件%1", "decimal", start=7)}</w:lvlOverride>'
    made = definition(1, level(0, "%1.", "decimal")) + num(1, 1, own)
    assert shown(made, (1, 0), (1, 0)) == ["附件7 ", "附件8 "]


def test_a_style_gives_its_number_and_a_paragraph_may_refuse_it() -> None:
    linked = '<w:pStyle w:val="2"/>'
    made = definition(1, level(0, "第%1章"), level(1, "第%2条", more=linked)) + num(1, 1)
    styles = STYLES.replace(
        '<w:outlineLvl w:val="1"/>',
        '<w:outlineLvl w:val="1"/><w:numPr><w:numId w:val="1"/></w:numPr>',
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", style="2") + p("乙", style="2", more=none) + p("丙", style="2")
    read = read_docx(word_file(body, numbering=made, styles=styles), "甲.docx")
    assert [line_of(b) for b in read.blocks] == ["第一条 甲", "乙", "第二条 丙"]


def test_a_definition_may_be_a_link_to_a_style_of_lists() -> None:
    styles = STYLES + (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    link = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>'
    made = definition(1, level(0, "%1、")) + link + num(1, 1) + num(2, 2)
    body = p("甲", num="1") + p("乙", num="2")
    read = read_docx(word_file(body, numbering=made, styles=styles), "甲.docx")
    assert list(read.blocks) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("sign", "line"), [("\uf0b7", "文"), ("●", "文"), ("—", "——文"), ("——", "——文"), ("", "文")]
)
def test_bullets_are_dashes_or_nothing_never_garbage(sign: str, line: str) -> None:
    made = definition(1, level(0, sign, "bullet")) + num(1, 1)
    read = read_docx(word_file(p("文", num="1"), numbering=made), "甲.docx")
    assert list(read.blocks) == [line]


def test_a_number_and_a_year_are_kept_apart() -> None:
    made = definition(1, level(0, "%1.", "decimal", '<w:suff w:val="nothing"/>')) + num(1, 1)
    read = read_docx(word_file(p("2025年完成。", num="1"), numbering=made), "甲.docx")
    assert list(read.blocks) == ["1. 2025年完成。"]


def test_empty_and_deleted_paragraphs_count_as_in_word() -> None:
    made = definition(1, level(0, "%1.", "decimal")) + num(1, 1)
    gone = p(
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
        num="1",
        more="<w:rPr><w:del/></w:rPr>",
    )
    body = p("甲", num="1") + p(num="1") + gone + p("丁", num="1")
    read = read_docx(word_file(body, numbering=made), "甲.docx")
    assert list(read.blocks) == ["1.甲", "3.丁"]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("chineseCountingThousand", {1: "一", 10: "十", 35: "三十五", 101: "一百零一"}),
        ("chineseCounting", {11: "十一", 100: "一○○"}),
        ("japaneseCounting", {100: "百", 111: "百十一"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographLegalTraditional", {1: "壹", 3: "參"}),
        ("chineseLegalSimplified", {3: "叁", 10: "壹拾"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 27: "AA"}),
        ("lowerLetter", {26: "z", 2_000_000_000: "2000000000"}),
        ("ordinal", {1: "1st", 12: "12th", 23: "23rd"}),
        ("none", {1: ""}),
        ("unknownStyle", {7: "7"}),
        ("decimal", {-3: "-3"}),
    ],
)
def test_each_style_of_numbers(style: str, numbers: dict[int, str]) -> None:
    assert {number: write_number(number, style) for number in numbers} == numbers

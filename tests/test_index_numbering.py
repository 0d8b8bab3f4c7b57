"""The forms of numbers: a form that is not known is a section that cannot be asked for."""

from __future__ import annotations

import pytest

from index.outlining.numbering import RANK, Style, ends_sentence, match_number


@pytest.mark.parametrize(
    ("line", "style", "ordinal", "number", "rest"),
    [
        ("三、坚决维护国家安全", "cn_comma", 3, "三、", "坚决维护国家安全"),
        ("十二、附则", "cn_comma", 12, "十二、", "附则"),
        ("（三十五）深化应用", "cn_bracket", 35, "（三十五）", "深化应用"),
        ("(三十五)深化应用", "cn_bracket", 35, "（三十五）", "深化应用"),
        ("（ 三 ）深化应用", "cn_bracket", 3, "（三）", "深化应用"),
        ("（25）明确步骤", "digit_bracket", 25, "（25）", "明确步骤"),
        ("1. 坚持科学治关。", "digit_point", 1, "1.", "坚持科学治关。"),
        ("１．坚持", "digit_point", 1, "１.", "坚持"),
        ("2、坚持", "digit_point", 2, "2.", "坚持"),
        ("专栏 15 大数据", "box", 15, "专栏15", "大数据"),
        ("专栏15?大数据", "box", 15, "专栏15", "大数据"),
        ("专栏十五：大数据", "box", 15, "专栏十五", "大数据"),
        ("第一编　总则", "part", 1, "第一编", "总则"),
        ("第一篇　绪论", "part", 1, "第一篇", "绪论"),
        ("第二分编　所有权", "subpart", 2, "第二分编", "所有权"),
        ("第 三 章 监管", "chapter", 3, "第三章", "监管"),
        ("第一节　一般规定", "section", 1, "第一节", "一般规定"),
        ("第十二条之一　再犯", "article", 12, "第十二条之一", "再犯"),
        ("第35条 甲", "article", 35, "第35条", "甲"),
        ("附件2：名单", "annex", 2, "附件2", "名单"),
        ("③提高效率", "circled", 3, "③", "提高效率"),
        ("——近期：总结", "dash", 0, "——", "近期：总结"),
        ("二是通关便利化", "ordinal_is", 2, "二是", "通关便利化"),
        ("孙梅君表示,一是守护国门", "ordinal_is", 1, "一是", "守护国门"),
    ],
)
def test_forms_of_numbers(line: str, style: Style, ordinal: int, number: str, rest: str) -> None:
    found = match_number(line)
    assert found is not None
    assert (found.style, found.ordinal, found.number) == (style, ordinal, number)
    assert line[found.rest :].strip() == rest


@pytest.mark.parametrize(
    "line",
    [
        "",
        "海关总署",
        "2.5万人参加",
        "2025年",
        "（上海）自由贸易",
        "前款第（三）项",
        "详见专栏2",
        "——"[:1],
        "根据第三条",
    ],
)
def test_lines_without_a_number(line: str) -> None:
    assert match_number(line) is None


def test_space_before_the_number_is_looked_through() -> None:
    """Pages of a PDF begin with a space; the heading there is a heading all the same."""
    line = " （二十七）完善规范"
    found = match_number(line)
    assert found is not None
    assert line[found.rest :] == "完善规范"


def test_outer_styles_rank_before_inner_ones() -> None:
    order: list[Style] = [
        "part",
        "subpart",
        "chapter",
        "section",
        "article",
        "cn_comma",
        "cn_bracket",
    ]
    assert [RANK[style] for style in order] == sorted(RANK[style] for style in order)


@pytest.mark.parametrize("line", ["完成。", "完成。”", "完成；", "如下：", "完成！）", "完成。 |"])
def test_ends_of_sentences(line: str) -> None:
    assert ends_sentence(line)


@pytest.mark.parametrize("line", ["", "指导思想", "“十四五”", "，", "（2006年修订）"])
def test_what_does_not_end_a_sentence(line: str) -> None:
    assert not ends_sentence(line)

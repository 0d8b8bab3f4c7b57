"""Markdown: a mark left in the text is quoted to people; a line joined or lost moves an article."""

from __future__ import annotations

import pytest

from index.blocks import Block, Grid, Marked, Reading
from index.formats.markdown import plain_markdown, read_markdown


def blocks(*lines: str) -> list[Block]:
    """What Markdown given line by line holds, empty lines left out."""
    return [block for block in plain_markdown("\n".join(lines)).blocks if block]


def test_the_title_is_found_and_marks_are_taken_off() -> None:
    reading = plain_markdown(
        "---\nsidebar: auto\n---\n\n# 某某法\r\n\n## 第一章　总则 ##\n\n**第一条**　为了__规范__。\n"
    )
    assert reading.title == "某某法"
    assert [b for b in reading.blocks if b] == [
        Marked("某某法", 1), Marked("第一章　总则", 2), "第一条　为了规范。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('---\ntitle: "某某规划"\n---\n# 第一章　总则\n', "某某规划"),
        ("---\n标题: 某某规划\ntags: [a]\n...\n正文", "某某规划"),
        ("---\ntitle: “十四五”规划\n---\n正文", "“十四五”规划"),
        ("---\ntitle: 旧题\n---\n# 新题\n", "新题"),
        ("# 第一章　总则\n", ""),
        ("---\n一、总体要求：抓好落实。\n---\n正文", ""),
    ],
)
def test_a_numbered_heading_or_a_rule_gives_no_title(text: str, title: str) -> None:
    assert plain_markdown(text).title == title


def test_a_rule_at_the_top_keeps_the_text_below_it() -> None:
    assert blocks("---", "一、总体要求：抓好落实。", "---", "正文") == [
        "一、总体要求：抓好落实。",
        "正文",
    ]


def test_every_line_stays_a_line_and_four_spaces_are_an_indent() -> None:
    lines = ["甲单位", "乙单位", "    各单位抓好落实。", "\u3000\u3000第二段。"]
    assert blocks(*lines) == ["甲单位", "乙单位", "各单位抓好落实。", "\u3000\u3000第二段。"]


def test_headings_underlined_and_rules_below_sentences() -> None:
    assert blocks("某某规划", "===", "", "总则", "---", "各单位抓好落实。", "---", "尾") == [
        Marked("某某规划", 1), Marked("总则", 2), "各单位抓好落实。", "尾",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**第一条**　正文", "第一条　正文"),
        ("推进**“十四五”**规划**（试行）**实施", "推进“十四五”规划（试行）实施"),
        ("***粗斜***与*斜*与_下_与~~删~~", "粗斜与斜与_下_与删"),
        ("第__条第__款，面积3*4*5", "第__条第__款，面积3*4*5"),
        ("姓名：______", "姓名：______"),
        (r"1\. 甲 2\*3 \# \[甲\]", "1. 甲 2*3 # [甲]"),
        ("见[《海关法》](http://a/b_(c) '题')和[文][1]", "见《海关法》和文"),
        ("国发〔2025〕[1][2]号", "国发〔2025〕[1][2]号"),
        ("![图1 流程](a.png)![image.png](b.png)", "图1 流程"),
        ("运行`a_b *c*`后", "运行a_b *c*后"),
        ("a&lt;b &amp; 5 < 6 <b>粗</b> H<sub>2</sub>O <!-- 注 -->", "a<b & 5 < 6 粗 H2O"),
        ("<https://a.b/c>", "https://a.b/c"),
        ("行尾两空格  ", "行尾两空格"),
        ("行尾反斜杠\\", "行尾反斜杠"),
        ("脚注[^1]", "脚注[1]"),
        ("[^1]: 说明", "[1] 说明"),
        ("#话题# 讨论", "#话题# 讨论"),
        (">90%", ">90%"),
        ("-5度", "-5度"),
    ],
)
def test_what_a_line_shows(line: str, text: str) -> None:
    assert blocks(line) == [text]


def test_numbers_of_lists_stay_as_written_and_bullets_go() -> None:
    assert blocks("1. 甲", "3) 乙", "   续", "- 丙", "  * 丁", "- [x] 戊") == [
        "1. 甲", "3) 乙", "续", "丙", "丁", "☑ 戊",
    ]  # fmt: skip


def test_tables_with_bars_breaks_and_ragged_rows() -> None:
    (grid,) = blocks(
        "| 指标 | 2020年 |", "|:--|:-:|", "| 互认\\|个 | **≥60**<br>（预期） |", "| 合计 |"
    )
    assert isinstance(grid, Grid)
    assert grid.header == ("指标", "2020年")
    assert grid.rows[0][0] == "互认|个"
    assert "≥60" in grid.rows[0][1]
    assert "（预期）" in grid.rows[0][1]
    assert grid.rows[1] == ("合计", "")
    (longer,) = blocks("|甲|乙|", "|---|---|", "|1|2|3|")
    assert isinstance(longer, Grid)
    assert longer.rows[0] == ("1", "2", "3")


def test_a_table_in_html_may_hold_empty_lines() -> None:
    lines = [
        "<table><tr><th>甲</th><th>乙</th></tr>",
        "",
        "<tr><td>1</td><td>2</td></tr></table>",
        "尾",
    ]
    found = blocks(*lines)
    assert isinstance(found[0], Grid)
    assert found[0].rows == (("1", "2"),)
    assert found[1] == "尾"


def test_code_and_quotes_are_plain_text_and_style_is_none() -> None:
    found = blocks(
        "```py",
        "# 注",
        "```",
        "> **来源**：甲",
        "> > ## 二、乙",
        "<style>",
        "a{}",
        "",
        "</style>",
        "尾",
    )
    assert found == ["# 注", "来源：甲", Marked("二、乙", 2), "尾"]


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5000 + "甲",
        "[" * 50_000,
        "*a" * 50_000,
        "`" * 50_000,
        "<b " * 50_000,
        "![" * 30_000,
        "|-" * 9000,
    ],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert plain_markdown(text + "\n尾").blocks[-1] == "尾"


def test_a_file_keeps_the_warnings_of_its_encoding() -> None:
    reading = read_markdown("# 題\n\n各單位要結合實際抓好落實。\n".encode("big5"), "甲.md")
    assert isinstance(reading, Reading)
    assert reading.blocks[0] == Marked("題", 1)
    assert "Big5" in reading.warnings[0]

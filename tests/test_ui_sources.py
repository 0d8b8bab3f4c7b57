"""The source beside the chat: if these fail, a clerk cannot check an answer against its section."""

from __future__ import annotations

import re

import pytest
from ui_fakes import PLAN, corpus_assistant, document

from index.blocks import Grid
from index.documents import DocumentInfo
from index.outline import outline_of_blocks
from ui.sources import section_of, source_html

INFO = DocumentInfo(
    "library", "规划<b>", issuer="市图书馆", author="张三", date="2026-01-01", source="日报"
)


def marks(html: str) -> str:
    return "".join(re.findall(r"<mark>(.*?)</mark>", html))


def test_the_whole_section_is_shown_with_the_quote_marked() -> None:
    outline = document().outline
    start = outline.text.index("数字资源")
    html = source_html(INFO, outline, (start, start + 10))
    assert marks(html) == outline.text[start : start + 10]
    assert "到2030年" in html
    assert "古籍修复率" in html
    assert "指导思想" not in html


def test_the_path_and_the_origin_of_a_press_article_are_shown_and_escaped() -> None:
    outline = document().outline
    start = outline.text.index("数字资源")
    html = source_html(INFO, outline, (start, start + 4))
    assert "<li>一、总体要求</li><li>（二）主要目标</li>" in html
    assert "规划&lt;b&gt;" in html
    for word in ("发布：市图书馆", "作者：张三", "来源：日报", "日期：2026-01-01"):
        assert word in html


def test_a_row_is_shown_in_its_table_and_marked() -> None:
    assistant = corpus_assistant()
    outline = assistant.outline("plan-14-5")
    table = outline.tables[0]
    html = source_html(assistant.documents()[0], outline, outline.node(table.rows[5].node_id).span)
    assert html.count("<tr") == 1 + len(table.rows)
    marked = re.findall(r'<tr class="gw-row">(.*?)</tr>', html)
    assert len(marked) == 1
    assert "AEO互认国家" in marked[0]
    assert "≥60" in marks(html)


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    outline = document().outline
    start, end = outline.text.index("指导思想"), outline.text.index("公益服务") + 4
    assert marks(source_html(INFO, outline, (start, end))) == outline.text[start:end].replace(
        "\n", ""
    )


def test_every_leaf_of_the_corpus_can_be_opened_and_is_marked_to_the_character() -> None:
    assistant = corpus_assistant()
    for info in assistant.documents():
        outline = assistant.outline(info.id)
        for leaf in list(outline.leaves())[::7]:
            text = outline.slice(leaf.id)
            span = (leaf.span[0], leaf.span[0] + len(text))
            found = re.sub(r"<[^>]+>", "", marks(source_html(info, outline, span)))
            if section_of(outline, span).kind != "document" and "|" not in text:
                assert len(found) >= len(text.strip())


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (9, 3), (0, 10**9)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="span"):
        source_html(INFO, document(PLAN).outline, span)


def test_the_lines_above_and_across_a_table_are_shown() -> None:
    """Else a reader sees figures without their unit, and rows without the group they are of."""
    grid = Grid(("指标", "2025年"), (("一、安全类", ""), ("甲", "12"), ("乙", "3")), (0,))
    outline = outline_of_blocks(["一、目标", "单位：亿元", grid], document_id="d", title="规划")
    shown = source_html(DocumentInfo("d", "规划"), outline, outline.tables[0].rows[1].spans[0])
    assert "<p>单位：亿元</p>" in shown
    assert '<th scope="rowgroup" colspan="2">' in shown
    assert shown.index("单位") < shown.index("一、安全类") < shown.index("<td>12")

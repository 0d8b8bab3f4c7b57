"""Web pages: bytes → the lines, headings and tables of the document that a page shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Block, Marked, Reading, line_of
from index.errors import ReadError
from index.formats.encodings import decode_bytes
from index.formats.html_blocks import Line, lines_of
from index.formats.html_body import body_of
from index.formats.html_site import without_tools
from index.formats.html_title import title_of
from index.formats.html_tokens import Page, parse_page

_WANTS_SCRIPT = re.compile(r"javascript|启用脚本|加载中|正在加载|loading|正在跳转", re.I)


def read_html(data: bytes, name: str) -> Reading:
    """The document in a web page, without the site around it; ReadError when it shows no text."""
    decoded = decode_bytes(data, name)
    page = parse_page(decoded.text)
    lines, regions = lines_of(page.tokens)
    if _is_empty(page, lines):
        raise ReadError(f"“{name}”里没有文字：{_why(page)}。")
    kept = body_of(lines, regions)
    title, place = title_of(page, lines, kept)
    return Reading(_with_title(lines, kept, place), title, decoded.warnings)


def blocks_of_markup(markup: str) -> list[Block]:
    """The blocks of a piece of markup inside another document, all of it."""
    lines, _ = lines_of(parse_page(markup).tokens)
    return [line.block for line in lines]


def _is_empty(page: Page, lines: Sequence[Line]) -> bool:
    if not lines:
        return True
    text = "".join(line_of(line.block) or "表" * 40 for line in lines)
    return len(text) < 60 and page.has_scripts and bool(_WANTS_SCRIPT.search(text))


def _why(page: Page) -> str:
    if page.has_frames:
        return "它是框架网页，正文在别的网页里，请打开正文所在的网页另存后再试"
    if page.has_scripts:
        return "它要运行脚本才显示内容，请用浏览器打开后另存为网页或打印成PDF再试"
    return "网页是空的"


def _clean(block: Block) -> Block:
    return without_tools(block) if isinstance(block, str) else block


def _with_title(lines: Sequence[Line], kept: Sequence[int], place: int | None) -> list[Block]:
    """The blocks of the body, the title first; what stood above it follows it."""
    blocks = [_clean(lines[p].block) for p in kept if p != place]
    if place is None:
        return blocks
    shown = lines[place].block
    return [shown if isinstance(shown, Marked) else Marked(line_of(shown), 1), *blocks]

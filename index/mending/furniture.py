"""Furniture: site navigation, comment boxes, page numbers and running headers out of the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from index.blocks import Block, line_of
from index.outlining.numbering import ends_sentence, match_number

_NAVIGATION = re.compile(
    r"^(?:首页|当前位置|您的位置|您现在的位置)\s*[:：>/›»]|^分享到?[:：]?$|^分享到[:：]|^(?:上一篇|下一篇)[:：]"
    r"|^【?(?:打印|关闭|收藏|字体|字号).{0,20}$|^(?:扫一扫|微信扫码|返回顶部).{0,20}$"
    r"|^日期[:：]\s*[\d\-/: ]+来源[:：]?\s*$"
)
_NAVIGATION_STARTS = frozenset("首当您分上下【打关收字扫微返日")
_COMMENT_BOX = re.compile(
    r"^(?:评论一下|网友评论|发表评论|最新评论|最热评论|热门评论|相关阅读|热门文章)"
)
_COMMENT_STARTS = frozenset("评网发最热相")
_COMMENT_TAIL = re.compile(r"评论|参与|沙发|热门|推荐|阅读|登录|注册|分享|版权")
_PAGE_NUMBER = re.compile(r"[-—－–·.\s]*(\d{1,4})[-—－–·.\s]*")
_NAMED_PAGE = re.compile(
    r"第\s*(\d{1,4})\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?|(\d{1,4})\s*/\s*\d{1,4}|page\s*(\d{1,4})(?:\s*of\s*\d+)?",
    re.I,
)
_LONGEST_FURNITURE = 120
_LONGEST_NUMBER = 24
_LONGEST_HEADER = 45


def drop_furniture(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without the lines of site navigation, comment boxes and page numbers."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        if not isinstance(block, str) or len(block) > _LONGEST_FURNITURE:
            kept.append(block)
            continue
        bare = block.strip()
        boxed = bare and bare[0] in _COMMENT_STARTS and _COMMENT_BOX.match(bare)
        if boxed and _is_tail(blocks[place : place + 64]):
            break
        if not bare or bare[0] not in _NAVIGATION_STARTS or not _NAVIGATION.match(bare):
            kept.append(block)
    return _drop_pages(kept)


def _is_tail(rest: Sequence[Block]) -> bool:
    lines = (line_of(block).strip() for block in rest)
    short = list(islice((line for line in lines if line), 16))
    return len(short) <= 15 and all(len(s) <= 30 and _COMMENT_TAIL.search(s) for s in short)


def _drop_pages(blocks: list[Block]) -> list[Block]:
    """A line that is only a number is a page number when such numbers rise through the text."""
    pages = {
        place: number
        for place, block in enumerate(blocks)
        if isinstance(block, str)
        and 0 < len(block) <= _LONGEST_NUMBER
        and (number := _page_number(block)) is not None
    }
    dropped = {
        place
        for place in pages
        if not line_of(blocks[place]).strip().isdigit()  # — 3 — is no cell of a table
        or not _is_short_cell_neighbour(blocks, place)
    }
    rising = all(pages[a] < pages[b] for a, b in pairwise(sorted(dropped)))
    if not dropped or not rising:
        return blocks
    dropped |= _running_headers(blocks, dropped)
    return [block for i, block in enumerate(blocks) if i not in dropped]


def _page_number(line: str) -> int | None:
    if not 0 < len(line) <= _LONGEST_NUMBER:
        return None
    found = _PAGE_NUMBER.fullmatch(line.strip()) or _NAMED_PAGE.fullmatch(line.strip())
    return int(next(filter(None, found.groups()))) if found else None


def _is_short_cell_neighbour(blocks: Sequence[Block], place: int) -> bool:
    """Whether short lines stand around: then a number is a cell of a table that lost its form."""
    around = (line_of(block).strip() for block in blocks[max(0, place - 3) : place + 4])
    return sum(0 < len(line) <= 6 for line in around) >= 3


def _running_headers(blocks: Sequence[Block], pages: set[int]) -> set[int]:
    """Places of the lines that stand beside most page numbers, above them all or below them all."""
    beside: dict[tuple[str, int], list[int]] = {}
    for page in sorted(pages):
        for step in (-1, 1):
            place = _next_filled(blocks, page, step)
            line = line_of(blocks[place]).strip() if place is not None else ""
            if place and _may_run(line):
                beside.setdefault((line, step), []).append(place)
    return {
        place
        for places in beside.values()
        if len(places) >= max(2, 0.6 * len(pages))
        for place in places
    }


def _may_run(line: str) -> bool:
    bare = 0 < len(line) <= _LONGEST_HEADER and not re.search(r"[，。；]", line)
    return bare and not ends_sentence(line) and match_number(line) is None


def _next_filled(blocks: Sequence[Block], place: int, step: int) -> int | None:
    for near in range(place + step, place + 4 * step, step):
        if 0 <= near < len(blocks) and line_of(blocks[near]).strip():
            return near
    return None

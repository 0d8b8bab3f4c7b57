"""Pages as lines: tags and text → lines, headings and tables in reading order, and their regions.

A region is the run of lines that one element of the page holds. html_body.py tells by them which
lines are the document's and which are the site's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.blocks import Block, Marked
from index.formats.html_lists import List, starts_with_number
from index.formats.html_tables import caption_of, children, table_of
from index.formats.html_tags import (
    BLOCK_TAGS,
    COUNTED_TAGS,
    LIST_TAGS,
    SITE_TAGS,
    is_block,
    is_hidden,
    is_pre,
    leads_away,
    level_of,
)
from index.formats.html_text import LINE_END, paragraphs_of
from index.formats.html_tokens import Tag, Token

HEADING_LIMIT = 80
"""Longest text, in characters, of an <h1> to <h6> that is taken for a heading."""
_SIGN_FONT = re.compile(r"font(?:-family)?\s*:[^;]*\b(?:wingdings|symbol|webdings)", re.I)
_RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the page, and the share of its text that stands in links to other pages."""

    block: Block
    linked: float = 0.0


@dataclass(slots=True)
class Region:
    """The lines [start, end) that an element holds; `names` are its id, classes, role, title."""

    tag: str
    names: str
    start: int
    end: int = 0
    hidden: bool = False


def lines_of(tokens: Sequence[Token]) -> tuple[list[Line], list[Region]]:
    """The lines of a page and its regions, outer ones before those inside them."""
    walker = _Walker(tokens)
    walker.walk(0, len(tokens))
    return walker.lines, walker.regions


class _Walker:
    """Goes over tokens once; `flat` reads a table as text, as inside the cell of another."""

    def __init__(self, tokens: Sequence[Token], *, flat: bool = False) -> None:
        self.lines: list[Line] = []
        self.regions: list[Region] = []
        self._tokens = tokens
        self._flat = flat
        self._buffer: list[str] = []
        self._linked = 0
        self._links = self._pre = self._raised = self._level = 0
        self._lists: list[List] = []
        self._marker = ""
        self._stack: list[tuple[Tag, Region | None]] = []

    def walk(self, start: int, end: int) -> None:
        """Reads the tokens [start, end)."""
        place = start
        while place < end:
            token = self._tokens[place]
            if token is None:
                self._close()
            elif isinstance(token, str):
                self._text(token)
            elif self._takes_whole(token, place):
                place = token.end
            else:
                self._open(token, place)
            place += 1
        self._flush()

    def _takes_whole(self, tag: Tag, place: int) -> bool:
        """Whether a tag was dealt with together with all it holds."""
        if tag.name == "table" and not self._flat and not self._level:
            return self._table(tag, place)
        if tag.name == "rp":  # brackets for browsers without <ruby>
            return True
        if tag.name in BLOCK_TAGS or (not tag.attributes and tag.name not in SITE_TAGS):
            return False
        sign = tag.name in ("span", "font") and _SIGN_FONT.search(tag.get("style"))
        unseen = (is_hidden(tag) or tag.name in SITE_TAGS) and tag.end - place < _SHORT
        return bool(sign and tag.end - place < 12) or unseen

    def _text(self, text: str) -> None:
        if self._raised and "".join(self._buffer[-1:])[-1:].isdigit():
            text = text.translate(_RAISED)
        self._buffer.append(text.replace("\n", LINE_END) if self._pre else text)
        if self._links:
            self._linked += len("".join(text.split()))

    def _open(self, tag: Tag, place: int) -> None:
        region = None
        if is_block(tag):
            self._break(tag.name)
            region = self._region(tag)
        elif tag.name == "br":
            self._buffer.append(LINE_END)
        elif tag.name == "rt":
            self._buffer.append("（")
        self._count(tag, 1)
        if tag.name in LIST_TAGS:
            items = (child.name == "li" for child, _ in children(self._tokens, place + 1, tag.end))
            self._lists.append(List.of(tag, sum(items) if "reversed" in tag.attributes else 0))
        elif tag.name == "li" and self._lists:
            self._marker = self._lists[-1].marker(tag)
        self._stack.append((tag, region))

    def _close(self) -> None:
        if not self._stack:
            return
        tag, region = self._stack.pop()
        if tag.name == "rt":
            self._buffer.append("）")
        if level_of(tag):
            self._flush()
        elif is_block(tag):
            self._break(tag.name)
        self._count(tag, -1)
        if tag.name in LIST_TAGS and self._lists:
            self._lists.pop()
        if tag.name in LIST_TAGS or tag.name == "li":
            self._marker = ""
        if region is not None:
            region.end = len(self.lines)

    def _count(self, tag: Tag, step: int) -> None:
        """Enters or leaves links, <pre>, raised text and headings."""
        if not tag.attributes and tag.name not in COUNTED_TAGS:
            return
        self._links += step * (tag.name == "a" and leads_away(tag))
        self._pre += step * is_pre(tag)
        self._raised += step * (tag.name == "sup")
        if level_of(tag):
            self._level = level_of(tag) if step > 0 else 0

    def _region(self, tag: Tag) -> Region | None:
        names = " ".join(tag.get(key) for key in ("id", "class", "role", "title")).strip().lower()
        hidden = is_hidden(tag)
        if not names and not hidden and tag.name not in SITE_TAGS | {"article", "main"}:
            return None
        self.regions.append(Region(tag.name, names[:200], len(self.lines), hidden=hidden))
        return self.regions[-1]

    # --- lines ------------------------------------------------------------------------------

    def _break(self, name: str) -> None:
        """The line ends; inside a heading, and between the cells of a flat table, it only breaks."""
        if self._flat and name in ("td", "th"):
            self._buffer.append(" ")
        elif self._level:
            self._buffer.append(LINE_END)
        else:
            self._flush()

    def _flush(self) -> None:
        raw, self._buffer = "".join(self._buffer), []
        size = len("".join(raw.split())) if self._linked else 0
        linked, self._linked = self._linked / size if size else 0.0, 0
        found = paragraphs_of(raw)
        if not found:
            return
        if self._level:
            self.lines.extend(Line(block, linked) for block in _heading(found, self._level))
            return
        if self._marker and not starts_with_number(found[0]):
            found[0] = f"{self._marker}{' ' * found[0][0].isascii()}{found[0]}"
        self._marker = ""
        self.lines.extend(Line(text, linked) for text in found)

    # --- tables -----------------------------------------------------------------------------

    def _table(self, tag: Tag, place: int) -> bool:
        """Reads a table of data; False for one that lays out the page."""
        blocks = table_of(self._tokens, place, self._cell)
        if blocks is None:
            return False
        self._flush()
        region = self._region(tag)
        caption = caption_of(self._tokens, place)
        above = self._cell(caption.start, caption.stop) if caption else []
        linked = self._linked_share(place, tag.end)
        self.lines.extend(Line(block, linked) for block in (*above, *blocks))
        if region is not None:
            region.end = len(self.lines)
        return True

    def _cell(self, start: int, end: int) -> list[Block]:
        if end - start == 1 and isinstance(text := self._tokens[start], str):
            return list(paragraphs_of(text))
        walker = _Walker(self._tokens, flat=True)
        walker.walk(start, end)
        return [line.block for line in walker.lines]

    def _linked_share(self, start: int, end: int) -> float:
        """The share of the text of some tokens that stands in links to other pages."""
        total = linked = place = stop = 0
        for place in range(start, end):
            token = self._tokens[place]
            if isinstance(token, Tag) and token.name == "a" and leads_away(token):
                stop = max(stop, token.end)
            elif isinstance(token, str):
                size = len(token.strip())
                total += size
                linked += size if place < stop else 0
        return linked / total if total else 0.0


def _heading(found: list[str], level: int) -> list[Block]:
    """A heading set on several lines is one; a paragraph set in <h3> is none."""
    text = "".join(found)
    if len(text) <= HEADING_LIMIT and text[-1] not in "。；，":
        return [Marked(text, level)]
    return list(found)

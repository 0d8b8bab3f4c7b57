"""Headings of a PDF: short lines set clearly larger than the body; the title above the body."""

from __future__ import annotations

from collections.abc import Sequence

from index.blocks import Block, Marked
from index.formats.pdf_characters import without_bullet
from index.formats.pdf_paragraphs import Paragraph
from index.outlining.numbering import ends_sentence, match_number

_LARGER = 1.12
"""A heading is at least so many times the size of the body."""
_HEADING_LIMIT = 60
_TITLE_LIMIT = 80
_TITLE_WITHIN = 8
"""The title stands among the first paragraphs."""

Part = Paragraph | list[Block]


def with_headings(parts: Sequence[Part], body: float) -> tuple[list[Block], str]:
    """The blocks of a document with its headings marked, and its title ("" for none)."""
    title = _title(parts, body)
    begun = _begin(parts, body, title)
    large = [p for p in parts[begun:] if isinstance(p, Paragraph) and _is_large(p, body)]
    plain = sum(isinstance(p, Paragraph) for p in parts[begun:]) - len(large)
    marked = {id(p) for p in large} if len(large) <= plain else set()
    sizes = sorted({_size(p) for p in large}, reverse=True)
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, list):
            blocks.extend(part)
        elif id(part) in marked and part is not title:
            blocks.append(Marked(part.text, min(9, sizes.index(_size(part)) + 1)))
        else:
            blocks.append(without_bullet(part.text))
    return blocks, title.text if title else ""


def _size(paragraph: Paragraph) -> float:
    return round(paragraph.lines[0].size * 2) / 2


def _is_large(paragraph: Paragraph, body: float) -> bool:
    return (
        all(line.size >= _LARGER * body for line in paragraph.lines)
        and 1 < len(paragraph.text) <= _HEADING_LIMIT
        and not ends_sentence(paragraph.text)
    )


def _begin(parts: Sequence[Part], body: float, title: Paragraph | None) -> int:
    """Where the body begins: lines before it are a cover, and none of them is a heading.

    One large line between the title and the body is the first heading.
    """
    for place, part in enumerate(parts):
        is_text = isinstance(part, Paragraph) and len(part.text) >= 30
        if isinstance(part, Paragraph) and is_text and part.lines[0].size < _LARGER * body:
            return place - 1 if place > 1 and parts[place - 2] is title else place
    return len(parts)


def _title(parts: Sequence[Part], body: float) -> Paragraph | None:
    """The largest of the first lines, where it is clearly larger than the body."""
    first = [p for p in parts[:_TITLE_WITHIN] if isinstance(p, Paragraph)]
    fit = [
        p
        for p in first
        if all(line.size >= 1.15 * body and line.page == 0 for line in p.lines)
        and 1 < len(p.text) <= _TITLE_LIMIT
        and not match_number(p.text)
        and not ends_sentence(p.text)
    ]
    below_masthead = [p for p in fit if not p.text.endswith("文件")]
    return max(below_masthead or fit, key=_size, default=None)

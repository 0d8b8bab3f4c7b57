"""Lines of a PDF: glyphs that share a baseline, left to right, with the spaces between words."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.formats.pdf_characters import SOFT_HYPHEN, is_latin, put_right
from index.formats.pdf_places import Glyph

_BASELINE = 0.45
"""How far a raised or lowered glyph may stand off the baseline, in sizes of the larger glyph."""
_SPACES = " \t\u00a0\u2002\u2003\u2009\u3000"
_OPENING = "“‘（《〈「『【〔［(["
_CLOSING = "”’）》〉」』】〕］)]、，。．；：？！,.;:?!%％‰℃…—～·"
_PIECE = rf"[{re.escape(_OPENING)}]*(?:[—…]+|[!-~\u00a1-\u024f]+|.)[{re.escape(_CLOSING)}]*"
_UNIT = re.compile(rf"{_PIECE}(?:(?:(?<=[“”‘’])|(?=[“”‘’])){_PIECE}){{0,2}}")
"""What a line end never parts: a Latin word, a number, brackets and stops with their character.

Some programs do not part what stands on either side of a quotation mark.
"""


@dataclass(slots=True)
class Line:
    """A line of text: its edges without outer spaces, baseline and size of most of its glyphs.

    `unit` is how much room its beginning needs on the line above, `page` counts from 0, `lane` is
    the column or the frame that it stands in.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    unit: float
    page: int = 0
    lane: str = ""


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by their baselines, from the top; within each from left to right."""
    rows: list[list[Glyph]] = []
    anchor: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda g: (g.y, g.x0)):
        if anchor and glyph.y - anchor.y <= _BASELINE * max(anchor.size, glyph.size):
            rows[-1].append(glyph)
            if glyph.size > anchor.size * 1.05:
                anchor = glyph
        else:
            rows.append([glyph])
            anchor = glyph
    return [_single(sorted(row, key=lambda g: g.x0)) for row in rows]


def _single(row: list[Glyph]) -> list[Glyph]:
    """A row without the glyphs that were drawn twice to look bold or to throw a shadow."""
    kept: list[Glyph] = []
    for glyph in row:
        twice = any(
            glyph.text == other.text
            and glyph.run != other.run
            and abs(glyph.x0 - other.x0) < 0.2 * glyph.size
            and abs(glyph.y - other.y) < 0.2 * glyph.size
            for other in kept[-2:]
        )
        if not twice:
            kept.append(glyph)
    return kept


def line_of_row(row: Sequence[Glyph], page: int = 0) -> Line | None:
    """The line that the glyphs of one row make; None when there are only spaces."""
    drawn = [g for g in row if g.text not in _SPACES]
    if not drawn:
        return None
    ends = _ends(row)
    text, starts = _text_with_spaces(row, ends)
    size = statistics.median_high([g.size for g in drawn])
    y = statistics.median_low(
        [g.y for g in drawn if abs(g.size - size) < 0.2 * size] or [drawn[0].y]
    )
    right = max(end for g, end in zip(row, ends, strict=True) if g.text not in _SPACES)
    unit = _UNIT.match(text)
    width = right - drawn[0].x0
    if unit and unit.end() < len(text):
        width = starts[unit.end()] - drawn[0].x0
    return Line(text, drawn[0].x0, right, y, size, max(width, 0.0), page)


def _ends(row: Sequence[Glyph]) -> list[float]:
    """The right edge of each glyph: of Chinese ones the full square, but not into the next glyph."""
    ends = []
    for place, glyph in enumerate(row):
        end = glyph.x1 if is_latin(glyph.text) else max(glyph.x1, glyph.x0 + glyph.size)
        after = row[place + 1].x0 if place + 1 < len(row) else end
        ends.append(after if glyph.x0 < after < end else end)
    return ends


def _text_with_spaces(row: Sequence[Glyph], ends: Sequence[float]) -> tuple[str, list[float]]:
    """The text of a row, stripped, and where each of its characters begins."""
    gaps = [b.x0 - end for (_, b), end in zip(pairwise(row), ends, strict=False)]
    usual = min(max(statistics.median_low(gaps), 0.0), row[0].size) if gaps else 0.0
    text, starts = "", []
    for place, glyph in enumerate(row):
        if place and text:
            space = _space(row[place - 1], glyph, gaps[place - 1], usual)
            text += space
            starts.extend([glyph.x0] * len(space))
        written = put_right(glyph.text)
        text += written
        starts.extend([glyph.x0] * len(written))
    lead = len(text) - len(text.lstrip())
    text = text.rstrip()
    inner = text[:-1].replace(SOFT_HYPHEN, "") + text[-1:] if SOFT_HYPHEN in text[:-1] else text
    return inner.lstrip(), starts[lead : len(text)]


def _space(left: Glyph, right: Glyph, gap: float, usual: float) -> str:
    """The spaces that a gap between two glyphs stands for."""
    if left.text in _SPACES or right.text in _SPACES:
        return ""
    size = max(left.size, right.size)
    if gap - usual > 2 * size:
        return "  "
    narrow = is_latin(left.text) or is_latin(right.text)
    if narrow and is_latin(left.text) and is_latin(right.text):
        return " " if gap - min(usual, 0.2 * size) > 0.17 * size else ""
    if narrow and (left.text.isalnum() and right.text.isalnum()):
        return " " if gap - usual > 0.6 * size else ""  # a narrow gap there is only for looks
    return " " if gap - usual > 0.19 * size else ""

"""Columns of a PDF page: where the text stands in two columns, the left one is read first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.formats.pdf_lines import Line, line_of_row
from index.formats.pdf_places import Glyph

_GAP = 1.2
"""Narrowest white space between two columns, in sizes."""
_LEAST = 6
"""Fewest full lines in each of two columns."""
_NARROWEST = 7
"""Fewest characters that fit in a column; less is a list or a table without rules."""


def lines_in_order(rows: Sequence[Sequence[Glyph]], page: int) -> list[Line]:
    """The lines of the rows of a page in reading order, each with its lane."""
    gutter = _gutter([piece for row in rows for piece in _pieces(row, page)])
    if gutter is None:
        return _whole(rows, page)
    lines: list[Line] = []
    zone: list[Sequence[Glyph]] = []
    for row in rows:
        if _crosses(row, gutter):
            lines.extend(_zone(zone, gutter, page))
            zone = []
            lines.extend(_whole([row], page))
        else:
            zone.append(row)
    return lines + _zone(zone, gutter, page)


def _whole(rows: Sequence[Sequence[Glyph]], page: int) -> list[Line]:
    return [line for row in rows if (line := line_of_row(row, page))]


def _pieces(row: Sequence[Glyph], page: int) -> list[Line]:
    """A row cut at its wide gaps."""
    cuts = [
        place
        for place in range(1, len(row))
        if row[place].x0 - max(row[place - 1].x1, row[place - 1].x0 + row[place - 1].size / 2)
        > _GAP * row[place].size
    ]
    bounds = [0, *cuts, len(row)]
    pieces = [row[a:b] for a, b in pairwise(bounds)]
    return _whole(pieces, page)


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Where the right one of two columns begins; None where the text is in one column."""
    if len(pieces) < 2 * _LEAST:
        return None
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    middle = [p for p in pieces if 0.35 < (p.x0 - left) / (right - left + 1) < 0.65]
    starts = Counter(round(p.x0) for p in middle)
    for start, _ in starts.most_common(3):
        after = [p for p in middle if abs(p.x0 - start) < 0.5 * p.size]
        before = [p for p in pieces if -4 * p.size < p.x1 - start < -0.8 * p.size]
        full = [p for p in before if p.x1 - start > -3.2 * p.size and _is_wide(p)]
        wide = [p for p in after if _is_wide(p)]
        if len(full) >= _LEAST and len(wide) >= _LEAST and _overlap(full, wide):
            return start - 0.4 * after[0].size
    return None


def _is_wide(piece: Line) -> bool:
    return piece.x1 - piece.x0 >= _NARROWEST * piece.size


def _overlap(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether two columns stand beside each other for several lines."""
    top = max(min(p.y for p in one), min(p.y for p in other))
    bottom = min(max(p.y for p in one), max(p.y for p in other))
    return bottom - top > (_LEAST - 2) * one[0].size


def _crosses(row: Sequence[Glyph], gutter: float) -> bool:
    """Whether a row of glyphs runs through the white space between the columns."""
    before = [g for g in row if g.x0 < gutter and g.text.strip()]
    after = [g for g in row if g.x0 >= gutter and g.text.strip()]
    if not before:
        return False
    edge = max(before[-1].x1, before[-1].x0 + before[-1].size * 0.9)
    if edge > gutter + 0.3 * before[-1].size:
        return True
    return bool(after) and after[0].x0 - edge < 0.7 * after[0].size


def _zone(rows: Sequence[Sequence[Glyph]], gutter: float, page: int) -> list[Line]:
    """Rows beside each other as two columns; as they stand where only one side has text."""
    left = _whole([[g for g in row if g.x0 < gutter] for row in rows], page)
    right = _whole([[g for g in row if g.x0 >= gutter] for row in rows], page)
    if not right or not left:
        return _whole(rows, page)
    for line in left:
        line.lane = "left"
    for line in right:
        line.lane = "right"
    return left + right

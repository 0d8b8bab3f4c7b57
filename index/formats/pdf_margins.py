"""Margins of the lanes of a PDF: where lines begin and end, how far apart they stand."""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import neg

from index.formats.pdf_lines import Line

_TOGETHER = 1.3
"""Lines whose ends differ by less than this, in sizes, end at one margin."""
_EXACT = 0.12
"""Lines of justified text end no further from the margin than this, in sizes."""
_STRAY = 8
"""Of so many lines that end at a margin one at most reaches beyond it (a long address)."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right edge of a lane on one page, in points."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set: margins by page and lane, and what most of its lines do.

    `pitch` is the distance of baselines in sizes, `indented` tells whether paragraphs begin with
    an indent of two characters. `slack` says by how much, in sizes, the beginning of a line may
    exceed the room on the line above and still be said to fit there; `justified` that full lines
    are stretched to end exactly at the margin.
    """

    margins: dict[tuple[int, str], Margins]
    size: float
    pitch: float
    indented: bool
    slack: float = 0.15
    justified: bool = False

    def of(self, line: Line) -> Margins:
        """The margins that hold for a line."""
        return self.margins[line.page, line.lane]


def layout_of(lines: Sequence[Line], width: float) -> Layout:
    """The layout of the lines of a document, in reading order; `width` is that of its pages."""
    size = body_size(lines)
    lanes: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        lanes[line.page, line.lane].append(line)
    alike: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for (page, lane), own in lanes.items():
        alike[lane, page % 2].extend(own)
    shared = {key: _margins(own, width) for key, own in alike.items()}
    margins = {}
    for (page, lane), own in lanes.items():
        known = shared[lane, page % 2]
        margins[page, lane] = Margins(_left(own, known.left), _right(own, known.right))
    pitches = Counter(
        round((b.y - a.y) / a.size, 1)
        for a, b in pairwise(lines)
        if _are_neighbours(a, b)
        and abs(a.size - size) < 0.1 * size
        and 0.9 < (b.y - a.y) / size < 4
    )
    pitch = _usual_pitch(pitches)
    indented, justified = _is_indented(lines, margins), _is_justified(lines, margins)
    return Layout(margins, size, pitch, indented, justified=justified)


def body_size(lines: Sequence[Line]) -> float:
    """The size in which most characters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _usual_pitch(pitches: Counter[float]) -> float:
    """The smallest distance that is common: the wider ones stand between paragraphs."""
    common = [p for p, count in pitches.items() if count * 6 >= pitches.total()]
    return min(common) if common else 1.8


def _are_neighbours(a: Line, b: Line) -> bool:
    return (a.page, a.lane) == (b.page, b.lane) and abs(a.size - b.size) < 0.1 * a.size


def _margins(lines: Sequence[Line], width: float) -> Margins:
    left = _first_shared([line.x0 for line in lines], lines[0].size)
    right = _supported([line.x1 for line in lines], lines[0].size)
    start = left if left is not None else min(line.x0 for line in lines)
    if right is not None:
        return Margins(start, right)
    widest = max(line.x1 for line in lines)
    return Margins(start, max(widest, width - start) if lines[0].lane == "" else widest)


def _left(lines: Sequence[Line], known: float) -> float:
    own = _first_shared([line.x0 for line in lines], lines[0].size)
    near = own is not None and abs(own - known) < _TOGETHER * lines[0].size
    return own if own is not None and near and len(lines) >= 8 else known


def _right(lines: Sequence[Line], known: float) -> float:
    own = _supported([line.x1 for line in lines], lines[0].size)
    near = own is not None and abs(own - known) < 3 * lines[0].size
    return own if own is not None and near and len(lines) >= 8 else known


def _first_shared(edges: list[float], size: float) -> float | None:
    """The leftmost place where two lines begin; None where there is none."""
    pairs = (a for a, b in pairwise(sorted(edges)) if b - a < _EXACT * size)
    return next(pairs, None)


def _supported(edges: list[float], size: float) -> float | None:
    """The outermost edge that three lines share, or two exactly; None where there is none.

    In a short text three short lines may end together by chance: then others reach beyond them.
    """
    ordered = sorted(edges, reverse=True)
    for place, edge in enumerate(ordered):
        end = bisect_right(ordered, -(edge - _TOGETHER * size), key=neg)
        beyond = bisect_left(ordered, -(edge + size), key=neg)
        if end - place >= 3 and beyond * _STRAY < end - place:
            return statistics.median_high(ordered[place : max(place + 3, (place + end) // 2)])
    for one, other in pairwise(ordered):
        if one - other < _EXACT * size and ordered[0] - one <= size:
            return one
    return None


def _is_indented(lines: Sequence[Line], margins: dict[tuple[int, str], Margins]) -> bool:
    """Whether lines that begin two characters in are followed by lines at the margin."""
    first = body = 0
    for a, b in pairwise(lines):
        if not _are_neighbours(a, b):
            continue
        left = margins[a.page, a.lane].left
        at_margin = b.x0 - left < 0.5 * b.size
        first += at_margin and is_indent(a.x0 - left, a.size)
        body += (
            at_margin
            and a.x0 - left < 0.5 * a.size
            and a.x1 > margins[a.page, a.lane].right - 2 * a.size
        )
    return first >= 2 and first * 15 >= body


def is_stretched(line: Line, layout: Layout) -> bool:
    """Whether a line ends at the margin as nearly as the full lines of justified text do."""
    return layout.of(line).right - line.x1 < _EXACT * line.size


def is_indent(distance: float, size: float) -> bool:
    """Whether a distance from the margin is the indent with which a paragraph begins."""
    return 1.5 * size <= distance <= 2.6 * size


def _is_justified(lines: Sequence[Line], margins: dict[tuple[int, str], Margins]) -> bool:
    """Whether nearly all lines that reach the margin end exactly there."""
    short = [(margins[line.page, line.lane].right - line.x1) / line.size for line in lines]
    reaching = [abs(gap) for gap in short if -1 < gap < 1]
    return len(reaching) >= 8 and sum(gap < _EXACT for gap in reaching) >= 0.85 * len(reaching)

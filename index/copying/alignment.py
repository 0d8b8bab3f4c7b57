"""Alignment: which runs of characters two texts have in common, in order, in nearly linear time.

Pieces that stand once in either text are anchors; the longest chain of anchors that run in the
same order is kept (patience diff), and what lies between two of them is aligned in the same way
with shorter pieces, at last by difflib.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

PIECES = (24, 10, 5)
"""Lengths of the anchors, in characters, from the first round to the last."""
SMALL = 400
"""Longest stretch, in characters, that difflib (quadratic) is given."""


@dataclass(frozen=True, slots=True)
class Run:
    """`size` characters from `start` of the one text equal those from `other` of the other."""

    start: int
    other: int
    size: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    a: int
    a_end: int
    b: int
    b_end: int
    round: int


def common_runs(a: str, b: str) -> tuple[Run, ...]:
    """Runs that both texts have, in order and apart in both; neighbours are joined."""
    found: list[Run] = []
    pending = [_Stretch(0, len(a), 0, len(b), 0)]
    while pending:
        stretch = pending.pop()
        runs = list(_runs_of(a, b, stretch))
        found += runs
        pending += _between(stretch, runs)
    return tuple(_joined(sorted(found, key=lambda run: run.start)))


def _runs_of(a: str, b: str, at: _Stretch) -> Iterator[Run]:
    """Runs in a stretch: its equal ends, then what this round's anchors (or difflib) find."""
    head = _equal_head(a, b, at)
    tail = _equal_tail(a, b, at, head)
    if head:
        yield Run(at.a, at.b, head)
    if tail:
        yield Run(at.a_end - tail, at.b_end - tail, tail)
    a_start, a_end, b_start, b_end = at.a + head, at.a_end - tail, at.b + head, at.b_end - tail
    if a_start == a_end or b_start == b_end:
        return
    if at.round < len(PIECES):
        inner = _Stretch(a_start, a_end, b_start, b_end, at.round)
        yield from _anchored(a, b, inner, PIECES[at.round])
    elif max(a_end - a_start, b_end - b_start) <= SMALL:
        blocks = SequenceMatcher(None, a[a_start:a_end], b[b_start:b_end], autojunk=False)
        for i, j, size in blocks.get_matching_blocks():
            if size:
                yield Run(a_start + i, b_start + j, size)


def _equal_head(a: str, b: str, at: _Stretch) -> int:
    most = min(at.a_end - at.a, at.b_end - at.b)
    return next((n for n in range(most) if a[at.a + n] != b[at.b + n]), most)


def _equal_tail(a: str, b: str, at: _Stretch, head: int) -> int:
    most = min(at.a_end - at.a, at.b_end - at.b) - head
    return next((n for n in range(most) if a[at.a_end - 1 - n] != b[at.b_end - 1 - n]), most)


def _anchored(a: str, b: str, at: _Stretch, length: int) -> Iterator[Run]:
    mine, mine_again = _places(a, at.a, at.a_end, length)
    theirs, theirs_again = _places(b, at.b, at.b_end, length)
    pieces = mine.keys() & theirs.keys()
    anchors = pieces - mine_again - theirs_again
    # A text that holds itself twice has few pieces of its own: then once in one of them will do.
    if len(anchors) < len(pieces) / 2:
        anchors = pieces - (mine_again & theirs_again)
    pairs = [(mine[piece], theirs[piece]) for piece in anchors]
    end = end_other = -1
    for i, j in _longest_chain(sorted(pairs)):
        if i < end or j < end_other:  # covered by the run before
            continue
        size = length
        while i + size < at.a_end and j + size < at.b_end and a[i + size] == b[j + size]:
            size += 1
        yield Run(i, j, size)
        end, end_other = i + size, j + size


def _places(text: str, start: int, end: int, length: int) -> tuple[dict[str, int], set[str]]:
    """The first place of every piece of a stretch, and the pieces that come again."""
    places: dict[str, int] = {}
    again: set[str] = set()
    for i in range(start, end - length + 1):
        piece = text[i : i + length]
        if places.setdefault(piece, i) != i:
            again.add(piece)
    return places, again


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, sorted by the first, whose second numbers rise too."""
    tops: list[int] = []
    at_top: list[int] = []
    before: list[int] = []
    for place, (_, j) in enumerate(pairs):
        length = bisect_left(tops, j)
        before.append(at_top[length - 1] if length else -1)
        tops[length : length + 1] = [j]
        at_top[length : length + 1] = [place]
    chain: list[tuple[int, int]] = []
    place = at_top[-1] if at_top else -1
    while place >= 0:
        chain.append(pairs[place])
        place = before[place]
    return chain[::-1]


def _between(at: _Stretch, runs: list[Run]) -> Iterator[_Stretch]:
    """The stretches that the runs leave open, for the next round."""
    if at.round >= len(PIECES):
        return
    a, b = at.a, at.b
    for run in [*sorted(runs, key=lambda r: r.start), Run(at.a_end, at.b_end, 0)]:
        if a < run.start and b < run.other:
            yield _Stretch(a, run.start, b, run.other, at.round + 1)
        a, b = run.start + run.size, run.other + run.size


def _joined(runs: list[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last and (last.start + last.size, last.other + last.size) == (run.start, run.other):
            last = Run(last.start, last.other, last.size + run.size)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last

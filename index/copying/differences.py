"""Differences: where the words of a copy are not those of its document, to the character.

Compared are letters, digits and the signs of figures. Spaces, line ends, the width of brackets and
the bars of tables are layout; a comma for a stop is punctuation: those two are only counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.copying.alignment import Run, common_runs
from index.documents import Node, Outline, Span, is_address
from index.folding import fold

CONTEXT = 8
"""Characters shown before and after a difference."""
MOVED = 20
"""Fewest words' characters of a passage that is looked for at another place of the other text."""
_WORDS = re.compile(r"[^\W_]|[%‰≥≤<>=+℃°$¥€]|-(?=\d)|(?<=[\d%])[.:/~—](?=\d)")
_FIGURE = re.compile(r"[\d.%≥≤<>-]")
_LAYOUT = re.compile(r"[\s|_*]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the words differ; `text` or `copy` is "" where that side has nothing.

    `label` is the place in the document, or in the copy for a passage that only the copy has ("" at
    the head of the text). `before` and `after` stand around it in the document; `span` and
    `copy_span` are the exact places in the two canonical texts.
    """

    label: str
    text: str
    copy: str
    before: str
    after: str
    span: Span
    copy_span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which a copy differs from its document.

    `lacking` and `extra` are labels of headings and rows that only the document, or only the copy
    has though the words are in both. `punctuation` and `layout` count the places that differ in
    nothing else.
    """

    wording: tuple[Difference, ...]
    lacking: tuple[str, ...]
    extra: tuple[str, ...]
    punctuation: int
    layout: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of words without a counterpart: from `start` of the one, from `other` of the other."""

    start: int
    end: int
    other: int
    other_end: int

    @property
    def size(self) -> int:
        """Words' characters on the side of the document."""
        return self.end - self.start

    @property
    def other_size(self) -> int:
        """Words' characters on the side of the copy."""
        return self.other_end - self.other


@dataclass(frozen=True, slots=True)
class Words:
    """The characters of a text that are compared, folded, and the place of each in the text."""

    text: str
    folded: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where words `start` to `end` stand in the text; an empty span where there are none."""
        if start < end:
            return (self.places[start], self.places[end - 1] + 1)
        place = self.places[start - 1] + 1 if start else 0
        return (place, place)

    def joined_figure(self, word: int) -> bool:
        """Whether this word and the next are signs of one figure, with nothing between them."""
        pair = self.folded[word : word + 2]
        touching = len(pair) == 2 and self.places[word] + 1 == self.places[word + 1]
        return touching and all(_FIGURE.match(sign) for sign in pair)

    def begins_line(self, word: int) -> bool:
        """Whether a line end stands before this word and no word between."""
        return word == 0 or "\n" in self.text[self.places[word - 1] : self.places[word]]


def words_of(text: str) -> Words:
    """The characters of a text that count when copies are compared."""
    folded = fold(text)
    solid = [place for place, character in enumerate(folded) if not character.isspace()]
    found = [each.start() for each in _WORDS.finditer("".join(folded[i] for i in solid))]
    places = tuple(solid[i] for i in found)
    kept = "".join(folded[i] for i in places).translate({ord("~"): "-", ord("—"): "-"})
    return Words(text, kept, places)


def compare(document: Outline, copy: Outline) -> Comparison:
    """Compare the words and the headings of a document and a copy of it, in nearly linear time."""
    mine, theirs = words_of(document.text), words_of(copy.text)
    runs = common_runs(mine.folded, theirs.folded)
    titles = (document.title, copy.title)
    gaps, moves = _without_moves(list(gaps_between(mine, theirs, runs)), mine, theirs)
    gaps = [gap for gap in gaps if not _is_title(gap, mine, theirs, titles)]
    shown = [_with_whole_figure(_at_line_start(gap, mine, theirs), mine, theirs) for gap in gaps]
    wording = tuple(_difference(gap, document, copy, mine, theirs) for gap in shown)
    marks = [mark for run in runs for mark in _marks(mine, theirs, run)]
    return Comparison(
        wording=wording,
        lacking=_only_in(document, copy, [each.span for each in wording]),
        extra=_only_in(copy, document, [each.copy_span for each in wording]),
        punctuation=marks.count("punctuation"),
        layout=marks.count("layout") + moves,
    )


def gaps_between(mine: Words, theirs: Words, runs: Sequence[Run]) -> Iterator[Gap]:
    """What lies between runs that two texts have in common.

    A run no longer than the gaps around it is chance (one 的 in two different sentences): it
    becomes part of the gap.
    """
    last: Gap | None = None
    a = b = 0
    for run in [*runs, Run(len(mine.folded), len(theirs.folded), 0)]:
        gap = Gap(a, run.start, b, run.other)
        a, b = run.start + run.size, run.other + run.size
        if gap.size == gap.other_size == 0:
            continue
        if last and gap.start - last.end <= min(2, max(last.size, last.other_size)):
            last = Gap(last.start, gap.end, last.other, gap.other_end)
            continue
        if last:
            yield last
        last = gap
    if last:
        yield last


def _without_moves(gaps: list[Gap], mine: Words, theirs: Words) -> tuple[list[Gap], int]:
    """The gaps without passages that stand elsewhere in the copy, and how many those are."""
    lost = [gap for gap in gaps if gap.size >= MOVED > gap.other_size]
    new = [gap for gap in gaps if gap.other_size >= MOVED > gap.size]
    kept, moves = gaps, 0
    for gap in lost:
        for other in new:
            inner = _moved(gap, other, mine, theirs)
            if inner is not None:
                kept = [each for each in kept if each not in (gap, other)] + inner
                new.remove(other)
                moves += 1
                break
    return sorted(kept, key=lambda gap: (gap.start, gap.other)), moves


def _moved(gap: Gap, other: Gap, mine: Words, theirs: Words) -> list[Gap] | None:
    """What differs inside a passage that was moved; None when these are two passages."""
    if not 0.8 < gap.size / other.other_size < 1.25:
        return None
    a = mine.folded[gap.start : gap.end]
    b = theirs.folded[other.other : other.other_end]
    runs = common_runs(a, b)
    if sum(run.size for run in runs) < 0.9 * max(len(a), len(b)):
        return None
    part = replace(mine, folded=a), replace(theirs, folded=b)
    return [
        Gap(
            g.start + gap.start, g.end + gap.start, g.other + other.other, g.other_end + other.other
        )
        for g in gaps_between(*part, runs)
    ]


def _at_line_start(gap: Gap, mine: Words, theirs: Words) -> Gap:
    """The gap moved so that a lost or new passage begins where a line does, if it can be moved.

    Between 专栏14… and 专栏16… a lost 专栏15 may as well be “5……专栏1”: people want the former.
    """
    if gap.size and gap.other_size:
        return gap
    words, start, end = (
        (mine, gap.start, gap.end) if gap.size else (theirs, gap.other, gap.other_end)
    )
    for back in range(min(start, end - start, 20) + 1):
        if back and words.folded[start - back] != words.folded[end - back]:
            return gap
        if words.begins_line(start - back):
            return Gap(gap.start - back, gap.end - back, gap.other - back, gap.other_end - back)
    return gap


def _with_whole_figure(gap: Gap, mine: Words, theirs: Words) -> Gap:
    """The gap with the digits beside it: 30 for 50 and not 3 for 5."""
    inside = mine.folded[gap.start : gap.end] + theirs.folded[gap.other : gap.other_end]
    if not inside or max(gap.size, gap.other_size) > 20 or not _FIGURE.search(inside):
        return gap
    left = right = 0
    while left < min(gap.start, gap.other) and mine.joined_figure(gap.start - left - 1):
        left += 1
    room = min(len(mine.folded) - gap.end, len(theirs.folded) - gap.other_end)
    while right < room and mine.joined_figure(gap.end + right - 1):
        right += 1
    return Gap(gap.start - left, gap.end + right, gap.other - left, gap.other_end + right)


def _is_title(gap: Gap, mine: Words, theirs: Words, titles: tuple[str, str]) -> bool:
    """Whether one side merely begins with the title, which the other has outside its text."""
    own = mine.folded[gap.start : gap.end] + theirs.folded[gap.other : gap.other_end]
    at_head = gap.start == gap.other == 0 and 0 in (gap.size, gap.other_size)
    return at_head and all(own == words_of(title).folded for title in titles)


def _difference(
    gap: Gap, document: Outline, copy: Outline, mine: Words, theirs: Words
) -> Difference:
    span, copy_span = mine.span(gap.start, gap.end), theirs.span(gap.other, gap.other_end)
    start, end = span
    whole = not gap.size and theirs.begins_line(gap.other)
    line = document.text.rfind("\n", 0, start) + 1
    line_end = document.text.find("\n", end)
    return Difference(
        label=_label(copy, copy_span[0]) if whole else _label(document, start),
        text=document.text[start:end],
        copy=copy.text[slice(*copy_span)],
        before=document.text[max(line, start - CONTEXT) : start],
        after=document.text[end : min(line_end % (len(document.text) + 1), end + CONTEXT)],
        span=span,
        copy_span=copy_span,
    )


def _label(outline: Outline, offset: int) -> str:
    node = outline.address(outline.at(min(offset, len(outline.text) - 1)).id)
    return "" if node.parent is None else node.label


def _marks(mine: Words, theirs: Words, run: Run) -> Iterator[str]:
    """For each pair of neighbours in a run whether what is between them differs, and in what."""
    for step in range(run.size - 1):
        i, j = run.start + step, run.other + step
        a = mine.text[mine.places[i] : mine.places[i + 1]]
        b = theirs.text[theirs.places[j] : theirs.places[j + 1]]
        if a != b:
            same = _LAYOUT.sub("", fold(a)) == _LAYOUT.sub("", fold(b))
            yield "layout" if same else "punctuation"


def _only_in(outline: Outline, other: Outline, told: Sequence[Span]) -> tuple[str, ...]:
    """Labels of headings and rows that `other` has not, without those that are told already."""
    there = {fold(node.label) for node in other.nodes}
    lone = {n.id for n in outline.nodes[1:] if is_address(n) and fold(n.label) not in there}
    return tuple(
        node.label
        for node in outline.nodes[1:]
        if node.id in lone and node.parent not in lone and not _is_told(node, told)
    )


def _is_told(node: Node, told: Sequence[Span]) -> bool:
    return any(start <= node.span[0] < end for start, end in told)

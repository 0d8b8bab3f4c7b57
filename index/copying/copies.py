"""Copies: whether two texts are one document, two versions of one, or one a part of the other.

Found fast, for thousands of documents: of each only the smallest hashes of its 8-character pieces
are kept (a bottom sketch with a threshold), and an index of them names the few that come into
question. Those are compared exactly.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.copying.differences import Difference, compare, words_of
from index.copying.versions import Marks, marks_of, set_apart, titles_differ
from index.documents import Outline
from index.folding import fold

PIECE = 8
SAME = 0.8
"""Two texts may be one document when at least this share of their pieces is common (Jaccard).

The two copies of the plan reach 0.99, two transcriptions of one government report 0.90 to 0.99;
of 357 laws the two likest reach 0.66.
"""
PART = 0.9
"""A text is a part of a longer one when at least this share of its pieces stands there."""
LEAST = 20
"""Fewest pieces of a text that can be called a part of another."""
REWRITTEN = 0.001
"""A copy whose own words make up more than this share of the text is another version."""
NAMED_ANEW = 3
"""Exchanged words from which on another title makes another document (甲市's plan and 乙市's)."""
LEAST_REWRITTEN = 8
"""Own words, in characters, that a copy may have whatever its length."""
SHORT = 500
"""Words' characters below which any other word makes another document (a name, a sum)."""
_FIGURES = re.compile(r"[\d.%零〇一二三四五六七八九十百千万亿两]+")
_KEPT = 128
_RATE = 64
_COMMON = 200
"""Hashes that more documents than this share tell nothing, and would cost time."""
_TRIED = 8
_LIKELY = 0.6
"""Share of the smaller sample from which on two texts are compared: SAME less what chance may take."""

_ODD = np.uint64(0x9E3779B97F4A7C15)

Pieces: TypeAlias = NDArray[np.uint32]
"""Hashes in rising order, each once."""
Kind = Literal["copy", "version", "part", "apart"]


@dataclass(frozen=True, slots=True)
class Kinship:
    """What a text is to another one, and why: a Chinese clause, "" where there is nothing to say."""

    kind: Kind
    why: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A document as it is compared: its outline, its marks, its pieces."""

    outline: Outline
    marks: Marks
    pieces: Pieces


def pieces(text: str) -> Pieces:
    """Hashes of every 8-character piece of the folded text without punctuation and spaces."""
    bare = "".join(filter(str.isalnum, fold(text))).ljust(PIECE, "\0")
    codes = np.frombuffer(bare.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    size = len(codes) - PIECE + 1
    mixed = np.zeros(size, dtype=np.uint64)
    for place in range(PIECE):
        mixed = mixed * _ODD + codes[place : place + size]
    mixed ^= mixed >> np.uint64(29)  # the low bits of a product say little of its first factors
    return np.unique((mixed * _ODD >> np.uint64(32)).astype(np.uint32))


def likeness(a: Pieces, b: Pieces) -> float:
    """Jaccard index of two sets of pieces, 0 to 1."""
    both = _in_both(a, b)
    union = len(a) + len(b) - both
    return both / union if union else 0.0


def share(part: Pieces, whole: Pieces) -> float:
    """Which share of the pieces of one text stands in the other, 0 to 1."""
    return _in_both(part, whole) / len(part) if len(part) else 0.0


def _in_both(a: Pieces, b: Pieces) -> int:
    return len(np.intersect1d(a, b, assume_unique=True))


def profile_of(outline: Outline, *, title: str = "", date: str = "") -> Profile:
    """What is compared of a document; `title` and `date` as its file or a manifest gives them."""
    return Profile(outline, marks_of(outline, title=title, date=date), pieces(outline.text))


def kinship(mine: Profile, theirs: Profile) -> Kinship:
    """What the second text is to the first.

    “copy”: the same document. “version”: nearly equal, and yet another document. “part”: the
    shorter of the two stands in the longer one. “apart”: neither.
    """
    if likeness(mine.pieces, theirs.pieces) < SAME:
        return _part(mine, theirs)
    if why := set_apart(mine.marks, theirs.marks):
        return Kinship("version", why)
    wording = compare(mine.outline, theirs.outline).wording
    exchanged = sum(bool(each.text and each.copy) for each in wording)
    if exchanged >= NAMED_ANEW and titles_differ(mine.marks, theirs.marks):
        return Kinship("version", "标题和内容都有不同")
    words = rewritten(mine.outline, theirs.outline, wording)
    return Kinship("version", f"约有{words}个字的内容不同") if words else Kinship("copy")


def _part(mine: Profile, theirs: Profile) -> Kinship:
    small, large = sorted((mine, theirs), key=lambda profile: len(profile.pieces))
    held = share(small.pieces, large.pieces)
    if len(small.pieces) < LEAST or held < PART:
        return Kinship("apart")
    if len(small.pieces) >= len(large.pieces) / 2 and _forwards(large.marks, small.marks):
        return Kinship("copy")
    return Kinship("part", f"文字有{held:.0%}见于较长的一份")


def _forwards(large: Marks, small: Marks) -> bool:
    """Whether a title says “关于印发《…》的通知” of the other document."""
    handed_on = re.search("印发|公布|发布|转发", large.title) is not None
    return (
        bool(small.title)
        and handed_on
        and small.title in large.title
        and not set_apart(large, small)
    )


def rewritten(document: Outline, copy: Outline, wording: Sequence[Difference]) -> int:
    """How many characters were worded anew; 0 where the texts differ as copies do.

    A single character for another is a slip of whoever copied, a passage on one side only is lost
    or is the page's. Other figures, other article numbers and other words on both sides are not.
    """
    size = len(words_of(document.text).folded)
    if size < SHORT:
        inner = [d for d in wording if (d.text and d.copy) or not _is_at_edge(d, document, copy)]
        return sum(max(len(d.text), len(d.copy)) for d in inner)
    inner = [d for d in wording if not _is_at_edge(d, document, copy)]
    lost = sum(len(d.text) for d in inner if not d.copy)
    new = sum(len(d.copy) for d in inner if not d.text)
    words = sum(_weight(d) for d in inner) + min(lost, new)
    return words if words > max(LEAST_REWRITTEN, REWRITTEN * size) else 0


def _weight(each: Difference) -> int:
    if not each.text or not each.copy:
        return 0
    if _FIGURES.fullmatch(each.text) and _FIGURES.fullmatch(each.copy):
        return 4 if each.before.endswith("第") else 2
    longer = max(len(each.text), len(each.copy))
    return longer if longer > 1 else 0


def _is_at_edge(each: Difference, document: Outline, copy: Outline) -> bool:
    """Whether the passage stands before or after everything that both have: the page's, not theirs."""
    sides = ((each.span, document.text), (each.copy_span, copy.text))
    return all(not any(map(str.isalnum, text[:start])) for (start, _), text in sides) or all(
        not any(map(str.isalnum, text[end:])) for (_, end), text in sides
    )


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sample of a text's pieces: all of them whose hash is at most `limit`."""

    hashes: frozenset[int]
    limit: int


def sketch(found: Pieces) -> Sketch:
    """The sample of these pieces: one in 64, or the 128 smallest where that is more."""
    if len(found) <= _KEPT:
        return Sketch(frozenset(found.tolist()), 2**32)
    limit = max(2**32 // _RATE, int(found[_KEPT - 1]))
    return Sketch(frozenset(found[found <= limit].tolist()), limit)


class Relatives:
    """The sketches of the documents seen so far, and which of them a new text may be akin to."""

    def __init__(self) -> None:
        self._limits: list[int] = []
        self._samples: list[array[int]] = []
        self._holders: dict[int, list[int]] = {}

    def add(self, one: Sketch) -> int:
        """Remember a document by its sketch; returns its number, 0 for the first."""
        number = len(self._samples)
        self._limits.append(one.limit)
        self._samples.append(array("L", sorted(one.hashes)))
        for value in one.hashes:
            self._holders.setdefault(value, []).append(number)
        return number

    def candidates(self, one: Sketch) -> tuple[int, ...]:
        """Numbers of at most 8 documents that may be akin to this one, likeliest first."""
        shared: Counter[int] = Counter()
        for value in one.hashes:
            holders = self._holders.get(value, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        mine = sorted(one.hashes)
        rated = [
            (times / self._smaller(mine, one.limit, number), -number)
            for number, times in shared.items()
        ]
        likely = sorted((each for each in rated if each[0] >= _LIKELY), reverse=True)
        return tuple(-number for _, number in likely[:_TRIED])

    def _smaller(self, mine: Sequence[int], limit: int, number: int) -> int:
        """How many hashes the smaller of two samples has, up to where both are complete."""
        theirs, other = self._samples[number], self._limits[number]
        if other <= limit:  # all of a sample is below its own limit
            return max(1, min(bisect_right(mine, other), len(theirs)))
        return max(1, min(len(mine), bisect_right(theirs, limit)))

"""Tables of contents: recognised and left out, so that no heading stands twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.outlining.headings import has_leaders, without_leaders
from index.outlining.numbering import Numbered
from index.outlining.plain_headings import FRAME, FRAME_STARTS

_FIRST = 12
"""A table of contents without a title is what the numbered lines of a document begin with."""
_SEARCHED = 400
"""One with a title, or with dotted leaders, within so many."""
_LEAST = 3
"""Fewest lines that make one; a line “目录” before them makes one line enough."""
_MOST = 2000
_LONGEST = 70
_TITLE = re.compile(r"目\s*[录次錄]|TOC|(?:table of )?contents", re.I)
_MARKS = re.compile(r"[\s()（）。]+")
_NEVER = frozenset({"dash", "bullet", "ordinal", "ordinal_is", "ordinal_want"})
_PAGE = re.compile(r"[\s.…·‥⋯\-_]*[\dⅠ-Ⅻ]*\s*$")


def find_contents(lines: Sequence[str], numbers: Sequence[Numbered | None]) -> range:
    """Places of the table of contents: a run of headings that all come again later.

    `numbers` are those that the lines begin with. An empty range when there is none.
    """
    keys = [_contents_key(line, n) for line, n in zip(lines[:_SEARCHED], numbers, strict=False)]
    starts = _starts(lines, keys)
    if not starts:
        return range(0)
    rest = zip(lines[_SEARCHED:], numbers[_SEARCHED:], strict=True)
    keys.extend(_contents_key(line, numbered) for line, numbered in rest)
    last = {key: i for i, key in enumerate(keys) if key}
    for start in starts:
        titled = start > 0 and _is_title(lines[start - 1])
        end = _end_of_run(lines, keys, last, start)
        entries = [key for key in keys[start:end] if key and last[key] >= end]
        least = 1 if titled else _LEAST
        listed = least <= len(entries) <= _MOST and len({*entries}) >= 0.7 * len(entries)
        if listed and all(_is_entry(place, keys, last, end, lines) for place in range(start, end)):
            return range(start - titled, end)
    return range(0)


def is_only_contents(lines: Sequence[str]) -> bool:
    """Whether the lines are a table of contents with page numbers and next to nothing else."""
    if len(lines) < _LEAST or len(lines) > 2000:
        return False
    entries = sum(has_leaders(line) for line in lines)
    return entries >= _LEAST and entries >= 0.8 * (len(lines) - 2)


def _starts(lines: Sequence[str], keys: Sequence[str]) -> list[int]:
    """Places where a table of contents may begin."""
    searched = range(min(len(keys), _SEARCHED))
    first = next((place for place in searched[:_FIRST] if keys[place]), len(keys))
    early = [first] if first + _LEAST <= len(keys) and all(keys[first : first + _LEAST]) else []
    titled = [place + 1 for place in searched if _is_title(lines[place])][:3]
    led = [place for place in searched if keys[place] and has_leaders(lines[place])][:3]
    return [*titled, *early, *led]


def _end_of_run(lines: Sequence[str], keys: Sequence[str], last: dict[str, int], start: int) -> int:
    """Where the run of entries ends; lines with dotted leaders and 附件 belong to it as well."""
    end = start
    while end < len(keys):
        comes_again = keys[end] and last[keys[end]] > end
        if not (comes_again or has_leaders(lines[end])):
            break
        end += 1
    return end


def _is_entry(
    place: int, keys: Sequence[str], last: dict[str, int], end: int, lines: Sequence[str]
) -> bool:
    """Whether a line comes again behind the table of contents, or shows leaders as only one does."""
    return not keys[place] or last[keys[place]] >= end or has_leaders(lines[place])


def _contents_key(line: str, numbered: Numbered | None) -> str:
    """What an entry and its heading share: number and title without spaces and page number."""
    if numbered is None:
        return _frame_key(line) if len(line) <= _LONGEST else ""
    if len(line) > _LONGEST or numbered.style in _NEVER:
        return ""
    if numbered.style == "article" and len(line) > 30:
        return ""
    bare = _PAGE.sub("", without_leaders(line[numbered.rest :]))
    return numbered.number + _MARKS.sub("", bare)


def _frame_key(line: str) -> str:
    """前言 and 附则, which stand in a table of contents without a number."""
    if line.lstrip()[:1] not in FRAME_STARTS:
        return ""
    bare = _PAGE.sub("", without_leaders(line)).strip()
    return _MARKS.sub("", bare) if FRAME.fullmatch(bare) else ""


def _is_title(line: str) -> bool:
    return len(line) <= 12 and bool(_TITLE.fullmatch(line.strip().strip("—-【】[]")))

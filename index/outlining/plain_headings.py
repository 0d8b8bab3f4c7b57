"""Plain headings: headings without a number, told by their words or by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from index.outlining.front import BYLINE
from index.outlining.numbering import Numbered, Style, ends_sentence

PlainHeading = Literal["chapter", "frame", "section"]
"""A heading of a text without numbers; 前言 or 结语; a sub-heading in a numbered text."""

FRAME = re.compile(
    r"前\s*言|引\s*言|序\s*言|导\s*言|导\s*语|绪\s*论|结\s*语|结\s*束\s*语|后\s*记|附\s*[则則]|参\s*考\s*文\s*献"
)
"""What stands around the numbered parts of a document."""
FRAME_STARTS = frozenset("前引序导绪结后附参")
_STRUCTURAL: frozenset[Style] = frozenset(
    {
        "part",
        "subpart",
        "portion",
        "chapter",
        "article",
        "digit_plain",
        "cn_comma",
        "cn_bracket",
        "box",
    }
)
_MARK = re.compile(r"[，,。；;：:、|！？!?\d]")
_NO_HEADING = re.compile(r"[图表注]|资料来源|数据来源|附件?|[（(].*[）)]$")
_LONG = 40
"""Shortest paragraph, in characters, that a heading without a number stands before."""


def find_plain_headings(
    lines: Sequence[str], numbers: Sequence[Numbered | None], front: int
) -> dict[int, PlainHeading]:
    """Places of the headings without a number; `front` lines at the head belong to the title."""
    found: dict[int, PlainHeading] = {
        place: "frame"
        for place, line in enumerate(lines)
        if place and len(line) <= 8 and numbers[place] is None and FRAME.fullmatch(line.strip())
    }
    structural = next((i for i, n in enumerate(numbers) if n and n.style in _STRUCTURAL), None)
    if structural is None:
        return found | dict.fromkeys(_between_paragraphs(lines, front), "chapter")
    if any(n is not None and n.style == "article" for n in numbers):
        return found
    return found | _sub_headings(lines, numbers, structural)


def _between_paragraphs(lines: Sequence[str], front: int) -> list[int]:
    """Short lines before long paragraphs, in a text without numbers."""
    return [
        place
        for place in range(max(front, 1), len(lines) - 1)
        if 4 <= len(lines[place]) <= 30
        and len(lines[place + 1]) >= _LONG
        and not ends_sentence(lines[place])
        and not any(c in lines[place] for c in "，,。；：:")
        and not BYLINE.search(lines[place])
    ]


def _sub_headings(
    lines: Sequence[str], numbers: Sequence[Numbered | None], start: int
) -> dict[int, PlainHeading]:
    """Short bare lines between whole paragraphs below the first numbered heading: two at least."""
    found = [
        place
        for place in range(start + 1, len(lines) - 1)
        if 4 <= len(lines[place]) <= 24
        and len(lines[place + 1]) >= _LONG
        and numbers[place] is None
        and numbers[place + 1] is None
        and not _MARK.search(lines[place])
        and not _NO_HEADING.match(lines[place])
        and (numbers[place - 1] is not None or ends_sentence(lines[place - 1]))
    ]
    return dict.fromkeys(found, "section") if len(found) >= 2 else {}

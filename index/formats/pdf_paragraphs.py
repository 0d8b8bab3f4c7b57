"""Paragraphs of a PDF: lines joined where only the margin or the page's end broke them.

The rule: had the beginning of the next line found room on this one, the break was meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.formats.pdf_characters import SOFT_HYPHEN, is_latin
from index.formats.pdf_lines import Line
from index.formats.pdf_margins import Layout, is_indent, is_stretched
from index.outlining.numbering import ends_sentence, match_number

_LEADERS = re.compile(r"(?:[.．·…。・]\s?){4,}\s*[\divxIVX]{0,5}$|\S {2,}\d{1,4}$")
"""A line of a table of contents: dots, or a wide gap, and the page number."""
_TITLE_LIMIT = 90
"""Longest title, in characters, that may go over several lines."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of a paragraph and their text joined."""

    lines: tuple[Line, ...]
    text: str


def paragraphs(lines: Sequence[Line], layout: Layout) -> list[Paragraph]:
    """The paragraphs of lines in reading order; no line is lost."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and continues(groups[-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Paragraph(tuple(group), joined(group)) for group in groups]


def joined(lines: Sequence[Line]) -> str:
    """The text of lines that make one paragraph."""
    text = ""
    for line in lines:
        text = _glue(text, line.text)
    return text.replace(SOFT_HYPHEN, "-")


def _glue(left: str, right: str) -> str:
    if not left or not right:
        return left + right
    if left.endswith(SOFT_HYPHEN):
        return left[:-1] + right
    if re.search(r"[a-z]-$", left) and re.match(r"[a-z]{2}", right):
        return left[:-1] + right
    spaced = is_latin(left[-1]) and is_latin(right[0]) and left[-1] not in "-/([" + SOFT_HYPHEN
    return left + (" " if spaced and not _ADDRESS.search(left) else "") + right


def continues(group: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether `line` goes on with the paragraph of the lines before it."""
    last = group[-1]
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size) or _LEADERS.search(last.text):
        return False
    same_place = (line.page, line.lane) == (last.page, last.lane)
    if same_place and not _is_near(group, line, layout):
        return False
    if is_centred(line, layout) and (is_centred(last, layout) or _is_in_middle(last, layout)):
        return _is_same_title(group, line, layout)
    if layout.justified and ends_sentence(last.text) and not is_stretched(last, layout):
        return False
    if len(group) == 1 and _is_outdented(last, line, layout):
        return True
    return not _finds_room(last, line, layout) and _begins_as_rest(group, line, layout)


def _is_near(group: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether a line stands no further below the last one than lines of a paragraph do."""
    last = group[-1]
    pitch = layout.pitch * last.size
    if len(group) > 1 and group[-2].page == last.page and group[-2].lane == last.lane:
        pitch = last.y - group[-2].y
    elif abs(last.size - layout.size) > 0.1 * layout.size:
        pitch = max(pitch, 1.6 * last.size)
    return 0 < line.y - last.y <= 1.28 * pitch


def is_centred(line: Line, layout: Layout) -> bool:
    """Whether a line stands in the middle of its lane, well away from both margins."""
    margins = layout.of(line)
    before, after = line.x0 - margins.left, margins.right - line.x1
    return min(before, after) > 2.6 * layout.size and abs(before - after) < 1.2 * line.size


def _is_in_middle(line: Line, layout: Layout) -> bool:
    """Whether a line of large type, even a full one, leaves as much room before as behind it."""
    margins = layout.of(line)
    before, after = line.x0 - margins.left, margins.right - line.x1
    return line.size > 1.1 * layout.size and abs(before - after) < 1.2 * line.size


def _is_same_title(group: Sequence[Line], line: Line, layout: Layout) -> bool:
    length = sum(len(one.text) for one in group) + len(line.text)
    return (
        line.size > 1.1 * layout.size
        and length <= _TITLE_LIMIT
        and match_number(line.text) is None
        and not ends_sentence(group[-1].text)
    )


def _finds_room(last: Line, line: Line, layout: Layout) -> bool:
    """Whether the beginning of `line` would have fitted behind `last`."""
    margins = layout.of(last)
    room = margins.right - last.x1
    if is_centred(last, layout):
        room += last.x0 - margins.left
    both_latin = is_latin(last.text[-1]) and is_latin(line.text[0])
    return line.unit + (0.25 * line.size if both_latin else 0.0) <= room + layout.slack * line.size


def _is_outdented(last: Line, line: Line, layout: Layout) -> bool:
    """Whether an indented line that stops in mid-sentence near the margin has one at the left below."""
    room = layout.of(last).right - last.x1
    indented = is_indent(_start(last, layout), last.size) and _start(line, layout) < 0.5 * line.size
    anew = ends_sentence(last.text) or match_number(line.text) is not None
    return indented and not anew and room < 3 * last.size


def _begins_as_rest(group: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether `line` begins where the second line of a paragraph does."""
    last = group[-1]
    start, before = _start(line, layout), _start(last, layout)
    shift = start - before
    if len(group) > 1:
        return abs(shift) < 0.6 * line.size and not _starts_item(last, line, layout)
    if layout.indented and is_indent(start, line.size):
        return False
    if shift > 0.6 * line.size:
        return match_number(last.text) is not None and shift < 6 * line.size
    if shift > -0.6 * line.size and not layout.indented:
        return not _starts_item(last, line, layout)
    return True


def _starts_item(last: Line, line: Line, layout: Layout) -> bool:
    """Without indents a number after the end of a sentence tells that an item begins."""
    numbered = not layout.indented and match_number(line.text) is not None
    return numbered and ends_sentence(last.text)


def _start(line: Line, layout: Layout) -> float:
    return line.x0 - layout.of(line).left

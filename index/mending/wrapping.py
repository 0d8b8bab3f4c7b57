"""Wrapping: lines that a page's width or its end broke, joined into the paragraphs that they were."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.blocks import Block
from index.outlining.headings import is_plausible
from index.outlining.numbering import DECIMAL, NAMED, Numbered, ends_sentence, match_number
from index.outlining.plain_headings import FRAME
from index.tables.plain_tables import read_grid, single_cell

LABELLED = re.compile(
    r"(?:作者|来源|日期|时间|发布|记者|编辑)\s*[:：]|^\S+记者\s+\S{2,4}$"
    r"|^(?:索\s*引\s*号|主题分类|发文机关|发文字号|发布机构|文\s*号|有效性|公文种类|抄\s*送|联系人|联系电话)\s*[:：]"
)
"""Lines such as “来源：新华社”, which are never joined and keep their spaces."""
_CLAUSE = re.compile("[，,。；]")
_CONTENTS = re.compile(r"目\s*[录次錄]")
_ANNEXES = re.compile(r"附\s*件\s*[:：]")
_TABLE_LINE = 300
_INDENT = re.compile(r"[\u3000]{2}| {4,}|\t")
_WITHIN: frozenset[str] = frozenset({"ordinal_is", "ordinal_want"})


def wrap_width(lines: Sequence[str]) -> int | None:
    """Characters in a full line when the text is hard-wrapped, else None.

    A text is hard-wrapped when at least six of ten longer lines stop in mid-sentence and
    their lengths hardly differ. Rows of tables are not counted.
    """
    longer = [
        stripped for line in lines if len(stripped := line.strip()) >= 15 and "|" not in stripped
    ]
    if len(longer) < 12:
        return _widest(longer)
    middle = int(statistics.median(map(len, longer)))
    if middle > 60:
        return None
    broken = [len(line) for line in longer if not ends_sentence(line)]
    alike = sum(abs(length - middle) <= 6 for length in broken)
    if len(broken) < 0.6 * len(longer) or alike < 0.7 * len(broken):
        return _widest(longer)
    return middle


def _widest(longer: Sequence[str]) -> int | None:
    """The width of a text of short paragraphs: its longest lines, where they break sentences.

    A law of short articles is wrapped, too, though most of its lines end a sentence.
    """
    widest = max(map(len, longer), default=0)
    if not 20 <= widest <= 60:
        return None
    broken = [s for s in longer if not ends_sentence(s) and _CLAUSE.search(s)]
    full = sum(len(line) >= widest - 3 for line in broken)
    return widest if full >= 2 and full >= 0.7 * len(broken) else None


def paragraphs(
    lines: Sequence[str], width: int | None, *, first: bool, indents: bool
) -> list[Block]:
    """The paragraphs and tables of lines that follow one another, blank ones left out.

    `width` is that of a full line (None where lines are whole), `first` says that the document
    begins here, `indents` that the first line of a paragraph is indented.
    """
    blocks: list[Block] = []
    pending = _Pending()
    bare = [line.strip() for line in lines]
    place = 0
    while place < len(bare):
        line = bare[place]
        if _may_be_header(line):
            grid, after = read_grid(bare, place)
            if grid is not None:
                blocks.extend([pending.text()] if pending.parts else [])
                pending = _Pending()
                blocks.append(grid)
                place = after
                continue
            line = single_cell(line)
        new = indents and bool(_INDENT.match(lines[place]))
        joins = pending.parts and not new
        if joins and _continues(pending, line, width, first=first and not blocks, indents=indents):
            pending.add(line)
        else:
            blocks.extend([pending.text()] if pending.parts else [])
            pending = _Pending()
            if width is None and ends_sentence(line):
                blocks.append(line)
            else:
                pending.add(line)
        place += 1
    return [*blocks, *([pending.text()] if pending.parts else [])]


def _may_be_header(line: str) -> bool:
    """Whether a line has bars, or three cells at least that are no sentence."""
    if "|" in line:
        return True
    return len(line) <= _TABLE_LINE and line[-1:] not in "。；，：" and len(line.split(None, 2)) > 2


def has_indents(lines: Sequence[str]) -> bool:
    """Whether some lines, and not all, are indented as the first line of a paragraph is."""
    filled = [line for line in lines if line.strip()]
    indented = sum(bool(_INDENT.match(line)) for line in filled)
    return len(filled) >= 6 and 0.05 * len(filled) <= indented <= 0.7 * len(filled)


@dataclass(slots=True)
class _Pending:
    """A paragraph that may go on: its lines so far, and what was seen in them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    last: str = ""
    stop: bool = False
    comma: bool = False
    pause: bool = False
    labelled: bool = False
    ended: bool = False

    def add(self, line: str) -> None:
        """Goes on with a line."""
        if self.parts and _is_word(self.last[-1:]) and _is_word(line[:1]):
            self.parts.append(" ")
        self.parts.append(line)
        self.length += len(line)
        self.last = line
        self.stop = self.stop or "。" in line
        self.comma = self.comma or any(mark in line for mark in "，；,;")
        self.pause = self.pause or "、" in line
        self.labelled = self.labelled or is_labelled(line)
        self.ended = ends_sentence(line)

    def text(self) -> str:
        """The paragraph."""
        return "".join(self.parts)

    def number(self) -> Numbered | None:
        """The number that the paragraph begins with."""
        return match_number(self.parts[0])

    def is_heading_line(self) -> bool:
        """Whether it may be a heading or a title as it stands."""
        return (self.length <= 45 and self.number() is not None) or self.length < 20


def is_labelled(line: str) -> bool:
    """Whether a line says who wrote a text, where it is from or when it was published."""
    marked = ":" in line or "：" in line or "记者" in line
    return marked and LABELLED.search(line) is not None


def _continues(
    pending: _Pending, line: str, width: int | None, *, first: bool, indents: bool
) -> bool:
    """Whether `line` goes on with the paragraph `pending`.

    `first` says that `pending` is the first paragraph, where a title may stand.
    """
    if width is None and pending.ended:
        return False
    if _starts_anew(pending, line, width) or is_labelled(line) or pending.labelled:
        return False
    if not line or (len(line) <= 6 and line[-1] in "。；" and not pending.ended):
        return True
    if width is None:
        return _breaks_off(pending, first=first)
    if len(pending.last) >= width - 3 or indents:
        return len(pending.last) >= width - 3 or not (pending.ended or pending.is_heading_line())
    return not pending.ended and (pending.stop or not pending.is_heading_line())


def _breaks_off(pending: _Pending, *, first: bool) -> bool:
    """Whether a paragraph that is not hard-wrapped stops in mid-sentence, as where a page ends."""
    marked = pending.comma or pending.stop or (pending.pause and not first)
    return pending.length >= 24 and marked and not pending.ended and not pending.is_heading_line()


def _starts_anew(pending: _Pending, line: str, width: int | None) -> bool:
    """Whether a numbered line begins a paragraph of its own, and is not the rest of a sentence."""
    if _ANNEXES.match(line) or _CONTENTS.fullmatch(line) or FRAME.fullmatch(line):
        return True
    numbered = match_number(line)
    if numbered is None or numbered.style in _WITHIN or not is_plausible(line, numbered):
        return False
    runs_on = not pending.ended and (pending.stop or (pending.comma and pending.length >= 45))
    if numbered.style in NAMED and not numbered.spaced and len(line) > 30:
        return pending.ended and numbered.style == "article" and width is None
    if numbered.style in DECIMAL or numbered.style in ("digit_plain", "annex"):
        return not runs_on
    if width is None or not runs_on or len(pending.last) < width - 3:
        return True
    return _follows(pending.number(), numbered)


def _follows(before: Numbered | None, numbered: Numbered) -> bool:
    """Whether a number is the next one of a list whose last item had no full stop at its end."""
    return before is not None and (before.style, before.ordinal + 1) == (
        numbered.style,
        numbered.ordinal,
    )


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalpha()

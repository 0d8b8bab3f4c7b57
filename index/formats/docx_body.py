"""The body of a Word document → blocks: paragraphs, headings, tables, boxes and notes in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index.blocks import Block, FrameEnd, Grid, Marked, line_of
from index.formats.docx_numbering import Numbering, numbered
from index.formats.docx_runs import (
    ALTERNATE,
    DELETED,
    THROUGH,
    Runs,
    chosen,
    is_contents,
    is_placeholder,
)
from index.formats.docx_styles import Styles, switch, value_of
from index.formats.docx_tables import RawCell, is_one_column, raw_rows, spanned
from index.formats.ooxml import Element, W, number_in
from index.outlining.numbering import ends_sentence, match_number
from index.tables.grids import framed, table_blocks

PARAGRAPH, TABLE = f"{W}p", f"{W}tbl"
TOP = (PARAGRAPH, TABLE, f"{W}altChunk", ALTERNATE, *sorted(THROUGH | DELETED))
"""Elements that may stand directly in a body."""
HEADING_LIMIT = 100
"""Longest heading, in characters: a longer paragraph in a heading style is text."""
_DEEPEST = 12
_CONTENTS_TITLE = re.compile(r"目\s*[录次]|contents", re.I)


@dataclass(slots=True)
class Body:
    """Turns elements of the body into blocks, one after the other.

    `notes` are the texts of footnotes and endnotes by (kind, id). With `whole` neither fields nor
    the table of contents are left out.
    """

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], str]
    runs: Runs
    whole: bool = False
    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    embedded: bool = False
    dropped: bool = False
    _carried: str = ""
    _depth: int = 0
    _referred: list[tuple[str, str]] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, element: Element) -> None:
        """Adds the blocks of one element of the body."""
        before = self.runs.contents
        for block in self._blocks([element], in_cell=False):
            self._append(block)
        if self.runs.contents and not before:
            self._drop_contents_title()
        for referred in self._referred:
            self._add_note(*referred)
        self._referred.clear()

    def _append(self, block: Block) -> None:
        if isinstance(block, Title):
            self._add_title(block)
        else:
            self.blocks.append(block)

    def _add_title(self, line: str) -> None:
        """Lines in the style of the title that follow one another are one title."""
        if self.title and self.blocks and self.blocks[-1] == self.title:
            self.title += line
            self.blocks[-1] = self.title
            return
        self.title = self.title or str(line)
        self.blocks.append(str(line))

    def _blocks(self, elements: Iterable[Element], *, in_cell: bool) -> Iterator[Block]:
        for element in elements:
            tag = element.tag
            if tag == PARAGRAPH:
                yield from self._paragraph(element, in_cell)
            elif tag == TABLE:
                yield from self._table(element)
            elif tag == ALTERNATE:
                yield from self._blocks(chosen(element), in_cell=in_cell)
            elif tag in DELETED:
                self.runs.edited = True
            elif tag in THROUGH and not self._is_left_out(element):
                yield from self._blocks(element, in_cell=in_cell)
            elif tag == f"{W}altChunk":
                self.embedded = True

    def _is_left_out(self, control: Element) -> bool:
        if is_contents(control) and not self.whole:
            self._drop_contents_title()
            return True
        return is_placeholder(control)

    def _drop_contents_title(self) -> None:
        self.dropped = True
        if self.blocks and _CONTENTS_TITLE.fullmatch(line_of(self.blocks[-1]).strip()):
            self.blocks.pop()

    def _add_note(self, kind: str, key: str) -> None:
        """A note becomes a line after the paragraph that refers to it, with its number there."""
        self._numbers[kind] = number = self._numbers.get(kind, 0) + 1
        text = self.notes.get((kind, key), "")
        if text:
            self.blocks.append(f"{kind}{number}：{text}")

    # --- paragraphs -------------------------------------------------------------------------

    def _paragraph(self, element: Element, in_cell: bool) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        style = self.styles.of(properties)
        inline = self.runs.read(element, style)
        self._referred.extend(inline.notes)
        text = "\n".join(" ".join(line.split(" ")) for line in inline.text.split("\n")).strip()
        if self._joins_the_next(properties):
            self._carried += text
        elif text or self._carried or not self._is_unseen(properties):
            label = self.numbering.label(properties, style, self.styles)
            yield from self._line(label, self._carried + text, properties, style, in_cell)
            self._carried = ""
        for box in inline.boxes:
            yield from self._blocks(box, in_cell=in_cell)

    def _joins_the_next(self, properties: Element | None) -> bool:
        """Whether the end of the paragraph was deleted, so that it goes on with the next one."""
        marks = None if properties is None else properties.find(f"{W}rPr")
        return marks is not None and any(child.tag in DELETED for child in marks)

    def _is_unseen(self, properties: Element | None) -> bool:
        """Whether even the end of the paragraph is hidden: then its number is not shown either."""
        marks = None if properties is None else properties.find(f"{W}rPr")
        return switch(marks, f"{W}vanish") is True

    def _line(
        self, label: str, text: str, properties: Element | None, style: str, in_cell: bool
    ) -> Iterator[Block]:
        if not text:
            if in_cell and label:  # a column of serial numbers is often numbering alone
                yield label.strip()
            return
        if self.styles.is_contents(style) and not self.whole:
            self._drop_contents_title()
            return
        shown = numbered(label, text)
        if self.styles.is_title(style) and not in_cell:
            yield Title(_in_one_line(shown))
            return
        level = self._level(properties, style)
        heading = level and len(text) <= HEADING_LIMIT and not _is_sentence(text)
        yield Marked(_in_one_line(shown), level) if heading else shown

    def _level(self, properties: Element | None, style: str) -> int:
        own = value_of(properties, f"{W}outlineLvl")
        if own is None:
            return self.styles.level(style)
        level = number_in(own, 9)
        return level + 1 if 0 <= level <= 8 else 0

    # --- tables -----------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[Block]:
        self._depth += 1
        try:
            if self._depth > _DEEPEST:
                yield from filter(None, ("".join(table.itertext(f"{W}t")),))
            else:
                yield from self._table_blocks(raw_rows(table))
        finally:
            self._depth -= 1

    def _table_blocks(self, rows: list[list[RawCell]]) -> list[Block]:
        contents = [[self._content(cell) for cell in row] for row in rows]
        holds_table = is_one_column(rows) and any(
            isinstance(block, Grid) for row in contents for blocks in row for block in blocks
        )
        if holds_table:  # a box drawn as a table that holds a real table
            return framed([block for row in contents for blocks in row for block in blocks])
        texts = [[_text_of(blocks) for blocks in row] for row in contents]
        return table_blocks(spanned(rows, texts))

    def _content(self, cell: RawCell) -> list[Block]:
        if cell.element is None or cell.merge == "continue":
            return []
        carried, self._carried = self._carried, ""
        blocks = list(self._blocks(cell.element, in_cell=True))
        self._carried = carried
        return blocks


class Title(str):
    """A line in the style of the document's title."""

    __slots__ = ()


def _text_of(blocks: Iterable[Block]) -> str:
    """The content of a cell as text: a line for each paragraph and each row of a table in it."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            lines.extend(" ".join(filter(None, row)) for row in (block.header, *block.rows))
        elif not isinstance(block, FrameEnd):
            lines.append(line_of(block))
    return "\n".join(lines)


def _in_one_line(text: str) -> str:
    """A heading that was broken over lines: “第一章” keeps a space before “总则”."""
    lines = [line.strip() for line in text.split("\n")]
    joined = lines[0]
    for line in lines[1:]:
        number = match_number(joined)
        apart = number is not None and not joined[number.rest :].strip()
        latin = joined[-1:].isascii() and line[:1].isascii()
        joined += f" {line}" if apart or latin else line
    return joined.strip()


def _is_sentence(text: str) -> bool:
    """Whether an unnumbered line is a sentence, which no heading is."""
    return len(text) > 30 and ends_sentence(text) and match_number(text) is None

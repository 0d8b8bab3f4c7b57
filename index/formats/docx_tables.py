"""Tables of Word: which cells there are, and how many rows and columns each covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.blocks import Cell
from index.formats.docx_runs import DELETED, THROUGH
from index.formats.docx_styles import switch, value_of
from index.formats.ooxml import Element, W, number_in

WIDEST = 200
"""Most columns that a cell may cover (Word itself allows 63)."""


@dataclass(slots=True)
class RawCell:
    """A cell before its content is read: `merge` is “restart”, “continue” or "" (not merged).

    `element` is None for the place that a row leaves empty at its ends.
    """

    element: Element | None
    columns: int = 1
    merge: str = ""
    header: bool = False


def raw_rows(table: Element) -> list[list[RawCell]]:
    """The rows of a table, without those that were deleted or hidden."""
    return [
        _raw_row(row)
        for row in _below(table, f"{W}tr")
        if row.find(f"{W}trPr/{W}del") is None and not switch(row.find(f"{W}trPr"), f"{W}hidden")
    ]


def is_one_column(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Whether the table only frames text: one cell in each row."""
    return all(len(row) <= 1 for row in rows)


def spanned(rows: Sequence[Sequence[RawCell]], texts: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """The cells with the rows that they cover; `texts` are their texts, in the same places."""
    made: list[list[Cell]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    for y, row in enumerate(rows):
        cells: list[Cell] = []
        column = 0
        above, open_cells = open_cells, {}
        for raw, text in zip(row, texts[y], strict=True):
            origin = above.get(column) if raw.merge == "continue" else None
            if origin is not None:
                top, place = origin
                made[top][place] = _one_lower(made[top][place])
            else:
                origin = (y, len(cells))
                cells.append(Cell(text, columns=raw.columns, header=raw.header))
            if raw.merge:
                open_cells[column] = origin
            column += raw.columns
        made.append(cells)
    return made


def _one_lower(cell: Cell) -> Cell:
    return Cell(cell.text, cell.rows + 1, cell.columns, cell.header)


def _raw_row(row: Element) -> list[RawCell]:
    properties = row.find(f"{W}trPr")
    header = bool(switch(properties, f"{W}tblHeader"))
    before = number_in(value_of(properties, f"{W}gridBefore"))
    after = number_in(value_of(properties, f"{W}gridAfter"))
    cells = [RawCell(None, min(before, WIDEST))] if before > 0 else []
    for element in _below(row, f"{W}tc"):
        raw = _raw_cell(element, header)
        if raw is None and cells:
            cells[-1].columns = min(cells[-1].columns + 1, WIDEST)
        else:
            cells.append(raw or RawCell(element, header=header))
    if after > 0:
        cells.append(RawCell(None, min(after, WIDEST)))
    return cells


def _raw_cell(element: Element, header: bool) -> RawCell | None:
    """A cell; None when it only goes on with the one to the left (the old way to merge)."""
    properties = element.find(f"{W}tcPr")
    across = None if properties is None else properties.find(f"{W}hMerge")
    if across is not None and across.get(f"{W}val", "continue") == "continue":
        return None
    columns = min(max(number_in(value_of(properties, f"{W}gridSpan"), 1), 1), WIDEST)
    down = None if properties is None else properties.find(f"{W}vMerge")
    merge = "" if down is None else down.get(f"{W}val", "continue")
    return RawCell(element, columns, merge, header)


def _below(parent: Element, tag: str) -> Iterator[Element]:
    """The elements of a kind, also inside content controls and insertions, none that was deleted."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in THROUGH and element.tag not in DELETED:
            yield from _below(element, tag)

"""Merged cells: the cells of a file's table as a matrix, each in every place that it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.blocks import Cell
from index.outlining.numbering import ends_sentence, match_number

MOST_COLUMNS = 256
"""Widest table; what a file draws wider is read as lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in one place of a table: the text as written, and which cell it comes from.

    `cell` is the row and the column where the cell begins, None for a gap. `header` tells that
    the file marks it as a header.
    """

    text: str = ""
    cell: tuple[int, int] | None = None
    header: bool = False


Matrix = list[list[Place]]
_GAP = Place()


def spread(rows: Sequence[Sequence[Cell]]) -> Matrix:
    """The places of a table, all rows of one width; columns that begin no cell are left out.

    A table wider than 256 columns gives an empty matrix.
    """
    taken: list[dict[int, Place]] = [{} for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while x in taken[y]:
                x += 1
            if x >= MOST_COLUMNS:
                return []
            columns = max(1, min(cell.columns, MOST_COLUMNS - x))
            place = Place(cell.text, (y, x), cell.header)
            for below in taken[y : y + max(1, cell.rows)]:
                for across in range(x, x + columns):
                    below.setdefault(across, place)
            x += columns
    return _without_empty(_without_copies(taken))


def _without_copies(taken: Sequence[dict[int, Place]]) -> Matrix:
    """Rows of the columns in which a cell begins: Word draws a column as several narrow ones."""
    begun = sorted({place.cell[1] for row in taken for place in row.values() if place.cell})
    return [[row.get(x, _GAP) for x in begun] for row in taken]


def _without_empty(matrix: Matrix) -> Matrix:
    """Rows and columns without any text are left out."""
    filled = [row for row in matrix if any(place.text.strip() for place in row)]
    width = len(filled[0]) if filled else 0
    columns = [x for x in range(width) if any(row[x].text.strip() for row in filled)]
    return [[row[x] for x in columns] for row in filled]


def one_line(text: str) -> str:
    """A cell's text on one line: lines that a narrow column broke are joined without a space."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    joined = ""
    for line in filter(None, lines):
        joined = f"{joined}{_gap(joined, line)}{line}"
    return joined


def _gap(before: str, after: str) -> str:
    if not before:
        return ""
    broken = not before[-1].isascii() or not after[0].isascii()
    return "" if broken and not ends_sentence(before) and match_number(after) is None else " "

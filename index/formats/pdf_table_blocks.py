"""Tables of a PDF as blocks: parts cut by a page end put together, wrapped lines of cells joined."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from index.blocks import Block, Cell
from index.formats.pdf_lines import Line
from index.formats.pdf_margins import Layout, Margins, body_size
from index.formats.pdf_paragraphs import continues, paragraphs
from index.formats.pdf_tables import Table, TableCell
from index.tables.grids import table_blocks

_PADDING = 8.0
"""Widest space between a cell's edge and its text, in points, that is not an indent."""
_ALIKE = 4.0
"""How far, in points, the columns of two parts of one table may differ in width."""

_WIDE = 8
"""A cell is wide in which more characters than this fit on a line."""


def blocks_of_tables(parts: Sequence[Table]) -> list[Block]:
    """The blocks of the parts of one table, one for each page that it runs over."""
    layout = _layout(parts)
    if _filled_columns(parts) <= 1:
        lines: list[Line] = []
        cells = [cell for part in parts for row in range(part.height) for cell in part.row(row)]
        for cell in (c for c in cells if c.lines):
            lines.extend(cell.lines)
        return table_blocks([[Cell(p.text)] for p in paragraphs(lines, layout)])
    rows = _rows(parts[0])
    for part in parts[1:]:
        rows = _appended(rows, _rows(part), layout)
    return table_blocks([[_cell(c, layout) for c in row] for row in rows if _says(row)])


def is_next_part(part: Table, other: Table) -> bool:
    """Whether a table at the top of a page may be the rest of the one before it."""
    widths = [b - a for a, b in pairwise(part.columns)]
    others = [b - a for a, b in pairwise(other.columns)]
    same = len(widths) == len(others)
    return same and all(abs(a - b) <= _ALIKE for a, b in zip(widths, others, strict=True))


def _filled_columns(parts: Sequence[Table]) -> int:
    return len({cell.column for part in parts for cell in part.cells if cell.lines})


def _rows(part: Table) -> list[list[TableCell]]:
    """The rows of a table with an empty cell wherever the rules enclose none."""
    width = len(part.columns) - 1
    taken = {
        (y, x)
        for cell in part.cells
        for y in range(cell.row, cell.row + cell.rows)
        for x in range(cell.column, cell.column + cell.columns)
    }
    rows = []
    for y in range(part.height):
        holes = [TableCell(part.box, y, x, 1, 1) for x in range(width) if (y, x) not in taken]
        rows.append(sorted([*part.row(y), *holes], key=lambda cell: cell.column))
    return rows


def _says(row: Sequence[TableCell]) -> bool:
    return any(cell.lines for cell in row) or any(cell.rows > 1 for cell in row)


def _appended(
    rows: list[list[TableCell]], more: list[list[TableCell]], layout: Layout
) -> list[list[TableCell]]:
    """Rows with those of the next page, whose repeated header goes and whose cut row is joined."""
    again = 0
    while again < min(len(rows), len(more)) and _texts(rows[again]) == _texts(more[again]):
        again += 1
    if again < len(more):
        more = more[again:]
    elif len(rows) > again:
        return rows
    if _is_rest(rows[-1], more[0], layout):
        for cell, rest in zip(rows[-1], more[0], strict=True):
            cell.lines.extend(rest.lines)
        return [*rows, *more[1:]]
    _fill_merged(rows, more[0])
    return [*rows, *more]


def _texts(row: Sequence[TableCell]) -> list[str]:
    return ["".join(line.text for line in cell.lines) for cell in row]


def _is_rest(row: Sequence[TableCell], more: Sequence[TableCell], layout: Layout) -> bool:
    """Whether a row at the top of a page is the rest of the row that ended the page before."""
    if [c.column for c in row] != [c.column for c in more] or not any(c.lines for c in more):
        return False
    pairs = list(zip(row, more, strict=True))
    if all(rest.lines for _, rest in pairs) and not all(_is_wide(cell) for cell, _ in pairs):
        return False  # the numbers in narrow columns fill their cells, too
    return all(
        bool(cell.lines)
        and continues(cell.lines, rest.lines[0], layout)
        and not (cell.lines[-1].text.isdecimal() and rest.lines[0].text.isdecimal())
        for cell, rest in pairs
        if rest.lines
    )


def _is_wide(cell: TableCell) -> bool:
    return bool(cell.lines) and cell.box[2] - cell.box[0] > _WIDE * cell.lines[0].size


def _fill_merged(rows: list[list[TableCell]], more: list[TableCell]) -> None:
    """Repeats what stands in a merged cell that the page end cut: the next page leaves it empty."""
    for cell in more:
        above = [c for row in rows for c in row if c.column == cell.column]
        if not cell.lines and above and any(c.rows > 1 for c in above[1:]):
            cell.lines = list(above[-1].lines)


def _cell(cell: TableCell, layout: Layout) -> Cell:
    text = "\n".join(p.text for p in paragraphs(cell.lines, layout))
    return Cell(text, cell.rows, cell.columns)


def _layout(parts: Sequence[Table]) -> Layout:
    """The layout inside the cells of a table: margins are the cells' own edges."""
    margins: dict[tuple[int, str], Margins] = {}
    everything: list[Line] = []
    for part in parts:
        filled = [cell for cell in part.cells if cell.lines]
        near = [line.x0 - cell.box[0] for cell in filled for line in cell.lines]
        padding = min(_PADDING, max(1.0, min(near, default=1.0)))
        for cell in filled:
            own = Margins(cell.box[0] + padding, cell.box[2] - padding)
            margins.update({(line.page, line.lane): own for line in cell.lines})
            everything.extend(cell.lines)
    size = body_size(everything)
    steps = [
        (b.y - a.y) / a.size
        for a, b in pairwise(everything)
        if (a.page, a.lane) == (b.page, b.lane) and b.y > a.y
    ]
    pitch = statistics.quantiles(steps, n=4)[0] if len(steps) > 1 else 1.9
    return Layout(margins, size, pitch, _is_indented(everything, margins), slack=-0.15)


def _is_indented(lines: Sequence[Line], margins: dict[tuple[int, str], Margins]) -> bool:
    """Whether paragraphs in cells begin two characters in."""
    return any(
        1.5 * a.size <= a.x0 - margins[a.page, a.lane].left <= 2.6 * a.size
        and b.x0 - margins[b.page, b.lane].left < 0.5 * b.size
        and (a.page, a.lane) == (b.page, b.lane)
        and a.x1 > margins[a.page, a.lane].right - 1.5 * a.size
        for a, b in pairwise(lines)
    )

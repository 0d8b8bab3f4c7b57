"""Grids: a file's table made plain: title and notes off, a header of one row, sections told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Block, Cell, FrameEnd, Grid, line_of
from index.folding import fold
from index.outlining.numbering import ends_sentence, match_number
from index.tables.header_rows import count_header_rows, joined_header
from index.tables.merged_cells import Matrix, Place, one_line, spread

_NOTE = re.compile(
    r"\s*[(\[*]?\s*(?:注|备注|说明|附注|资料来源|数据来源)\s*\d{0,2}\s*[:.、]|\s*[*※]\s*\S"
)
_UNIT = re.compile(r"\s*[(\[]?\s*(?:计量|金额|数量)?单位\s*[:]")
_LONGEST_SECTION = 60
_CATEGORY_WIDTH = 3


def table_blocks(rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """A table of a file as blocks in reading order: what stands above it, a Grid, its notes.

    Cells that cover several rows or columns stand in each of them. A table that only frames text
    (one row, one column, one cell in each row: 专栏 are often drawn so) becomes its lines, and so
    does one wider than 256 columns.
    """
    matrix = spread(rows)
    if not matrix:
        return [line for row in rows for cell in row for line in _lines(cell.text)]
    top, bottom = _title_rows(matrix), _first_note(matrix)
    body = matrix[top:bottom]
    if bottom <= top or _is_frame(body):
        return framed(_all_lines(matrix))
    return framed([*_all_lines(matrix[:top]), _grid(body, None), *_all_lines(matrix[bottom:])])


def framed(blocks: Sequence[Block]) -> list[Block]:
    """What stands in a frame, and its end when a 专栏 is in it whole: heading and text."""
    first = match_number(line_of(blocks[0])) if blocks else None
    whole = first is not None and first.style == "box" and len(blocks) > 1
    return [*blocks, FrameEnd()] if whole else list(blocks)


def grid_of(rows: Sequence[Sequence[str]], *, header_rows: int | None = None) -> Grid:
    """The Grid of rows of plain cells, all of one width.

    How many of them are the header is told, or found by their form.
    """
    matrix = [[Place(text, (y, x)) for x, text in enumerate(row)] for y, row in enumerate(rows)]
    return _grid(matrix, header_rows)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _all_lines(matrix: Matrix) -> list[Block]:
    """The text of some rows line by line, each cell once."""
    lines: list[Block] = []
    seen: set[tuple[int, int]] = set()
    for row in matrix:
        for place in row:
            if place.cell is not None and place.cell not in seen:
                seen.add(place.cell)
                lines.extend(_lines(place.text))
    return lines


def _filled(row: Sequence[Place]) -> list[Place]:
    """The cells of a row that say something, each once."""
    cells: dict[tuple[int, int], Place] = {}
    for place in row:
        if place.cell is not None and place.text.strip():
            cells.setdefault(place.cell, place)
    return list(cells.values())


def _title_rows(matrix: Matrix) -> int:
    """How many rows at the top hold one cell alone: a title, the unit of all figures."""
    count = 0
    while count < len(matrix) and len(_filled(matrix[count])) == 1:
        count += 1
    return count


def _first_note(matrix: Matrix) -> int:
    """Where the notes below a table begin: rows of one cell that begin with 注： or the like."""
    place = len(matrix)
    for row in range(len(matrix) - 1, 0, -1):
        cells = _filled(matrix[row])
        if len(cells) != 1:
            break
        folded = fold(cells[0].text)
        if _NOTE.match(folded) or _UNIT.match(folded):
            place = row
        elif not ends_sentence(cells[0].text):
            break
        elif row == place - 1 and len(matrix[row]) > 1:
            place = row
    return place


def _is_frame(body: Matrix) -> bool:
    """Whether a table is drawn around text: one row, or never two cells side by side."""
    return len(body) == 1 or all(len(_filled(row)) == 1 for row in body)


def _grid(matrix: Matrix, header_rows: int | None) -> Grid:
    count = count_header_rows(matrix) if header_rows is None else header_rows
    header = joined_header(matrix[:count], len(matrix[0]))
    rows: list[tuple[str, ...]] = []
    sections: list[int] = []
    for place, row in enumerate(matrix[count:], start=count):
        cells = tuple(one_line(cell.text) for cell in row)
        if cells == header:
            continue  # the header again, as on a new page
        if _is_section(matrix, place):
            sections.append(len(rows))
            cells = (one_line(_filled(row)[0].text), *("" for _ in cells[1:]))
        rows.append(cells)
    return Grid(header, _filled_down(header, rows, sections), tuple(sections))


def _is_section(matrix: Matrix, place: int) -> bool:
    """Whether a row is a line across the table that says what the rows below have in common."""
    row = matrix[place]
    cells = _filled(row)
    if len(cells) != 1 or len(row) < 2:
        return False
    across = all(cell.cell == row[0].cell for cell in row)
    if across or place == len(matrix) - 1:
        return across and place < len(matrix) - 1
    text = cells[0].text.strip()
    numbered = match_number(text)
    grouped = numbered is not None and numbered.style in ("cn_comma", "cn_bracket")
    first = cells[0].cell is not None and cells[0].cell[1] == 0
    wide = len(row) >= _CATEGORY_WIDTH and len(text) <= _LONGEST_SECTION
    return first and (grouped or wide) and not ends_sentence(text)


def _filled_down(
    header: tuple[str, ...], rows: Sequence[tuple[str, ...]], sections: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """Rows with the category of the row above where the first cell is left empty below it.

    Where a file has no merged cells (a sheet, plain text) the first row of a group names it.
    """
    crossing = {*sections}
    body = [row for place, row in enumerate(rows) if place not in crossing]
    if len(header) < _CATEGORY_WIDTH or not body or not body[0][0]:
        return tuple(rows)
    empty = sum(not row[0] for row in body)
    named = all(row[1] and not re.fullmatch(r"[\d\s.,%—\-/≥≤<>]+", fold(row[1])) for row in body)
    if not empty or not named or len({row[1] for row in body}) < len(body):
        return tuple(rows)
    kept: list[tuple[str, ...]] = []
    group = ""
    for place, row in enumerate(rows):
        group = "" if place in crossing else row[0] or group
        kept.append(row if place in crossing else (group, *row[1:]))
    return tuple(kept)

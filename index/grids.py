"""Tables in plain text: rows by bars or by white space, a first cell wrapped over lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Block, Cell, Grid
from index.numbering import ends_sentence, match_number


def table_blocks(rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """A table of a file as blocks: a Grid, or lines where the table only frames text.

    Cells that cover several rows or columns stand in each of them. A table of one column (专栏 are
    often drawn so) becomes its lines.
    """
    matrix = _spread(rows)
    if not matrix:
        return []
    if len(matrix[0]) == 1:
        return [line for row in matrix for line in row[0].split("\n") if line.strip()]
    flat = [tuple(" ".join(cell.split()) for cell in row) for row in matrix]
    return [Grid(flat[0], tuple(flat[1:]))]


def _spread(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The cells as a matrix, each in every place that it covers."""
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            for down in range(min(cell.rows, len(rows) - y)):
                for across in range(cell.columns):
                    taken[y + down, x + across] = cell.text
            x += cell.columns
    width = max((x for _, x in taken), default=-1) + 1
    return [[taken.get((y, x), "") for x in range(width)] for y in range(len(rows))]


def _cells(line: str) -> list[str]:
    """Cells of a line: by bars where there are some, else by white space."""
    if "|" in line:
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return line.split()


def single_cell(line: str) -> str:
    """A line that is one table cell (`text |`, `text | ||||`) without its bars."""
    if "|" not in line:
        return line
    filled = [cell for cell in _cells(line) if cell]
    return filled[0] if len(filled) == 1 else line


def _looks_like_header(cells: Sequence[str]) -> bool:
    return (
        len(cells) >= 3
        and all(0 < len(c) <= 14 and not ends_sentence(c) for c in cells)
        and (not any(re.fullmatch(r"[\d.,%]+", c) for c in cells))
    )


def read_grid(lines: Sequence[str], place: int) -> tuple[Grid | None, int]:
    header = _cells(lines[place])
    if not _looks_like_header(header):
        return None, place
    if "|" in lines[place]:
        rows, after = _bar_rows(lines, place + 1, len(header))
    else:
        rows, after = _spaced_rows(lines, place + 1, len(header))
    if not rows:
        return None, place
    return Grid(tuple(header), tuple(rows)), after


def _bar_rows(lines: Sequence[str], place: int, width: int) -> tuple[list[tuple[str, ...]], int]:
    rows: list[tuple[str, ...]] = []
    while place < len(lines) and "|" in lines[place]:
        cells = _cells(lines[place])
        if all(re.fullmatch(r":?-{2,}:?", c) for c in cells if c) and any(cells):
            place += 1
            continue
        if sum(bool(c) for c in cells) < 2:
            break
        rows.append(tuple((cells + [""] * width)[:width]))
        place += 1
    return rows, place


def _spaced_rows(lines: Sequence[str], place: int, width: int) -> tuple[list[tuple[str, ...]], int]:
    """Rows whose first cell may be wrapped over lines, the other cells on one line."""
    rows: list[tuple[str, ...]] = []
    name, start = "", place
    while place < len(lines):
        cells = lines[place].split()
        numbered = match_number(lines[place])
        if numbered and numbered.style not in ("digit_point", "digit_bracket"):
            break
        if len(cells) == width - 1 and name and all(len(c) <= 10 for c in cells):
            rows.append((name, *cells))
            name, start = "", place + 1
        elif len(cells) == width and not name:
            rows.append(tuple(cells))
            start = place + 1
        elif len(cells) <= 2 and len(lines[place]) <= 40 and not ends_sentence(lines[place]):
            name += "".join(cells)
        else:
            break
        place += 1
    return rows, start

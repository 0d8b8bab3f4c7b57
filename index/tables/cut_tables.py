"""Cut tables: a table that a page broke in two, made one again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Block, FrameEnd, Grid, line_of
from index.folding import fold
from index.outlining.numbering import match_number
from index.tables.header_rows import is_figure

_CONTINUED = re.compile(
    r"\(?\s*(?:续\s*附?表|附?表\s*[\d一二三四五六七八九十.\-]*\s*\(?续|续上表|接上表).{0,30}"
)


def join_cut_tables(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the parts of one table joined: they follow each other, are of one width, and the
    second repeats the header, has none, or goes on with the numbers of the rows.

    A line “续表” or a blank line between them goes with it. The second header is left out where it
    repeats the first, and becomes a row where it is one.
    """
    joined: list[Block] = []
    for block in blocks:
        before = _grid_before(joined) if isinstance(block, Grid) else None
        if isinstance(block, Grid) and before is not None:
            grid = joined[before]
            continued = len(joined) > before + 1 and any(
                line_of(b).strip() for b in joined[before + 1 :]
            )
            whole = _joined(grid, block, told=continued) if isinstance(grid, Grid) else None
            if whole is not None:
                ends = [b for b in joined[before:] if isinstance(b, FrameEnd)]
                joined[before:] = [whole, *ends]
                continue
        joined.append(block)
    return joined


def _grid_before(blocks: Sequence[Block]) -> int | None:
    """The place of the table that ends the blocks; blank lines and “续表” may stand behind it."""
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
        block = blocks[place]
        if isinstance(block, Grid):
            return place
        line = line_of(block).strip()
        if line and not _CONTINUED.fullmatch(fold(line)):
            return None
    return None


def _joined(first: Grid, second: Grid, *, told: bool) -> Grid | None:
    if len(first.header) != len(second.header):
        return None
    if second.header == first.header or not any(second.header):
        rows, moved = second.rows, 0
    elif told or _is_row(first, second.header):
        rows, moved = (second.header, *second.rows), 1
    else:
        return None
    sections = tuple(len(first.rows) + moved + place for place in second.sections)
    return _with_rows(first, rows, sections)


def _is_row(first: Grid, cells: Sequence[str]) -> bool:
    """Whether the header of the second part is a row: it holds figures, or the next number."""
    if any(is_figure(cell) for cell in cells[1:]):
        return True
    last = next((row[0] for row in reversed(first.rows) if row[0]), "")
    numbers = [_ordinal(last), _ordinal(cells[0])]
    return numbers[0] is not None and numbers[1] == numbers[0] + 1


def _ordinal(cell: str) -> int | None:
    bare = fold(cell).strip()
    if bare.isdecimal() and len(bare) <= 4:
        return int(bare)
    numbered = match_number(cell)
    return numbered.ordinal if numbered else None


def _with_rows(first: Grid, rows: Sequence[tuple[str, ...]], sections: tuple[int, ...]) -> Grid:
    """The first part with more rows; a row or a group that the page cut is made whole."""
    kept = list(first.rows)
    more = list(rows)
    if kept and more and not more[0][0] and len(kept) - 1 not in first.sections:
        if len(more[0]) > 2 and _starts_row(kept, more[0]):
            more[0] = (kept[-1][0], *more[0][1:])
        elif any(more[0]) and sections[:1] != (len(kept),):
            kept[-1] = tuple(a + b for a, b in zip(kept[-1], more.pop(0), strict=True))
            sections = tuple(place - 1 for place in sections)
    return Grid(first.header, (*kept, *more), (*first.sections, *sections))


def _starts_row(kept: Sequence[tuple[str, ...]], row: Sequence[str]) -> bool:
    """Whether a row without a first cell is one of the group above: it has as many other cells."""
    return sum(map(bool, row[1:])) >= sum(map(bool, kept[-1][1:]))

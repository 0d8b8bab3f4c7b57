"""Tables in plain text: rows by bars or by white space, a first cell wrapped over lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Grid
from index.outlining.numbering import LEVELS, ends_sentence, match_number
from index.tables.grids import grid_of

_RULE = re.compile(r":?-{2,}:?")
_BAR = re.compile(r"(?<!\\)\|")


def read_grid(lines: Sequence[str], place: int) -> tuple[Grid | None, int]:
    """The table whose header is the line at `place`, and the place behind it; (None, place)."""
    header = _cells(lines[place])
    if not _looks_like_header(header):
        return None, place
    if "|" in lines[place]:
        rows, after = _bar_rows(lines, place + 1, len(header))
    else:
        rows, after = _spaced_rows(lines, place + 1, len(header))
    if not rows:
        return None, place
    return grid_of([header, *rows], header_rows=1), after


def single_cell(line: str) -> str:
    """A line that is one table cell (`text |`, `text | ||||`) without its bars."""
    if "|" not in line:
        return line
    filled = [cell for cell in _cells(line) if cell]
    return filled[0] if len(filled) == 1 else line


def _cells(line: str) -> list[str]:
    """Cells of a line: by bars where there are some, else by white space. `\\|` is no bar."""
    if "|" not in line:
        return line.split()
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(bare)]


def _looks_like_header(cells: Sequence[str]) -> bool:
    return (
        len(cells) >= 3
        and all(0 < len(c) <= 14 and not ends_sentence(c) for c in cells)
        and (not any(re.fullmatch(r"[\d.,%]+", c) for c in cells))
    )


def _bar_rows(lines: Sequence[str], place: int, width: int) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    while place < len(lines) and "|" in lines[place]:
        cells = _cells(lines[place])
        if all(_RULE.fullmatch(c) for c in cells if c) and any(cells):
            place += 1
            continue
        if sum(bool(c) for c in cells) < 2 and not _is_section(lines, place, cells, width):
            break
        rows.append((cells + [""] * width)[:width])
        place += 1
    return rows, place


def _is_section(lines: Sequence[str], place: int, cells: Sequence[str], width: int) -> bool:
    """Whether a line of one cell goes across the table (`一、安全类 | | |`): rows follow it."""
    if len(cells) < width or not cells[0] or place + 1 >= len(lines):
        return False
    below = lines[place + 1]
    return "|" in below and sum(bool(c) for c in _cells(below)) > 1 and len(_cells(below)) == width


def _spaced_rows(lines: Sequence[str], place: int, width: int) -> tuple[list[list[str]], int]:
    """Rows whose first cell may be wrapped over lines, the other cells on one line."""
    rows: list[list[str]] = []
    name, start = "", place
    while place < len(lines):
        cells = lines[place].split()
        numbered = match_number(lines[place])
        if numbered and numbered.style in LEVELS:
            break
        if len(cells) == width - 1 and name and all(len(c) <= 10 for c in cells):
            rows.append([name, *cells])
            name, start = "", place + 1
        elif len(cells) == width and not name:
            rows.append(cells)
            start = place + 1
        elif len(cells) <= 2 and len(lines[place]) <= 40 and not ends_sentence(lines[place]):
            name += "".join(cells)
        else:
            break
        place += 1
    return rows, start

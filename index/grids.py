"""Tables in plain text: rows by bars or by white space, a first cell wrapped over lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.numbering import ends_sentence, match_number


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it was read: the header and the body rows, cells as text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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

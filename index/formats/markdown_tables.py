"""Pipe tables of Markdown: lines with bars → cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Cell
from index.formats.markdown_text import LINE_END, plain_text

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")


def is_table(lines: Sequence[str], place: int) -> bool:
    """Whether a table begins at a line: bars in it, and below it the line of dashes."""
    if "|" not in lines[place] or place + 1 >= len(lines):
        return False
    rule = lines[place + 1]
    return "|" in rule and "-" in rule and bool(_RULE.fullmatch(rule))


def read_table(lines: Sequence[str], place: int) -> tuple[list[list[Cell]], int]:
    """The cells of the table at a line, and the line after it.

    A row with more cells than the header keeps them; one with fewer is filled up.
    """
    rows = [_row(lines[place], header=True)]
    place += 2
    while place < len(lines) and _BAR.search(lines[place]):
        if not _RULE.fullmatch(lines[place]):
            rows.append(_row(lines[place], header=False))
        place += 1
    width = max(len(row) for row in rows)
    return [row + [Cell("")] * (width - len(row)) for row in rows], place


def _row(line: str, *, header: bool) -> list[Cell]:
    bare = line.strip()
    if bare.startswith("|"):
        bare = bare[1:]
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    texts = (plain_text(cell.replace("\\|", "|").strip()) for cell in _BAR.split(bare))
    return [Cell(text.replace(LINE_END, "\n").strip(), header=header) for text in texts]

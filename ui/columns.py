"""Columns: a table for the terminal in which Chinese, two cells wide, stands in line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_GAP = "  "


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of equally many cells as lines with the cells of a column below each other."""
    shown = [[_printable(cell) for cell in row] for row in rows]
    widths = [max(width(cell) for cell in column) for column in zip(*shown, strict=True)]
    return "\n".join(
        _GAP.join(
            cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)
        ).rstrip()
        for row in shown
    )


def width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _printable(text: str) -> str:
    """On one line, and without what would move the cursor: file names may hold anything."""
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)

"""Columns: a table for the terminal in which Chinese, two cells wide, stands in line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_GAP = "  "
_TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that say in which direction those after them are written."""


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of equally many cells as lines with the cells of a column below each other."""
    shown = [[printable(cell) for cell in row] for row in rows]
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


def printable(text: str) -> str:
    """On one line, and without what moves the cursor or turns the order of the letters round.

    File names may hold anything: “规划\u202efdp.exe” would be shown as “规划exe.pdf”.
    """
    return "".join(" " if _is_control(c) else c for c in text)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc" or character in _TURNING

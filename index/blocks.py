"""Blocks: what reading makes of a file, in reading order: lines, marked headings, tables.

Every format module gives these; mending joins and cleans them; outline.py makes the tree of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marked:
    """A heading that the file itself marks (`##`, `<h2>`, the style Heading 2); level from 1 to 9."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as a file gives it: its text, and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it was read: the header and the body rows, cells as text, all of one width.

    A header of nothing but empty cells says that the table has none. `sections` are the places of
    rows that are a line across the table (“一、安全类”): their text is in the first cell.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sections: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameEnd:
    """The end of a frame that was drawn around the lines before: what follows is not in the 专栏."""


Block = str | Marked | Grid | FrameEnd
"""A line or a paragraph, a heading that the file marks, a table, or the end of a frame."""


def line_of(block: Block) -> str:
    """The text of a line or a marked heading; "" for a table and for the end of a frame."""
    if isinstance(block, Grid | FrameEnd):
        return ""
    return block if isinstance(block, str) else block.text


@dataclass(frozen=True, slots=True)
class Reading:
    """What one format module made of a file's bytes.

    `title` is the title that the format marks ("" where it marks none), `warnings` are Chinese
    sentences for the person who gave the file: what was mended or left out.
    """

    blocks: Sequence[Block]
    title: str = ""
    warnings: tuple[str, ...] = ()

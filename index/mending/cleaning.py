"""Cleaning: control characters, bold marks and look-alikes out of the lines of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.blocks import Block, FrameEnd, Grid, Marked

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u202a-\u202e\u2060\ufffe\uffff]"
)
_LOST_SPACE = re.compile(r"^(\s*(?:专栏|專欄)\s*\w{1,4})[?？](?=\s*\S)", re.M)
_BOLD = re.compile(r"\*\*([^*\n]*)\*\*")
_HASHES = re.compile(r"^[ \t\u3000]*#{1,6}[ \t]+", re.M)
_REPLACED = (
    ("\r\n", "\n"), ("\r", "\n"), ("\u2028", "\n"), ("\u2029", "\n"), ("\x85", "\n"),
    ("\f", "\n"), ("˃", ">"), ("˂", "<"), ("\u00a0", " "),
)  # fmt: skip


def clean_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without control characters, bold marks and look-alikes; blank lines are kept."""
    cleaned: list[Block] = []
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
            continue
        cleaned.extend(clean_lines("\n".join(lines)) if lines else [])
        lines = []
        cleaned.extend(_clean_other(block))
    cleaned.extend(clean_lines("\n".join(lines)) if lines else [])
    return cleaned


def _clean_other(block: Marked | Grid | FrameEnd) -> list[Block]:
    if isinstance(block, FrameEnd):
        return [block]
    if isinstance(block, Grid):
        rows = tuple(map(_clean_cells, block.rows))
        return [replace(block, header=_clean_cells(block.header), rows=rows)]
    text = " ".join(clean_lines(block.text)).strip()
    return [Marked(text, min(max(block.level, 1), 9))] if text else []


def _clean_cells(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(clean_lines(cell)).strip() for cell in cells)


def clean_lines(text: str) -> list[str]:
    """Lines without control characters, bold marks and look-alikes; blank lines are kept."""
    for found, instead in _REPLACED:
        text = text.replace(found, instead)
    text = _CONTROL.sub("", text)
    if "**" in text:
        text = _BOLD.sub(r"\1", text).replace("**", "")
    if "#" in text:
        text = _HASHES.sub("", text)
    if "?" in text or "？" in text:
        text = _LOST_SPACE.sub(r"\1 ", text)
    return [line.rstrip() for line in text.split("\n")]

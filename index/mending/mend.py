"""Mending: the lines of a file made whole paragraphs, headings and tables again.

Control characters go (cleaning.py), then what belongs to a page and not to the text
(furniture.py); broken lines are joined (wrapping.py), run-on ones cut (splitting.py), and the
spaces that a PDF leaves between characters are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.blocks import Block, FrameEnd, Grid, Marked
from index.mending.cleaning import clean_blocks
from index.mending.furniture import drop_furniture
from index.mending.splitting import split_items, split_lost_lines
from index.mending.wrapping import has_indents, is_labelled, paragraphs, wrap_width
from index.outlining.numbering import match_number

_CJK = r"\u3400-\u9fff\u3000-\u303f\uff01-\uff60“”‘’—"
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]+(?=\S)|(?<=\S)[ \t]+(?=[{_CJK}])")
_SPACES = re.compile(r"[ \t]{2,}")


def mend(blocks: Sequence[Block], *, verbatim: bool = False) -> list[Block]:
    """Paragraphs, headings and tables of the lines and tables of a file.

    With `verbatim` spaces inside a line are left alone.
    """
    return to_blocks(drop_furniture(clean_blocks(blocks)), verbatim=verbatim)


def to_blocks(lines: Sequence[Block], *, verbatim: bool = False) -> list[Block]:
    """Paragraphs and tables from lines; with `verbatim` spaces inside a line are left alone."""
    whole: list[Block] = []
    for line in lines:
        if not isinstance(line, str):
            whole.append(line)
        elif line and not line.isspace():
            whole.extend(_lost_lines(line) if len(line) >= 400 else [line])
    texts = [line for line in whole if isinstance(line, str)]
    width = wrap_width(texts)
    indents = width is not None and has_indents(texts)
    blocks: list[Block] = []
    for run in _runs(whole):
        if isinstance(run, list):
            blocks.extend(paragraphs(run, width, first=not blocks, indents=indents))
        else:
            blocks.append(run)
    return list(_pieces(blocks, verbatim=verbatim))


def _lost_lines(line: str) -> list[str]:
    """The paragraphs of a line; a number alone stays with what it numbers (第一条　　为了…)."""
    kept: list[str] = []
    for piece in split_lost_lines(line):
        bare = piece.strip()
        if kept and (before := match_number(kept[-1])) and not kept[-1][before.rest :].strip():
            kept[-1] = f"{kept[-1].strip()}\u3000{bare}"
        elif bare:
            kept.append(bare)
    return kept


def _pieces(blocks: Sequence[Block], *, verbatim: bool) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, str):
            yield block
            continue
        for piece in split_items(block):
            yield piece if verbatim else mend_spaces(piece)


def _runs(blocks: Sequence[Block]) -> Iterator[list[str] | Marked | Grid | FrameEnd]:
    """Lines that follow one another together, headings and tables by themselves."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
            continue
        if lines:
            yield lines
            lines = []
        yield block
    if lines:
        yield lines


def mend_spaces(text: str) -> str:
    """Drops the spaces that a PDF leaves beside Chinese characters; labelled lines keep theirs."""
    boxed = text.startswith(("专", "專"))
    if not boxed and " " not in text and "\t" not in text:
        return text
    numbered = match_number(text)
    titled = numbered is None and len(text) <= 50 and not any(mark in text for mark in "。，；")
    if titled or is_labelled(text):
        return _SPACES.sub("  ", text)
    if numbered and numbered.style == "box" and len(text) <= 80:
        return f"{text[:2]}{numbered.number[2:]} {_SPACE_BESIDE_CJK.sub('', text[numbered.rest :])}".rstrip()
    if numbered and numbered.spaced and not text[numbered.rest - 1 : numbered.rest].isascii():
        return text[: numbered.rest] + _SPACE_BESIDE_CJK.sub("", text[numbered.rest :])
    if (
        numbered
        and numbered.spaced
        and (numbered.number[0] == "第" or numbered.number[-1].isdigit())
    ):
        return text[: numbered.rest] + _SPACE_BESIDE_CJK.sub("", text[numbered.rest :])
    return _SPACE_BESIDE_CJK.sub("", text)

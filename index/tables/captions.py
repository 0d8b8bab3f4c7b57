"""Captions: the lines above a table that number and name it (“表2-1 主要指标”, “单位：亿元”)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.blocks import Block, Grid
from index.outlining.headings import widen
from index.outlining.numbering import Numbered, ends_sentence

_NUMBERED = re.compile(
    r"(附?表)\s*(\d{1,3}(?:\s*[-—–－.]\s*\d{1,3})?|[一二三四五六七八九十]{1,3})[\s　:：.、]*"
)
_UNIT = re.compile(r"[（(]?\s*(?:计量|金额|数量)?单位\s*[:：]")
_NAMED = re.compile(r"表$|指标$|一览$|情况$|清单$|分工$")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a table: the place of its first line, its number (“表1”) and its title."""

    start: int
    number: str = ""
    title: str = ""


def find_captions(
    blocks: Sequence[Block], numbers: Sequence[Numbered | None]
) -> dict[int, Caption]:
    """The captions of tables by the place of the table, for those that have one."""
    found: dict[int, Caption] = {}
    for place, block in enumerate(blocks):
        if isinstance(block, Grid):
            caption = _above(blocks, numbers, place)
            if caption is not None:
                found[place] = caption
    return found


def _above(
    blocks: Sequence[Block], numbers: Sequence[Numbered | None], place: int
) -> Caption | None:
    start = place
    if (unit := _line(blocks, start - 1)) and _UNIT.match(unit) and len(unit) <= 30:
        start -= 1
    line = _line(blocks, start - 1)
    numbered = _NUMBERED.match(line)
    if numbered and len(line) <= _LONGEST and not ends_sentence(line):
        number = numbered[1] + re.sub(r"\s*[-—–－.]\s*", "-", numbered[2])
        return Caption(start - 1, number, widen(line[numbered.end() :]))
    plain = (
        0 < len(line) <= 40
        and start > 1
        and numbers[start - 1] is None
        and not re.search(r"[。；，：:、]", line)
    )
    if plain and _NAMED.search(line):
        return Caption(start - 1, "", widen(line))
    return Caption(start) if start < place else None


def _line(blocks: Sequence[Block], place: int) -> str:
    block = blocks[place] if place >= 0 else ""
    return block.strip() if isinstance(block, str) else ""

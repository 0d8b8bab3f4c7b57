"""Sheets: filled cells with their places → captions, notes and tables.

A sheet of Excel or a file of comma-separated values is a plane of cells on which people put a
title, a unit, one or more tables and notes; empty rows keep them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.blocks import Block, Cell, Marked
from index.tables.grids import table_blocks

CELL_LIMIT = 500_000
"""Most filled cells that a file may have."""
_AREA_LIMIT = 2_000_000
_GENERIC = re.compile(r"(?:sheet|工作表|表|table)\s*\d*\s*(?:[(（]\d+[)）])?", re.I)
_LABEL = re.compile(r"[^:：]{1,12}[:：].{0,40}", re.S)
_NOTE = re.compile(r"[（(【]?(?:注|备注|说明|附注|数据来源|资料来源|来源|单位|填表|制表|审核)|[*※]")


@dataclass(frozen=True, slots=True)
class Merge:
    """A range of cells shown as one; row and column numbers of its corners, both within it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of a sheet by row and column number; rows left out are not counted."""

    name: str = ""
    rows: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    merges: Sequence[Merge] = ()


def workbook_blocks(sheets: Sequence[Sheet], title: str) -> list[Block]:
    """All sheets in order; with more than one, `title` comes first and each sheet has a heading."""
    filled = [sheet for sheet in sheets if sheet.rows]
    if len(filled) == 1:
        blocks = sheet_blocks(filled[0])
        named = filled[0].name.strip()
        own = bool(blocks) and isinstance(blocks[0], str)  # a title of its own tells more
        return blocks if own or not named or is_generic(named) else [named, *blocks]
    blocks = [title] if filled else []
    for sheet in filled:
        blocks += [Marked(sheet.name.strip() or "工作表", 1), *sheet_blocks(sheet)]
    return blocks


def is_generic(name: str) -> bool:
    """Whether a sheet has the name that the program gave it: Sheet1, 工作表1."""
    return _GENERIC.fullmatch(name) is not None


def sheet_blocks(sheet: Sheet) -> list[Block]:
    """The lines and tables of a sheet, from top to bottom."""
    rows = {
        number: filled
        for number, row in sheet.rows.items()
        if (filled := {column: text for column, text in row.items() if text.strip()})
    }
    covered = _covered(rows, sheet.merges)
    blocks: list[Block] = []
    for region in _regions(rows, covered):
        blocks.extend(
            _Region({number: rows.get(number, {}) for number in region}, covered).blocks()
        )
    return blocks


def _covered(
    rows: Mapping[int, Mapping[int, str]], merges: Sequence[Merge]
) -> dict[tuple[int, int], Merge]:
    """The merged range of each place that has one, within the filled part of the sheet."""
    if not rows:
        return {}
    last_row, last_column = max(rows), max(max(row) for row in rows.values())
    found: dict[tuple[int, int], Merge] = {}
    area = 0
    for merge in merges:
        cut = Merge(
            merge.top, merge.left, min(merge.bottom, last_row), min(merge.right, last_column)
        )
        area += max(0, cut.bottom - cut.top + 1) * max(0, cut.right - cut.left + 1)
        if area > _AREA_LIMIT:  # ranges of a sound file never overlap
            break
        if not rows.get(merge.top, {}).get(merge.left):
            continue
        for row in range(cut.top, cut.bottom + 1):
            for column in range(cut.left, cut.right + 1):
                found[row, column] = cut
    return found


def _regions(
    rows: Mapping[int, Mapping[int, str]], covered: Mapping[tuple[int, int], Merge]
) -> Iterator[list[int]]:
    """Row numbers that follow one another without an empty row between."""
    numbers = sorted({*rows, *(row for row, _ in covered)})
    groups: list[list[int]] = [numbers[:1]] if numbers else []
    for above, below in pairwise(numbers):
        if below == above + 1:
            groups[-1].append(below)
        else:
            groups.append([below])
    yield from _with_heads(groups, rows)


def _with_heads(
    groups: list[list[int]], rows: Mapping[int, Mapping[int, str]]
) -> Iterator[list[int]]:
    """A header row with an empty row below it belongs to the table that follows."""
    waiting: list[int] = []
    for place, group in enumerate(groups):
        after = groups[place + 1] if place + 1 < len(groups) else []
        columns = set(rows.get(group[0], {}))
        alone = len(group) == 1 and len(columns) >= 2 and not _is_labels(rows[group[0]].values())
        if alone and len(after) >= 2 and columns == set(rows.get(after[0], {})):
            waiting += group
            continue
        yield waiting + group
        waiting = []
    if waiting:
        yield waiting


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows that belong together: lines above a table, the table, lines below it."""

    rows: dict[int, Mapping[int, str]]
    covered: Mapping[tuple[int, int], Merge]

    def blocks(self) -> list[Block]:
        numbers = list(self.rows)
        top = 0
        while top < len(numbers) and self._is_line(numbers[top]):
            top += 1
        bottom = len(numbers)
        while bottom > top and self._is_note(numbers[bottom - 1]):
            bottom -= 1
        table = self._table(numbers[top:bottom])
        return [*self._lines(numbers[:top]), *table, *self._lines(numbers[bottom:])]

    def _is_line(self, number: int) -> bool:
        """Whether a row above a table holds a title, a unit or “填报单位：…” rather than cells."""
        texts = self.rows[number]
        if not texts or any(self._height(number, column) > 1 for column in texts):
            return False
        return len(texts) == 1 or _is_labels(texts.values())

    def _is_note(self, number: int) -> bool:
        texts = self.rows[number]
        if not self._is_line(number):
            return False
        (column, text), *others = texts.items()
        merge = self.covered.get((number, column))
        wide = merge is not None and merge.right - merge.left >= 2 and len(text) > 20
        return bool(others) or wide or _NOTE.match(text.strip()) is not None

    def _height(self, number: int, column: int) -> int:
        merge = self.covered.get((number, column))
        return 1 if merge is None else merge.bottom - merge.top + 1

    def _lines(self, numbers: Sequence[int]) -> list[Block]:
        joined = ("  ".join(" ".join(t.split(" ")) for t in self.rows[n].values()) for n in numbers)
        return [line.strip() for text in joined for line in text.split("\n") if line.strip()]

    def _table(self, numbers: Sequence[int]) -> list[Block]:
        columns = sorted({column for number in numbers for column in self.rows[number]})
        if len(numbers) == 1 and len(columns) > 1:
            return [" ".join(" ".join(self.rows[numbers[0]].values()).split())]
        return table_blocks([self._cells(number, numbers, columns) for number in numbers])

    def _cells(self, number: int, numbers: Sequence[int], columns: Sequence[int]) -> list[Cell]:
        cells = []
        for column in columns:
            text = self.rows[number].get(column, "")
            merge = self.covered.get((number, column))
            if merge is None:
                cells.append(Cell(text))
            elif (number, column) == (merge.top, merge.left):
                down = sum(merge.top <= n <= merge.bottom for n in _near(numbers, merge.top))
                across = sum(merge.left <= c <= merge.right for c in columns)
                cells.append(Cell(text, max(down, 1), max(across, 1)))
        return cells


def _near(numbers: Sequence[int], top: int) -> Sequence[int]:
    """The row numbers from `top` on."""
    return numbers[numbers.index(top) :] if top in numbers else ()


def _is_labels(texts: Iterable[str]) -> bool:
    """Whether all texts are of the form “填报单位：广州海关”."""
    return all(_LABEL.fullmatch(text.strip()) for text in texts)

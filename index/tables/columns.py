"""Columns: what each column of a table is for: number, category, name, unit, remark, figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.folding import fold
from index.quantities.units import is_unit
from index.quantities.years import header_year, is_period

_NUMBERS = re.compile(r"序号?|编号|项次|行次|no\.?|代码")
_UNITS = re.compile(r"(?:计量|指标)?单\s*位")
_REMARKS = re.compile(r"(?:指标)?(?:属性|性质)|(?:指标)类型")
_NOTES = re.compile(
    r"备\s*注|说\s*明|责任(?:单位|部门|主体)|牵头(?:单位|部门)|数据来源|来源|完成时[限间]"
)
_CATEGORIES = re.compile(
    r"类\s*别|类\s*型|分\s*类|领\s*域|方\s*面|维\s*度|板\s*块|大\s*类|[一二]级指标|目标|任务|项目类别|指标类[别型]|层级|地区|区域"
)
_ORDINAL = re.compile(r"[(\[]?\s*(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s*[)\].、]?")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns of a table by what they are for; None or empty where there is none.

    `name` names the rows, `categories` stand to its left and cover several of them, `number` counts
    them. `across` tells that the years run down the rows: then the figures of a column share a name.
    """

    name: int
    number: int | None = None
    unit: int | None = None
    remark: int | None = None
    categories: tuple[int, ...] = ()
    across: bool = False

    def holds_figures(self, place: int) -> bool:
        """Whether a column may hold figures: it is none of the others."""
        others = {self.name, self.number, self.unit, self.remark, *self.categories}
        return place not in others


def read_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    """What the columns of a table are for, by the words of its header and the form of its cells."""
    heads = [fold(cell).strip() for cell in header]
    body = [[fold(cell).strip() for cell in row] for row in rows]
    number = _number_column(heads, body)
    first = 0 if number is None else number + 1
    if first >= len(heads):
        number, first = None, 0
    categories = _category_columns(heads, body, first)
    name = first + len(categories)
    unit = _matching(heads, _UNITS, after=name)
    if unit is None:
        unit = _unit_column(body, len(heads), after=name)
    return Columns(
        name=name,
        number=number,
        unit=unit,
        remark=_remark_column(heads, body, after=name),
        categories=categories,
        across=_runs_down(heads, body, name),
    )


def _number_column(heads: Sequence[str], body: Sequence[Sequence[str]]) -> int | None:
    if len(heads) < 2:
        return None
    if _NUMBERS.fullmatch(heads[0]):
        return 0
    cells = [row[0] for row in body if row[0]]
    counted = [int(cell) for cell in cells if cell.isdecimal() and len(cell) <= 5]
    in_order = len(cells) > 1 and counted == list(range(1, len(cells) + 1))
    return 0 if in_order and not heads[0] else None


def _category_columns(
    heads: Sequence[str], body: Sequence[Sequence[str]], first: int
) -> tuple[int, ...]:
    """The columns before the one that names the rows whose cells each hold for several rows."""
    found: list[int] = []
    for place in range(first, min(len(heads) - 1, first + 3)):
        if not _covers_several(heads, body, place):
            break
        found.append(place)
    return tuple(found)


def _covers_several(heads: Sequence[str], body: Sequence[Sequence[str]], place: int) -> bool:
    own = [row[place] for row in body]
    names = [row[place + 1] for row in body]
    runs = 1 + sum(a != b for a, b in pairwise(own))
    named = len({*names}) == len(names) or len({*names}) > len({*own})
    words = all(name and not _is_figure(name) and not is_unit(name) for name in names)
    if not all(own) or not words or not named or any(_is_figure(cell) for cell in own):
        return False
    if runs < len(own):
        return True
    wide = len(heads) > place + 2
    return wide and bool(_CATEGORIES.fullmatch(heads[place])) and "指标" in heads[place + 1]


def _is_figure(cell: str) -> bool:
    return bool(re.fullmatch(r"[\d.,%‰≥≤<>\-—/~+()\[\]\s]+", cell))


def _matching(heads: Sequence[str], pattern: re.Pattern[str], *, after: int) -> int | None:
    places = (p for p, head in enumerate(heads) if p > after and pattern.fullmatch(head))
    return next(places, None)


def _unit_column(body: Sequence[Sequence[str]], width: int, *, after: int) -> int | None:
    """A column of units whose header does not say so."""
    for place in range(after + 1, width):
        cells = [row[place] for row in body if row[place]]
        if len(cells) > 1 and all(is_unit(cell) for cell in cells):
            return place
    return None


def _remark_column(
    heads: Sequence[str], body: Sequence[Sequence[str]], *, after: int
) -> int | None:
    """属性, 性质; else the last column where it holds words alone and is no note of who does it."""
    named = _matching(heads, _REMARKS, after=after)
    if named is not None:
        return named
    last = len(heads) - 1
    cells = [row[last] for row in body]
    if last <= after or any(_DIGIT.search(cell) for cell in cells):
        return None
    return last if header_year(heads[last]) is None and not _NOTES.fullmatch(heads[last]) else None


def _runs_down(heads: Sequence[str], body: Sequence[Sequence[str]], name: int) -> bool:
    names = [row[name] for row in body]
    return (
        len(names) > 1
        and all(is_period(cell) for cell in names)
        and all(header_year(head) is None for head in heads)
    )

"""Figures of a text as values with units, so that 三条, 3条 and ３条 are one figure and 3套 another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from index.numerals import NUMERAL, parse_numeral
from index.quantities.units import UNIT

_SCALES = {"万亿": 1e12, "亿": 1e8, "千万": 1e7, "百万": 1e6, "十万": 1e5, "万": 1e4}
_SCALE = "|".join(_SCALES)
_ADDRESS = re.compile(rf"第(?:\d|{NUMERAL})+|专栏\d+|\({NUMERAL}+\)|^\d{{1,2}}(?:[、)]|\.(?!\d))")
_FIGURE = re.compile(
    rf"(?P<hundredths>百分之)?(?:(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)|(?P<words>{NUMERAL}+))"
    rf"(?P<scale>{_SCALE})?[余多]?(?P<unit>%|‰|{UNIT})?"
)
_LOWER, _UPPER, _ABOUT = "至少", "至多", "大约"
_BEFORE = (
    (_LOWER, re.compile(r"(?:不少于|不低于|不小于|不得少于|不得低于|至少|最少|(?<!不)(?<!不得)(?:超过|大于|高于|多于)|突破|[≥>])达?到?$")),
    (_UPPER, re.compile(r"(?:不超过|不得超过|不高于|不得高于|不大于|不多于|至多|最多|(?<!不)(?<!不得)(?:小于|低于|少于|不足)|[≤<])$")),
    (_ABOUT, re.compile(r"(?:大约|约|近|接近|将近)$")),
)  # fmt: skip
_BEHIND = (
    (_LOWER, re.compile(r"(?:及|或)?以上")),
    (_UPPER, re.compile(r"(?:及|或)?(?:以下|以内|之内)|内(?![部容地陆设在外资销])")),
    (_ABOUT, re.compile(r"左右|上下")),
)
_ALIKE = (
    frozenset("名 人 位".split()),
    frozenset("日 天".split()),
    frozenset("个 家 项 国家".split()),
    frozenset("个工作日 工作日".split()),
    frozenset("个小时 小时".split()),
    frozenset("个百分点 百分点".split()),
)
"""Units that count the same things."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit, "" where none stands beside it, and the bound that it is said to be."""

    value: float
    unit: str = ""
    bound: str = ""

    @property
    def is_year(self) -> bool:
        """Whether this is a year such as 2025年."""
        whole = self.value == int(self.value)
        return whole and 1900 <= self.value <= 2100 and self.unit in ("", "年")


def figures_in(folded: str) -> Iterator[Figure]:
    """The figures of a folded text; addresses such as 第三条 and the number 一 in words are none."""
    text = _ADDRESS.sub(" ", folded)
    for match in _FIGURE.finditer(text):
        bound = _bound(text, *match.span())
        unit = "%" if match["hundredths"] else match["unit"] or ""
        scale = _SCALES.get(match["scale"] or "", 1.0)
        if match["digits"]:
            yield Figure(float(match["digits"].replace(",", "")) * scale, unit, bound)
            continue
        value = parse_numeral(match["words"])
        if value is not None and (value > 1 or scale > 1) and (unit or scale > 1):
            yield Figure(value * scale, unit, bound)


def _bound(text: str, start: int, end: int) -> str:
    """What stands beside a figure says whether it is the least, the most, or about so much."""
    before = (bound for bound, pattern in _BEFORE if pattern.search(text, max(0, start - 8), start))
    behind = (bound for bound, pattern in _BEHIND if pattern.match(text, end))
    return next(before, "") or next(behind, "")


def value_of(piece: str) -> float | None:
    """The value of a figure as written (“5”, “三十五”, “2万”, “百分之四”); None when it is none."""
    match = _FIGURE.fullmatch(piece)
    if match is None:
        return None
    number = float(match["digits"].replace(",", "")) if match["digits"] else None
    if number is None:
        number = parse_numeral(match["words"])
    return None if number is None else number * _SCALES.get(match["scale"] or "", 1.0)


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures are one: equal values, and units that do not differ where both have one."""
    if abs(one.value - other.value) > 1e-9 * max(1.0, abs(one.value)):
        return False
    if not one.unit or not other.unit or one.unit == other.unit:
        return True
    return any(one.unit in alike and other.unit in alike for alike in _ALIKE)


def bounds_differ(wanted: Figure, given: Collection[Figure]) -> bool:
    """Whether a figure is said to be a bound that none of the same figures there is."""
    return bool(wanted.bound) and all(
        figure.bound != wanted.bound for figure in given if same(wanted, figure)
    )


def holds(figures: Collection[Figure], wanted: Figure) -> bool:
    """Whether a figure is among others."""
    return any(same(wanted, figure) for figure in figures)

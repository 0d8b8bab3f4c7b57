"""Years that a text or a column header names: 2025年, 二○二五年, “十四五”末."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = dict(zip("零〇○一二三四五六七八九", "000123456789", strict=True))
_PERIODS = {"十五": 2005, "十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025,
            "十五五": 2030, "十六五": 2035}  # fmt: skip
_YEAR = re.compile(
    r"(?<![\d.])(?P<arabic>(?:19|20)\d{2})(?:\s*年(?!代)|(?=\s*(?:-+|—+|~|至|到)\s*(?:19|20)\d{2}\s*年))"
    r"|(?P<chinese>[一二][零〇○一二三四五六七八九]{3})年(?!代)"
    r"|\"?(?P<period>十[一二三四五六]?五)\"?(?:时期|期间|规划)?(?:期?末|末期|收官|结束)"
)
_BASE_BEFORE = re.compile(r"(?:比|较|超过|高于|低于|相比于?|相对于?|对比)\s*$")
_BASE_AFTER = re.compile(
    r"\s*底?(?:相比|同期|为基[期数年准]|的?基础上|基数|比较|相较|的[\d.一二三四五六七八九十两点]+[多余]?倍)"
)
_BARE = re.compile(r"(?:19|20)\d{2}")
_RANGE = re.compile(r"(?:19|20)\d{2}\s*年?\s*(?:-+|—+|~|至|到)\s*(?:(?:19|20)\d{2}|\d{2}(?=年))")


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year that a text names and its place; `base` tells that others are compared with it."""

    year: int
    start: int
    end: int
    base: bool


def find_years(folded: str) -> Iterator[YearMention]:
    """The years that a folded text names, in reading order."""
    for found in _YEAR.finditer(folded):
        before, after = folded[max(0, found.start() - 6) : found.start()], folded[found.end() :][:8]
        base = bool(_BASE_BEFORE.search(before) or _BASE_AFTER.match(after))
        yield YearMention(_year_of(found), found.start(), found.end(), base)


def _year_of(found: re.Match[str]) -> int:
    if found["arabic"]:
        return int(found["arabic"])
    if found["chinese"]:
        return int("".join(_DIGITS[c] for c in found["chinese"]))
    return _PERIODS[found["period"]]


def header_year(folded: str) -> int | None:
    """The one year of a column header or of a row's name: 2025年目标值, 2020, 十三五末; else None.

    A span of years (2021—2025年累计) is no year.
    """
    if _RANGE.search(folded):
        return None
    bare = _BARE.fullmatch(folded.strip())
    if bare:
        return int(bare[0])
    years = {mention.year for mention in find_years(folded)}
    return years.pop() if len(years) == 1 else None


def is_period(folded: str) -> bool:
    """Whether the text is a year or a span of years and nothing else: 2020年, 2021—2025, 2019年度."""
    return bool(re.fullmatch(r"(?:19|20)\d{2}\s*年?度?(?:底|末|初)?", folded.strip())) or bool(
        re.fullmatch(_RANGE.pattern + r"年?度?", folded.strip())
    )

"""Search terms of numbers: 15%, 百分之十五 and 35 项, 三十五项 are found by one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.numerals import NUMERAL, parse_numeral, write_numeral

_UNIT = (
    "个百分点|百分点|大类|人次|小时|平方米|公里|公顷|工作日|国家|"
    "[个名人项次套件例起票份期批种类倍年月日天周元条章节篇款座家级岁户所台辆艘吨亩米]"
)
_SCALE = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
_ARABIC = rf"(?P<arabic>\d{{1,15}}(?:,\d{{3}})*(?:\.\d+)?)\s?(?P<scale>{'|'.join(_SCALE)})?"
_PERCENT = rf"百分之(?P<share>(?:{NUMERAL})+(?:点(?:{NUMERAL})+)?|\d+(?:\.\d+)?)"
_CHINESE = r"(?P<chinese>[零〇一二三四五六七八九十百千两万亿]+)"
_AMOUNT = re.compile(rf"{_PERCENT}|(?:{_ARABIC}|{_CHINESE})(?:余|多)?\s?(?P<unit>%|{_UNIT})?")
_LONE = "一"
"""一起, 一级, 一次: by itself it seldom counts."""


def amount_terms(folded: str) -> Iterator[str]:
    """For each number of a folded text its plain form, alone and with its unit: 35, 35项, 15%.

    Not the plain form of a number that is written so already: that one is a word of the text.
    """
    for found in _AMOUNT.finditer(folded):
        if found["share"]:
            value = _share(found["share"])
            yield from (value, f"{value}%") if value else ()
        elif found["arabic"]:
            yield from _of_arabic(found["arabic"], found["scale"] or "", found["unit"] or "")
        else:
            yield from _of_chinese(found["chinese"], found["unit"] or "")


def _share(text: str) -> str:
    """百分之九十八点五 → 98.5; "" for what is no number."""
    whole, _, part = text.partition("点")
    if text[0].isascii():
        return text
    value = parse_numeral(whole)
    digits = "".join(str(parse_numeral(c)) for c in part)
    return "" if value is None else f"{value}.{digits}" if part else str(value)


def _of_arabic(number: str, scale: str, unit: str) -> Iterator[str]:
    plain = number.replace(",", "")
    if scale:
        plain = f"{float(plain) * _SCALE[scale]:.0f}"
        yield plain
    if unit:
        yield f"{plain}{unit}"


def _of_chinese(numeral: str, unit: str) -> Iterator[str]:
    value = parse_numeral(numeral)
    if value is None or not _well_formed(numeral, value):
        return
    if len(numeral) > 1:
        yield str(value)
    if unit and numeral != _LONE:
        yield f"{value}{unit}"


def _well_formed(numeral: str, value: int) -> bool:
    """Whether a numeral is written as one: 十四五 is none, 二〇二五 is."""
    if not set(numeral) & set("十百千万亿"):
        return len(numeral) == 1 or len(numeral) == 4
    plain = numeral.replace("〇", "零")
    if value >= 10_000:
        return plain[0] not in "万亿百千"
    return plain.removeprefix("一") == write_numeral(value).removeprefix("一")

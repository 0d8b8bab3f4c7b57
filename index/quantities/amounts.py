"""Amounts: how a number is written in a document and what it is worth: 3,500, 20多万, 三分之一."""

from __future__ import annotations

import re
from fractions import Fraction

from index.numerals import parse_numeral

# Bounded: a line of a million digits in an uploaded file must not stop the reading of it.
_ARABIC = (
    r"(?:\d(?: \d){1,12}(?=\s?%)|\d{1,3}(?:,\d{3}){1,8}|\d{1,3}(?: \d{3}){1,8}(?![\d,])|\d{1,30})"
    r"(?:\.\d{1,20})?"
)
_SCALE_WORD = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|万|亿|千(?![克米瓦卡])|百(?![货姓]))"
_CHINESE = r"(?:(?:[零一二三四五六七八九两十百万亿]|千(?![克米瓦卡])){1,24}(?:点[零一二三四五六七八九]{1,12})?|半(?![径导岛成封自球])|[几数][十百千万亿]{1,4})"
NUMBER = (
    rf"(?:{_ARABIC}(?:\s?[多余来]?\s?{_SCALE_WORD})?|{_CHINESE}(?:[多余来](?:万亿|[百千万亿]))?)"
)
"""Pattern of one number in folded text: Arabic with a scale, or Chinese."""

_SCALES = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "千万": 10**7, "百万": 10**6,
           "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100}  # fmt: skip
_PAIR = re.compile(
    r"(|.*[十百千万亿])([一两二三四五六七八九])([二两三四五六七八九])([十百千万亿]*)"
)
_VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}


def amount_of(written: str) -> float | None:
    """What a (folded) number is worth; None for 几百, which is no one number.

    10余 and 10多 are worth 10: the bound tells the rest. A fraction by zero is None.
    """
    plain = written.replace(",", "").replace(" ", "")
    if "/" in plain:
        return _fraction(*plain.split("/", 1))
    if plain == "半":
        return 0.5
    return _arabic(plain) if plain[0].isascii() else _chinese(plain)


def _arabic(plain: str) -> float | None:
    found = re.fullmatch(r"([\d.]+)[多余来]?(\D*)", plain)
    if found is None:
        return None
    # A decimal is scaled exactly: 1.1亿 is 110000000, not 110000000.00000001.
    return _float(Fraction(found[1]) * _SCALES.get(found[2], 1))


def _chinese(plain: str) -> float | None:
    if plain[0] in "几数":
        return None
    bare = re.sub("[多余来]", "", plain)
    whole, _, decimals = bare.partition("点")
    value = parse_numeral(f"一{whole}" if whole[:1] in ("百", "千", "万", "亿") else whole)
    if value is None:
        return None
    digits = "".join(str(_VALUES[c]) for c in decimals if c in _VALUES)
    return _float(Fraction(f"{value}.{digits or 0}"))


def _fraction(top: str, bottom: str) -> float | None:
    parts = [amount_of(top), amount_of(bottom)]
    return parts[0] / parts[1] if parts[0] is not None and parts[1] else None


def share_of(top: str, bottom: str) -> float | None:
    """三分之一 → 1/3: the share that two written numbers make; None by zero."""
    return _fraction(top, bottom)


def two_neighbours(written: str) -> tuple[float, float] | None:
    """The ends of 三五 (3, 5), 七八 (7, 8), 十五六 (15, 16), 两三百 (200, 300); None for others."""
    found = _PAIR.fullmatch(written)
    if found is None:
        return None
    low, high = _VALUES[found[2]], _VALUES[found[3]]
    if high != low + 1 and (low, high) != (3, 5):
        return None
    first = parse_numeral(f"{found[1]}{found[2]}{found[4]}")
    last = parse_numeral(f"{found[1]}{found[3]}{found[4]}")
    return (float(first), float(last)) if first is not None and last is not None else None


def _float(value: Fraction) -> float | None:
    # A number of 400 digits in an uploaded file is no figure that anyone measures.
    return float(value) if value < 10**30 else None

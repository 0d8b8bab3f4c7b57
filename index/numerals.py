"""Chinese numerals: 三十五 ↔ 35."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_KNOWN = {*_DIGITS, *_UNITS, *_BIG}

NUMERAL = "[零〇○一二三四五六七八九十百千两]"
"""Character class of the numerals that headings use."""


def parse_numeral(text: str) -> int | None:
    """The integer that `text` writes in Chinese or Arabic numerals; None when it writes none.

    Understands positional writing too (二〇二五 → 2025).
    """
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= 18 else None
    if not 0 < len(text) <= 18 or not set(text) <= _KNOWN:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            section += (digit or (1 if c == "十" or section == 0 else 0)) * _UNITS[c]
            digit = 0
        else:
            # 一亿二千万: 万 multiplies what stands behind 亿 alone; 两万亿: 亿 multiplies all.
            above = total - total % _BIG["亿"] if c == "万" else 0
            total = above + (total - above + section + digit) * _BIG[c]
            section = digit = 0
    return total + section + digit


def write_numeral(number: int) -> str:
    """`number` (0 ≤ n < 10,000) in Chinese numerals: 35 → 三十五; ValueError outside that range."""
    if not 0 <= number < 10_000:
        raise ValueError(f"no numeral for {number}: the range is 0 to 9999")
    if number == 0:
        return "零"
    out = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            out += "零一二三四五六七八九"[digit] + unit
        elif out and number and not out.endswith("零"):
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out

"""Numbers of automatic numbering as Word writes them: 3 → 三, ③, iii, 叁, 第三 …"""

from __future__ import annotations

from collections.abc import Callable

from index.numerals import write_numeral

_DIGITS = "○一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_REPEATS = 12
"""Most repeats of a letter (AAA = 53): a number far above is written in digits."""


def write_number(number: int, style: str) -> str:
    """`number` in one of the styles of Word's `w:numFmt`; digits where the style has no such number."""
    if style in ("none", "bullet"):
        return ""
    writer = _WRITERS.get(style)
    written = writer(number) if writer and 0 <= number <= 9999 else ""
    return written or str(number)


def enclosed_circle(number: int) -> str:
    """① to ㊿; "" beyond."""
    for first, last, point in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(point + number - first)
    return "⓪" if number == 0 else ""


def chinese_counting(number: int) -> str:
    """一 … 九十九, then one digit after the other: 一○○."""
    return write_numeral(number) if 0 < number < 100 else positional(number)


def positional(number: int) -> str:
    """Chinese digits one after the other: 2025 → 二○二五."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def legal(number: int) -> str:
    """The numerals of cheques: 壹拾贰."""
    text = write_numeral(number)
    return ("一" + text if text.startswith("十") else text).translate(_LEGAL)


def _legal_traditional(number: int) -> str:
    return write_numeral(number).translate(_LEGAL_TRADITIONAL)


def _japanese(number: int) -> str:
    text = write_numeral(number).replace("零", "") or "〇"
    return text.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _roman(number: int) -> str:
    if number >= 4000:
        return ""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def _letters(number: int) -> str:
    repeats, place = divmod(number - 1, 26)
    return chr(65 + place) * (repeats + 1) if number and repeats < _REPEATS else ""


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _from(first: str, last: int) -> Callable[[int], str]:
    """A row of Unicode characters that begins with the sign of 1."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else ""


def _among(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else ""


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _sexagenary(number: int) -> str:
    if not 1 <= number <= 60:
        return ""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": enclosed_circle,
    "decimalEnclosedCircleChinese": enclosed_circle,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": chinese_counting,
    "taiwaneseCounting": chinese_counting,
    "chineseCountingThousand": write_numeral,
    "taiwaneseCountingThousand": write_numeral,
    "japaneseCounting": _japanese,
    "koreanCounting": lambda number: "",
    "ideographDigital": positional,
    "taiwaneseDigital": positional,
    "japaneseDigitalTenThousand": positional,
    "chineseLegalSimplified": legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
}
"""Styles whose numbers are not plain digits; all others are written in digits."""

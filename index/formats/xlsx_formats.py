"""Number formats of a workbook, taken apart: “#,##0.00;[红色]-0” → sections of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

GENERAL = "General"
_DATE, LONG_DATE, _MONTH, _DAY = "yyyy-mm-dd", "yyyy年m月d日", "yyyy年m月", "m月d日"
_CLOCK, _SECONDS = "h:mm", "h:mm:ss"
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: _DATE, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: _CLOCK, 21: _SECONDS, 22: "yyyy-mm-dd h:mm", 27: _MONTH, 28: _DAY, 29: _DAY, 30: _DATE,
    31: LONG_DATE, 32: "h时mm分", 33: "h时mm分ss秒", 34: "上午/下午h时mm分",
    35: "上午/下午h时mm分ss秒", 36: _MONTH, 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@", 50: _MONTH, 51: _DAY, 52: _MONTH,
    53: _DAY, 54: _DAY, 55: "上午/下午h时mm分", 56: "上午/下午h时mm分ss秒", 57: _MONTH, 58: _DAY,
}  # fmt: skip
"""Formats that have only a number; those of Chinese Excel where they differ by language."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|e+)"
    r"|(?P<number>[0#?][0#?,.]*|\.[0#?]+)(?P<power>E[+-]0+)?"
    r"|(?P<general>General|G/通用格式)|(?P<at>@)|(?P<percent>[%％])|(?P<literal>.)",
    re.I | re.S,
)
_CONDITION = re.compile(r"([<>=]{1,2})(-?[\d.]+)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of a format: a literal, a placeholder for digits, a part of a date …"""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format; `numerals` is 1 or 2 with Chinese numerals."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0

    def has(self, kind: str) -> bool:
        """Whether it has a token of the kind."""
        return any(token.kind == kind for token in self.tokens)


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """The up to four sections of a format."""
    parts, start, quoted = [], 0, False
    for place, character in enumerate(code):
        quoted ^= character == '"'
        if character == ";" and not quoted:
            parts.append(code[start:place])
            start = place + 1
    return tuple(section_of(part) for part in (*parts, code[start:]))[:4]


def section_of(part: str) -> Section:
    """One section of a format."""
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    numerals = 0
    for found in _TOKEN.finditer(part):
        kind = found.lastgroup or ""
        bracket = found["bracket"]
        if bracket is None:
            text = found[0] if kind == "power" else found[kind] if kind else ""
            plain = (
                "literal"
                if kind in ("quoted", "escaped")
                else "number"
                if kind == "power"
                else kind
            )
            tokens.extend([Token(plain, text)] if plain else [])
        elif test := _CONDITION.match(bracket):
            condition = (test[1], Decimal(test[2]))
        elif re.fullmatch(r"h+|m+|s+", bracket, re.I):
            tokens.append(Token("date", f"[{bracket[0].lower()}]"))
        elif bracket.upper().startswith("DBNUM"):
            numerals = {"1": 1, "2": 2}.get(bracket[5:6], 0)
        elif bracket.startswith("$"):
            tokens.extend(_currency(bracket))
    return Section(tuple(tokens), condition, numerals)


def _currency(bracket: str) -> list[Token]:
    """“[$¥-804]” shows ¥; “[$-F800]” is the long date of the system."""
    sign, _, locale = bracket[1:].partition("-")
    if locale.upper() == "F800":
        return [Token("system", LONG_DATE)]
    return [Token("literal", sign)] if sign else []

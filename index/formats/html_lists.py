"""Lists of pages: the numbers that a browser shows before the items, written out as text.

An <ul> gets no sign: its dots say nothing, and “——” would make numbered points of its items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.formats.html_tokens import Tag
from index.outlining.numbering import match_number

_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z][a-z-]+)\b", re.I)
_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_CHINESE = {
    "cjk-ideographic", "simp-chinese-informal", "simp-chinese-formal", "trad-chinese-informal",
    "trad-chinese-formal", "cjk-decimal", "japanese-informal",
}  # fmt: skip
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class List:
    """An open list: how its items are numbered ("" for not at all) and the next number."""

    style: str
    number: int = 1
    step: int = 1

    @classmethod
    def of(cls, tag: Tag, items: int) -> List:
        """The list that a tag opens; `items` is how many it has, for one counted backwards."""
        if tag.name != "ol":
            return cls("")
        backwards = "reversed" in tag.attributes
        start = _integer(tag.get("start"), items if backwards else 1)
        return cls(_style_of(tag) or "decimal", start, -1 if backwards else 1)

    def marker(self, item: Tag) -> str:
        """The number of an item as it is shown, "" for none; counts on."""
        number = _integer(item.get("value"), self.number)
        style = _style_of(item) or self.style
        if not self.style:
            return ""
        self.number = number + self.step
        return _written(number, style)


def starts_with_number(text: str) -> bool:
    """Whether an item brings its own number: “1.…”, “（一）…”."""
    found = match_number(text)
    return found is not None and found.style not in ("dash", "ordinal_is")


def _style_of(tag: Tag) -> str:
    found = _STYLE.search(tag.get("style"))
    if found:
        return found[1].lower()
    return _TYPES.get(tag.get("type").strip(), "") if tag.get("type") else ""


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\s*[+-]?\d{1,6}\s*", text) else otherwise


def _written(number: int, style: str) -> str:
    if style in ("none", "disc", "circle", "square"):
        return ""
    if style in _CHINESE:
        return f"{_chinese(number)}、"
    if style.endswith(("alpha", "latin")) and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter.upper() if style.startswith('upper') else letter}."
    if style.endswith("roman") and 1 <= number < 40:
        roman = _roman(number)
        return f"{roman.upper() if style.startswith('upper') else roman}."
    return f"{number}."


def _chinese(number: int) -> str:
    """一, 十, 二十三, 一百零五: as lists in documents are counted, to 999."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text

"""Mistyped addresses: 第三十五调 for 第三十五条, 堤六节 for 第六节."""

from __future__ import annotations

import re

from index.dictionary import HAN, dictionary
from index.folding import fold
from index.numerals import NUMERAL
from rag.spelling.confusion import confusions
from rag.spelling.mend import Change

_UNITS = "章节条篇款项编"
_COUNTED = frozenset(
    "章节条篇款项编部卷册届阶次个位名期批种类天日年月周季度轮步只台辆艘件份号级行列页段句点大代层名方者组些道场"
)
"""What may follow 第三: parts of documents, and things that are counted."""
_ADDRESS = re.compile(rf"(?P<first>[{HAN}])(?P<number>\d{{1,3}}|{NUMERAL}{{1,5}})(?P<unit>[{HAN}])")
_SHEET = re.compile("张(?=[有讲里的包共是分规说写,?。]|$|第)")
"""第三张 is a chapter where no sheet of anything follows."""


def mend_places(text: str) -> tuple[str, tuple[Change, ...]]:
    """The text with mistyped addresses of parts put right, and what was changed."""
    folded = fold(text)
    changes: list[Change] = []
    pieces: list[str] = []
    at = 0
    for found in _ADDRESS.finditer(folded):
        meant = _meant(folded, found)
        if meant is not None:
            typed = text[found.start() : found.end()]
            right = f"{meant[0]}{typed[1:-1]}{meant[1]}"
            pieces += text[at : found.start()], right
            changes.append(Change(typed, right))
            at = found.end()
    return "".join(pieces) + text[at:], tuple(changes)


def _meant(folded: str, found: re.Match[str]) -> tuple[str, str] | None:
    """第 and the unit that are meant; None when the address is right, or is none."""
    first, unit, end = found["first"], found["unit"], found.end()
    if first == "第":
        sheet = _SHEET.match(folded, end - 1) is not None
        if (unit in _COUNTED or _is_word(folded[end - 1 : end + 1])) and not sheet:
            return None
        kin = [each for each in _UNITS if confusions().cost(unit, each) == 1.0]
        return ("第", kin[0]) if len(kin) == 1 and (unit != "张" or sheet) else None
    if (
        unit in "章节条"
        and "第" in confusions().taken_for(first)
        and not _is_word_end(folded, found)
    ):
        return ("第", unit)
    return None


def _is_word(pair: str) -> bool:
    """Whether two characters are a word of the general dictionary."""
    dictionary().learn(pair)
    return len(pair) == 2 and dictionary().weight(pair) is not None


def _is_word_end(folded: str, found: re.Match[str]) -> bool:
    """Whether the character before the number ends a word (各地三条) or stands in one."""
    before = folded[max(0, found.start() - 1) : found.start() + 1]
    return _is_word(before) or found["first"] in "的地"

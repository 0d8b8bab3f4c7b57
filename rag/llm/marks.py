"""Citation marks as models write them: [1] ［１］ 【1】 [1,2] [1][2] [1-3] [^1] [材料1] 【1†…】."""

from __future__ import annotations

import re

_WORD = r"(?:材料|编号|来源|出处|证据|资料|\^)?\s*"
_PART = rf"{_WORD}\d{{1,3}}(?:\s*[-–—~～至到]\s*{_WORD}\d{{1,3}})?"
_AFTER = r"(?:†[^\]］】]{0,20})?"
_BRACKET = rf"[\[［【]\s*{_PART}(?:\s*[,，、;；]\s*{_PART})*{_AFTER}\s*[\]］】]"
_WITHIN = r"\(#[\w/-]{0,40}\)"
MARK = rf"(?:\[{_BRACKET}\]{_WITHIN}|{_BRACKET}(?:{_WITHIN})?)"
"""Pattern of one mark."""
OPENING = "[［【"
_MARK = re.compile(MARK)
_RANGE = re.compile(rf"(\d{{1,3}})(?:\s*[-–—~～至到]\s*{_WORD}(\d{{1,3}}))?")
_MOST = 20
"""A range of more numbers is no citation."""


def without_marks(sentence: str) -> str:
    """The sentence without its marks."""
    return _MARK.sub("", sentence).strip()


def cited_numbers(sentence: str) -> list[int]:
    """The evidence numbers in the marks of a sentence, each once, in order; ranges written out."""
    found: list[int] = []
    for mark in _MARK.findall(sentence):
        for first, last in _RANGE.findall(mark.partition("†")[0]):
            low, high = int(first), int(last or first)
            # 0 exists in no prompt: a range that is none makes the sentence fail.
            found.extend(range(low, high + 1) if low <= high <= low + _MOST else [0])
    return list(dict.fromkeys(found))

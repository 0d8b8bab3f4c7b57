"""Fitness: how much a decoded text looks like Chinese rather than like bytes read wrongly."""

from __future__ import annotations

import re
from functools import lru_cache

FIT = 0.85
"""Fitness from which a text is taken for what its author wrote."""
_SAMPLE = 40_000
_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～％　①②③④⑤⑥⑦⑧⑨⑩№℃×±≥≤→■□●○〇"


def fitness(text: str) -> float:
    """Share of the characters beyond ASCII that are usual in Chinese text; 1.0 without any.

    Usual are the commoner half of the characters of GB2312 and of Big5, Chinese punctuation and
    full-width forms. Long texts are judged by their beginning, middle and end.
    """
    sample = _sampled(text)
    wide = _WIDE.findall(sample)
    if not wide:
        return 1.0
    return len(_usual().findall(sample)) / len(wide)


_WIDE = re.compile(r"[^\x00-\x7f\xa0]")


def _sampled(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]


@lru_cache(maxsize=1)
def _usual() -> re.Pattern[str]:
    """Every character that is usual, as one class."""
    rows = [(row, "gb2312") for row in range(0xB0, 0xD8)]
    rows += [(row, "big5") for row in range(0xA4, 0xC7)]
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    found = {bytes([row, cell]).decode(name, "ignore") for row, name in rows for cell in cells}
    hanzi = "".join(sorted(c for c in found if len(c) == 1 and c >= "\u4e00"))
    return re.compile(f"[{hanzi}{_PUNCTUATION}\uff01-\uff5e]")

"""Numerals in names typed as figures: 新3样 for 新三样, 3智 for 三智, 5型口岸 for “五型”口岸."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.dictionary import HAN
from index.folding import fold
from index.numerals import write_numeral
from rag.spelling.mend import Change

_TYPED = re.compile(
    rf"(?<![\d.a-z])(?P<before>[{HAN}]{{0,2}})(?P<figure>\d)(?P<after>[{HAN}]{{1,3}})"
)
LEAST, LONGEST = 2, 5
"""Characters of such a name."""


def with_numerals(text: str, is_learned: Callable[[str], bool]) -> tuple[str, tuple[Change, ...]]:
    """The text with names as the documents write them, and what was changed, in order.

    `is_learned` tells whether the documents teach a folded word. A text whose folded form has
    another length is left alone.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return text, ()
    changes: list[Change] = []
    for found in _TYPED.finditer(folded):
        named = _named(found, is_learned)
        if named:
            at = found.start("figure")
            numeral = write_numeral(int(found["figure"]))
            changes.append(Change(named.replace(numeral, found["figure"], 1), named))
            text = f"{text[:at]}{numeral}{text[at + 1 :]}"
    return text, tuple(changes)


def _named(found: re.Match[str], is_learned: Callable[[str], bool]) -> str:
    """The longest name that the documents teach around a figure; "" for none."""
    before, after = found["before"], found["after"]
    numeral = write_numeral(int(found["figure"]))
    names = (
        f"{before[at:]}{numeral}{after[:length]}"
        for at in range(len(before) + 1)
        for length in range(len(after), 0, -1)
    )
    return next((n for n in names if LEAST <= len(n) <= LONGEST and is_learned(n)), "")

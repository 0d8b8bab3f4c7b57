"""Kinds of things asked for: the words that ask, and the signs of which a text must hold one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NUMBER = r"[\d一二三四五六七八九十百千万亿两半]"
"""A character of a number, in a pattern."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: the words that ask for it, its signs in a text, its words for a refusal."""

    asked: re.Pattern[str]
    signs: re.Pattern[str]
    name: str


def first_absent(kinds: Iterable[Kind], asked: str, text: str) -> str:
    """The name of the first kind that a folded question asks for and a folded text has no sign of."""
    lacking = (k.name for k in kinds if k.asked.search(asked) and not k.signs.search(text))
    return next(lacking, "")

"""Mistyped codes: AOE for AEO, RECP for RCEP, AE0 for AEO."""

from __future__ import annotations

import re
from collections.abc import Collection

from rag.spelling.mend import Change

_CODE = re.compile(r"(?<![a-zA-Z0-9])[a-zA-Z][a-zA-Z0-9]{2,9}(?![a-zA-Z0-9])")
_FIGURES = str.maketrans("01589", "olsbg")
"""Figures that look like letters."""
_SURE = 5
"""From this length a code is known by its other letters where one was left out."""


def mend_codes(text: str, codes: Collection[str]) -> tuple[str, tuple[Change, ...]]:
    """The text with those codes put right that only one code of the documents can be meant by.

    `codes` are the codes of the documents in lower case. A letter for another is left alone: OPEC
    is not APEC.
    """
    changes: list[Change] = []

    def put_right(found: re.Match[str]) -> str:
        typed = found[0].lower()
        meant = {code for code in codes if _is_slip(typed, code)} if typed not in codes else set()
        if len(meant) != 1:
            return found[0]
        word = meant.pop().upper()
        changes.append(Change(found[0], word))
        return word

    return _CODE.sub(put_right, text), tuple(changes)


def _is_slip(typed: str, code: str) -> bool:
    if len(code) < 3 or typed == code:
        return False
    if len(typed) == len(code):
        return typed.translate(_FIGURES) == code.translate(_FIGURES) or _is_swapped(typed, code)
    if len(typed) == len(code) + 1:
        return any(
            typed[i] == typed[i - 1] and typed[:i] + typed[i + 1 :] == code
            for i in range(1, len(typed))
        )
    if len(typed) + 1 == len(code) >= _SURE:
        return any(code[:i] + code[i + 1 :] == typed for i in range(len(code)))
    return False


def _is_swapped(typed: str, code: str) -> bool:
    places = [i for i, (a, b) in enumerate(zip(typed, code, strict=True)) if a != b]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    first, second = places
    return typed[first] == code[second] and typed[second] == code[first]

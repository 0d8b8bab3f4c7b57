"""One mistake: how likely a typed string is a slip for a word."""

from __future__ import annotations

from rag.spelling.confusion import confusions

SWAPPED = 0.0
DOUBLED = -1.0
DROPPED = 1.0
DROPPED_OF_LONG = 0.0
ADDED = 3.0
ANY = 3.0
"""Costs, the one of a homophone being 1, of two characters swapped, one typed twice, one left out, one too many, any for another."""
_REPEATED = frozenset("多个人天年月日家种样次层处看想说讲试常渐慢好属关")
"""Characters that stand twice in good Chinese: 比去年多多少, 海关关徽."""
_SURE = 4
"""From this length the rest of a word tells what the one wrong character was meant to be."""


def mistake_cost(typed: str, meant: str) -> float | None:
    """What it costs to take one for the other, the more the less likely; None when nobody does."""
    if len(typed) == len(meant):
        return _replaced(typed, meant)
    if len(typed) == len(meant) + 1:
        return _added(typed, meant)
    if len(typed) + 1 == len(meant):
        return None if len(meant) < 3 else DROPPED if len(meant) < _SURE else DROPPED_OF_LONG
    return None


def _replaced(typed: str, meant: str) -> float | None:
    places = [i for i, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
    if len(places) == 2:
        first, second = places
        if second == first + 1 and typed[first] == meant[second] and typed[second] == meant[first]:
            return SWAPPED
        costs = [confusions().cost(typed[i], meant[i]) for i in places]
        return None if None in costs else sum(c for c in costs if c is not None) + 1.0
    if len(places) != 1:
        return None
    cost = confusions().cost(typed[places[0]], meant[places[0]])
    if cost is None and len(meant) > _SURE:
        return ANY
    return cost


def _added(typed: str, meant: str) -> float | None:
    place = next((i for i, (a, b) in enumerate(zip(typed, meant)) if a != b), len(meant))  # noqa: B905
    if typed[:place] + typed[place + 1 :] != meant:
        return None
    doubled = typed[place] in (typed[place - 1 : place], typed[place + 1 : place + 2])
    if doubled and typed[place] not in _REPEATED:
        return DOUBLED
    return ADDED if 0 < place < len(meant) and len(meant) > 2 else None

"""Where an answer should come from: does a cited or retrieved place stand at a gold section?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from eval.questions import Gold, GoldSection
from index.folding import fold

_MORE_NUMBER = re.compile(r"[0-9零一二三四五六七八九十百]")
_ANY = "any"


class Place(Protocol):
    """What a citation and a search hit have in common."""

    @property
    def document(self) -> str: ...
    @property
    def document_id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def path(self) -> tuple[str, ...]: ...


def stands_at(place: Place, section: GoldSection) -> bool:
    """Whether the place's own label, or a heading above it, begins with the section's label.

    “专栏19（三）” stands at “专栏19”, “专栏1 第6项” at “专栏1”, but “专栏19” not at “专栏1”. The
    （四） of a box is not the section （四）: below a box only the full label counts.
    """
    if section.document not in (place.document_id, place.document):
        return False
    if not section.label:
        return True
    return any(_begins(text, section.label) for text in (place.label, *_above_boxes(place.path)))


def gold_keys(gold: Gold) -> frozenset[str]:
    """The relevant keys of the measures: one for each section, a single one when any will do."""
    if gold.mode == "any":
        return frozenset({_ANY}) if gold.sections else frozenset()
    return frozenset(_key(section) for section in gold.sections)


def ranked_keys(places: Sequence[Place], gold: Gold) -> tuple[str, ...]:
    """One key for each place, in order: of the gold section it stands at, or one of its own."""
    return tuple(
        next(_keys(place, gold), f"elsewhere {rank}") for rank, place in enumerate(places, start=1)
    )


def all_cited(places: Sequence[Place], gold: Gold) -> bool:
    """Whether the places together hold every gold section that is asked for."""
    return gold_keys(gold) <= {key for place in places for key in _keys(place, gold)}


def _keys(place: Place, gold: Gold) -> Iterator[str]:
    return iter(
        _ANY if gold.mode == "any" else _key(section)
        for section in gold.sections
        if stands_at(place, section)
    )


def _key(section: GoldSection) -> str:
    return f"{section.document} {section.label}"


def _above_boxes(path: Sequence[str]) -> Iterator[str]:
    for heading in path:
        yield heading
        if heading.startswith(("专栏", "表")):
            return


def _begins(text: str, label: str) -> bool:
    folded, start = fold(text), fold(label)
    if not folded.startswith(start):
        return False
    rest = folded[len(start) :]
    return not (_MORE_NUMBER.match(start[-1]) and _MORE_NUMBER.match(rest))

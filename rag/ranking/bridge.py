"""The bridge: how much of a question a text says in words of its own, character by character.

Each character of the question counts by its rarity in speech. A text meets it with the question's
own word or with what documents write for a saying that it belongs to. Of several written words
the best counts; one that stands everywhere counts little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.catalogue import Catalogue
from rag.query import ExpandedQuery
from rag.ranking.pieces import Floats

PLAIN = 0.25
"""Least that a written word counts, however common it is."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """`written`: the words that meet some of the question; `gains`: what each gives for each
    character, shape (len(written), characters), in [0, 1]; `weights` of the characters, sum 1."""

    written: tuple[str, ...]
    gains: Floats
    weights: Floats
    characters: tuple[tuple[str, float], ...] = ()
    """The characters of the question, each once, with their weights."""

    def shared(self, folded: str) -> float:
        """Weight of the characters that a folded text has in whatever words, in [0, 1]."""
        return sum(weight for each, weight in self.characters if each in folded)

    def held(self, folded: str, among: Sequence[int]) -> list[int]:
        """Which of these words (by number) a folded text holds."""
        return [at for at in among if self.written[at] in folded]

    def met(self, numbers: Sequence[int]) -> float:
        """How much of the question these words meet together, in [0, 1]."""
        if not numbers:
            return 0.0
        return float(self.gains[list(numbers)].max(axis=0) @ self.weights)


def bridge(query: ExpandedQuery, own: Sequence[str], catalogue: Catalogue) -> Bridge:
    """The bridge of a query; `own` are the search terms of the asker's words."""
    folded = query.question.subject
    rarity = catalogue.glossary.rarity(folded)
    gains: dict[str, Floats] = {}
    for word in dict.fromkeys(own):
        _put(gains, word, 1.0, _places(word, folded), len(folded))
    for term in query.added:
        gain = _specific(term.text, catalogue)
        _put(gains, term.text, gain, _places(term.said, folded), len(folded))
    for told in query.told:
        for word in told.written:
            _put(gains, word, told.strength * _specific(word, catalogue), told.places, len(folded))
    rows = np.stack([*gains.values()]) if gains else np.zeros((0, len(folded)), np.float32)
    shares = rarity / max(float(rarity.sum()), 1e-9)
    characters: dict[str, float] = {}
    for character, share in zip(folded, shares.tolist(), strict=True):
        characters[character] = characters.get(character, 0.0) + share
    met = tuple((each, share) for each, share in characters.items() if share > 0)
    return Bridge(tuple(gains), rows, shares, met)


def _put(
    gains: dict[str, Floats], word: str, gain: float, places: Sequence[int], size: int
) -> None:
    row = gains.setdefault(word, np.zeros(size, np.float32))
    at = list(places)
    row[at] = np.maximum(row[at], gain)


def _places(word: str, folded: str) -> range:
    start = folded.find(word)
    return range(start, start + len(word)) if start >= 0 else range(0)


def _specific(word: str, catalogue: Catalogue) -> float:
    """How much of a word's presence says something, in [PLAIN, 1]."""
    return max(PLAIN, min(1.0, catalogue.weight(word) / catalogue.rarest))

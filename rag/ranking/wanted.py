"""What a question wants of a chunk, as ranking sees it: weighted words, pieces, vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.words import terms as search_terms
from rag.catalogue import Catalogue
from rag.kept import Kept
from rag.query import ExpandedQuery
from rag.question import ParsedQuestion
from rag.ranking.bridge import Bridge, bridge
from rag.ranking.pieces import Floats, HasPieces, Ids, meaning

ADDED = 0.5
"""Weight in the search of a word that stands for what was said; several share it by their root."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question with its idf, and the words that mean the same with what they count:
    their own idf, at most that of the word; any of them meets it."""

    text: str
    weight: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """`terms` with their weights for BM25, `words` for the cover, pieces and the vector of the text,
    and the bridge to what documents write."""

    terms: dict[str, float]
    words: tuple[Word, ...]
    pieces: Ids
    vector: Floats
    bridge: Bridge


KEPT = 16
"""Results kept for one catalogue: chunks and then their sentences are ranked by the same."""
_KEPT = Kept[tuple[ParsedQuestion, tuple[str, ...]], Wanted](KEPT)


def wanted(query: ExpandedQuery, own_terms: Sequence[str], catalogue: Catalogue) -> Wanted:
    """All that ranking needs of a query; `own_terms` are the search terms of the asker's words."""
    key = query.question, tuple(own_terms)
    return _KEPT.found(catalogue, key, lambda: _wanted(query, own_terms, catalogue))


def _wanted(query: ExpandedQuery, own_terms: Sequence[str], catalogue: Catalogue) -> Wanted:
    added = _added(query)
    counts: dict[str, float] = dict(Counter(own_terms))
    for term, weight in added.items():
        counts[term] = counts.get(term, 0.0) + weight
    words = tuple(_word(term, query, catalogue) for term in dict.fromkeys(own_terms))
    table = catalogue.embedder
    core = query.question.core or query.question.folded
    ids = table.pieces([core])[0] if isinstance(table, HasPieces) else []
    vector = meaning(table, query.text)
    return Wanted(
        counts,
        words,
        np.unique(np.array(ids, np.int64)),
        vector,
        bridge(query, own_terms, catalogue),
    )


def _word(term: str, query: ExpandedQuery, catalogue: Catalogue) -> Word:
    weight = catalogue.weight(term)
    others = {t.text: min(weight, catalogue.weight(t.text)) for t in query.instead_of(term)}
    return Word(term, weight, tuple(others.items()))


def _added(query: ExpandedQuery) -> dict[str, float]:
    """The search terms of the words that stand for others, with their weights."""
    alternatives = Counter(term.said for term in query.added)
    weights: dict[str, float] = {}
    heaviest = sorted(query.added, key=lambda term: -term.weight)
    for term in {t.text: t for t in reversed(heaviest)}.values():
        share = ADDED * term.weight / alternatives[term.said] ** 0.5
        for part in search_terms(term.text):
            weights[part] = weights.get(part, 0.0) + share
    return weights

"""Retrieval: words and vectors over the same chunks, fused by reciprocal rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Hit, Span
from index.folding import fold
from index.words import terms
from rag.addresses import find_addresses
from rag.fusion import fuse
from rag.library import Library
from rag.places import find_places
from rag.scope import Scope

DEPTH = 40
"""Chunks taken from each ranking before fusion."""
WORDS_WEIGHT = 1.0
VECTOR_WEIGHT = 0.7
"""Weight of the two rankings in the fusion."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A search result as the contract has it; a higher score is better."""

    id: str
    score: float
    document: str
    document_id: str
    label: str
    path: tuple[str, ...]
    text: str
    span: Span


def retrieve(
    library: Library, query: str, k: int, documents: Sequence[str], query_terms: Sequence[str] = ()
) -> list[Hit]:
    """The k best chunks for a query, best first; at most one hit a chunk.

    `query_terms` are the search terms where the caller has better ones than the query's words.
    """
    words_ranking = library.store.search_words(
        query_terms or terms(query), max(k, DEPTH), documents
    )
    vector_ranking = library.store.search_vectors(query, max(k, DEPTH), documents)
    words = [name for name, _ in words_ranking]
    vectors = [name for name, _ in vector_ranking]
    fused = fuse([(words, WORDS_WEIGHT), (vectors, VECTOR_WEIGHT)])[:k]
    return [
        Hit(
            library.store.chunk(name),
            score,
            words.index(name) + 1 if name in words else None,
            vectors.index(name) + 1 if name in vectors else None,
        )
        for name, score in fused
    ]


def search(library: Library, query: str, k: int, scope: Scope) -> list[SearchHit]:
    """Search results for people and programs: the part that an address names first, then the rest."""
    addressed, _ = find_places(find_addresses(fold(query)), scope, library)
    hits = retrieve(library, query, k + 4 * len(addressed), scope.documents)
    inside = [
        h for h in hits
        if any(p.document_id == h.chunk.document_id and p.node.span[0] <= h.chunk.span[0] < p.node.span[1] for p in addressed)
    ]  # fmt: skip
    ordered = [*inside, *(h for h in hits if h not in inside)] if addressed else hits
    top = ordered[0].score if ordered else 0.0
    return [
        _search_hit(library, hit, top + 1.0 if hit in inside else hit.score) for hit in ordered[:k]
    ]


def _search_hit(library: Library, hit: Hit, score: float) -> SearchHit:
    chunk = hit.chunk
    outline = library.outline(chunk.document_id)
    node = outline.address(chunk.node_id)
    return SearchHit(
        chunk.id, round(score, 6), library.info(chunk.document_id).title, chunk.document_id,
        node.label, outline.heading_path(node.id), chunk.text, chunk.span,
    )  # fmt: skip

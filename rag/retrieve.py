"""Retrieval: words and vectors over the same chunks, fused by reciprocal rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Hit, Span
from index.folding import fold
from index.words import terms
from rag.addresses import find_addresses
from rag.catalogue import Catalogue
from rag.fusion import fuse
from rag.places import Place, find_places
from rag.question import ParsedQuestion
from rag.scope import Scope

DEPTH = 40
"""Chunks taken from each ranking before fusion."""
WORDS_WEIGHT = 1.0
VECTOR_WEIGHT = 0.4
"""Weight of the two rankings in the fusion."""
RANK_CONSTANT = 2
"""k of the fusion. Small: the first places of a ranking count much more than the later ones, which
keeps an exact match of words first. This and the weights were chosen on the dev split."""


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
    catalogue: Catalogue,
    query: str,
    k: int,
    documents: Sequence[str],
    query_terms: Sequence[str] = (),
) -> list[Hit]:
    """The k best chunks for a query, best first; at most one hit a chunk.

    `query_terms` are the search terms where the caller has better ones than the query's own words
    (those of asking left out).
    """
    core = query_terms or terms(ParsedQuestion(query).core) or terms(query)
    words_ranking = catalogue.store.search_words(core, max(k, DEPTH), documents)
    vector_ranking = catalogue.store.search_vectors(query, max(k, DEPTH), documents)
    words = [name for name, _ in words_ranking]
    vectors = [name for name, _ in vector_ranking]
    fused = fuse([(words, WORDS_WEIGHT), (vectors, VECTOR_WEIGHT)], k=RANK_CONSTANT)[:k]
    return [
        Hit(
            catalogue.store.chunk(name),
            score,
            words.index(name) + 1 if name in words else None,
            vectors.index(name) + 1 if name in vectors else None,
        )
        for name, score in fused
    ]


def search(catalogue: Catalogue, query: str, k: int, scope: Scope) -> list[SearchHit]:
    """Search results for people and programs: the part that an address names first, then the rest."""
    addressed, _ = find_places(find_addresses(fold(query)), scope, catalogue)
    hits = retrieve(catalogue, query, k + 4 * len(addressed), scope.documents)
    named = [h for p in addressed for h in _first_of(catalogue, p)]
    inside = [h for h in hits if any(_stands_in(h, p) for p in addressed)]
    first = {h.chunk.id: Hit(h.chunk, h.score + 1.0) for h in (*inside, *named)}
    order = [*(h.chunk.id for h in named), *(h.chunk.id for h in inside)]
    best = [first[name] for name in dict.fromkeys(order)]
    rest = [h for h in hits if h.chunk.id not in first]
    return [_search_hit(catalogue, hit) for hit in (*best, *rest)[:k]]


def _first_of(catalogue: Catalogue, place: Place) -> list[Hit]:
    """The chunk that a part begins with, scored above all that is only found."""
    try:
        return [Hit(catalogue.store.chunk(f"{place.node.id}#1"), 2.0)]
    except KeyError:  # a small part stands in the chunk of the part above it
        return []


def _stands_in(hit: Hit, place: Place) -> bool:
    start, end = place.node.span
    return place.document_id == hit.chunk.document_id and start <= hit.chunk.span[0] < end


def _search_hit(catalogue: Catalogue, hit: Hit) -> SearchHit:
    chunk = hit.chunk
    outline = catalogue.outline(chunk.document_id)
    node = outline.address(chunk.node_id)
    return SearchHit(
        chunk.id, round(hit.score, 6), catalogue.info(chunk.document_id).title, chunk.document_id,
        node.label, outline.heading_path(node.id), chunk.text, chunk.span,
    )  # fmt: skip

"""Retrieval: words and vectors over the same chunks, fused by reciprocal rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count, islice

from index.documents import Hit, Span
from index.folding import fold
from index.words import terms
from rag.catalogue import Catalogue
from rag.fusion import fuse
from rag.kept import Kept
from rag.merging import merged
from rag.neighbours import with_neighbours
from rag.ordering import LOOKED_AT, by_sentences
from rag.query import ExpandedQuery, expand
from rag.question import ParsedQuestion
from rag.ranking.ranker import rank
from rag.ranking.views import View
from rag.ranking.wanted import Wanted, wanted
from rag.rerank import rerank
from rag.scope import Scope
from rag.structure.addresses import find_addresses
from rag.structure.places import Place, find_places

DEPTH = 40
"""Chunks taken from each of the two searches before fusion."""
RANKED = 40
"""Chunks that the ranker puts into order; those behind keep the order of the fusion."""
WORDS_WEIGHT = 1.0
VECTOR_WEIGHT = 0.55
"""Weight of the two rankings in the fusion."""
RANK_CONSTANT = 2
"""k of the fusion. Small: the first places of a ranking count much more than the later ones, which
keeps an exact match of words first. This and the weights were chosen on the dev split."""


NAMED = 3
"""Hits of parts that a query names before the best other one: it may name the wrong part."""
KEPT = 16
"""Results kept for one catalogue; none that came about while a server of vectors was lost."""
_KEPT = Kept[tuple[str, int, tuple[str, ...], tuple[str, ...]], tuple[Hit, ...]](KEPT)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A search result as the contract has it; a higher score is better. `id` is that of the chunk, which
    may hold more than the part that was found.
    """

    id: str
    score: float
    document: str
    document_id: str
    label: str
    path: tuple[str, ...]
    text: str
    span: Span
    also: tuple[str, ...] = ()
    """Where else the same is said: document and label."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found for a query: scores of the two searches by chunk id, best first, their fusion,
    and the views of the first chunks of it."""

    asked: Wanted
    words: Mapping[str, float]
    vectors: Mapping[str, float]
    fused: Sequence[tuple[str, float]]
    views: tuple[View, ...]


def retrieve(
    catalogue: Catalogue,
    query: str,
    k: int,
    documents: Sequence[str],
    query_terms: Sequence[str] = (),
) -> list[Hit]:
    """The k best chunks for a query, best first; at most one hit a chunk.

    `query_terms` are the search terms where the caller has better ones than the query's own words
    (those of asking left out). The last few are kept (see `rag/kept.py`).
    """
    key = query, k, tuple(documents), tuple(query_terms)
    losses = catalogue.store.losses
    before = losses.count
    hits = _KEPT.found(
        catalogue, key, lambda: tuple(_retrieved(catalogue, query, k, documents, query_terms)),
        lambda: losses.count == before,
    )  # fmt: skip
    return list(hits)


def _retrieved(
    catalogue: Catalogue, query: str, k: int, documents: Sequence[str], query_terms: Sequence[str]
) -> list[Hit]:
    expanded, own = _expanded(catalogue, query, query_terms)
    found = compare(catalogue, expanded, own, documents, depth=max(k, DEPTH))
    scored = rank(found.asked, found.views, found.words, found.vectors, catalogue)
    ranked = [(view.chunk.id, score) for view, score in scored]
    fused = found.fused
    ordered = rerank(
        catalogue.reranker, query, [*ranked, *_below(ranked, fused)], catalogue.passage
    )
    places = {name: at for at, name in enumerate(found.words, start=1)}
    near = {name: at for at, name in enumerate(found.vectors, start=1)}
    return [
        Hit(catalogue.view(name).chunk, score, places.get(name), near.get(name))
        for name, score in ordered[:k]
    ]


def compare(
    catalogue: Catalogue, query: ExpandedQuery, own: list[str], documents: Sequence[str], *,
    depth: int = DEPTH,
) -> Compared:  # fmt: skip
    """Both searches for a query and what the ranker is to compare; `own` are its search terms."""
    asked = wanted(query, own, catalogue)
    words = dict(catalogue.store.search_words(asked.terms, depth, documents))
    vectors = dict(catalogue.store.search_vectors(query.text, depth, documents))
    fused = fuse([(list(words), WORDS_WEIGHT), (list(vectors), VECTOR_WEIGHT)], k=RANK_CONSTANT)
    views = tuple(catalogue.view(name) for name, _ in fused[:RANKED])
    return Compared(asked, words, vectors, fused, views)


def _expanded(
    catalogue: Catalogue, query: str, query_terms: Sequence[str]
) -> tuple[ExpandedQuery, list[str]]:
    """The query with other words for the same, and the search terms of its own words."""
    parsed = ParsedQuestion(query)
    return expand(parsed, catalogue), list(query_terms) or terms(parsed.core) or terms(query)


def _below(
    ranked: Sequence[tuple[str, float]], fused: Sequence[tuple[str, float]]
) -> list[tuple[str, float]]:
    """The chunks that were not ranked, in the order of the fusion, their scores below all others."""
    rest = fused[len(ranked) :]
    return [(name, ranked[-1][1] * score / fused[0][1]) for name, score in rest]


def search(
    catalogue: Catalogue, query: str, k: int, scope: Scope, first_places: Sequence[Place] = ()
) -> list[SearchHit]:
    """Search results for people and programs: `first_places` and the part that an address names
    first, then the rest; a text without headings is looked for under its headword too."""
    catalogue = catalogue.by_headword()
    found_places, _ = find_places(find_addresses(fold(query)), scope, catalogue)
    addressed = tuple(dict.fromkeys((*first_places, *found_places)))
    looked_at = max(k, LOOKED_AT) + 4 * len(addressed)  # whatever k is, the first hit is the same
    found_hits = retrieve(catalogue, query, looked_at, scope.documents)
    hits = by_sentences(ParsedQuestion(query, scope.spans), found_hits, catalogue)
    named = [h for p in addressed for h in _first_of(catalogue, p)]
    inside = [h for h in hits if any(_stands_in(h, p) for p in addressed)]
    first: dict[str, Hit] = {}
    for hit in (*named, *inside):
        other = first.setdefault(hit.chunk.id, replace(hit, score=hit.score + 1.0))
        parts = {other.part, hit.part} - {""} if hit in named else set()
        if len(parts) > 1:  # several parts of it are meant
            first[hit.chunk.id] = replace(other, part="")
    rest = [h for h in hits if h.chunk.id not in first]
    ahead = [*first.values()]
    ordered = [*ahead[:NAMED], *rest[:1], *ahead[NAMED:], *rest[1:]]
    scores = sorted((hit.score for hit in ordered), reverse=True)
    falling = [replace(hit, score=score) for hit, score in zip(ordered, scores, strict=True)]
    found = with_neighbours(falling, catalogue)
    return [search_hit(catalogue, hit, same) for hit, same in merged(found, catalogue)[:k]]


def _first_of(catalogue: Catalogue, place: Place) -> list[Hit]:
    """The chunk that a part begins with, or its first part does, scored above all only found; that of
    the part above where it stands in there."""
    start, end = place.node.span
    inner = (n for n in place.outline.nodes if start <= n.span[0] and n.span[1] <= end)
    for node in (place.node, *islice(inner, 1, 3)):
        with suppress(KeyError):
            return [Hit(catalogue.store.chunk(f"{node.id}#1"), 2.0)]
    return _holding(catalogue, place)


def _holding(catalogue: Catalogue, place: Place) -> list[Hit]:
    """The chunk of a part above in which a small part stands, narrowed to that part."""
    start, end = place.node.span
    for node in reversed(place.outline.ancestors(place.node.id)[:-1]):
        for number in count(1):
            try:
                chunk = catalogue.store.chunk(f"{node.id}#{number}")
            except KeyError:
                break
            if chunk.span[0] <= start and end <= chunk.span[1] + 1:
                return [Hit(chunk, 2.0, part=place.node.id)]
    return []


def _stands_in(hit: Hit, place: Place) -> bool:
    start, end = place.node.span
    return place.document_id == hit.chunk.document_id and start <= hit.chunk.span[0] < end


def search_hit(catalogue: Catalogue, hit: Hit, same: Sequence[Hit] = ()) -> SearchHit:
    """A hit with its document and its place there; `same` are hits that say the same."""
    also = dict.fromkeys(_where(catalogue, other) for other in same)
    chunk = hit.chunk
    outline = catalogue.outline(chunk.document_id)
    text, span = chunk.text, chunk.span
    own = outline.point(chunk.node_id, (span[0], span[0] + len(text.rstrip())))
    node = outline.node(hit.part) if hit.part else own
    if hit.part:
        text = outline.slice(node.id)
        span = node.span[0], node.span[0] + len(text)
    return SearchHit(
        chunk.id, round(hit.score, 6), catalogue.info(chunk.document_id).title, chunk.document_id,
        node.label, outline.heading_path(node.id), text, span, tuple(also),
    )  # fmt: skip


def _where(catalogue: Catalogue, hit: Hit) -> str:
    label = catalogue.outline(hit.chunk.document_id).address(hit.chunk.node_id).label
    return f"{catalogue.title(hit.chunk.document_id)}{label}"

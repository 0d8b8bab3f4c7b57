"""CMRC 2018 and DRCD as retrieval: for each question the passage that it was written from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.measures.ranking import success_at
from eval.public.peer import PEER, is_installed, peer_search
from index.corpus import read_inline
from index.embedding import Embedder
from index.store import Store
from index.training.sources import Question, read_questions
from index.words import terms
from rag.assistant import Assistant

CUTOFFS = (1, 5)
_TITLE = "段落"
"""One title for all: a number would be taken for a document that the question names."""
_DEPTH = 20
"""Chunks looked at for each question: a long passage is several chunks."""

Search = Callable[[str], Sequence[str]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Recall of the one right passage at each of CUTOFFS, in [0, 1], by way of searching."""

    questions: int
    passages: int
    by_way: tuple[tuple[str, tuple[float, ...]], ...]


def passage_retrieval(
    path: Path, embedder: Embedder, progress: Progress | None = None
) -> Retrieval:
    """Searches all passages of a file of questions (SQuAD format) in several ways.

    The usual peer where its library is installed, vectors alone, words alone (BM25), and both as
    the system searches.
    """
    items = read_questions(path)
    contexts = list(dict.fromkeys(item.context for item in items))
    documents = [read_inline(_TITLE, text) for text in contexts]
    ids = {text: document.id for text, document in zip(contexts, documents, strict=True)}
    store = Store.in_memory(documents, embedder)
    try:
        ways = [*_peer(ids), *_ways(store, embedder)]
        scores = [_scores(items, ids, search, progress) for _, search in ways]
    finally:
        store.close()
    named = tuple((name, score) for (name, _), score in zip(ways, scores, strict=True))
    return Retrieval(len(items), len(contexts), named)


def _peer(ids: dict[str, str]) -> list[tuple[str, Search]]:
    passages = [(document_id, text) for text, document_id in ids.items()]
    return [(PEER, peer_search(passages, _DEPTH))] if is_installed() else []


def _ways(store: Store, embedder: Embedder) -> list[tuple[str, Search]]:
    assistant = Assistant(store, embedder)
    return [
        ("向量", lambda q: _documents(store, store.search_vectors(q, _DEPTH))),
        ("BM25", lambda q: _documents(store, store.search_words(terms(q), _DEPTH))),
        ("合用", lambda q: [hit.document_id for hit in assistant.search(q, _DEPTH)]),
    ]


def _documents(store: Store, found: Sequence[tuple[str, float]]) -> list[str]:
    return [store.chunk(chunk_id).document_id for chunk_id, _ in found]


def _scores(
    items: Sequence[Question], ids: dict[str, str], search: Search, progress: Progress | None
) -> tuple[float, ...]:
    sums = [0.0] * len(CUTOFFS)
    for done, item in enumerate(items, start=1):
        ranked = list(dict.fromkeys(search(item.question)))
        for place, cutoff in enumerate(CUTOFFS):
            sums[place] += success_at(cutoff, ranked, {ids[item.context]})
        if progress:
            progress(done, len(items))
    return tuple(total / len(items) for total in sums)

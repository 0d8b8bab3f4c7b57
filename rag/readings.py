"""Readings: the sentences of a chunk in their places, with headings and vectors, kept ready."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from index.documents import Chunk, Node, Outline, Span
from index.embedding import Embedder
from index.folding import fold
from index.sentences import sentence_spans
from index.store import Store
from rag.ranking.pieces import HasPieces, Ids, bag_vectors

SHORTEST = 6
"""Sentences with fewer characters are left out."""
KEPT = 4096
"""Chunks whose sentences are kept in memory."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence in its place: exact text, folded text, folded headings above it, unit vector; with
    piece vectors also the pieces of the sentence, and of sentence and headings, each once."""

    document_id: str
    node: Node
    span: Span
    text: str
    folded: str
    headings: str
    vector: npt.NDArray[np.float32]
    pieces: Ids
    pieces_near: Ids


class Reader:
    """Gives the readings of chunks and remembers them."""

    def __init__(self, store: Store, embedder: Embedder, *, headwords: bool = False) -> None:
        """With `headwords`, that of a text without headings stands for them."""
        # Nothing kept here refers back to this object: its store closes with its last user.
        self.read = lru_cache(maxsize=KEPT)(partial(_read, store, embedder, headwords))


def _read(store: Store, embedder: Embedder, headwords: bool, chunk: Chunk) -> tuple[Reading, ...]:
    """The sentences of a chunk in reading order; table rows and bare headings left out."""
    outline = store.outline_around(chunk.document_id, chunk.span)
    spans = [
        span
        for span in sentence_spans(outline.text, chunk.span)
        if span[1] - span[0] >= SHORTEST and not is_heading_line(outline, span)
    ]
    texts = [outline.text[start:end] for start, end in spans]
    leaves = [outline.at(span[0]) for span in spans]
    word = store.headword(chunk.document_id) if headwords else ""
    headings = [outline.titles(leaf.id) or word for leaf in leaves]
    if texts and isinstance(embedder, HasPieces):
        ids = embedder.pieces([*texts, *headings])
        vectors = bag_vectors(embedder, ids[: len(texts)])
        bags = [np.unique(np.array(each, np.int64)) for each in ids]  # once each, by id
    else:
        vectors = embedder.encode_passages(texts)
        bags = [np.zeros(0, np.int64)] * (2 * len(texts))
    return tuple(
        Reading(
            chunk.document_id, outline.address(leaf.id), span, text, fold(text), fold(above),
            vector, own, np.union1d(own, of_headings),
        )
        for leaf, span, text, above, vector, own, of_headings in zip(
            leaves, spans, texts, headings, vectors, bags[: len(texts)], bags[len(texts) :],
            strict=True,
        )
    )  # fmt: skip


def is_heading_line(outline: Outline, span: Span) -> bool:
    """Whether a sentence is only the heading of its part, a table row or a table header."""
    leaf = outline.at(span[0])
    node = outline.address(leaf.id)
    if node.kind == "row" or any(t.node_id == leaf.parent for t in outline.tables):
        return True
    longest = len(node.number) + len(node.title) + 4
    return span[0] == node.span[0] and bool(node.title) and span[1] - span[0] <= longest

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

SHORTEST = 6
"""Sentences with fewer characters are left out."""
KEPT = 4096
"""Chunks whose sentences are kept in memory."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence in its place: exact text, folded text, folded headings above it, unit vector."""

    document_id: str
    node: Node
    span: Span
    text: str
    folded: str
    headings: str
    vector: npt.NDArray[np.float32]


class Reader:
    """Gives the readings of chunks and remembers them."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        # Nothing kept here refers back to this object: its store closes with its last user.
        self.read = lru_cache(maxsize=KEPT)(partial(_read, store, embedder))


def _read(store: Store, embedder: Embedder, chunk: Chunk) -> tuple[Reading, ...]:
    """The sentences of a chunk in reading order; table rows and bare headings left out."""
    outline = store.outline_around(chunk.document_id, chunk.span)
    spans = [
        span
        for span in sentence_spans(outline.text, chunk.span)
        if span[1] - span[0] >= SHORTEST and not is_heading_line(outline, span)
    ]
    texts = [outline.text[start:end] for start, end in spans]
    vectors = embedder.encode_passages(texts)
    return tuple(
        _reading(outline, chunk.document_id, span, text, vector)
        for span, text, vector in zip(spans, texts, vectors, strict=True)
    )


def _reading(
    outline: Outline, document_id: str, span: Span, text: str, vector: npt.NDArray[np.float32]
) -> Reading:
    leaf = outline.at(span[0])
    node = outline.address(leaf.id)
    headings = fold(outline.titles(leaf.id))
    return Reading(document_id, node, span, text, fold(text), headings, vector)


def is_heading_line(outline: Outline, span: Span) -> bool:
    """Whether a sentence is only the heading of its part, a table row or a table header."""
    leaf = outline.at(span[0])
    node = outline.address(leaf.id)
    if node.kind == "row" or any(t.node_id == leaf.parent for t in outline.tables):
        return True
    longest = len(node.number) + len(node.title) + 4
    return span[0] == node.span[0] and bool(node.title) and span[1] - span[0] <= longest

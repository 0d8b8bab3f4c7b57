"""Views: what ranking looks at in a chunk, made once and kept ready."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from index.documents import Chunk
from index.embedding import Embedder
from index.folding import fold
from index.sentences import sentence_spans
from index.store import Store
from rag.ranking.pieces import Floats, HasPieces, Ids, bag_vectors

KEPT = 4096
"""Chunks whose views are kept in memory: about 10 kB each."""
SHORTEST = 4
"""Sentences with fewer characters have no vector of their own."""


@dataclass(frozen=True, slots=True)
class View:
    """A chunk: folded text and headings; with piece vectors also the pieces of chunk and headings,
    and unit rows, shape (sentences + 1, dimension), for the chunk as a whole and each sentence."""

    chunk: Chunk
    text: str
    path: str
    pieces: Ids
    path_pieces: Ids
    vectors: Floats
    sentences: tuple[str, ...] = ()
    """The folded sentences of the text."""


class Viewer:
    """Gives the views of chunks by id and remembers them."""

    def __init__(self, store: Store, embedder: Embedder, *, headwords: bool = False) -> None:
        """With `headwords`, that of a text without headings stands with them."""
        # Nothing kept here refers back to this object: its store closes with its last user.
        table = embedder if isinstance(embedder, HasPieces) else None
        self.view = lru_cache(maxsize=KEPT)(partial(_view, store, table, headwords))


def _view(store: Store, table: HasPieces | None, headwords: bool, chunk_id: str) -> View:
    chunk = store.chunk(chunk_id)
    path, _, body = chunk.embedding_text.partition("\n")  # the body of a row repeats its header
    if headwords and (word := store.headword(chunk.document_id)):
        path = f"{path} {word}"
    text, folded_path = fold(body), fold(path)
    spans = [s for s in sentence_spans(body) if s[1] - s[0] >= SHORTEST]
    sentences = [body[start:end] for start, end in spans] or [body]
    folded = tuple(fold(each) for each in sentences)
    if table is None:
        none = np.zeros(0, np.int64)
        return View(chunk, text, folded_path, none, none, np.zeros((0, 0), np.float32), folded)
    of_path, *bags = (np.array(ids, np.int64) for ids in table.pieces([path, *sentences]))
    whole = np.unique(np.concatenate([of_path, *bags]))
    vectors = bag_vectors(table, [np.concatenate([of_path, *bags]), *bags])
    return View(chunk, text, folded_path, whole, np.unique(of_path), vectors, folded)

"""Late interaction: how near each piece of a question comes to some piece of a text.

The sum over a question's pieces of the best cosine (MaxSim of Khattab and Zaharia, ColBERT, SIGIR
2020), over the piece vectors of a static embedding, where it costs one small matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from index.embedding import Embedder

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


@runtime_checkable
class HasPieces(Protocol):
    """An embedder whose texts are bags of pieces with a vector each."""

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of the pieces of each text, in reading order."""
        ...

    def piece_vectors(self, ids: Sequence[int] | Ids) -> Floats:
        """The vector of each piece, shape (len(ids), dimension); a longer one counts more."""
        ...

    def piece_directions(self, ids: Sequence[int] | Ids) -> Floats:
        """The same vectors brought to length 1."""
        ...


def meaning(embedder: Embedder, question: str) -> Floats:
    """The vector that a question is compared with sentences by: by its pieces, where they have vectors
    (a search by vectors may have more to go by than they tell)."""
    if isinstance(embedder, HasPieces):
        return np.asarray(bag_vectors(embedder, embedder.pieces([question]))[0], np.float32)
    return np.asarray(embedder.encode_queries([question])[0], np.float32)


def bag_vectors(table: HasPieces, bags: Sequence[Sequence[int] | Ids]) -> Floats:
    """The unit sum of the vectors of each bag of pieces, one row each; a zero row for an empty one."""
    sums = np.stack([table.piece_vectors(bag).sum(axis=0) for bag in bags])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(lengths > 0, lengths, 1), np.float32)


def nearness(table: HasPieces, query: Ids, bags: Sequence[Ids]) -> Floats:
    """For each bag of pieces the weighted mean over the query's pieces of the best cosine to any.

    Shape (len(bags),), at most 1; 0 for an empty bag and for a query without pieces.
    """
    out = np.zeros(len(bags), np.float32)
    filled = [at for at, bag in enumerate(bags) if len(bag)]
    if not filled or not len(query):
        return out
    weights = np.linalg.norm(table.piece_vectors(query), axis=1)
    distinct, places = _distinct(np.concatenate([bags[at] for at in filled]))
    likeness = table.piece_directions(query) @ table.piece_directions(distinct).T
    starts = np.cumsum([0, *(len(bags[at]) for at in filled[:-1])])
    best = np.maximum.reduceat(likeness[:, places], starts, axis=1)
    out[filled] = weights @ best / max(float(weights.sum()), 1e-9)
    return out


def _distinct(ids: Ids) -> tuple[Ids, Ids]:
    """The distinct ids, ascending, and the place of each id among them (np.unique would sort)."""
    there = np.zeros(int(ids.max()) + 1, np.bool_)
    there[ids] = True
    found = np.flatnonzero(there)
    place = np.zeros(len(there), np.int64)
    place[found] = np.arange(len(found))
    return found, place[ids]

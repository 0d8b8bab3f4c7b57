"""Vectors of chunks: what keeps them and finds the nearest; here, in memory, in one array.

Vectors are float32 rows of length 1; a score is the cosine similarity, higher is better. Those of
a folder are kept by Chroma: chroma.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


class Vectors(Protocol):
    """Keeps one vector for each chunk id and finds the nearest to a query."""

    def add(
        self,
        ids: Sequence[str],
        documents: Sequence[str],
        vectors: Array,
    ) -> None:
        """Keep new vectors, shape (len(ids), dimension), each with its chunk and document id."""

    def search(
        self, query: Array, k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """At most k (chunk id, similarity) for a query of shape (dimension,), best first."""

    def __len__(self) -> int:
        """How many vectors are kept."""

    def close(self) -> None:
        """Let go of files and memory."""


class ArrayVectors:
    """Vectors in one NumPy array, all compared: exact; for texts that come with a question."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._documents: list[str] = []
        self._matrix: Array | None = None

    def add(
        self,
        ids: Sequence[str],
        documents: Sequence[str],
        vectors: Array,
    ) -> None:
        self._ids.extend(ids)
        self._documents.extend(documents)
        rows = np.asarray(vectors, dtype=np.float32)
        self._matrix = rows if self._matrix is None else np.vstack([self._matrix, rows])

    def search(
        self, query: Array, k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        if self._matrix is None or k < 1:
            return []
        scores = self._matrix @ query
        order = np.argsort(-scores, kind="stable")
        found = (int(i) for i in order if documents is None or self._documents[i] in documents)
        return [(self._ids[i], float(scores[i])) for i, _ in zip(found, range(k), strict=False)]

    def __len__(self) -> int:
        return len(self._ids)

    def close(self) -> None:
        self._matrix = None

"""Filling a new index with vectors: taken over from the index before, or made by the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding import Embedder
from index.storage.rows import RowsWriter
from index.storage.vectors import Array, Vectors

_BATCH = 1_000
"""Chunks embedded at a time: bounds the memory of a large build."""

OldVectors = Callable[[Sequence[str], Sequence[int]], Array]
"""The vectors of chunks of the index before, by their ids and positions there, in that order."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A chunk that waits for its vector, which is made of `text`.

    `old` is a position in the index before where the same text stands, −1 for none; `there` says
    that the new collection has the vector already.
    """

    position: int
    id: str
    document: str
    text: str
    old: int = -1
    there: bool = False


class Filling:
    """Puts vectors where an index keeps them: a collection, and by position into `rows`."""

    def __init__(
        self,
        vectors: Vectors,
        embedder: Embedder,
        rows: RowsWriter | None = None,
        old: OldVectors | None = None,
    ) -> None:
        """`old` is needed as soon as a chunk with an `old` position is put in."""
        self._vectors = vectors
        self._embedder = embedder
        self._rows = rows
        self._old = old
        self._waiting: list[Waiting] = []

    def put(self, chunks: Iterable[Waiting]) -> None:
        """Take in chunks, whose ids are new to the collection unless they are `there`."""
        self._waiting.extend(chunks)
        if len(self._waiting) >= _BATCH:
            self.flush()

    def keep(self, first: int, vectors: Array) -> None:
        """Write the vectors of chunks that the collection has already, at positions from `first`."""
        if self._rows is not None:
            self._rows.put(first, vectors)

    def flush(self) -> None:
        """Bring everything that waits to its place."""
        for start in range(0, len(self._waiting), _BATCH):
            some = self._waiting[start : start + _BATCH]
            vectors = self._made(some)
            self._write(some, vectors)
            at = [place for place, each in enumerate(some) if not each.there]
            if at:
                new = [some[place] for place in at]
                self._vectors.add([c.id for c in new], [c.document for c in new], vectors[at])
        self._waiting.clear()

    def _made(self, chunks: Sequence[Waiting]) -> Array:
        """One vector for each chunk: those of the index before, the others of the model."""
        made = np.zeros((len(chunks), self._embedder.dimension), dtype=np.float32)
        known = [place for place, each in enumerate(chunks) if each.old >= 0]
        if known and self._old is not None:
            old = [chunks[place] for place in known]
            made[known] = self._old([each.id for each in old], [each.old for each in old])
        new = [place for place, each in enumerate(chunks) if each.old < 0]
        if new:
            made[new] = self._embedder.encode_passages([chunks[place].text for place in new])
        return made

    def _write(self, chunks: Sequence[Waiting], vectors: Array) -> None:
        if self._rows is None or not chunks:
            return
        positions = np.array([each.position for each in chunks])
        ends = np.flatnonzero(np.diff(positions, append=positions[-1]) != 1) + 1
        start = 0
        for end in ends.tolist():  # chunks that stand together are written together
            self._rows.put(int(positions[start]), vectors[start:end])
            start = end

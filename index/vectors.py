"""Vectors of chunks: where they are kept and how the nearest are found.

Two keepers with one set of methods: Chroma in a folder, and a NumPy array in memory. Vectors are
float32 rows of length 1; a score is the cosine similarity, higher is better.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import StoreError

Array = npt.NDArray[np.float32]

_BATCH = 5_000  # Chroma's SQLite takes at most 5,461 records at a time
_COLLECTION = "chunks"  # ASCII, 3 to 512 characters


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


class ChromaVectors:
    """Vectors in a Chroma folder: an HNSW index that grows to hundreds of thousands of chunks."""

    def __init__(self, client: Any, collection: Any) -> None:
        self._client = client
        self._collection = collection

    @classmethod
    def create(cls, folder: Path) -> ChromaVectors:
        """An empty collection in a new folder; an old one in its place is deleted."""
        # delete_collection would leave the files of the old index behind.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        client = _open_client(folder)
        collection = client.create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}},
        )
        return cls(client, collection)

    @classmethod
    def open(cls, folder: Path) -> ChromaVectors:
        """The collection in a folder; StoreError when there is none or it cannot be read."""
        if not (folder / "chroma.sqlite3").is_file():  # the client would silently make a new one
            raise StoreError(f"向量库 {folder} 不完整，请运行 guanwen index build 重建。")
        try:
            client = _open_client(folder)
            return cls(client, client.get_collection(_COLLECTION, embedding_function=None))
        except Exception as error:  # Chroma raises many kinds, some from Rust without a common base
            raise StoreError(
                f"向量库 {folder} 无法打开，请运行 guanwen index build 重建。"
            ) from error

    def add(
        self,
        ids: Sequence[str],
        documents: Sequence[str],
        vectors: Array,
    ) -> None:
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            self._collection.add(
                ids=list(ids[part]),
                embeddings=np.asarray(vectors[part], dtype=np.float32),
                metadatas=[{"document": document} for document in documents[part]],
            )

    def search(
        self, query: Array, k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        k = min(k, len(self))
        if k < 1 or (documents is not None and not documents):
            return []
        where = None if documents is None else {"document": {"$in": sorted(documents)}}
        found = self._collection.query(
            query_embeddings=[np.asarray(query, dtype=np.float32)],
            n_results=k,
            where=where,
            include=["distances"],
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        scored = [(chunk_id, 1.0 - float(distance)) for chunk_id, distance in pairs]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def __len__(self) -> int:
        return int(self._collection.count())

    def close(self) -> None:
        self._client.close()


def _open_client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    return chromadb.PersistentClient(str(folder), settings=settings)

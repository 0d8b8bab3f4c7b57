"""Vectors in a Chroma server: one collection for each generation, shared by many readers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, TypeVar

import numpy as np

from index.errors import VectorsLost
from index.storage.chroma_client import BATCH, SPACE, server_call, server_client
from index.storage.outage import Outage
from index.storage.server import VectorServer
from index.storage.vectors import Array

_BUILDING = 120.0
"""Seconds that a build waits for one call: 5,000 vectors take the server four."""
_PAUSE = 5.0
_KEPT = 32
"""Sets of chunks whose vectors are kept after a search among them."""
AMONG = 500
"""Most chunks that are compared here rather than filtered by the server."""
_Given = TypeVar("_Given")


class ServerVectors:
    """The vectors of one generation in a collection of a server.

    For reading it is connected at the first search; while the server cannot be reached a search
    raises VectorsLost within its time limit, later ones at once, and after a pause it is tried again.
    """

    def __init__(
        self,
        server: VectorServer,
        name: str,
        *,
        patience: float | None = None,
        pause: float = _PAUSE,
    ) -> None:
        """The collection `name`; `patience` in seconds for a call, by default the server's."""
        self._server = server
        self.name = name
        self._patience = server.timeout if patience is None else patience
        self._outage = Outage(pause)
        self._connecting = threading.Lock()
        self._keeping = threading.Lock()
        self._kept: dict[tuple[str, ...], Array] = {}
        self._client: Any = None
        self._collection: Any = None

    @classmethod
    def create(cls, server: VectorServer, name: str) -> ServerVectors:
        """A new collection, to be filled; VectorsLost."""
        made = cls(server, name, patience=_BUILDING)
        made._client = server_client(server, patience=made._patience)
        create = made._client.create_collection
        made._collection = made._call(
            partial(create, name, embedding_function=None, configuration=SPACE)
        )
        return made

    @classmethod
    def building(cls, server: VectorServer, name: str) -> ServerVectors:
        """A collection as a build uses it: with patience; VectorsLost when it is not there."""
        opened = cls(server, name, patience=_BUILDING)
        opened._now()
        return opened

    def add(self, ids: Sequence[str], documents: Sequence[str], vectors: Array) -> None:
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            self._call(
                partial(
                    self._now().add,
                    ids=list(ids[part]),
                    embeddings=np.asarray(vectors[part], dtype=np.float32),
                    metadatas=[{"document": document} for document in documents[part]],
                )
            )

    def search(
        self, query: Array, k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        if k < 1 or (documents is not None and not documents):
            return []
        self._outage.require_over()
        where = None if documents is None else {"document": {"$in": sorted(documents)}}
        try:
            ask = partial(
                self._now().query,
                query_embeddings=[np.asarray(query, dtype=np.float32)],
                n_results=k,
                where=where,
                include=["distances"],
            )
            found = self._call(ask)
        except VectorsLost as error:
            self._outage.begin(str(error))
            self._collection = None  # whatever comes back may have made it anew
            raise
        self._outage.end()
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        scored = [(chunk_id, 1.0 - float(distance)) for chunk_id, distance in pairs]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def search_among(self, query: Array, k: int, ids: Sequence[str]) -> list[tuple[str, float]]:
        """At most k of these chunks, best first, by comparing all of them; they are fetched once.

        For the chunks of a few documents: a filter of the server's takes it 80 ms and more.
        """
        if k < 1 or not ids:
            return []
        self._outage.require_over()
        try:
            scores = self._fetched(tuple(ids)) @ query
        except VectorsLost as error:
            self._outage.begin(str(error))
            self._collection = None
            raise
        self._outage.end()
        order = np.argsort(-scores, kind="stable")[:k]
        return [(ids[at], float(scores[at])) for at in order.tolist()]

    def _fetched(self, ids: tuple[str, ...]) -> Array:
        with self._keeping:
            found = self._kept.get(ids)
        if found is None:
            found = self.get(ids)
            with self._keeping:
                self._kept[ids] = found
                while len(self._kept) > _KEPT:
                    self._kept.pop(next(iter(self._kept)))
        return found

    def get(self, ids: Sequence[str]) -> Array:
        """The vectors of these ids, shape (len(ids), dimension); VectorsLost when one is missing."""
        rows: dict[str, Any] = {}
        for start in range(0, len(ids), BATCH):
            part = list(ids[start : start + BATCH])
            found = self._call(partial(self._now().get, ids=part, include=["embeddings"]))
            if found["ids"]:
                rows.update(zip(found["ids"], found["embeddings"], strict=True))
        if missing := [each for each in ids if each not in rows]:
            raise VectorsLost(
                f"Chroma 服务器上没有检索段 {missing[0]}，请运行 guanwen index build --full。"
            )
        return np.array([rows[each] for each in ids], dtype=np.float32)

    def __len__(self) -> int:
        return int(self._call(self._now().count))

    def close(self) -> None:
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            client.close()

    def _call(self, call: Callable[[], _Given]) -> _Given:
        return server_call(self._server, self._patience, call)

    def _now(self) -> Any:
        """The collection, connected to at first use; who waits for an attempt that fails gives up."""
        found = self._collection
        if found is not None:
            return found
        failures = self._outage.failures
        with self._connecting:
            if self._outage.failures != failures:
                raise VectorsLost(self._outage.why)
            try:
                return self._connected()
            except VectorsLost as error:
                self._outage.begin(str(error))
                raise

    def _connected(self) -> Any:
        if self._client is None:
            self._client = server_client(self._server, patience=self._patience)
        if self._collection is None:
            name = self.name
            ask = partial(self._client.get_collection, name, embedding_function=None)
            self._collection = self._call(ask)
        return self._collection

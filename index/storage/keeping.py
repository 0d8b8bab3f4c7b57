"""Where a store keeps its vectors: in a folder of each generation, or on a Chroma server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import StoreError
from index.storage.chroma import CHROMA_FOLDER, ChromaVectors
from index.storage.chroma_client import server_client
from index.storage.chroma_server import ServerVectors
from index.storage.filling import OldVectors
from index.storage.ledger import new_collection, remove_unused
from index.storage.passing import PassedOn
from index.storage.previous import Previous
from index.storage.rows import ROWS_FILE, Rows, RowsWriter
from index.storage.server import VectorServer
from index.storage.vectors import Array

_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class NewVectors:
    """What a build fills: the collection, and the rows by position where a folder keeps them.

    `collection` is the name on a server, "" for a folder.
    """

    vectors: ChromaVectors | ServerVectors
    rows: RowsWriter | None = None
    collection: str = ""

    def close(self) -> None:
        """Let go of files and connections."""
        self.vectors.close()
        if self.rows is not None:
            self.rows.close()


class Keeping:
    """How a build makes the vectors of a generation and reads those of the one before."""

    def __init__(self, store: Path, server: VectorServer | None) -> None:
        """For the store in this folder; without a server in its own folders."""
        self._store = store
        self._server = server
        self._old: ServerVectors | None = None

    @property
    def in_server(self) -> bool:
        """Whether a server keeps the vectors."""
        return self._server is not None

    def begin(self) -> None:
        """Before a build, with its lock held: VectorsLost unless the server is as it should be."""
        if self._server is not None:
            server_client(self._server, patience=_PATIENCE).close()
            self.sweep()

    def sweep(self) -> None:
        """Delete what the server keeps for generations that are gone."""
        if self._server is not None:
            remove_unused(self._store, self._server)

    def old(self, previous: Previous) -> OldVectors | None:
        """The vectors of the index before; None when they are not all there."""
        manifest = previous.manifest
        try:
            if self._server is None:
                path, size = previous.folder / ROWS_FILE, manifest.counts.chunks
                return _by_position(Rows(path, size, manifest.dimension))
            self._old = found = ServerVectors.building(self._server, manifest.collection)
            return _by_id(found) if len(found) == manifest.counts.chunks else None
        except (StoreError, OSError, ValueError):
            return None

    def new(self, generation: Path, dimension: int, passed_on: PassedOn | None) -> NewVectors:
        """An empty place for the vectors of a generation, or one with what stays in it. StoreError."""
        if self._server is not None:
            name = new_collection(self._store, generation.name)
            return NewVectors(ServerVectors.create(self._server, name), collection=name)
        place = generation / CHROMA_FOLDER
        copied = passed_on.copied_vectors(place) if passed_on else None
        rows = RowsWriter(generation / ROWS_FILE, dimension)
        return NewVectors(copied or ChromaVectors.create(place), rows)

    def close(self) -> None:
        """Let go of the old vectors."""
        if self._old is not None:
            self._old.close()


def _by_position(rows: Rows) -> OldVectors:
    def take(_ids: Sequence[str], positions: Sequence[int]) -> Array:
        return rows.take(positions)

    return take


def _by_id(vectors: ServerVectors) -> OldVectors:
    def take(ids: Sequence[str], _positions: Sequence[int]) -> Array:
        return vectors.get(ids)

    return take

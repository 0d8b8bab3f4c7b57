"""What a reader of a generation has open: its pin, its database, its vectors once they are asked for."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from index.errors import StoreError, StoreMismatch, StoreMissing
from index.storage.chroma import CHROMA_FOLDER, ChromaVectors
from index.storage.chroma_server import ServerVectors
from index.storage.generations import Pin, current_generation
from index.storage.manifest import Part, StoreManifest, read_manifest
from index.storage.parts import require_sound_vectors
from index.storage.rows import ROWS_FILE, Rows
from index.storage.server import VectorServer
from index.storage.vectors import Vectors

_TRIES = 5
_PAUSE = 0.02
_REBUILD = "请运行 guanwen index build 重建索引。"


class OpenFiles:
    """What a store has open; the vectors are a generation's folder until they are asked for.

    One thread at a time.
    """

    def __init__(
        self, connection: sqlite3.Connection, vectors: Vectors | Path, pin: Pin | None
    ) -> None:
        """`pin` keeps the generation from being deleted."""
        self._connection, self._vectors, self._pin = connection, vectors, pin
        self._folder = vectors if isinstance(vectors, Path) else None
        self._rows: Rows | None = None

    def open_rows(self, manifest: StoreManifest) -> Rows | None:
        """The vectors by position; None where no folder has them: in memory, or on a server."""
        if self._rows is None and self._folder is not None:
            require_sound_vectors(self._folder, manifest.parts, ROWS_FILE)
            path, size = self._folder / ROWS_FILE, manifest.counts.chunks
            try:
                self._rows = Rows(path, size, manifest.dimension)
            except (OSError, ValueError) as error:
                raise StoreError(f"索引文件 {path} 无法读取，{_REBUILD}") from error
        return self._rows

    def open_vectors(self, parts: Sequence[Part]) -> Vectors:
        """What finds the nearest vectors; StoreError."""
        if isinstance(self._vectors, Path):
            require_sound_vectors(self._vectors, parts, CHROMA_FOLDER)
            self._vectors = ChromaVectors.open(self._vectors / CHROMA_FOLDER)
        return self._vectors

    def close(self) -> None:
        """Let go of everything."""
        if not isinstance(self._vectors, Path):
            self._vectors.close()
        self._connection.close()
        if self._pin is not None:
            self._pin.close()


def vectors_of(
    folder: Path, generation: Path, manifest: StoreManifest, server: VectorServer | None
) -> Vectors | Path:
    """What keeps the vectors of a generation; StoreMismatch when that is a server that is not set."""
    if not manifest.collection:
        return generation
    if server is None:
        raise StoreMismatch(
            f"索引 {folder} 的向量在 Chroma 服务器上，请设置 GUANWEN_CHROMA_URL（Python 程序请给出"
            " server=VectorServer(地址)）；"
            "要改存到本机，请运行 guanwen index build。"
        )
    return ServerVectors(server, manifest.collection)


def pinned_generation(folder: Path) -> tuple[Path, Pin]:
    """The current generation, kept from being deleted; StoreMissing, StoreError."""
    for _ in range(_TRIES):
        generation = current_generation(folder)
        try:
            return generation, Pin(generation)
        except StoreMissing:  # replaced and deleted since CURRENT was read, or damaged
            time.sleep(_PAUSE)
    read_manifest(generation)
    raise StoreError(f"索引 {folder} 已损坏，{_REBUILD}")

"""Chroma: the vectors of a store in a folder, and what its own files are worth as evidence."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import StoreError
from index.reasons import reason
from index.storage.chroma_client import BATCH, SPACE, folder_client, folder_errors
from index.storage.database import open_database
from index.storage.vectors import Array

_COLLECTION = "chunks"  # ASCII, 3 to 512 characters
_REBUILD = "请运行 guanwen index build 重建。"

CHROMA_FOLDER = "chroma"
"""The folder of a generation that Chroma's files are in."""

CHROMA_DATABASE = "chroma.sqlite3"
"""Chroma's own file: it writes a row into it whenever it is opened, if only to be read."""

_LEAST_FREE = 2**20  # bytes: what opening writes, and its journal, with room to spare
_METADATA = "index_metadata.pickle"  # stands in the folder of an HNSW index that is complete
_ROWS = 10_000
_CONTENTS = ("embeddings", "embedding_metadata", "embeddings_queue", "segments")


class ChromaVectors:
    """Vectors in a Chroma folder: an HNSW index that grows to hundreds of thousands of chunks."""

    def __init__(
        self,
        client: Any,
        collection: Any,
        stand_in: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        """For `create` and `open`; `stand_in` is the writable folder of one that is not."""
        self._client = client
        self._collection = collection
        self._stand_in = stand_in
        self._size: int | None = None

    @classmethod
    def create(cls, folder: Path) -> ChromaVectors:
        """An empty collection in a new folder; an old one in its place is deleted. StoreError."""
        # delete_collection would leave the files of the old index behind.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with folder_errors(f"向量库 {folder} 无法建立，请检查磁盘空间后重试。"):
            client = folder_client(folder)
            collection = client.create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration=SPACE,
            )
        return cls(client, collection)

    @classmethod
    def copied(cls, old: Path, folder: Path) -> ChromaVectors:
        """The collection of another folder, which stays as it is, in a new one. StoreError."""
        try:
            shutil.copytree(old, folder, ignore=shutil.ignore_patterns(f"{CHROMA_DATABASE}*"))
            # Not its bytes: a reader that opens it just now writes a row into it.
            with (
                closing(open_for_copying(old / CHROMA_DATABASE)) as source,
                closing(sqlite3.connect(folder / CHROMA_DATABASE)) as target,
            ):
                source.backup(target)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"向量库 {folder} 无法建立：{reason(error)}。") from error
        return cls._opened(folder, None)

    @classmethod
    def open(cls, folder: Path) -> ChromaVectors:
        """The collection in a folder, to be read only; StoreError when it cannot be read.

        The folder may be one that cannot be written to, or its disk be full.
        """
        if not (folder / CHROMA_DATABASE).is_file():  # the client would silently make a new one
            raise StoreError(f"向量库 {folder} 不完整，{_REBUILD}")
        return cls._opened(folder, None if _writable(folder) else _writable_stand_in(folder))

    @classmethod
    def _opened(
        cls, folder: Path, stand_in: tempfile.TemporaryDirectory[str] | None
    ) -> ChromaVectors:
        try:
            with folder_errors(f"向量库 {folder} 无法打开，{_REBUILD}"):
                client = folder_client(Path(stand_in.name) if stand_in else folder)
                collection = client.get_collection(_COLLECTION, embedding_function=None)
        except StoreError:
            if stand_in:
                stand_in.cleanup()
            raise
        return cls(client, collection, stand_in)

    def add(
        self,
        ids: Sequence[str],
        documents: Sequence[str],
        vectors: Array,
    ) -> None:
        self._size = None
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            with folder_errors("向量写入失败，请检查磁盘空间后重试。"):
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
        with folder_errors(f"向量库读取失败，{_REBUILD}"):
            found = self._collection.query(
                query_embeddings=[np.asarray(query, dtype=np.float32)],
                n_results=k,
                where=where,
                include=["distances"],
            )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        scored = [(chunk_id, 1.0 - float(distance)) for chunk_id, distance in pairs]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def remove(self, ids: Sequence[str]) -> None:
        """Take vectors out; ids that are not there are passed over."""
        self._size = None
        for start in range(0, len(ids), BATCH):
            with folder_errors("向量写入失败，请检查磁盘空间后重试。"):
                self._collection.delete(ids=list(ids[start : start + BATCH]))

    def __len__(self) -> int:
        if self._size is None:  # counting takes Chroma 10 ms at 100,000
            with folder_errors(f"向量库读取失败，{_REBUILD}"):
                self._size = int(self._collection.count())
        return self._size

    def close(self) -> None:
        self._client.close()
        if self._stand_in is not None:
            self._stand_in.cleanup()


def open_for_copying(path: Path) -> sqlite3.Connection:
    """Chroma's database, which another process may write to; sqlite3.Error."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def is_scratch(path: Path) -> bool:
    """Whether Chroma writes this file anew whenever it is opened.

    Below 1,000 vectors all are in its database, and the files of the HNSW index hold nothing.
    """
    return path.suffix == ".bin" and not (path.parent / _METADATA).is_file()


def chroma_contents(path: Path) -> str:
    """SHA-256 over what a store put into Chroma's database; sqlite3.Error when it is damaged.

    Not over the bytes: opening the database changes some of them.
    """
    digest = hashlib.sha256()
    with closing(open_database(path)) as connection:
        for table in _CONTENTS:
            rows = connection.execute(f'SELECT * FROM "{table}"')
            while some := rows.fetchmany(_ROWS):
                digest.update("".join(map(repr, some)).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _writable(folder: Path) -> bool:
    # The folder too: SQLite puts its journal beside the file.
    allowed = os.access(folder, os.W_OK) and os.access(folder / CHROMA_DATABASE, os.W_OK)
    return allowed and shutil.disk_usage(folder).free >= _LEAST_FREE


def _writable_stand_in(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """A temporary folder with copies of what Chroma writes; the large files, only read, are linked.

    StoreError when that cannot be made: Chroma does not open what it cannot write to.
    """
    made = None
    try:
        made = tempfile.TemporaryDirectory(prefix="guanwen-", ignore_cleanup_errors=True)
        for path in folder.resolve().rglob("*"):
            there = Path(made.name) / path.relative_to(folder.resolve())
            if path.is_dir():
                there.mkdir()
            elif path.name.startswith(CHROMA_DATABASE) or is_scratch(path):
                shutil.copyfile(path, there)  # without its mode: it must be writable
            else:
                there.symlink_to(path)
    except OSError as error:
        if made is not None:
            made.cleanup()
        raise StoreError(
            f"索引文件夹 {folder} 不可写，也没能在临时文件夹里另开一份（{reason(error)}）："
            "请给出写的权限，或把环境变量 TMPDIR 设为可写的文件夹。"
        ) from error
    return made

"""Checking a store: whether it is whole, and whether it still agrees with its corpus."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from index.added import ADDED
from index.corpus import MANIFEST
from index.embedding import Embedder
from index.errors import CorpusError, StoreError, StoreMissing, VectorsLost
from index.listing import unlisted_files
from index.reasons import reason
from index.records import listing_hash
from index.storage.chroma import CHROMA_FOLDER, ChromaVectors
from index.storage.chroma_server import ServerVectors
from index.storage.database import DATABASE_FILE, open_database
from index.storage.manifest import StoreManifest, read_manifest
from index.storage.opened import pinned_generation
from index.storage.parts import damaged_parts
from index.storage.server import VectorServer
from index.store import Store


def check_store(
    store: Path, corpus: Path, embedder: Embedder, *, server: VectorServer | None = None
) -> tuple[str, ...]:
    """What is wrong, one Chinese sentence each; empty when all is well. StoreMissing when none.

    `server` is the one that keeps the vectors, if any.
    """
    try:
        generation, pin = pinned_generation(store)  # builds may end while it is looked through
        with closing(pin):
            manifest = read_manifest(generation)
            # Before anything opens them: Chroma may end the process over a damaged file.
            if damaged := tuple(damaged_parts(generation, manifest.parts)):
                return damaged
            Store.open(store, embedder, server=server).close()
            return (*_damage(generation, manifest, server), *_changes(store, corpus, manifest))
    except StoreMissing:
        raise
    except StoreError as error:
        return (str(error),)


def _damage(
    generation: Path, manifest: StoreManifest, server: VectorServer | None
) -> Iterator[str]:
    try:
        with closing(open_database(generation / DATABASE_FILE)) as connection:
            verdict = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
            chunks = int(connection.execute("SELECT count(*) FROM chunks").fetchone()[0])
    except sqlite3.Error as error:
        verdict, chunks = reason(error), manifest.counts.chunks
    if verdict != "ok":
        yield f"数据库 {DATABASE_FILE} 已损坏（{verdict}），请运行 guanwen index build 重建。"
    if server and not manifest.collection:
        yield "向量还在本机的索引文件夹里，运行 guanwen index build 后才在 Chroma 服务器上。"
    try:
        kept = _kept(generation, manifest, server)
    except VectorsLost as error:
        yield str(error)
        return
    if not chunks == kept == manifest.counts.chunks:
        yield (
            f"清单记有 {manifest.counts.chunks} 个检索段，数据库有 {chunks} 个，"
            f"向量库有 {kept} 个，请运行 guanwen index build 重建。"
        )


def _kept(generation: Path, manifest: StoreManifest, server: VectorServer | None) -> int:
    """How many vectors there are; StoreError."""
    if server and manifest.collection:
        with closing(ServerVectors.building(server, manifest.collection)) as shared:
            return len(shared)
    with closing(ChromaVectors.open(generation / CHROMA_FOLDER)) as own:
        return len(own)


def _changes(store: Path, corpus: Path, manifest: StoreManifest) -> Iterator[str]:
    if not corpus.is_dir():
        yield f"没有找到语料文件夹 {corpus}，没有核对其中的文件。"
    elif listing_hash(corpus) != manifest.listing:
        yield f"文件清单 {MANIFEST} 在建立索引之后改过，请运行 guanwen index build。"
    for name, digest in manifest.files:
        if not corpus.is_dir() and not name.startswith(f"{ADDED}/"):
            continue
        path = (store if name.startswith(f"{ADDED}/") else corpus) / name
        if not path.is_file():
            yield f"{name} 已不在语料里，索引里还有，请运行 guanwen index build。"
            continue
        try:
            changed = hashlib.sha256(path.read_bytes()).hexdigest() != digest
        except OSError as error:
            yield f"{name} 无法读取（{reason(error)}），没有核对它。"
            continue
        if changed:
            yield f"{name} 在建立索引之后改过，请运行 guanwen index build。"
    known = {name for name, _ in manifest.files}
    yield from (
        f"{name} 还没有收入索引，请运行 guanwen index build。"
        for name in _files(store, corpus)
        if name not in known
    )


def _files(store: Path, corpus: Path) -> Iterator[str]:
    """What a build would read, named as in a manifest; a folder that is not there has nothing."""
    for folder, prefix in ((corpus, ""), (store / ADDED, f"{ADDED}/")):
        try:
            yield from (f"{prefix}{name}" for name in unlisted_files(folder))
        except CorpusError:
            continue

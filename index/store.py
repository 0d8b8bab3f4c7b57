"""The store as its readers see it: documents, outlines, facts, chunks, search."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.database import (
    DATABASE_FILE,
    create_database,
    open_database,
    read_chunk,
    read_facts,
    read_infos,
    read_outline,
)
from index.documents import Chunk, Document, DocumentInfo, Fact, Outline
from index.embedding import Embedder
from index.errors import StoreError, StoreMismatch
from index.generations import current_generation
from index.indexing import index_documents
from index.manifest import FORMAT, Part, StoreCounts, StoreManifest, read_manifest
from index.parts import require_sizes, require_sound_vectors
from index.postings import search_postings
from index.tokens import TOKENIZER_NAME
from index.vectors import ArrayVectors, ChromaVectors, Vectors

CHROMA_FOLDER = "chroma"

_OUTLINES = 64  # outlines kept in memory
_PROBE = "海关总署关于深化改革的意见：到2025年，互认国家不少于60个。"
_REBUILD = "请运行 guanwen index build 重建索引。"


class Store:
    """One generation of a store, open for reading; its methods may be called from any thread."""

    def __init__(
        self,
        manifest: StoreManifest,
        connection: sqlite3.Connection,
        embedder: Embedder,
        vectors: Vectors | Path,
    ) -> None:
        """For `open` and `in_memory`; a path is the generation, its Chroma opened at first use.

        ValueError when the manifest counts other chunks than the database.
        """
        self.manifest = manifest
        self._connection = connection
        self._embedder = embedder
        self._vectors = vectors
        self._lock = threading.RLock()
        infos = read_infos(connection)
        self._documents = tuple(info for info, _ in infos)
        self._positions = {info.id: positions for info, positions in infos}
        if sum(len(positions) for _, positions in infos) != manifest.counts.chunks:
            raise ValueError("the manifest counts other chunks than the database")
        self._facts: dict[str, tuple[Fact, ...]] | None = None
        self._cached_outline = lru_cache(maxsize=_OUTLINES)(self._read_outline)

    @classmethod
    def open(cls, folder: Path, embedder: Embedder) -> Store:
        """Open the current generation of the store in `folder`.

        StoreMissing when there is none; StoreMismatch when it was made with another format or
        model; StoreError when it is damaged.
        """
        generation = current_generation(folder)
        manifest = read_manifest(generation)
        _check(folder, manifest, embedder)
        require_sizes(generation, manifest.parts)
        try:
            connection = open_database(generation / DATABASE_FILE)
            return cls(manifest, connection, embedder, generation)
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise StoreError(f"索引 {folder} 已损坏，{_REBUILD}") from error

    @classmethod
    def in_memory(cls, documents: Sequence[Document], embedder: Embedder) -> Store:
        """A store of these documents that is never written to disk; equal ids are taken once."""
        connection, vectors = create_database(None), ArrayVectors()
        once = tuple({document.id: document for document in documents}.values())
        counts = index_documents(once, connection, vectors, embedder)
        return cls(describe("memory", (), embedder, counts), connection, embedder, vectors)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents in corpus order."""
        return self._documents

    def outline(self, document_id: str) -> Outline:
        """The outline of a document; KeyError when there is no such document."""
        return self._cached_outline(document_id)

    def facts(self, documents: Collection[str] | None = None) -> tuple[Fact, ...]:
        """Facts of these documents (ids; all when None), in corpus order and reading order."""
        known = self._all_facts()
        wanted = (d.id for d in self._documents if documents is None or d.id in documents)
        return tuple(fact for document_id in wanted for fact in known.get(document_id, ()))

    def chunk(self, chunk_id: str) -> Chunk:
        """One chunk; KeyError when there is no such chunk."""
        with self._reading():
            return read_chunk(self._connection, chunk_id)

    def search_words(
        self, terms: Sequence[str], k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """At most k (chunk id, BM25 score) for these terms (of `words.terms`), best first."""
        limited = self._limit(documents)
        within = None if limited is None else [self._positions[name] for name in limited]
        size = self.manifest.counts.chunks
        with self._reading():
            return search_postings(self._connection, terms, k, size=size, within=within)

    def search_vectors(
        self, text: str, k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """At most k (chunk id, cosine similarity) for a question, best first."""
        query = self._embedder.encode_queries([text])[0]
        if not query.any():  # nothing in it that the model knows: every chunk is as far away
            return []
        return self._open_vectors().search(query, k, self._limit(documents))

    def document_frequency(self, term: str) -> int:
        """How many chunks hold a term (of `words.terms`); 0 for an unknown one."""
        with self._reading():
            row = self._connection.execute(
                "SELECT chunks FROM words WHERE term = ?", (term,)
            ).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close the files; the store cannot be used afterwards."""
        with self._lock:
            if not isinstance(self._vectors, Path):
                self._vectors.close()
            self._connection.close()

    def _open_vectors(self) -> Vectors:
        # Chroma takes most of a second to import: an answer found by address never needs it.
        with self._lock:
            if isinstance(self._vectors, Path):
                require_sound_vectors(self._vectors, self.manifest.parts, CHROMA_FOLDER)
                self._vectors = ChromaVectors.open(self._vectors / CHROMA_FOLDER)
            return self._vectors

    def _read_outline(self, document_id: str) -> Outline:
        with self._reading():
            return read_outline(self._connection, document_id)

    def _all_facts(self) -> dict[str, tuple[Fact, ...]]:
        with self._reading():
            if self._facts is None:
                grouped: dict[str, list[Fact]] = {}
                for fact in read_facts(self._connection):
                    grouped.setdefault(fact.document_id, []).append(fact)
                self._facts = {document: tuple(facts) for document, facts in grouped.items()}
            return self._facts

    def _limit(self, documents: Collection[str] | None) -> frozenset[str] | None:
        """The documents that are there; None when that is all, for a filter costs time."""
        if documents is None or self._positions.keys() <= set(documents):
            return None
        return frozenset(documents) & self._positions.keys()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Hold the one connection; damage found on the way becomes a StoreError."""
        with self._lock:
            try:
                yield
            except UnicodeEncodeError:  # the question cannot be written as UTF-8: no damage
                raise
            except (sqlite3.Error, ValueError, IndexError) as error:
                raise StoreError(f"索引读取失败，{_REBUILD}") from error


def describe(
    generation: str,
    files: Sequence[tuple[str, str]],
    embedder: Embedder,
    counts: StoreCounts,
    *,
    parts: Sequence[Part] = (),
) -> StoreManifest:
    """The manifest of a store that was just made from these files (name, SHA-256)."""
    return StoreManifest(
        format=FORMAT,
        generation=generation,
        built=datetime.now().astimezone().isoformat(timespec="seconds"),
        corpus_hash=corpus_hash(files),
        files=tuple(files),
        model=embedder.name,
        dimension=embedder.dimension,
        probe=_probe(embedder),
        tokenizer=TOKENIZER_NAME,
        counts=counts,
        parts=tuple(parts),
    )


def corpus_hash(files: Sequence[tuple[str, str]]) -> str:
    """One SHA-256 over the names and hashes of the files of a corpus."""
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(files))
    return hashlib.sha256(listed.encode("utf-8")).hexdigest()


def _probe(embedder: Embedder) -> tuple[float, ...]:
    row = embedder.encode_passages([_PROBE])[0]
    return tuple(round(float(value), 5) for value in row[:8])


def _check(folder: Path, manifest: StoreManifest, embedder: Embedder) -> None:
    if manifest.format != FORMAT:
        raise StoreMismatch(
            f"索引 {folder} 的格式是第{manifest.format}版，本程序使用第{FORMAT}版，{_REBUILD}"
        )
    if (manifest.model, manifest.dimension) != (embedder.name, embedder.dimension):
        raise StoreMismatch(
            f"索引 {folder} 由模型 {manifest.model}（{manifest.dimension}维）建立，"
            f"当前模型是 {embedder.name}（{embedder.dimension}维），{_REBUILD}"
        )
    if manifest.tokenizer != TOKENIZER_NAME:
        raise StoreMismatch(
            f"索引 {folder} 的检索段按词表 {manifest.tokenizer} 计长，"
            f"本程序使用词表 {TOKENIZER_NAME}，{_REBUILD}"
        )
    probe = _probe(embedder)
    if len(manifest.probe) != len(probe) or not np.allclose(manifest.probe, probe, atol=1e-3):
        raise StoreMismatch(
            f"索引 {folder} 由另一份模型 {manifest.model} 建立，"
            f"当前的 {embedder.name} 权重与它不同，{_REBUILD}"
        )

"""The store as its readers see it: documents, outlines, facts, chunks, search."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from index.documents import Chunk, Document, DocumentInfo, Fact, Outline
from index.embedding import Embedder
from index.errors import StoreError, StoreMissing
from index.storage.chroma import CHROMA_FOLDER, ChromaVectors
from index.storage.database import DATABASE_FILE, create_database, open_database
from index.storage.generations import Pin, current_generation
from index.storage.maker import describe, require_maker
from index.storage.manifest import Part, StoreManifest, read_manifest
from index.storage.parts import require_sizes, require_sound_vectors
from index.storage.postings import search_postings
from index.storage.reading import read_chunk, read_facts, read_infos, read_outline
from index.storage.vectors import ArrayVectors, Vectors

_OUTLINES = 64  # outlines kept in memory
_TRIES = 5
_PAUSE = 0.02
_REBUILD = "请运行 guanwen index build 重建索引。"


class Store:
    """One generation of a store, open for reading; its methods may be called from any thread."""

    def __init__(
        self,
        manifest: StoreManifest,
        connection: sqlite3.Connection,
        embedder: Embedder,
        vectors: Vectors | Path,
        pin: Pin | None = None,
    ) -> None:
        """For `open` and `in_memory`; a path is the generation, its Chroma opened at first use.

        `pin` keeps the generation from being deleted. ValueError when the manifest counts other
        chunks than the database.
        """
        self.manifest = manifest
        self._connection = connection
        self._embedder = embedder
        self._files = _Files(connection, vectors, pin)
        self._lock = threading.RLock()
        infos = read_infos(connection)
        self._documents = tuple(info for info, _ in infos)
        self._positions = {info.id: positions for info, positions in infos}
        if sum(len(positions) for _, positions in infos) != manifest.counts.chunks:
            raise ValueError("the manifest counts other chunks than the database")
        self._facts: dict[str, tuple[Fact, ...]] | None = None
        # Nothing kept here refers back to the store: the last user that lets go of it closes it.
        reader = partial(_read_outline, connection, self._lock)
        self._cached_outline = lru_cache(maxsize=_OUTLINES)(reader)
        self._closer = weakref.finalize(self, self._files.close)
        self._closer.atexit = False

    @classmethod
    def open(cls, folder: Path, embedder: Embedder) -> Store:
        """Open the current generation of the store in `folder`.

        StoreMissing when there is none; StoreMismatch when it was made with another format or
        model; StoreError when it is damaged.
        """
        generation, pin = pinned_generation(folder)
        try:
            manifest = read_manifest(generation)
            require_maker(folder, manifest, embedder)
            require_sizes(generation, manifest.parts)
            connection = open_database(generation / DATABASE_FILE)
            return cls(manifest, connection, embedder, generation, pin)
        except (sqlite3.Error, ValueError, TypeError) as error:
            pin.close()
            raise StoreError(f"索引 {folder} 已损坏，{_REBUILD}") from error
        except StoreError:
            pin.close()
            raise

    @classmethod
    def in_memory(cls, documents: Sequence[Document], embedder: Embedder) -> Store:
        """A store of these documents that is never written to disk; equal ids are taken once."""
        from index.storage.indexing import index_documents  # readers of a store do not index

        connection, vectors = create_database(None), ArrayVectors()
        once = tuple({document.id: document for document in documents}.values())
        counts = index_documents(once, connection, vectors, embedder)
        return cls(describe("memory", (), embedder, counts), connection, embedder, vectors)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents in corpus order."""
        return self._documents

    def chunk_count(self, document_id: str) -> int:
        """How many chunks a document has; KeyError when there is no such document."""
        return len(self._positions[document_id])

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
        with _reading(self._lock):
            return read_chunk(self._connection, chunk_id)

    def search_words(
        self, terms: Sequence[str], k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """At most k (chunk id, BM25 score) for these terms (of `words.terms`), best first."""
        limited = self._limit(documents)
        within = None if limited is None else [self._positions[name] for name in limited]
        size = self.manifest.counts.chunks
        with _reading(self._lock):
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
        with _reading(self._lock):
            row = self._connection.execute(
                "SELECT chunks FROM words WHERE term = ?", (term,)
            ).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close the files; the store cannot be used afterwards.

        A store that nobody refers to any more is closed by itself.
        """
        with self._lock:
            self._closer()

    def _open_vectors(self) -> Vectors:
        # Chroma takes most of a second to import: an answer found by address never needs it.
        with self._lock:
            return self._files.open_vectors(self.manifest.parts)

    def _all_facts(self) -> dict[str, tuple[Fact, ...]]:
        with _reading(self._lock):
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


class _Files:
    """What a store has open; the vectors are a generation's folder until they are asked for."""

    def __init__(
        self, connection: sqlite3.Connection, vectors: Vectors | Path, pin: Pin | None
    ) -> None:
        self._connection, self._vectors, self._pin = connection, vectors, pin

    def open_vectors(self, parts: Sequence[Part]) -> Vectors:
        if isinstance(self._vectors, Path):
            require_sound_vectors(self._vectors, parts, CHROMA_FOLDER)
            self._vectors = ChromaVectors.open(self._vectors / CHROMA_FOLDER)
        return self._vectors

    def close(self) -> None:
        if not isinstance(self._vectors, Path):
            self._vectors.close()
        self._connection.close()
        if self._pin is not None:
            self._pin.close()


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


def _read_outline(
    connection: sqlite3.Connection, lock: threading.RLock, document_id: str
) -> Outline:
    with _reading(lock):
        return read_outline(connection, document_id)


@contextmanager
def _reading(lock: threading.RLock) -> Iterator[None]:
    """Hold the one connection; damage found on the way becomes a StoreError."""
    with lock:
        try:
            yield
        except UnicodeEncodeError:  # the question cannot be written as UTF-8: no damage
            raise
        except (sqlite3.Error, ValueError, IndexError) as error:
            raise StoreError(f"索引读取失败，{_REBUILD}") from error

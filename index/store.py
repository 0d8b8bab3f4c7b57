"""The store as its readers see it: documents, outlines, facts, chunks, search."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache, partial
from itertools import chain
from pathlib import Path

from index.documents import Chunk, Document, DocumentInfo, Fact, Node, Outline, Span
from index.embedding import Embedder
from index.errors import StoreError, VectorsLost
from index.lexicon import LearnedWord
from index.storage.chroma_server import AMONG, ServerVectors
from index.storage.database import DATABASE_FILE, create_database, open_database
from index.storage.generations import Pin
from index.storage.maker import describe, require_maker
from index.storage.manifest import StoreManifest, read_manifest
from index.storage.opened import OpenFiles, pinned_generation, vectors_of
from index.storage.outage import Losses
from index.storage.parts import require_sizes
from index.storage.postings import search_postings
from index.storage.reading import (
    has_headless,
    read_chunk,
    read_chunk_ids,
    read_facts,
    read_headword,
    read_infos,
    read_lexicon,
    read_outline,
    read_terms,
    read_titled,
)
from index.storage.server import VectorServer
from index.storage.vectors import Array, ArrayVectors, Vectors

_OUTLINES = 256  # outlines kept in memory: an answer looks at those of some 80 hits
_HEADWORDS = 20_000  # headwords kept: some 10 characters each
COMPARED = 20_000
"""Chunks up to which a question is compared with all vectors: 1 ms, and Chroma, which takes most of a
second to import, is not needed."""
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
        self._files = OpenFiles(connection, vectors, pin)
        self.losses = Losses()
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
        words = partial(_read_headword, connection, self._lock)
        self._cached_headword = lru_cache(maxsize=_HEADWORDS)(words)
        self._closer = weakref.finalize(self, self._files.close)
        self._closer.atexit = False

    @classmethod
    def open(cls, folder: Path, embedder: Embedder, *, server: VectorServer | None = None) -> Store:
        """Open the current generation of the store in `folder`; `server` keeps its vectors.

        StoreMissing when there is none; StoreMismatch when it was made with another format or
        model; StoreError when it is damaged.
        """
        generation, pin = pinned_generation(folder)
        try:
            manifest = read_manifest(generation)
            require_maker(folder, manifest, embedder)
            require_sizes(generation, manifest.parts)
            connection = open_database(generation / DATABASE_FILE)
            vectors = vectors_of(folder, generation, manifest, server)
            return cls(manifest, connection, embedder, vectors, pin)
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

    def outline_around(self, document_id: str, span: Span) -> Outline:
        """The outline of a document, or only the nodes at this span and those above them.

        The latter where the outlines are too many to be kept in memory: reading a whole one takes
        2 ms. KeyError when there is no such document.
        """
        if len(self._documents) <= _OUTLINES:
            return self._cached_outline(document_id)
        with _reading(self._lock):
            return read_outline(self._connection, document_id, span)

    def titled(self, document_id: str) -> tuple[Node, ...]:
        """The nodes of a document that have a title, in reading order, without its text.

        None for an unknown document.
        """
        with _reading(self._lock):
            return read_titled(self._connection, document_id)

    def headword(self, document_id: str) -> str:
        """What a document without headings is about, folded (see `index/headwords.py`); "" for any other."""
        return self._cached_headword(document_id)

    @cached_property
    def has_headless(self) -> bool:
        """Whether any document has no headings."""
        with _reading(self._lock):
            return has_headless(self._connection)

    def facts(self, documents: Collection[str] | None = None) -> tuple[Fact, ...]:
        """Facts of these documents (ids; all when None), in corpus order and reading order."""
        known = self._all_facts()
        among = None if documents is None else frozenset(documents)
        wanted = (d.id for d in self._documents if among is None or d.id in among)
        return tuple(fact for document_id in wanted for fact in known.get(document_id, ()))

    def chunk(self, chunk_id: str) -> Chunk:
        """One chunk; KeyError when there is no such chunk."""
        with _reading(self._lock):
            return read_chunk(self._connection, chunk_id)

    def search_words(
        self,
        terms: Sequence[str] | Mapping[str, float],
        k: int,
        documents: Collection[str] | None = None,
    ) -> list[tuple[str, float]]:
        """At most k (chunk id, BM25 score) for these terms (of `words.terms`), best first.

        A mapping gives each term a weight; a repeated term of a sequence counts each time.
        """
        limited = self._limit(documents)
        within = None if limited is None else [self._positions[name] for name in limited]
        size = self.manifest.counts.chunks
        with _reading(self._lock):
            return search_postings(self._connection, terms, k, size=size, within=within)

    def search_vectors(
        self, text: str, k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """At most k (chunk id, cosine similarity) for a question, best first.

        Empty when the server that keeps the vectors is lost, which `losses` counts.
        """
        query = self._embedder.encode_queries([text])[0]
        if not query.any():  # nothing in it that the model knows: every chunk is as far away
            return []
        limited = self._limit(documents)
        try:
            if limited is None and self.manifest.counts.chunks > COMPARED:
                return self._open_vectors().search(query, k)
            return self._search_within(query, k, limited)
        except VectorsLost as error:
            self.losses.add(str(error))
            return []

    def document_frequency(self, term: str) -> int:
        """How many chunks hold a term (of `words.terms`); 0 for an unknown one."""
        with _reading(self._lock):
            row = self._connection.execute(
                "SELECT chunks FROM words WHERE term = ?", (term,)
            ).fetchone()
        return int(row[0]) if row else 0

    def lexicon(self) -> tuple[LearnedWord, ...]:
        """The words that the documents teach, each once, in the order of their characters."""
        with _reading(self._lock):
            return tuple(read_lexicon(self._connection))

    def common_terms(self, most: int) -> list[tuple[str, int]]:
        """At most so many terms of 2 to 8 characters, those in most chunks, with how many."""
        with _reading(self._lock):
            return read_terms(self._connection, most)

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

    def _search_within(
        self, query: Array, k: int, documents: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        """Compares all vectors of these documents: a filter of Chroma's takes 80 ms and more."""
        among = self._positions if documents is None else documents
        within = sorted((self._positions[name] for name in among), key=lambda each: each.start)
        with self._lock:
            rows = self._files.open_rows(self.manifest)
        if rows is not None:
            found = rows.search(query, k, within)
            return list(zip(self._ids([at for at, _ in found]), (s for _, s in found), strict=True))
        vectors = self._open_vectors()
        few = documents is not None and sum(map(len, within)) <= AMONG
        if few and isinstance(vectors, ServerVectors):
            return vectors.search_among(query, k, self._ids(list(chain.from_iterable(within))))
        return vectors.search(query, k, documents)

    def _ids(self, positions: Sequence[int]) -> list[str]:
        """The ids of the chunks at these positions."""
        with _reading(self._lock):
            return read_chunk_ids(self._connection, positions)

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


def _read_outline(
    connection: sqlite3.Connection, lock: threading.RLock, document_id: str
) -> Outline:
    with _reading(lock):
        return read_outline(connection, document_id)


def _read_headword(connection: sqlite3.Connection, lock: threading.RLock, document_id: str) -> str:
    with _reading(lock):
        return read_headword(connection, document_id)


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

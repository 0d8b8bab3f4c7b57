"""Documents into a database, a word index and vectors: one path for folders and for memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

import numpy as np

from index.chunk import chunk_document, path_text
from index.documents import Chunk, Document
from index.embedding import Embedder
from index.facts import find_facts
from index.storage.chroma import ChromaVectors
from index.storage.manifest import StoreCounts
from index.storage.passing import PassedOn
from index.storage.postings import PostingsBuilder
from index.storage.vectors import Array, Vectors
from index.storage.writing import write_document, write_facts
from index.words import learn, terms

_BATCH = 1_000
"""Chunks embedded at a time: bounds the memory of a large build."""

Progress = Callable[[str, int, int], None]
"""Called with a stage, and how much of how much is done (a total of 0 is not known yet)."""


def index_documents(
    documents: Sequence[Document],
    connection: sqlite3.Connection,
    vectors: Vectors,
    embedder: Embedder,
    *,
    progress: Progress | None = None,
    passed_on: PassedOn | None = None,
) -> StoreCounts:
    """Write everything a store holds about these documents; returns how much it was.

    `passed_on` is what an index before has of them: it is copied instead of made again.
    """
    indexer = _Indexer(connection, vectors, embedder, passed_on)
    for done, document in enumerate(documents, start=1):
        indexer.add(document)
        if progress:
            progress("建立索引", done, len(documents))
    if progress:
        progress("整理词表", 0, 0)
    return indexer.finish()


class _Indexer:
    def __init__(
        self,
        connection: sqlite3.Connection,
        vectors: Vectors,
        embedder: Embedder,
        passed_on: PassedOn | None,
    ) -> None:
        self._connection = connection
        self._vectors = vectors
        self._embedder = embedder
        self._passed_on = passed_on
        self._postings = PostingsBuilder()
        self._waiting: list[Chunk] = []
        self._documents = self._nodes = self._chunks = self._facts = 0
        if passed_on:
            passed_on.attach(connection)

    def add(self, document: Document) -> None:
        if self._passed_on and document.id in self._passed_on.kept:
            nodes, chunks, facts = self._passed_on.take(
                document, self._connection, self._in_chroma(), first_chunk=self._chunks
            )
        else:
            nodes, chunks, facts = self._make(document)
        self._documents += 1
        self._nodes += nodes
        self._chunks += chunks
        self._facts += facts

    def finish(self) -> StoreCounts:
        self._embed()
        if self._passed_on:
            self._passed_on.finish(self._in_chroma())
            self._passed_on.take_words(self._postings)
        words = self._postings.write(self._connection, self._chunks)
        self._connection.commit()
        return StoreCounts(self._documents, self._nodes, self._chunks, self._facts, words)

    def _make(self, document: Document) -> tuple[int, int, int]:
        chunks = chunk_document(document)
        facts = find_facts(document)
        write_document(self._connection, document, chunks, first_chunk=self._chunks)
        write_facts(self._connection, facts)
        self._add_words(document, chunks)
        self._waiting.extend(
            self._passed_on.settle(document.id, chunks, self._in_chroma())
            if self._passed_on
            else chunks
        )
        if len(self._waiting) >= _BATCH:
            self._embed()
        return len(document.outline.nodes), len(chunks), len(facts)

    def _add_words(self, document: Document, chunks: Sequence[Chunk]) -> None:
        learn(document.title + document.outline.text)
        for place, chunk in enumerate(chunks, start=self._chunks):
            path = path_text(document, chunk.node_id)
            # A row is searched with the names of its columns, which embedding_text gives.
            body = chunk.embedding_text.removeprefix(path)
            self._postings.add(place, terms(path), terms(body))

    def _embed(self) -> None:
        for start in range(0, len(self._waiting), _BATCH):
            some = self._waiting[start : start + _BATCH]
            ids = [chunk.id for chunk in some]
            rows = self._rows([chunk.embedding_text for chunk in some])
            self._vectors.add(ids, [chunk.document_id for chunk in some], rows)
        self._waiting.clear()

    def _rows(self, texts: Sequence[str]) -> Array:
        """One vector for each text: those that were passed on, the others of the model."""
        known = [self._passed_on.vector(text) if self._passed_on else None for text in texts]
        new = [text for text, row in zip(texts, known, strict=True) if row is None]
        made = iter(self._embedder.encode_passages(new)) if new else iter(())
        return np.array([next(made) if row is None else row for row in known], dtype=np.float32)

    def _in_chroma(self) -> ChromaVectors:
        if not isinstance(self._vectors, ChromaVectors):
            raise TypeError("an index that takes over another is kept in Chroma")
        return self._vectors

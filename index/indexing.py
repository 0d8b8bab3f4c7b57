"""Documents into a database, a word index and vectors: one path for folders and for memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from index.chunk import chunk_document, path_text
from index.database import write_document, write_facts
from index.documents import Chunk, Document
from index.embedding import Embedder
from index.facts import find_facts
from index.manifest import StoreCounts
from index.postings import PostingsBuilder
from index.vectors import Vectors
from index.words import learn, terms

_BATCH = 1_000
"""Chunks embedded at a time: bounds the memory of a large build."""


def index_documents(
    documents: Sequence[Document],
    connection: sqlite3.Connection,
    vectors: Vectors,
    embedder: Embedder,
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> StoreCounts:
    """Write everything a store holds about these documents; returns how much it was.

    `progress` is called with a stage, and how many of how many documents are done.
    """
    indexer = _Indexer(connection, vectors, embedder)
    for done, document in enumerate(documents, start=1):
        indexer.add(document)
        if progress:
            progress("建立索引", done, len(documents))
    return indexer.finish()


class _Indexer:
    def __init__(
        self, connection: sqlite3.Connection, vectors: Vectors, embedder: Embedder
    ) -> None:
        self._connection = connection
        self._vectors = vectors
        self._embedder = embedder
        self._postings = PostingsBuilder()
        self._waiting: list[Chunk] = []
        self._documents = self._nodes = self._chunks = self._facts = 0

    def add(self, document: Document) -> None:
        chunks = chunk_document(document)
        facts = find_facts(document)
        write_document(self._connection, document, chunks, first_chunk=self._chunks)
        write_facts(self._connection, facts)
        self._add_words(document, chunks)
        self._documents += 1
        self._nodes += len(document.outline.nodes)
        self._chunks += len(chunks)
        self._facts += len(facts)
        self._waiting.extend(chunks)
        if len(self._waiting) >= _BATCH:
            self._embed()

    def finish(self) -> StoreCounts:
        self._embed()
        words = self._postings.write(self._connection)
        self._connection.commit()
        return StoreCounts(self._documents, self._nodes, self._chunks, self._facts, words)

    def _add_words(self, document: Document, chunks: Sequence[Chunk]) -> None:
        learn(document.title + document.outline.text)
        for chunk in chunks:
            path = path_text(document, chunk.node_id)
            # A row is searched with the names of its columns, which embedding_text gives.
            body = chunk.embedding_text.removeprefix(path)
            self._postings.add(terms(path), terms(body))

    def _embed(self) -> None:
        for start in range(0, len(self._waiting), _BATCH):
            some = self._waiting[start : start + _BATCH]
            rows = self._embedder.encode_passages([chunk.embedding_text for chunk in some])
            ids = [chunk.id for chunk in some]
            self._vectors.add(ids, [chunk.document_id for chunk in some], rows)
        self._waiting.clear()

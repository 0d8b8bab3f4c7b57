"""Documents into a database, a word index and vectors: one path for folders and for memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from index.chunk import chunk_document, path_text
from index.documents import Chunk, Document
from index.embedding import Embedder
from index.facts import find_facts
from index.lexicon import learn_words
from index.storage.filling import Filling, Waiting
from index.storage.manifest import StoreCounts
from index.storage.passing import PassedOn
from index.storage.postings import PostingsBuilder
from index.storage.rows import RowsWriter
from index.storage.vectors import Vectors
from index.storage.writing import write_document, write_facts, write_lexicon
from index.words import learn, terms

Progress = Callable[[str, int, int], None]
"""Called with a stage, and how much of how much is done (a total of 0 is not known yet)."""


def index_documents(
    documents: Sequence[Document],
    connection: sqlite3.Connection,
    vectors: Vectors,
    embedder: Embedder,
    *,
    rows: RowsWriter | None = None,
    progress: Progress | None = None,
    passed_on: PassedOn | None = None,
) -> StoreCounts:
    """Write everything a store holds about these documents; returns how much it was.

    Vectors go to `vectors`, and by position to `rows`. `passed_on` is what an index before has of
    them: it is copied instead of made again.
    """
    filling = Filling(vectors, embedder, rows, passed_on.old if passed_on else None)
    indexer = _Indexer(connection, filling, passed_on)
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
        filling: Filling,
        passed_on: PassedOn | None,
    ) -> None:
        self._connection = connection
        self._filling = filling
        self._passed_on = passed_on
        self._postings = PostingsBuilder()
        self._documents = self._nodes = self._chunks = self._facts = 0
        if passed_on:
            passed_on.attach(connection)

    def add(self, document: Document) -> None:
        if self._passed_on and document.id in self._passed_on.kept:
            nodes, chunks, facts = self._passed_on.take(
                document, self._connection, self._filling, first_chunk=self._chunks
            )
        else:
            nodes, chunks, facts = self._make(document)
        self._documents += 1
        self._nodes += nodes
        self._chunks += chunks
        self._facts += facts

    def finish(self) -> StoreCounts:
        self._filling.flush()
        if self._passed_on:
            self._passed_on.finish()
            self._passed_on.take_words(self._postings)
        words = self._postings.write(self._connection, self._chunks)
        self._connection.commit()
        return StoreCounts(self._documents, self._nodes, self._chunks, self._facts, words)

    def _make(self, document: Document) -> tuple[int, int, int]:
        chunks = chunk_document(document)
        facts = find_facts(document)
        write_document(self._connection, document, chunks, first_chunk=self._chunks)
        write_facts(self._connection, facts)
        words = learn_words(document.title, document.outline)
        write_lexicon(self._connection, document.id, words)
        self._add_words(document, chunks)
        self._filling.put(
            self._passed_on.settle(document.id, chunks, first_chunk=self._chunks)
            if self._passed_on
            else _waiting(chunks, self._chunks)
        )
        return len(document.outline.nodes), len(chunks), len(facts)

    def _add_words(self, document: Document, chunks: Sequence[Chunk]) -> None:
        learn(document.title + document.outline.text)
        for place, chunk in enumerate(chunks, start=self._chunks):
            path = path_text(document, chunk.node_id)
            # A row is searched with the names of its columns, which embedding_text gives.
            body = chunk.embedding_text.removeprefix(path)
            self._postings.add(place, terms(path), terms(body))


def _waiting(chunks: Sequence[Chunk], first: int) -> Iterator[Waiting]:
    for position, chunk in enumerate(chunks, start=first):
        yield Waiting(position, chunk.id, chunk.document_id, chunk.embedding_text)

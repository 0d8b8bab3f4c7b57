"""What one index passes on to the next: rows, words and vectors of what is the same in both."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.documents import Chunk, Document
from index.storage.chroma import CHROMA_FOLDER, ChromaVectors
from index.storage.database import DATABASE_FILE, attach_database
from index.storage.postings import PostingsBuilder
from index.storage.previous import Previous
from index.storage.vectors import Array
from index.storage.writing import take_document


class PassedOn:
    """The part of an index that the next one of these documents takes over.

    A document whose outline and title are the same keeps its rows and vectors; of the others, a
    chunk with the same embedding text keeps its vector. Close it when the build is done.
    """

    def __init__(self, previous: Previous, documents: Sequence[Document]) -> None:
        self._previous = previous
        self.kept = frozenset(d.id for d in documents if previous.holds(d))
        stale = previous.stale(self.kept)
        self._stale: dict[str, dict[str, str]] = {}
        for document_id, chunk_id, text in stale:
            self._stale.setdefault(document_id, {})[chunk_id] = text
        self._places = {text: place for place, (_, _, text) in enumerate(stale)}
        self._stale_ids = [chunk_id for _, chunk_id, _ in stale]
        self._rows: Array | None = None
        self._moved = np.full(previous.manifest.counts.chunks, -1, dtype=np.int64)
        taken_out = previous.manifest.deleted + len(stale)
        # What is taken out of an HNSW index stays in its graph: beyond half of it, start afresh.
        self._afresh = 2 * taken_out > previous.manifest.counts.chunks
        self.deleted = 0 if self._afresh else previous.manifest.deleted
        self._source: ChromaVectors | None = None

    def open_vectors(self, folder: Path) -> ChromaVectors:
        """The collection of the new index, in a new folder, with what stays the same in it."""
        old = self._previous.folder / CHROMA_FOLDER
        if not self._afresh:
            self._source = made = ChromaVectors.copied(old, folder)
            return made
        self._source = ChromaVectors.open(old)
        return ChromaVectors.create(folder)

    def attach(self, connection: sqlite3.Connection) -> None:
        """Make the rows that stay readable from the new database."""
        attach_database(connection, self._previous.folder / DATABASE_FILE)

    def take(
        self,
        document: Document,
        connection: sqlite3.Connection,
        vectors: ChromaVectors,
        *,
        first_chunk: int,
    ) -> tuple[int, int, int]:
        """Copy a document that is `kept`; returns how many nodes, chunks and facts it has."""
        counts = take_document(connection, document, first_chunk=first_chunk)
        places = self._previous.positions[document.id]
        self._moved[places.start : places.stop] = first_chunk + np.arange(len(places))
        if self._afresh and places:
            ids = [
                str(row[0])
                for row in connection.execute(
                    "SELECT id FROM chunks WHERE position >= ? AND position < ? ORDER BY position",
                    (first_chunk, first_chunk + len(places)),
                )
            ]
            vectors.add(ids, [document.id] * len(ids), self._old_vectors().get(ids))
        return counts

    def take_words(self, postings: PostingsBuilder) -> None:
        """Hand over the words of all documents that were taken."""
        postings.take(self._previous.connection, self._moved)

    def settle(
        self, document_id: str, chunks: Sequence[Chunk], vectors: ChromaVectors
    ) -> list[Chunk]:
        """Take out a document's chunks that are gone or changed; returns those to be put in."""
        old = self._stale.pop(document_id, {})
        if self._afresh:
            return list(chunks)
        self._stale_rows()  # before anything of it is taken out
        stay = {c.id for c in chunks if old.get(c.id) == c.embedding_text}
        self._take_out([chunk_id for chunk_id in old if chunk_id not in stay], vectors)
        return [chunk for chunk in chunks if chunk.id not in stay]

    def vector(self, text: str) -> Array | None:
        """The vector of an embedding text, shape (dimension,), where a stale chunk has it."""
        place = self._places.get(text)
        return None if place is None else self._stale_rows()[place]

    def finish(self, vectors: ChromaVectors) -> None:
        """Take out the chunks of documents that are gone."""
        if not self._afresh:
            left = [chunk_id for old in self._stale.values() for chunk_id in old]
            self._take_out(left, vectors)
        self._stale.clear()

    def close(self) -> None:
        """Let go of the old vectors."""
        if self._afresh and self._source is not None:
            self._source.close()

    def _take_out(self, ids: Sequence[str], vectors: ChromaVectors) -> None:
        vectors.remove(ids)
        self.deleted += len(ids)

    def _stale_rows(self) -> Array:
        if self._rows is None:
            self._rows = self._old_vectors().get(self._stale_ids)
        return self._rows

    def _old_vectors(self) -> ChromaVectors:
        if self._source is None:
            raise RuntimeError("open_vectors comes first")
        return self._source

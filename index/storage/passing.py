"""What one index passes on to the next: rows, words and vectors of what is the same in both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.documents import Chunk, Document
from index.storage.chroma import CHROMA_FOLDER, ChromaVectors
from index.storage.database import DATABASE_FILE, attach_database
from index.storage.filling import Filling, OldVectors, Waiting
from index.storage.postings import PostingsBuilder
from index.storage.previous import Previous
from index.storage.writing import take_document


class PassedOn:
    """The part of an index that the next one of these documents takes over.

    A document whose outline and title are the same keeps its rows and vectors; of the others, a
    chunk with the same embedding text keeps its vector.
    """

    def __init__(
        self,
        previous: Previous,
        documents: Sequence[Document],
        old: OldVectors,
        *,
        anew: bool = False,
    ) -> None:
        """`old` gives the vectors of the index before; with `anew` its collection is not copied."""
        self._previous = previous
        self.old = old
        self.kept = frozenset(d.id for d in documents if previous.holds(d))
        stale = previous.stale(self.kept)
        self._stale: dict[str, dict[str, str]] = {}
        for document_id, chunk_id, text, _ in stale:
            self._stale.setdefault(document_id, {})[chunk_id] = text
        self._places = {text: position for _, _, text, position in stale}
        self._moved = np.full(previous.manifest.counts.chunks, -1, dtype=np.int64)
        taken_out = previous.manifest.deleted + len(stale)
        # What is taken out of an HNSW index stays in its graph: beyond half of it, start afresh.
        self._afresh = anew or 2 * taken_out > previous.manifest.counts.chunks
        self.deleted = 0 if self._afresh else previous.manifest.deleted
        self._copied: ChromaVectors | None = None

    def copied_vectors(self, folder: Path) -> ChromaVectors | None:
        """The collection before, in a new folder, to be brought up to date; None to start afresh."""
        if not self._afresh:
            self._copied = ChromaVectors.copied(self._previous.folder / CHROMA_FOLDER, folder)
        return self._copied

    def attach(self, connection: sqlite3.Connection) -> None:
        """Make the rows that stay readable from the new database."""
        attach_database(connection, self._previous.folder / DATABASE_FILE)

    def take(
        self,
        document: Document,
        connection: sqlite3.Connection,
        filling: Filling,
        *,
        first_chunk: int,
    ) -> tuple[int, int, int]:
        """Copy a document that is `kept`; returns how many nodes, chunks and facts it has."""
        counts = take_document(connection, document, first_chunk=first_chunk)
        places = self._previous.positions[document.id]
        self._moved[places.start : places.stop] = first_chunk + np.arange(len(places))
        if self._copied:
            filling.keep(first_chunk, self.old((), places))
        else:
            filling.put(self._again(document.id, connection, places, first_chunk))
        return counts

    def take_words(self, postings: PostingsBuilder) -> None:
        """Hand over the words of all documents that were taken."""
        postings.take(self._previous.connection, self._moved)

    def settle(
        self, document_id: str, chunks: Sequence[Chunk], *, first_chunk: int
    ) -> Iterator[Waiting]:
        """The chunks of a document that changed; those that are gone or other are taken out."""
        before = self._stale.pop(document_id, {})
        stay = {c.id for c in chunks if self._copied and before.get(c.id) == c.embedding_text}
        self._take_out([chunk_id for chunk_id in before if chunk_id not in stay])
        for position, chunk in enumerate(chunks, start=first_chunk):
            text = chunk.embedding_text
            old = self._places.get(text, -1)
            yield Waiting(position, chunk.id, document_id, text, old, chunk.id in stay)

    def finish(self) -> None:
        """Take out the chunks of documents that are gone."""
        self._take_out([chunk_id for before in self._stale.values() for chunk_id in before])
        self._stale.clear()

    def _again(
        self, document_id: str, connection: sqlite3.Connection, places: range, first_chunk: int
    ) -> Iterator[Waiting]:
        """The chunks of a document that stays, for a collection that starts afresh."""
        ids = connection.execute(
            "SELECT id FROM chunks WHERE position >= ? AND position < ? ORDER BY position",
            (first_chunk, first_chunk + len(places)),
        )
        for (chunk_id,), old in zip(ids, places, strict=True):
            yield Waiting(first_chunk + old - places.start, str(chunk_id), document_id, "", old)

    def _take_out(self, ids: Sequence[str]) -> None:
        if self._copied and ids:
            self._copied.remove(ids)
            self.deleted += len(ids)

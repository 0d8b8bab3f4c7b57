"""The index before: what a build may take over from it instead of making it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from index.documents import Document, DocumentInfo, Outline
from index.errors import StoreError
from index.file_outlines import FileOutline, Request, renamed
from index.storage.database import DATABASE_FILE, copy_key, open_database
from index.storage.generations import current_generation
from index.storage.manifest import FileRecord, StoreManifest, read_manifest
from index.storage.parts import damaged_parts
from index.storage.reading import read_infos, read_outline, read_sketch


class Previous:
    """A whole generation of the store, open for reading. Close it when the build is done."""

    def __init__(self, folder: Path, manifest: StoreManifest, connection: sqlite3.Connection):
        """For `open_previous`."""
        self.folder = folder
        self.manifest = manifest
        self.connection = connection
        found = read_infos(connection)
        self.infos: tuple[DocumentInfo, ...] = tuple(info for info, _ in found)
        self._infos = {info.id: info for info in self.infos}
        self.positions = {info.id: positions for info, positions in found}
        self._records: dict[str, list[FileRecord]] = {}
        for record in manifest.records:
            self._records.setdefault(record.sha256, []).append(record)
        self._outlines: dict[str, Outline] = {}

    def close(self) -> None:
        """Let go of the database."""
        self.connection.close()

    def outline(self, request: Request, document_id: str) -> FileOutline | None:
        """What was made of a file of these bytes before, under this document id."""
        for record in self._records.get(request.sha256, ()):
            if _answers(record, request):
                key = copy_key(record.file) if record.outcome == "copy" else record.document_id
                found = self._stored(key)
                if found is not None and found.title == record.title:
                    own = read_sketch(self.connection, key)
                    return FileOutline(request, renamed(found, document_id), record.notes, own)
        return None

    def holds(self, document: Document) -> bool:
        """Whether everything but a document's description stands here as it is to be."""
        stored, info = self._outlines.get(document.id), self.info(document.id)
        if stored is None or info is None or info.title != document.title:
            return False
        return stored is document.outline or stored == document.outline

    def info(self, document_id: str) -> DocumentInfo | None:
        """The description of a document; None when it is not here."""
        return self._infos.get(document_id)

    def stale(self, kept: Iterable[str]) -> list[tuple[str, str, str, int]]:
        """Chunks of all documents but these: document, id, embedding text and position."""
        left = self.positions.keys() - set(kept)
        return [
            row
            for document_id in sorted(left)
            for row in self.connection.execute(
                "SELECT document, id, embedding_text, position FROM chunks"
                " WHERE position >= ? AND position < ? ORDER BY position",
                (self.positions[document_id].start, self.positions[document_id].stop),
            )
        ]

    def _stored(self, key: str) -> Outline | None:
        """The outline of a document or of a copy; None when it is not here."""
        if key not in self._outlines:
            try:
                self._outlines[key] = read_outline(self.connection, key)
            except KeyError:
                return None
        return self._outlines[key]


def open_previous(store: Path, like: StoreManifest) -> Previous | None:
    """The current generation, if it is whole and was made as `like` says: format, model, program.

    Whether a server still has its vectors is not looked at.
    """
    try:
        folder = current_generation(store)
        manifest = read_manifest(folder)
        if _maker(manifest) != _maker(like) or any(damaged_parts(folder, manifest.parts)):
            return None
        return Previous(folder, manifest, open_database(folder / DATABASE_FILE))
    except (StoreError, sqlite3.Error, ValueError, TypeError):
        return None


def _maker(manifest: StoreManifest) -> tuple[object, ...]:
    made = manifest
    return (
        made.format, made.model, made.dimension, made.probe, made.tokenizer, made.program,
        bool(made.collection),
    )  # fmt: skip


def _answers(record: FileRecord, request: Request) -> bool:
    """Whether what was made of a file of these bytes would be made again for this request."""
    old, new = Path(record.file), Path(request.file)
    if record.outcome not in ("read", "copy") or record.given != request.title:
        return False
    # A file without a title of its own is called by its name.
    return old.suffix.lower() == new.suffix.lower() and (
        old.name == new.name or record.title != old.stem
    )

"""One generation of a store, written from nothing or from what the one before passes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from index.documents import Document
from index.embedding import Embedder
from index.errors import StoreError
from index.file_outlines import Outlines
from index.records import listing_hash, place_of
from index.storage.database import DATABASE_FILE, copy_key, create_database
from index.storage.indexing import Progress, index_documents
from index.storage.keeping import Keeping
from index.storage.maker import describe
from index.storage.manifest import FileRecord, StoreManifest, write_manifest
from index.storage.parts import list_parts
from index.storage.passing import PassedOn
from index.storage.writing import write_copy, write_sketch


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a generation: documents, what became of each file, and their outlines.

    `passed_on` is what the generation before has of them.
    """

    corpus: Path
    store: Path
    documents: tuple[Document, ...]
    records: tuple[FileRecord, ...]
    outlines: Outlines
    passed_on: PassedOn | None


def write_generation(
    folder: Path,
    contents: Contents,
    embedder: Embedder,
    keeping: Keeping,
    *,
    progress: Progress | None = None,
) -> StoreManifest:
    """Fill an empty folder; the manifest comes last. StoreError, OSError, sqlite3.Error."""
    passed_on = contents.passed_on
    with closing(create_database(folder / DATABASE_FILE)) as connection:
        _write_files(connection, contents)
        new = keeping.new(folder, embedder.dimension, passed_on)
        with closing(new):
            counts = index_documents(
                contents.documents,
                connection,
                new.vectors,
                embedder,
                rows=new.rows,
                progress=progress,
                passed_on=passed_on,
            )
            if len(new.vectors) != counts.chunks:
                raise StoreError("向量与检索段的数目不一致，请运行 guanwen index build --full。")
    if progress:
        progress("保存索引", 0, 0)
    files = [(record.file, record.sha256) for record in contents.records if record.sha256]
    parts = list_parts(folder)
    made = describe(folder.name, files, embedder, counts, parts=parts, collection=new.collection)
    manifest = replace(
        made,
        records=contents.records,
        listing=listing_hash(contents.corpus),
        deleted=passed_on.deleted if passed_on else 0,
    )
    write_manifest(folder, manifest)
    return manifest


def _write_files(connection: sqlite3.Connection, contents: Contents) -> None:
    """What the next build needs of each file besides its document."""
    outlines = contents.outlines
    for record in contents.records:
        path = place_of(contents.corpus, contents.store, record.file)
        if (found := outlines.seen.get(path)) is None:
            continue
        if record.outcome == "copy":
            write_copy(connection, record.file, found.outline)
            write_sketch(connection, copy_key(record.file), outlines.sketch(path))
        elif record.outcome == "read":
            write_sketch(connection, record.document_id, outlines.sketch(path))

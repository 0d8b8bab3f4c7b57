"""Building a store: read the corpus, index it into a new generation, make that one current.

What the generation before has of a file that is the same byte for byte is taken over from it:
outline, facts, words and vectors. A build that finds nothing changed makes no new generation.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.added import ADDED, add_files, read_added, removed_files, sweep_added
from index.copying.gathering import Gathering
from index.corpus import read_corpus, read_listing
from index.documents import Document, DocumentInfo, FileReport
from index.embedding import Embedder
from index.errors import CorpusError, StoreError
from index.file_outlines import Outlines
from index.reasons import reason
from index.records import (
    file_hash,
    is_as_recorded,
    listing_hash,
    place_of,
    record_files,
    records_before,
    reports_of,
)
from index.skipped import skipped_files
from index.storage.chroma import CHROMA_FOLDER, ChromaVectors
from index.storage.database import DATABASE_FILE, copy_key, create_database
from index.storage.generations import (
    build_lock,
    current_generation,
    new_generation,
    sweep_generations,
)
from index.storage.indexing import Progress, index_documents
from index.storage.maker import describe
from index.storage.manifest import (
    FileRecord,
    StoreCounts,
    StoreManifest,
    read_manifest,
    write_manifest,
)
from index.storage.parts import list_parts
from index.storage.passing import PassedOn
from index.storage.previous import Previous, open_previous
from index.storage.writing import write_copy, write_sketch


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, from which files, in how many seconds.

    `changed` is false when every file was as the index has it: it stayed as it was. `gone` are the
    titles of documents that the index had before and has no longer.
    """

    manifest: StoreManifest
    files: tuple[FileReport, ...]
    seconds: float
    changed: bool = True
    gone: tuple[str, ...] = ()


def build_store(
    corpus: Path,
    store: Path,
    embedder: Embedder,
    *,
    progress: Progress | None = None,
    full: bool = False,
) -> BuildReport:
    """Bring the store up to all files of the corpus folder and those added; `full` from nothing.

    Files that cannot be read are reported, the rest goes on. StoreBusy when another process is
    building; CorpusError when no document could be read. Whatever happens, the generation that was
    current before stays so until the new one is complete.
    """
    with _at_work(store):
        return _Build(corpus, store, embedder, progress).run(full=full)


def add_documents(
    corpus: Path,
    store: Path,
    embedder: Embedder,
    files: Sequence[Path],
    *,
    progress: Progress | None = None,
) -> BuildReport:
    """Add files to the store and bring it up to date.

    The report begins with the files that were not taken in: those that failed, and those whose
    bytes the store has already. Errors as of `build_store`.
    """
    with _at_work(store):
        read_listing(corpus)
        refused = add_files(store, files, _corpus_files(corpus, store))
        report = _Build(corpus, store, embedder, progress).run()
        return replace(report, files=(*refused, *report.files))


def remove_documents(
    corpus: Path,
    store: Path,
    embedder: Embedder,
    files: Sequence[str],
    *,
    progress: Progress | None = None,
) -> BuildReport:
    """Remove files that were added (of DocumentInfo.file and .copies) and bring the store up to date.

    StoreError when none of them was added, or when no document would be left; other errors as of
    `build_store`. The files are kept whenever it fails.
    """
    with _at_work(store):
        read_listing(corpus)
        with removed_files(store, files):
            try:
                return _Build(corpus, store, embedder, progress).run()
            except CorpusError as error:  # nothing left that can be read
                raise CorpusError(f"没有移除，索引至少要有一份文件：{error}") from error


@contextmanager
def _at_work(store: Path) -> Iterator[None]:
    """Hold the right to build, with nothing left of builds that were cut short."""
    with build_lock(store):
        sweep_generations(store)
        sweep_added(store)
        yield


def _corpus_files(corpus: Path, store: Path) -> dict[str, str]:
    """Names of the corpus folder's files by SHA-256, of those that the index has as they are."""
    try:
        files = read_manifest(current_generation(store)).files
    except StoreError:
        return {}
    return {
        digest: name
        for name, digest in files
        if not name.startswith(f"{ADDED}/") and file_hash(corpus / name) == digest
    }


def _gone(previous: Previous | None, documents: Sequence[Document]) -> tuple[str, ...]:
    """Titles of the documents that are in the index before and not among these."""
    here = {document.id for document in documents}
    return tuple(info.title for info in (previous.infos if previous else ()) if info.id not in here)


class _Build:
    def __init__(
        self, corpus: Path, store: Path, embedder: Embedder, progress: Progress | None
    ) -> None:
        self._corpus, self._store, self._embedder = corpus, store, embedder
        self._progress = progress
        self._started = time.perf_counter()
        self._read_files = 0

    def run(self, *, full: bool = False) -> BuildReport:
        like = describe("", (), self._embedder, StoreCounts(0, 0, 0, 0, 0))
        previous = None if full else open_previous(self._store, like)
        if previous is None:
            return self._renew(None)
        with closing(previous):
            if is_as_recorded(self._corpus, self._store, previous.manifest):
                return self._report(previous.manifest, (), changed=False)
            return self._renew(previous)

    def _renew(self, previous: Previous | None) -> BuildReport:
        outlines = Outlines(previous)
        documents, reports = self._read(outlines)
        before = records_before(self._store)
        records = record_files(self._corpus, self._store, reports, outlines.seen, before)
        if previous and _is_same(previous, documents, records):
            return self._report(previous.manifest, reports, changed=False)
        passed_on = PassedOn(previous, documents) if previous else None
        kept = passed_on.kept if passed_on else frozenset()
        with _one_sentence(self._store), new_generation(self._store) as folder:
            manifest = self._fill(folder, documents, records, outlines, passed_on)
        told = tuple(
            replace(r, outcome="unchanged") if r.outcome == "read" and r.document_id in kept else r
            for r in reports
        )
        report = self._report(manifest, told, changed=True)
        return replace(report, gone=_gone(previous, documents))

    def _report(
        self, manifest: StoreManifest, reports: Sequence[FileReport], *, changed: bool
    ) -> BuildReport:
        files = reports if changed else reports_of(manifest.records)
        skipped = skipped_files(self._corpus, {report.file for report in files})
        seconds = time.perf_counter() - self._started
        return BuildReport(manifest, (*files, *skipped), seconds, changed)

    def _read(self, outlines: Outlines) -> tuple[tuple[Document, ...], tuple[FileReport, ...]]:
        """Documents of the corpus folder, then those added to the store."""
        found = Gathering()
        read_corpus(self._corpus, self._count, outlines, found)
        read_added(self._store, found, self._count, outlines)
        if not found.documents:
            failed = next((r for r in found.reports if r.outcome == "failed"), None)
            why = f"（{failed.file}：{failed.message}）" if failed else ""
            raise CorpusError(f"文件夹 {self._corpus} 里没有能读取的文件{why}。")
        return found.documents, tuple(found.reports)

    def _write_files(
        self, connection: sqlite3.Connection, records: Sequence[FileRecord], outlines: Outlines
    ) -> None:
        """What the next build needs of each file besides its document."""
        for record in records:
            path = place_of(self._corpus, self._store, record.file)
            if (found := outlines.seen.get(path)) is None:
                continue
            if record.outcome == "copy":
                write_copy(connection, record.file, found.outline)
                write_sketch(connection, copy_key(record.file), outlines.sketch(path))
            elif record.outcome == "read":
                write_sketch(connection, record.document_id, outlines.sketch(path))

    def _count(self, _file: str) -> None:
        self._read_files += 1
        if self._progress:
            self._progress("读取文件", self._read_files, 0)

    def _fill(
        self,
        folder: Path,
        documents: Sequence[Document],
        records: Sequence[FileRecord],
        outlines: Outlines,
        passed_on: PassedOn | None,
    ) -> StoreManifest:
        place = folder / CHROMA_FOLDER
        connection = create_database(folder / DATABASE_FILE)
        with closing(connection):
            self._write_files(connection, records, outlines)
            vectors = passed_on.open_vectors(place) if passed_on else ChromaVectors.create(place)
            with closing(vectors):
                counts = index_documents(
                    documents,
                    connection,
                    vectors,
                    self._embedder,
                    progress=self._progress,
                    passed_on=passed_on,
                )
                if len(vectors) != counts.chunks:
                    raise StoreError(
                        "向量与检索段的数目不一致，请运行 guanwen index build --full。"
                    )
            if passed_on:
                passed_on.close()
        if self._progress:
            self._progress("保存索引", 0, 0)
        manifest = replace(
            describe(
                folder.name,
                [(record.file, record.sha256) for record in records if record.sha256],
                self._embedder,
                counts,
                parts=list_parts(folder),
            ),
            records=tuple(records),
            listing=listing_hash(self._corpus),
            deleted=passed_on.deleted if passed_on else 0,
        )
        write_manifest(folder, manifest)
        return manifest


def _is_same(
    previous: Previous, documents: Sequence[Document], records: Sequence[FileRecord]
) -> bool:
    """Whether the index before holds exactly this already."""
    return (
        tuple(records) == previous.manifest.records
        and tuple(_info(document) for document in documents) == previous.infos
        and all(previous.holds(document) for document in documents)
    )


def _info(document: Document) -> DocumentInfo:
    about = document
    return DocumentInfo(
        about.id, about.title, about.issuer, about.author, about.date, about.source, about.file,
        about.copies,
    )  # fmt: skip


@contextmanager
def _one_sentence(store: Path) -> Iterator[None]:
    """What the disk refuses becomes a StoreError that tells how much is free."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        free = shutil.disk_usage(store).free // 2**20
        raise StoreError(f"索引写入失败：{reason(error)}（磁盘剩余 {free} MB）。") from error

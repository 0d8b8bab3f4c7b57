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
from index.generation import Contents, write_generation
from index.reasons import reason
from index.records import (
    file_hash,
    is_as_recorded,
    record_files,
    records_before,
    reports_of,
)
from index.skipped import skipped_files
from index.storage.filling import OldVectors
from index.storage.generations import (
    build_lock,
    current_generation,
    new_generation,
    sweep_generations,
)
from index.storage.indexing import Progress
from index.storage.keeping import Keeping
from index.storage.maker import describe
from index.storage.manifest import (
    FileRecord,
    StoreCounts,
    StoreManifest,
    read_manifest,
)
from index.storage.passing import PassedOn
from index.storage.previous import Previous, open_previous
from index.storage.server import VectorServer


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
    server: VectorServer | None = None,
) -> BuildReport:
    """Bring the store up to all files of the corpus folder and those added; `full` from nothing.

    Vectors go to a collection of `server`, without one to a folder of the generation.

    Files that cannot be read are reported, the rest goes on. StoreBusy when another process is
    building; CorpusError when no document could be read. Whatever happens, the generation that was
    current before stays so until the new one is complete.
    """
    with _at_work(store, server) as keeping:
        return _Build(corpus, store, embedder, progress, keeping).run(full=full)


def add_documents(
    corpus: Path,
    store: Path,
    embedder: Embedder,
    files: Sequence[Path],
    *,
    progress: Progress | None = None,
    server: VectorServer | None = None,
) -> BuildReport:
    """Add files to the store and bring it up to date.

    The report begins with the files that were not taken in: those that failed, and those whose
    bytes the store has already. Errors as of `build_store`.
    """
    with _at_work(store, server) as keeping:
        read_listing(corpus)
        refused = add_files(store, files, _corpus_files(corpus, store))
        report = _Build(corpus, store, embedder, progress, keeping).run()
        return replace(report, files=(*refused, *report.files))


def remove_documents(
    corpus: Path,
    store: Path,
    embedder: Embedder,
    files: Sequence[str],
    *,
    progress: Progress | None = None,
    server: VectorServer | None = None,
) -> BuildReport:
    """Remove files that were added (of DocumentInfo.file and .copies) and bring the store up to date.

    StoreError when none of them was added, or when no document would be left; other errors as of
    `build_store`. The files are kept whenever it fails.
    """
    with _at_work(store, server) as keeping:
        read_listing(corpus)
        with removed_files(store, files):
            try:
                return _Build(corpus, store, embedder, progress, keeping).run()
            except CorpusError as error:  # nothing left that can be read
                raise CorpusError(f"没有移除，索引至少要有一份文件：{error}") from error


@contextmanager
def _at_work(store: Path, server: VectorServer | None) -> Iterator[Keeping]:
    """Hold the right to build, with nothing left of builds that were cut short."""
    with build_lock(store), closing(Keeping(store, server)) as keeping:
        sweep_generations(store)
        sweep_added(store)
        keeping.begin()
        yield keeping
        keeping.sweep()


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
        self,
        corpus: Path,
        store: Path,
        embedder: Embedder,
        progress: Progress | None,
        keeping: Keeping,
    ) -> None:
        self._corpus, self._store, self._embedder = corpus, store, embedder
        self._progress = progress
        self._keeping = keeping
        self._started = time.perf_counter()
        self._read_files = 0

    def run(self, *, full: bool = False) -> BuildReport:
        in_server = "?" if self._keeping.in_server else ""
        nothing = StoreCounts(0, 0, 0, 0, 0)
        like = describe("", (), self._embedder, nothing, collection=in_server)
        previous = None if full else open_previous(self._store, like)
        if previous is None:
            return self._renew(None, None)
        with closing(previous):
            old = self._keeping.old(previous)
            if old is None:
                return self._renew(None, None)
            if is_as_recorded(self._corpus, self._store, previous.manifest):
                return self._report(previous.manifest, (), changed=False)
            return self._renew(previous, old)

    def _renew(self, previous: Previous | None, old: OldVectors | None) -> BuildReport:
        outlines = Outlines(previous)
        documents, reports = self._read(outlines)
        before = records_before(self._store)
        records = record_files(self._corpus, self._store, reports, outlines.seen, before)
        if previous and _is_same(previous, documents, records):
            return self._report(previous.manifest, reports, changed=False)
        passed_on = None
        if previous and old:
            passed_on = PassedOn(previous, documents, old, anew=self._keeping.in_server)
        kept = passed_on.kept if passed_on else frozenset()
        with _one_sentence(self._store), new_generation(self._store) as folder:
            contents = Contents(
                self._corpus, self._store, documents, tuple(records), outlines, passed_on
            )
            manifest = write_generation(
                folder, contents, self._embedder, self._keeping, progress=self._progress
            )
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

    def _count(self, _file: str) -> None:
        self._read_files += 1
        if self._progress:
            self._progress("读取文件", self._read_files, 0)


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

"""One build: read the corpus, index it into a new generation, make that one current.

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

from index.added import read_added
from index.copying.gathering import Gathering
from index.corpus import read_corpus
from index.documents import Document, DocumentInfo, FileReport
from index.embedding import Embedder
from index.errors import CorpusError, StoreError
from index.file_outlines import Outlines
from index.generation import Contents, write_generation
from index.reasons import reason
from index.records import is_as_recorded, record_files, records_before, reports_of
from index.skipped import skipped_files
from index.storage.filling import OldVectors
from index.storage.generations import new_generation
from index.storage.indexing import Progress
from index.storage.keeping import Keeping
from index.storage.maker import describe
from index.storage.manifest import FileRecord, StoreCounts, StoreManifest
from index.storage.passing import PassedOn
from index.storage.previous import Previous, open_previous


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


def _gone(previous: Previous | None, documents: Sequence[Document]) -> tuple[str, ...]:
    """Titles of the documents that are in the index before and not among these."""
    here = {document.id for document in documents}
    return tuple(info.title for info in (previous.infos if previous else ()) if info.id not in here)


class Build:
    """One build; the right to build is held while it runs."""

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
        """Make a new generation where something changed; errors as of `build_store`."""
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

"""Building a store: read the corpus, index it into a new generation, make that one current."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.added import ADDED, read_added
from index.corpus import read_corpus
from index.database import DATABASE_FILE, create_database
from index.documents import Document, FileReport
from index.embedding import Embedder
from index.errors import CorpusError, StoreError
from index.generations import build_lock, new_generation
from index.indexing import index_documents
from index.manifest import StoreManifest, write_manifest
from index.parts import list_parts
from index.reasons import reason
from index.store import CHROMA_FOLDER, describe
from index.vectors import ChromaVectors

Progress = Callable[[str, int, int], None]
"""Called with a stage, and how much of how much is done (a total of 0 is not known yet)."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, from which files, in how many seconds."""

    manifest: StoreManifest
    files: tuple[FileReport, ...]
    seconds: float


def build_store(
    corpus: Path, store: Path, embedder: Embedder, *, progress: Progress | None = None
) -> BuildReport:
    """Build a new generation of the store from all files of the corpus folder.

    Files that cannot be read are reported, the rest goes on. StoreBusy when another process is
    building; CorpusError when no document could be read. Whatever happens, the generation that was
    current before stays so until the new one is complete.
    """
    started = time.perf_counter()
    with build_lock(store):
        documents, reports = _read(corpus, store, progress)
        files = file_hashes(corpus, store, reports)
        with new_generation(store) as folder:
            manifest = _fill(folder, documents, files, embedder, progress)
    return BuildReport(manifest, reports, time.perf_counter() - started)


def _read(
    corpus: Path, store: Path, progress: Progress | None
) -> tuple[tuple[Document, ...], tuple[FileReport, ...]]:
    """Documents of the corpus folder, then those added to the store."""
    done = 0

    def report(_file: str) -> None:
        nonlocal done
        done += 1
        if progress:
            progress("读取文件", done, 0)

    documents, reports = read_corpus(corpus, report)
    added, added_reports = read_added(store, documents, report)
    documents, reports = _distinct((*documents, *added), (*reports, *added_reports))
    if not documents:
        failed = next((r for r in reports if r.outcome == "failed"), None)
        reason = f"（{failed.file}：{failed.message}）" if failed else ""
        raise CorpusError(f"文件夹 {corpus} 里没有能读取的文件{reason}。")
    return documents, reports


def _distinct(
    documents: Sequence[Document], reports: Sequence[FileReport]
) -> tuple[tuple[Document, ...], tuple[FileReport, ...]]:
    """Of documents with one id (a.txt and a.md) the first; the others are reported as failed."""
    kept: dict[str, Document] = {}
    failed: dict[str, FileReport] = {}
    for document in documents:
        if first := kept.get(document.id):
            note = f"编号 {document.id} 与文件 {first.file} 相同，请改用另一个文件名。"
            failed[document.file] = FileReport(document.file, "failed", note)
        else:
            kept[document.id] = document
    return tuple(kept.values()), tuple(failed.get(report.file, report) for report in reports)


def _fill(
    folder: Path,
    documents: Sequence[Document],
    files: Sequence[tuple[str, str]],
    embedder: Embedder,
    progress: Progress | None,
) -> StoreManifest:
    try:
        connection = create_database(folder / DATABASE_FILE)
        vectors = ChromaVectors.create(folder / CHROMA_FOLDER)
        try:
            counts = index_documents(documents, connection, vectors, embedder, progress=progress)
        finally:
            vectors.close()
            connection.close()
        manifest = describe(folder.name, files, embedder, counts, parts=list_parts(folder))
        write_manifest(folder, manifest)
    except (OSError, sqlite3.Error) as error:
        free = shutil.disk_usage(folder).free // 2**20
        raise StoreError(f"索引写入失败：{reason(error)}（磁盘剩余 {free} MB）。") from error
    return manifest


def file_hashes(
    corpus: Path, store: Path, reports: Sequence[FileReport]
) -> tuple[tuple[str, str], ...]:
    """Names and SHA-256 of the files that a build read; files of the store begin with “added/”."""
    paths = {
        r.file: (store if r.file.startswith(f"{ADDED}/") else corpus) / r.file for r in reports
    }
    return tuple(
        (name, hashlib.sha256(path.read_bytes()).hexdigest())
        for name, path in sorted(paths.items())
        if path.is_file()
    )

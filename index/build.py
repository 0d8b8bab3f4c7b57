"""Building a store, adding files to it and removing them: each holds the right to build meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from index.added import ADDED, add_files, removed_files, sweep_added
from index.building import Build, BuildReport
from index.corpus import read_listing
from index.embedding import Embedder
from index.errors import CorpusError, StoreError
from index.records import file_hash
from index.storage.generations import build_lock, current_generation, sweep_generations
from index.storage.indexing import Progress
from index.storage.keeping import Keeping
from index.storage.manifest import read_manifest
from index.storage.server import VectorServer


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
        return Build(corpus, store, embedder, progress, keeping).run(full=full)


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
        report = Build(corpus, store, embedder, progress, keeping).run()
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
                return Build(corpus, store, embedder, progress, keeping).run()
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

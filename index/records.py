"""Records: what became of each file of a corpus, kept in the manifest for the next build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from index.added import ADDED
from index.corpus import MANIFEST, read_listing
from index.documents import FileReport
from index.errors import StoreError
from index.file_outlines import FileOutline
from index.listing import unlisted_files
from index.storage.generations import current_generation
from index.storage.manifest import FileRecord, StoreManifest, read_manifest


def place_of(corpus: Path, store: Path, file: str) -> Path:
    """Where a file of a report lies: files of the store begin with “added/”."""
    return (store if file.startswith(f"{ADDED}/") else corpus) / file


def records_before(store: Path) -> tuple[FileRecord, ...]:
    """The records of the current generation, () when they cannot be read.

    Also of one that a build makes anew: the day a file came in stays that day.
    """
    try:
        return read_manifest(current_generation(store)).records
    except StoreError:
        return ()


def record_files(
    corpus: Path,
    store: Path,
    reports: Sequence[FileReport],
    seen: Mapping[Path, FileOutline],
    before: Sequence[FileRecord],
) -> tuple[FileRecord, ...]:
    """A record for each file that was read or should have been, in the order of the reports."""
    since = {r.sha256: r.since for r in before} | {r.file: r.since for r in before}
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    records = []
    for report in reports:
        path = place_of(corpus, store, report.file)
        found = seen.get(path)
        digest = found.request.sha256 if found else file_hash(path)
        first = since.get(report.file) or since.get(digest) or now
        records.append(_record(report, path, found, digest, first))
    return tuple(records)


def _record(
    report: FileReport, path: Path, found: FileOutline | None, digest: str, since: str
) -> FileRecord:
    about = (report.file, report.outcome, report.message, report.document_id)
    size = path.stat().st_size if path.is_file() else 0
    if found is None:
        return FileRecord(*about, digest, size, since)
    return FileRecord(
        *about,
        digest,
        size,
        since,
        given=found.request.title,
        title=found.outline.title,
        notes=found.warnings,
        warnings=tuple(str(warning) for warning in report.warnings),
    )


def reports_of(records: Sequence[FileRecord]) -> tuple[FileReport, ...]:
    """The reports of a build that finds every file as it was."""
    reports = []
    for each in records:
        outcome: FileReport = FileReport(
            each.file, "unchanged", each.message, each.document_id, each.warnings
        )
        if each.outcome == "copy":
            outcome = FileReport(each.file, "copy", each.message, each.document_id, each.warnings)
        elif each.outcome == "failed":
            outcome = FileReport(each.file, "failed", each.message)
        reports.append(outcome)
    return tuple(reports)


def is_as_recorded(corpus: Path, store: Path, manifest: StoreManifest) -> bool:
    """Whether a build would read the files that the manifest records, byte for byte."""
    if listing_hash(corpus) != manifest.listing or not corpus.is_dir():
        return False
    recorded = {record.file: record.sha256 for record in manifest.records}
    names = set(_files(corpus, store))
    return names == recorded.keys() and all(
        recorded[name] and file_hash(place_of(corpus, store, name)) == recorded[name]
        for name in names
    )


def _files(corpus: Path, store: Path) -> Iterator[str]:
    for entry in read_listing(corpus):
        yield from (entry.file, *entry.copies)
    yield from unlisted_files(corpus)
    if (store / ADDED).is_dir():
        yield from (f"{ADDED}/{name}" for name in unlisted_files(store / ADDED))


def listing_hash(corpus: Path) -> str:
    """SHA-256 of the corpus folder's own list of files, "" when it has none."""
    return file_hash(corpus / MANIFEST)


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, "" when it is no plain file or cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""

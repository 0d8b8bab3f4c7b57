"""Files that people add to a store besides its corpus folder: kept in `<store>/added/`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from index.copying.copies import likeness, pieces
from index.copying.gathering import Gathering
from index.corpus import read_corpus, read_one
from index.documents import FileReport
from index.errors import GuanwenError, ReadError, StoreError
from index.read import SUFFIXES, read_file
from index.reasons import reason
from index.storage.outlines import Outlines

ADDED = "added"

_HALF_WRITTEN = ".part"
_ANOTHER_STATE = 0.4
"""Of its pieces in common, from which on a file of the same name is the document, revised."""


def read_added(
    store: Path, found: Gathering, progress: Callable[[str], None], outlines: Outlines
) -> None:
    """Add the files that were added to a store to what its corpus folder gave."""
    folder = store / ADDED
    if folder.is_dir():
        read_corpus(folder, progress, outlines, found, f"{ADDED}/")


def add_files(
    store: Path, files: Sequence[Path], known: Mapping[str, str] = MappingProxyType({})
) -> tuple[FileReport, ...]:
    """Copy files, and those of folders, into the store, to be indexed by the next build.

    Returns reports of those that were not: “failed” and why, or “unchanged” when the store has a
    file of the same bytes (`known`: names of the corpus folder's files by SHA-256). Call with the build lock held. StoreError when nothing can be written.
    """
    folder = store / ADDED
    refused = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in _plain_files(files):
            try:
                if report := _add(folder, path, known):
                    refused.append(report)
            except GuanwenError as error:
                refused.append(FileReport(str(path), "failed", str(error)))
    except OSError as error:
        raise StoreError(f"无法写入索引文件夹 {folder}：{reason(error)}。") from error
    return tuple(refused)


def _plain_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files themselves, and of a folder all files in it that can be read as documents."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                each
                for each in path.rglob("*")
                if each.suffix.lower() in SUFFIXES and each.is_file() and each.name[0] != "."
            )
        else:
            yield path


def _add(folder: Path, path: Path, known: Mapping[str, str]) -> FileReport | None:
    """Put one file into the folder; a report when it is there already. ReadError, StoreError."""
    source = read_file(path)
    there = folder / path.name
    data = path.read_bytes()
    same = known.get(source.sha256) or _same_bytes(folder, data)
    if same:
        return FileReport(str(path), "unchanged", f"索引里已有内容完全相同的 {same}")
    if there.exists() and not _same_document(there, path):
        raise StoreError(
            f"已添加过另一份名为“{path.name}”的文件，内容不同，请先移除它或换一个文件名。"
        )
    beside = folder / f".{path.name}{_HALF_WRITTEN}"
    beside.write_bytes(data)
    _sync(beside)
    os.replace(beside, there)
    _sync(folder)
    return None


def _same_bytes(folder: Path, data: bytes) -> str:
    """Name of a file in the folder that holds this, "" when there is none."""
    sized = (p for p in sorted(folder.iterdir()) if p.is_file() and p.stat().st_size == len(data))
    return next((path.name for path in sized if path.read_bytes() == data), "")


def _same_document(old: Path, new: Path) -> bool:
    """Whether one file is another state of the other."""
    try:
        before = pieces(read_one(old).outline.text)
    except ReadError:  # what was added before cannot be read any more: the new one is better
        return True
    return likeness(before, pieces(read_one(new).outline.text)) >= _ANOTHER_STATE


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_files(store: Path, files: Sequence[str]) -> None:
    """Delete the added ones of a document's files; StoreError when all are of the corpus folder."""
    names = [file.removeprefix(f"{ADDED}/") for file in files if file.startswith(f"{ADDED}/")]
    if not names:
        raise StoreError(
            f"文件 {files[0]} 属于语料文件夹，请从那里移走后运行 guanwen index build。"
        )
    for name in names:
        try:
            (store / ADDED / name).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"无法移除 {name}：{reason(error)}。") from error


def sweep_added(store: Path) -> None:
    """Delete what an addition that was cut short left half written."""
    for path in (store / ADDED).glob(f".*{_HALF_WRITTEN}"):
        path.unlink(missing_ok=True)

"""Files that people add to a store besides its corpus folder: kept in `<store>/added/`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from index.copying.copies import likeness, pieces
from index.copying.gathering import Gathering
from index.corpus import read_corpus, read_one
from index.documents import FileReport
from index.errors import GuanwenError, ReadError, StoreError
from index.file_outlines import Outlines
from index.listing import is_document
from index.read import read_file
from index.reasons import reason
from index.storage.disk import sync

ADDED = "added"

_HALF_WRITTEN = ".part"
_TAKEN_OUT = ".removed"
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
    refused: list[FileReport] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in files:
            refused += _add_all(folder, path, known)
    except OSError as error:
        raise StoreError(f"无法写入索引文件夹 {folder}：{reason(error)}。") from error
    return tuple(refused)


def _add_all(folder: Path, path: Path, known: Mapping[str, str]) -> Iterator[FileReport]:
    """Put a file, or all documents of a folder, into the store's own; reports of what was not."""
    found = _documents_in(path) if path.is_dir() else [path]
    if not found:
        yield FileReport(str(path), "failed", f"文件夹“{path}”里没有可以收入的文件。")
    for each in found:
        try:
            if report := _add(folder, each, known):
                yield report
        except GuanwenError as error:
            yield FileReport(str(each), "failed", str(error))


def _documents_in(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file() and is_document(each))


def _add(folder: Path, path: Path, known: Mapping[str, str]) -> FileReport | None:
    """Put one file into the folder; a report when it is there already. ReadError, StoreError."""
    source = read_file(path)
    if not is_document(path):  # no build would take it in, and nobody would hear of it
        raise ReadError(f"“{path.name}”按名称是说明或隐藏文件，不会收入，请改名后再添加。")
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
    sync(beside)
    os.replace(beside, there)
    sync(folder)
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


@contextmanager
def removed_files(store: Path, files: Sequence[str]) -> Iterator[None]:
    """Take the added ones of a document's files away: for good, unless the block fails.

    StoreError when all are of the corpus folder. Call with the build lock held.
    """
    names = [file.removeprefix(f"{ADDED}/") for file in files if file.startswith(f"{ADDED}/")]
    if not names:
        raise StoreError(
            f"文件 {files[0]} 属于语料文件夹，请从那里移走后运行 guanwen index build。"
        )
    moved: list[tuple[Path, Path]] = []
    try:
        for name in names:
            moved += _set_aside(store / ADDED / name)
        yield
    except BaseException:
        for there, aside in moved:
            with suppress(OSError):
                aside.replace(there)
        raise
    for _, aside in moved:
        with suppress(OSError):  # the next build sweeps it
            aside.unlink()


def _set_aside(there: Path) -> list[tuple[Path, Path]]:
    """Hide a file from builds; nothing when it is gone already. StoreError when it cannot be."""
    aside = there.with_name(f".{there.name}{_TAKEN_OUT}")
    try:
        there.replace(aside)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"无法移除 {there.name}：{reason(error)}。") from error
    return [(there, aside)]


def sweep_added(store: Path) -> None:
    """Delete what an addition or a removal that was cut short left; call before either begins."""
    for ending in (_HALF_WRITTEN, _TAKEN_OUT):
        for path in (store / ADDED).glob(f".*{ending}"):
            with suppress(OSError):
                path.unlink()

"""Files that people add to a store besides its corpus folder: kept in `<store>/added/`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from index.copies import SAME, likeness, pieces
from index.corpus import read_corpus
from index.documents import Document, FileReport
from index.errors import StoreError
from index.read import read_file
from index.reasons import reason

ADDED = "added"


def read_added(
    store: Path, present: Sequence[Document], progress: Callable[[str], None]
) -> tuple[tuple[Document, ...], tuple[FileReport, ...]]:
    """Documents added to a store that are not already among those present."""
    folder = store / ADDED
    if not folder.is_dir():
        return (), ()
    documents, reports = read_corpus(folder, progress)
    notes = {report.file: replace(report, file=f"{ADDED}/{report.file}") for report in reports}
    kept = []
    for document in documents:
        twin = _twin(document, present)
        if twin is None:
            kept.append(replace(document, file=f"{ADDED}/{document.file}"))
        else:
            note = f"与《{twin.title}》编号或内容相同，未重复收入"
            notes[document.file] = FileReport(
                f"{ADDED}/{document.file}", "copy", note, document_id=twin.id
            )
    return tuple(kept), tuple(notes.values())


def add_files(store: Path, files: Sequence[Path]) -> None:
    """Copy files into the store, to be indexed by the next build.

    ReadError, and nothing copied, when one of them cannot be read as a document; StoreError when
    another file of the same name was added before.
    """
    folder = store / ADDED
    for path in files:
        read_file(path)
    try:
        for path in files:
            there = folder / path.name
            if there.exists() and there.read_bytes() != path.read_bytes():
                raise StoreError(f"已添加过同名文件 {path.name}，请先移除它或换一个文件名。")
        folder.mkdir(parents=True, exist_ok=True)
        for path in files:
            shutil.copyfile(path, folder / path.name)
    except OSError as error:
        raise StoreError(f"无法写入索引文件夹 {folder}：{reason(error)}。") from error


def remove_file(store: Path, file: str) -> None:
    """Delete an added file (DocumentInfo.file); StoreError when it is one of the corpus."""
    name = file.removeprefix(f"{ADDED}/")
    if name == file or not (store / ADDED / name).is_file():
        raise StoreError(f"文件 {file} 属于语料文件夹，请从那里移走后运行 guanwen index build。")
    try:
        (store / ADDED / name).unlink()
    except OSError as error:
        raise StoreError(f"无法移除 {file}：{reason(error)}。") from error


def _twin(document: Document, present: Sequence[Document]) -> Document | None:
    same_id = next((other for other in present if other.id == document.id), None)
    if same_id:
        return same_id
    mine = pieces(document.outline.text)
    return next((o for o in present if likeness(mine, pieces(o.outline.text)) >= SAME), None)

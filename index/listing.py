"""Listing: which files of a corpus folder, its sub-folders included, a build reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from index.errors import CorpusError
from index.lexicon import GLOSSARY
from index.read import SUFFIXES
from index.reasons import reason

_SKIPPED = ("README", "LICENSE")
_HIDDEN = (".", "~$", "__MACOSX")
"""How names begin that are not meant for readers: hidden files, Word's lock files, Mac's leftovers."""


def unlisted_files(folder: Path) -> tuple[str, ...]:
    """Names of the files that a build reads without a manifest naming them.

    They are relative to the folder, with “/” between folders: first the folder's own files by name,
    then those of each sub-folder. CorpusError when the folder cannot be read; a sub-folder that
    cannot is left out (see `unreadable_folders`).
    """
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise CorpusError(f"无法读取文件夹“{folder}”：{reason(error)}。") from error
    return tuple(name for name, error in _walk(folder, folder, frozenset()) if error is None)


def unreadable_folders(folder: Path) -> tuple[tuple[str, str], ...]:
    """Sub-folders that cannot be read, each with a Chinese sentence that says why."""
    return tuple(
        (name, f"无法读取文件夹“{name}”：{reason(error)}。")
        for name, error in _walk(folder, folder, frozenset())
        if error is not None
    )


def _walk(
    folder: Path, top: Path, above: frozenset[tuple[int, int]]
) -> Iterator[tuple[str, OSError | None]]:
    """Names with None, and names of folders with the error that keeps them closed."""
    try:
        found = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield folder.relative_to(top).as_posix(), error
        return
    here = above | {(found.st_dev, found.st_ino)}
    folders = [path for path in entries if path.is_dir()]
    for path in entries:
        if path not in folders and is_document(path):
            yield path.relative_to(top).as_posix(), None
    for path in folders:
        if not path.name.startswith(_HIDDEN) and not _leads_back(path, here):
            yield from _walk(path, top, here)


def is_document(path: Path) -> bool:
    """Whether the name is a document's: a link that leads nowhere and a pipe are told when read."""
    return (
        path.suffix.lower() in SUFFIXES
        and not path.name.startswith(_HIDDEN)
        and not path.stem.upper().startswith(_SKIPPED)
        and path.name != GLOSSARY
    )


def _leads_back(path: Path, above: frozenset[tuple[int, int]]) -> bool:
    """Whether a link leads to a folder that it stands in: following it would never end."""
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_dev, found.st_ino) in above

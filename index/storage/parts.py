"""The files of a generation as its build left them: damage is found before anything opens them.

Chroma reads its HNSW files unchecked: one that is cut short ends the process, or is quietly taken
for an empty one. So sizes are compared before it is opened, and hashes too where that takes no
time; `guanwen index check` compares every hash.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import StoreError
from index.storage.chroma import CHROMA_DATABASE, chroma_contents, is_scratch
from index.storage.manifest import MANIFEST_FILE, Part

_QUICK = 16 * 2**20
"""Bytes up to which a file is hashed whenever it is opened: 10 ms for five documents."""

_REBUILD = "请运行 guanwen index build 重建。"


def list_parts(generation: Path) -> tuple[Part, ...]:
    """The files of a generation that was just built and that stay as they are, by path."""
    paths = sorted(path for path in generation.rglob("*") if path.is_file())
    return tuple(
        Part(path.relative_to(generation).as_posix(), path.stat().st_size, _digest(path))
        for path in paths
        if path.name != MANIFEST_FILE and not is_scratch(path)
    )


def require_sizes(generation: Path, parts: Sequence[Part]) -> None:
    """StoreError when a file is missing or has another size."""
    for part in parts:
        if why := _wrong_size(generation / part.file, part):
            raise StoreError(f"索引文件 {generation / part.file} {why}，{_REBUILD}")


def require_sound_vectors(generation: Path, parts: Sequence[Part], place: str) -> None:
    """StoreError when the file `place`, or one in that folder, is damaged, as far as is quickly seen."""
    mine = [part for part in parts if part.file == place or part.file.startswith(f"{place}/")]
    require_sizes(generation, mine)
    for part in mine:
        path = generation / part.file
        quick = part.size <= _QUICK and path.name != CHROMA_DATABASE
        if quick and _altered(path, part):
            raise StoreError(f"索引文件 {path} 的内容已损坏，{_REBUILD}")


def damaged_parts(generation: Path, parts: Sequence[Part]) -> Iterator[str]:
    """One Chinese sentence for each file that is missing, of another size or of other content."""
    for part in parts:
        path = generation / part.file
        why = _wrong_size(path, part) or ("的内容已损坏" if _altered(path, part) else "")
        if why:
            yield f"索引文件 {part.file} {why}，{_REBUILD}"


def _wrong_size(path: Path, part: Part) -> str:
    try:
        size = path.stat().st_size
    except OSError:
        return "不见了"
    if size == part.size or (path.name == CHROMA_DATABASE and size > part.size):
        return ""
    return f"应有 {part.size} 字节，现有 {size} 字节"


def _altered(path: Path, part: Part) -> bool:
    try:
        return _digest(path) != part.sha256
    except (OSError, sqlite3.Error):
        return True


def _digest(path: Path) -> str:
    if path.name == CHROMA_DATABASE:
        return chroma_contents(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

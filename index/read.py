"""Reading: a file → the blocks that outline.py takes. The format is told by the file's name."""

from __future__ import annotations

import errno
import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.blocks import Block, Reading
from index.errors import ReadError
from index.formats.markdown import read_markdown
from index.formats.text import read_text
from index.reasons import reason

SIZE_LIMIT = 20 * 1024 * 1024
"""Largest file that is read, in bytes."""
_READERS: dict[str, Callable[[bytes, str], Reading]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
SUFFIXES = tuple(_READERS)
"""Endings of the names of files that can be read, in lower case."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name, its title where the format marks one, its blocks.

    `sha256` is the hash of its bytes; `warnings` are Chinese sentences on what was mended.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    sha256: str
    warnings: tuple[str, ...] = ()


def read_file(path: Path) -> Source:
    """Reads one document file; ReadError with a Chinese sentence when that cannot be done."""
    data = read_bytes(path)
    reading = _READERS[path.suffix.lower()](data, path.name)
    if not any(not isinstance(block, str) or block.strip() for block in reading.blocks):
        raise ReadError(f"“{path.name}”里没有文字。")
    digest = hashlib.sha256(data).hexdigest()
    return Source(path.name, reading.title, tuple(reading.blocks), digest, reading.warnings)


def read_bytes(path: Path) -> bytes:
    """The bytes of a document file, after its name, kind and size were found fit; ReadError."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if path.suffix.lower() not in SUFFIXES:
            raise ReadError(f"“{path.name}”不是支持的文件类型，目前支持：{'、'.join(SUFFIXES)}。")
        if not stat.S_ISREG(found.st_mode):  # a pipe would wait for ever, a device never end
            raise ReadError(f"“{path.name}”不是普通文件。")
        size = found.st_size
        if size > SIZE_LIMIT:
            limit = SIZE_LIMIT // 1024 // 1024
            raise ReadError(f"“{path.name}”有{size / 1024 / 1024:.0f} MB，超过{limit} MB的上限。")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"无法读取“{path.name or path}”：{reason(error)}。") from error

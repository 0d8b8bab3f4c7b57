"""Reading: a file → the blocks that outline.py takes. The format is told by the file's name."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.blocks import Block, Reading, line_of
from index.errors import ReadError
from index.formats.docx import read_docx
from index.formats.html import read_html
from index.formats.kinds import check_kind, refuse_suffix
from index.formats.markdown import read_markdown
from index.formats.pdf import read_pdf
from index.formats.separated import read_separated
from index.formats.text import read_text
from index.formats.xlsx import read_xlsx
from index.reasons import reason

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 20 * MEGABYTE
"""Largest file of text that is read, in bytes; pages of the web and tables as text, too."""
PACKED_LIMIT = 100 * MEGABYTE
"""Largest file that holds more than text, in bytes: PDF, Word, Excel."""
_READERS: dict[str, Callable[[bytes, str], Reading]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".csv": read_separated,
    ".tsv": read_separated,
}
_PACKED = (".pdf", ".docx", ".xlsx", ".xlsm")
SUFFIXES = tuple(_READERS)
"""Endings of the names of files that can be read, in lower case."""
_HEAD = 64 * 1024


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
    if not data:
        raise ReadError(f"“{path.name}”是空文件，里面没有文字。")
    suffix = path.suffix.lower()
    check_kind(data, path.name, suffix)
    reading = _READERS[suffix](data, path.name)
    if not any(not isinstance(block, str) or _has_text(block) for block in reading.blocks):
        raise ReadError(f"“{path.name}”里没有文字。")
    digest = hashlib.sha256(data).hexdigest()
    return Source(path.name, reading.title, tuple(reading.blocks), digest, reading.warnings)


def _has_text(block: Block) -> bool:
    return bool(line_of(block).strip(" \t\r\n\f\v\u3000\xa0\ufeff\u200b\x00"))


def read_bytes(path: Path) -> bytes:
    """The bytes of a document file, after its name, kind and size were found fit; ReadError."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if not stat.S_ISREG(found.st_mode):  # a pipe would wait for ever, a device never end
            raise ReadError(f"“{path.name}”不是普通文件。")
        _check_link(path)
        return _read_whole(path)
    except OSError as error:
        raise ReadError(f"无法读取“{path.name or path}”：{reason(error)}。") from error


def _check_link(path: Path) -> None:
    """A link may lead anywhere, but not show people /etc/passwd as “规划.txt”."""
    target = path.resolve() if path.is_symlink() else path
    if path.suffix.lower() in SUFFIXES and target.suffix.lower() not in SUFFIXES:
        raise ReadError(f"“{path.name}”是链接，它指向的“{target.name}”不是可以收入的文件。")


def _read_whole(path: Path) -> bytes:
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        if suffix not in SUFFIXES:
            raise refuse_suffix(file.read(_HEAD), path.name, suffix, SUFFIXES)
        before = os.fstat(file.fileno())
        _check_size(before.st_size, path.name, suffix)
        data = file.read(before.st_size + 1)
        after = os.fstat(file.fileno())
    if (len(data), after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise ReadError(f"“{path.name}”在读取时被改动，可能还在下载或保存，请稍后再试。")
    return data


def _check_size(size: int, name: str, suffix: str) -> None:
    limit = PACKED_LIMIT if suffix in _PACKED else SIZE_LIMIT
    if size > limit:
        shown = f"{size / MEGABYTE:.0f} MB，超过{limit / MEGABYTE:.0f} MB的上限"
        raise ReadError(f"“{name}”有{shown}，请拆分或精简后再试。")

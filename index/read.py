"""Reading: a file or a given text → the plain text that outline.py takes. Text and Markdown files.

Encodings are tried in a fixed order: byte order mark, strict UTF-8, GB18030.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from index.errors import ReadError
from index.reasons import reason

SIZE_LIMIT = 20 * 1024 * 1024
"""Largest file that is read, in bytes."""
SUFFIXES = (".txt", ".md", ".markdown")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text: its name, its title where the format marks one, and the hash of its bytes."""

    name: str
    title: str
    text: str
    sha256: str


def read_file(path: Path) -> Source:
    """Reads one document file; ReadError with a Chinese sentence when that cannot be done."""
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
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"无法读取“{path.name or path}”：{reason(error)}。") from error
    text = decode(data, path.name)
    title = ""
    if path.suffix.lower() != ".txt":
        title, text = plain_markdown(text)
    if not text.strip():
        raise ReadError(f"“{path.name}”里没有文字。")
    return Source(path.name, title, text, hashlib.sha256(data).hexdigest())


def decode(data: bytes, name: str) -> str:
    """The text of some bytes; ReadError when they are no text in a known encoding."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadError(f"“{name}”的文字已损坏（{encoding}）。") from error
    if b"\x00" in data[:65536]:
        raise ReadError(f"“{name}”不是文本文件。")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadError(f"“{name}”的文字编码无法识别，请另存为UTF-8后再试。")


def plain_markdown(text: str) -> tuple[str, str]:
    """Title and plain text of a Markdown document: front matter, # marks and bold marks removed."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.S)
    found = re.search(r"^#\s+(.+)$", text, flags=re.M)
    text = re.sub(r"^#{1,6}\s+", "", text, flags=re.M)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    return (found[1].strip() if found else ""), text

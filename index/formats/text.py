"""Plain text: bytes → lines. Encodings in a fixed order: byte order mark, strict UTF-8, GB18030."""

from __future__ import annotations

import codecs

from index.blocks import Reading
from index.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes, name: str) -> Reading:
    """The lines of a text file; ReadError when the bytes are no text."""
    return Reading(decode(data, name).splitlines())


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

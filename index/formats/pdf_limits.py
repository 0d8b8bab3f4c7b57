"""Limits of PDF files, looked at before the file is opened: is it one, is it whole, what unpacks."""

from __future__ import annotations

import re
import zlib

from index.errors import ReadError

PAGE_LIMIT = 2_000
"""Most pages of a file."""
TEXT_LIMIT = 3_000_000
"""Most characters of a file: 2,000 full pages."""
OBJECT_LIMIT = 3_000_000
"""Most drawn things on all pages of a file together."""
STREAM_LIMIT = 48 * 1024 * 1024
"""Most bytes that one part of a file may unpack to; pictures do not count."""
UNPACKED_LIMIT = 400 * 1024 * 1024
"""Most bytes that all parts of a file may unpack to together."""
_SHOWN_LIMIT = 1_000_000
"""Most characters that one part of a file may show: pdfium would place them all first."""
_SHOWN = re.compile(rb"\((?:[^()\\]|\\.){40,}\)|<[0-9A-Fa-f\s]{80,}>", re.S)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FONT = re.compile(rb"/Length1\b|/Subtype\s*/(?!Form)")
"""What a part says that is a font or a picture, and so no page."""
_HEAD = 1024
_PIECE = 1024 * 1024
_FIRST = 8 * 1024
"""Most parts are small: the first bite is, too."""


def check_before(data: bytes, name: str) -> tuple[str, ...]:
    """Warnings on a PDF file's bytes; ReadError when it is none, or unpacks to too much."""
    if b"%PDF-" not in data[:_HEAD]:
        raise ReadError(f"“{name}”不是PDF文件，请检查文件的后缀名是否写对。")
    _check_unpacked(data, name)
    return (f"“{name}”不完整，可能没有下载完，缺少的部分没有读到。",) if is_cut(data) else ()


def is_cut(data: bytes) -> bool:
    """Whether the end of the file is missing."""
    linear = re.search(rb"/Linearized\b.{0,200}?/L\s+(\d+)", data[:_HEAD], re.S)
    return b"%%EOF" not in data or bool(linear and int(linear[1]) > len(data))


def _check_unpacked(data: bytes, name: str) -> None:
    total = 0
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - 400) : found.start()]
        head = head[head.rfind(b"obj") + 1 :]
        if b"/Subtype/Image" in head.replace(b" ", b"") or b"Fl" not in head:
            continue
        filters = max(1, head.count(b"FlateDecode") + len(re.findall(rb"/Fl\b", head)))
        size = _unpacked(data, found.end(), filters)
        total += size
        if size > STREAM_LIMIT or total > UNPACKED_LIMIT:
            limit = (STREAM_LIMIT if size > STREAM_LIMIT else UNPACKED_LIMIT) // 1024 // 1024
            raise ReadError(f"“{name}”解压后超过{limit} MB的上限，没有读取。")
        if size > _SHOWN_LIMIT and not _FONT.search(head) and _shown(data, found.end()):
            raise ReadError(f"“{name}”有一页文字太多，超过{_SHOWN_LIMIT // 10000}万字，没有读取。")


def _shown(data: bytes, start: int) -> bool:
    """Whether a part that draws a page shows more characters than are read."""
    try:
        drawn = zlib.decompressobj().decompress(memoryview(data)[start:], STREAM_LIMIT)
    except zlib.error:
        return False
    return sum(len(shown[0]) for shown in _SHOWN.finditer(drawn)) > _SHOWN_LIMIT


def _unpacked(data: bytes, start: int, filters: int) -> int:
    """How many bytes a packed part unpacks to, counted up to just over the limit."""
    layers = [zlib.decompressobj() for _ in range(min(filters, 4))]
    size = 0
    view = memoryview(data)
    try:
        step = _FIRST
        while start < len(data) and size <= STREAM_LIMIT and not layers[0].eof:
            size += _feed(layers, bytes(view[start : start + step]), STREAM_LIMIT - size)
            start, step = start + step, _PIECE
    except zlib.error:
        return size
    return size


def _feed(layers: list[zlib._Decompress], piece: bytes, room: int) -> int:
    """Bytes that a piece unpacks to in the last layer; stops when there is no more room."""
    size = 0
    while piece and room - size >= 0 and not layers[0].eof:
        out = layers[0].decompress(piece, _PIECE)
        piece = layers[0].unconsumed_tail
        size += _feed(layers[1:], out, room - size) if len(layers) > 1 else len(out)
    return size

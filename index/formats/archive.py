"""Zip-based files: opened under limits on parts, size and ratio, each refusal one sentence.

The limits are checked twice: in the directory, and while a part is unpacked, as a directory can lie.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from index.errors import ReadError
from index.formats.kinds import check_kind

MEGABYTE = 1024 * 1024
TOTAL_LIMIT = 500 * MEGABYTE
"""Largest sum of the unpacked sizes that a directory may announce, in bytes."""
PART_LIMIT = 128 * MEGABYTE
"""Largest part that is unpacked, in bytes."""
RATIO_LIMIT = 400
"""Largest ratio of unpacked to packed size of a part over `RATIO_FREE` (text seldom reaches 50)."""
RATIO_FREE = 16 * MEGABYTE
PARTS_LIMIT = 20_000
_STEP = MEGABYTE


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened zip file: `name` is the file's name, for messages."""

    name: str
    file: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]

    def has(self, part: str) -> bool:
        """Whether there is such a part; case and the kind of slash do not matter."""
        return _plain(part) in self.parts

    def read(self, part: str, *, limit: int = 0) -> bytes:
        """The bytes of a part; ReadError when it is missing, damaged, encrypted or too large.

        `limit` is the largest size in bytes where less than `PART_LIMIT` is wanted.
        """
        info = self.parts.get(_plain(part))
        if info is None:
            raise damaged(self.name)
        if info.flag_bits & 1:
            raise _encrypted(self.name)
        most = min(limit or PART_LIMIT, PART_LIMIT)
        self._check(info, info.file_size, most)
        try:
            return self._unpack(info, most)
        except (
            zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
            NotImplementedError,
        ) as error:  # fmt: skip
            raise damaged(self.name) from error

    def _unpack(self, info: zipfile.ZipInfo, most: int) -> bytes:
        pieces, size = [], 0
        with self.file.open(info) as stream:
            while piece := stream.read(_STEP):
                size += len(piece)
                self._check(info, size, most)
                pieces.append(piece)
        return b"".join(pieces)

    def _check(self, info: zipfile.ZipInfo, size: int, most: int) -> None:
        if size > most:
            raise _too_large(self.name, most)
        if size > RATIO_FREE and size > RATIO_LIMIT * max(info.compress_size, 1):
            raise ReadError(f"“{self.name}”的压缩比高得不正常，像是压缩炸弹，没有读取。")


def open_archive(data: bytes, name: str, suffix: str) -> Archive:
    """The archive that the bytes are; ReadError that says what they are instead, or are too much.

    `suffix` is the kind of file that is expected, such as “.docx”.
    """
    check_kind(data, name, suffix)
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise damaged(name) from error
    listed = file.infolist()
    if len(listed) > PARTS_LIMIT or sum(info.file_size for info in listed) > TOTAL_LIMIT:
        raise _too_large(name, TOTAL_LIMIT)
    return Archive(name, file, {_plain(info.filename): info for info in listed})


def damaged(name: str) -> ReadError:
    """The error for a file that cannot be unpacked or lacks what it needs."""
    return ReadError(f"“{name}”已损坏或不完整，请用Word、Excel或WPS打开并另存一份后再试。")


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _encrypted(name: str) -> ReadError:
    return ReadError(f"“{name}”设有打开密码（已加密），请去掉密码另存后再试。")


def _too_large(name: str, limit: int) -> ReadError:
    return ReadError(f"“{name}”解压后的内容超过{limit // MEGABYTE} MB的上限，没有读取。")

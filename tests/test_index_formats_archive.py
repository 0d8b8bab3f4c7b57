"""Zip-based files: a file made to fill the memory must end in one sentence, and soon."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from word_files import MAIN, p, word_file, zipped

from index.errors import ReadError
from index.formats import archive
from index.formats.archive import open_archive
from index.formats.docx import read_docx

BODY = "word/document.xml"


def test_parts_are_found_whatever_the_case_or_the_slash() -> None:
    opened = open_archive(zipped({"Word\\Document.XML": b"x"}), "甲.docx", ".docx")
    assert opened.has(BODY)
    assert opened.read("/word/document.xml") == b"x"


def test_a_missing_part_says_that_the_file_is_damaged() -> None:
    with pytest.raises(ReadError, match=r"“甲.docx”已损坏或不完整"):
        open_archive(zipped({"a": b"x"}), "甲.docx", ".docx").read(BODY)


@pytest.mark.parametrize("kept", [0, 1, 40, -30, -200])
def test_a_truncated_file_says_that_it_is_damaged(kept: int) -> None:
    data = word_file(p("正文。"))[:kept]
    with pytest.raises(ReadError, match=r"^“甲.docx”.*。$"):
        read_docx(data, "甲.docx")


def test_an_announced_size_over_the_limit_is_refused_unopened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "TOTAL_LIMIT", 1_000_000)
    with pytest.raises(ReadError, match="解压后的内容超过0 MB的上限"):
        open_archive(zipped({"word/media/x.bin": bytes(1_000_001)}), "甲.docx", ".docx")


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PARTS_LIMIT", 3)
    with pytest.raises(ReadError, match="上限"):
        open_archive(zipped({str(n): b"" for n in range(4)}), "甲.docx", ".docx")


def test_a_part_over_its_limit_is_refused_though_the_whole_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "PART_LIMIT", 1000)
    opened = open_archive(zipped({BODY: bytes(1001)}), "甲.docx", ".docx")
    with pytest.raises(ReadError, match="上限"):
        opened.read(BODY)


def test_a_part_that_packs_far_too_well_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FREE", 1000)
    opened = open_archive(zipped({BODY: bytes(2_000_000)}), "甲.docx", ".docx")
    with pytest.raises(ReadError, match="压缩炸弹"):
        opened.read(BODY)


@pytest.mark.parametrize("said", [10, 2**31])
def test_a_directory_that_lies_about_a_size_gives_no_more_than_the_limit(said: int) -> None:
    body = f'<w:document xmlns:w="{MAIN}"><w:body>{p("长文。") * 5000}</w:body></w:document>'
    data = bytearray(word_file("", parts={BODY: body.encode()}))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(BODY.encode()))
    data[entry + 24 : entry + 28] = struct.pack("<I", said)
    with pytest.raises(ReadError, match=r"^“甲.docx”.*(?:损坏|上限).*。$"):
        read_docx(bytes(data), "甲.docx")


def test_an_encrypted_part_says_so() -> None:
    data = bytearray(word_file(p("甲")))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(BODY.encode()))
    data[entry + 8] |= 1
    with pytest.raises(ReadError, match="密码"):
        open_archive(bytes(data), "甲.docx", ".docx").read(BODY)


def test_stored_parts_are_read_too() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as made:
        made.writestr(BODY, b"x" * 100)
    assert open_archive(buffer.getvalue(), "甲.docx", ".docx").read(BODY) == b"x" * 100

"""Kinds: whoever renames a file instead of saving it anew must learn what it is and what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from index.errors import ReadError
from index.formats.kinds import check_kind, kind_of
from index.read import read_file

TEXT = "一、总则\n各单位抓好落实。\n".encode()
PAGE = "<!DOCTYPE html>\n<html><body><p>一、总则</p></body></html>".encode()
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 99
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(99)


WORD, EXCEL = zipped("word/document.xml"), zipped("xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("甲.txt", PDF, "“甲.txt”其实是PDF文件，请把扩展名改为.pdf后再试。"),
        ("甲.txt", WORD, "“甲.txt”其实是Word文件，请把扩展名改为.docx后再试。"),
        ("甲.md", PAGE, "“甲.md”其实是网页文件，请把扩展名改为.html后再试。"),
        ("甲.csv", EXCEL, "“甲.csv”其实是Excel表格，请把扩展名改为.xlsx后再试。"),
        ("甲.xlsx", WORD, "“甲.xlsx”不是Excel表格，其实是Word文件，请把扩展名改为.docx后再试。"),
        ("甲.pdf", TEXT, "“甲.pdf”不是PDF文件，其实是文本文件，请把扩展名改为.txt后再试。"),
        ("甲.docx", PAGE, "“甲.docx”不是Word文件，其实是网页文件，请把扩展名改为.html后再试。"),
        ("甲.html", PDF, "“甲.html”不是网页文件，其实是PDF文件，请把扩展名改为.pdf后再试。"),
        ("甲.txt", b"\x89PNG\r\n\x1a\n", "“甲.txt”其实是PNG图片，不是可以读取文字的文件。"),
        ("甲.docx", ole("WordDocument"), "“甲.docx”不是Word文件，其实是旧版Word或WPS文件，请打开后另存为.docx再试。"),
        ("甲.docx", ole("EncryptedPackage"), "“甲.docx”不是Word文件，其实是加了密码的Office文件，请去掉密码后另存再试。"),
        ("甲.doc", ole("WordDocument"), "“甲.doc”是旧版Word或WPS文件，请打开后另存为.docx再试。"),
        ("甲.wps", OLE, "“甲.wps”是旧版Word或WPS文件，请打开后另存为.docx再试。"),
        ("甲.xls", ole("Workbook"), "“甲.xls”是旧版Excel或WPS表格，请打开后另存为.xlsx再试。"),
        ("甲.et", OLE, "“甲.et”是旧版Excel或WPS表格，请打开后另存为.xlsx再试。"),
        ("甲.ppt", OLE, "“甲.ppt”是旧版演示文稿，请打开后另存为.pdf再试。"),
        ("甲.rtf", b"{\\rtf1\\ansi x}", "“甲.rtf”是RTF文件，请打开后另存为.docx再试。"),
        ("甲.ofd", zipped("OFD.xml"), "“甲.ofd”是OFD版式文件，请打开后另存为.pdf再试。"),
        ("甲.odt", zipped(mimetype="application/vnd.oasis.opendocument.text"), "“甲.odt”是ODT文件，请打开后另存为.docx再试。"),
        ("甲.doc", PAGE, "“甲.doc”其实是网页文件，请把扩展名改为.html后再试。"),
        ("甲.doc", WORD, "“甲.doc”其实是Word文件，请把扩展名改为.docx后再试。"),
        ("甲.doc", TEXT, "“甲.doc”其实是文本文件，请把扩展名改为.txt后再试。"),
        ("甲.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "“甲.doc”是Word的XML文件，请打开后另存为.docx再试。"),
        ("甲.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; x", "“甲.mht”是单个文件网页（MHT），请用浏览器打开后另存为“仅HTML”的网页再试。"),
    ],
)  # fmt: skip
def test_what_a_file_really_is(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_file(tmp_path / name)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".txt", TEXT),
        (".txt", "规划".encode("gb18030") * 99),
        (".txt", "正文里说到 %PDF-1.7 这样的开头。".encode()),
        (".html", TEXT),
        (".html", "\ufeff<html>".encode("utf-16-le")),
        (".pdf", b"HTTP/1.1 200 OK\n" + PDF),
        (".docx", b"PK\x03\x04" + b"x" * 500),
        (".docx", WORD[:40]),
        (".csv", "甲,乙\n1,2\n".encode("gbk")),
        (".txt", b""),
    ],
)
def test_what_fits_its_name_or_tells_nothing_passes(suffix: str, data: bytes) -> None:
    check_kind(data, "甲" + suffix, suffix)


def test_a_word_file_with_a_workbook_inside_is_a_word_file() -> None:
    inner = zipped("xl/workbook.xml")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/embeddings/book.xlsx", inner)
        archive.writestr("word/document.xml", "x")
    found = kind_of(out.getvalue())
    assert found is not None
    assert found.suffix == ".docx"

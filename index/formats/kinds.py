"""Kinds: what a file really is, told by its bytes, whatever its name says."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from dataclasses import dataclass

from index.errors import ReadError

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name for people, the suffix to give it, or the one to save it as."""

    name: str
    suffix: str = ""
    save_as: str = ""


_PDF = Kind("PDF文件", ".pdf")
_WORD = Kind("Word文件", ".docx")
_EXCEL = Kind("Excel表格", ".xlsx")
_PAGE = Kind("网页文件", ".html")
_MHT = Kind("单个文件网页（MHT）", save_as=".html")
_PLAIN = Kind("文本文件", ".txt")
_OLD_WORD = Kind("旧版Word或WPS文件", save_as=".docx")
_OLD_EXCEL = Kind("旧版Excel或WPS表格", save_as=".xlsx")
_OLD_SLIDES = Kind("旧版演示文稿", save_as=".pdf")
_OLD_OFFICE = Kind("旧版Office文件或加了密码的Office文件", save_as=".docx")
_LOCKED = Kind("加了密码的Office文件")
_SLIDES = Kind("演示文稿", save_as=".pdf")
_OFD = Kind("OFD版式文件", save_as=".pdf")
_RTF = Kind("RTF文件", save_as=".docx")
_WORD_XML = Kind("Word的XML文件", save_as=".docx")
_EXCEL_XML = Kind("Excel的XML文件", save_as=".xlsx")
_ODT = Kind("ODT文件", save_as=".docx")
_ODS = Kind("ODS表格", save_as=".xlsx")
_ZIP = Kind("ZIP压缩包")

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n", Kind("PNG图片")),
    (b"\xff\xd8\xff", Kind("JPEG图片")),
    (b"GIF8", Kind("GIF图片")),
    (b"II*\x00", Kind("TIFF图片")),
    (b"MM\x00*", Kind("TIFF图片")),
    (b"Rar!\x1a", Kind("RAR压缩包")),
    (b"7z\xbc\xaf\x27\x1c", Kind("7z压缩包")),
    (b"\x1f\x8b", Kind("GZIP压缩包")),
    (b"BZh", Kind("BZ2压缩包")),
    (b"SQLite format 3\x00", Kind("数据库文件")),
    (b"{\\rtf", _RTF),
)
_PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", _WORD),
    ("xl/workbook.xml", _EXCEL),
    ("xl/workbook.bin", Kind("二进制Excel表格", save_as=".xlsx")),
    ("ppt/presentation.xml", _SLIDES),
    ("OFD.xml", _OFD),
)
_STREAMS = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", _OLD_WORD),
    ("PowerPoint Document", _OLD_SLIDES),
    ("Workbook", _OLD_EXCEL),
    ("Book", _OLD_EXCEL),
)
OLD_SUFFIXES: dict[str, Kind] = {
    ".doc": _OLD_WORD, ".wps": _OLD_WORD, ".dot": _OLD_WORD, ".wpt": _OLD_WORD, ".rtf": _RTF,
    ".xls": _OLD_EXCEL, ".et": _OLD_EXCEL, ".xlt": _OLD_EXCEL, ".ppt": _OLD_SLIDES,
    ".dps": _OLD_SLIDES, ".pptx": _SLIDES, ".ofd": _OFD, ".odt": _ODT, ".ods": _ODS,
    ".mht": _MHT, ".mhtml": _MHT,
}  # fmt: skip
"""Suffixes that are not read, and what people should save such a file as."""
_EXPECTED = {
    ".pdf": (_PDF,), ".docx": (_WORD, _ZIP), ".xlsx": (_EXCEL, _ZIP), ".xlsm": (_EXCEL, _ZIP),
    ".html": (_PAGE, _PLAIN), ".htm": (_PAGE, _PLAIN), ".xhtml": (_PAGE, _PLAIN),
    **dict.fromkeys((".txt", ".md", ".markdown", ".csv", ".tsv"), (_PLAIN,)),
}  # fmt: skip
_PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_OFFICE_XML = re.compile(rb'\s*<\?xml.{0,600}?(?:progid="(Word|Excel)|<pkg:package)', re.S)
_MAIL = re.compile(rb"(?:^|\n)MIME-Version:.{0,2000}multipart/related", re.I | re.S)


def check_kind(data: bytes, name: str, suffix: str) -> None:
    """ReadError when the bytes are surely of another kind than the suffix of the file says.

    Bytes that tell nothing pass: the reader of their format says what is wrong with them.
    """
    kind = kind_of(data)
    expected = _EXPECTED.get(suffix, ())
    if kind is None or kind in expected or (_PDF in expected and b"%PDF-" in data[:1024]):
        return
    said = "、".join(k.name for k in expected if k is not _ZIP and k is not _PLAIN)
    lead = f"“{name}”不是{said}，其实是{kind.name}" if said else f"“{name}”其实是{kind.name}"
    raise ReadError(f"{lead}，{_remedy(kind)}。")


def refuse_suffix(data: bytes, name: str, suffix: str, supported: tuple[str, ...]) -> ReadError:
    """The error for a file whose suffix is not read: what it is, and what to do with it."""
    kind = kind_of(data)
    named = OLD_SUFFIXES.get(suffix)
    kind = named if kind is _OLD_OFFICE and named else kind
    readable = kind is not None and kind.suffix in supported
    if kind and (kind.save_as or (readable and (named or kind is not _PLAIN))):
        really = "" if kind.save_as else "其实"
        return ReadError(f"“{name}”{really}是{kind.name}，{_remedy(kind)}。")
    if named and kind is None:
        return ReadError(f"“{name}”是{named.name}，{_remedy(named)}。")
    if kind is _LOCKED:
        return ReadError(f"“{name}”是{kind.name}，{_remedy(kind)}。")
    return ReadError(f"“{name}”不是支持的文件类型，目前支持：{'、'.join(supported)}。")


def _remedy(kind: Kind) -> str:
    if kind.suffix:
        return f"请把扩展名改为{kind.suffix}后再试"
    if kind is _MHT:
        return "请用浏览器打开后另存为“仅HTML”的网页再试"
    if kind is _LOCKED:
        return "请去掉密码后另存再试"
    if kind.save_as:
        return f"请打开后另存为{kind.save_as}再试"
    return "不是可以读取文字的文件"


def kind_of(data: bytes) -> Kind | None:
    """The kind that the bytes show, None when they show none."""
    head = data[:_HEAD]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_OLE):
        return _old_office(data)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if b"%PDF-" in head[:1024] and not _is_text(head[: head.index(b"%PDF-")] or b"\x00"):
        return _PDF
    return _written(data, head)


def _old_office(data: bytes) -> Kind:
    """Word, Excel or slides before 2007, or a newer file under a password, by its streams."""
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return _OLD_OFFICE


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype")
                return _ODS if b"spreadsheet" in mime else _ODT if b"opendocument" in mime else _ZIP
    except Exception:  # a cut or a hostile archive: its reader says so
        names = {part for part, _ in _PARTS if part.encode() in data}
    return next((kind for part, kind in _PARTS if part in names), _ZIP)


def _written(data: bytes, head: bytes) -> Kind | None:
    """Pages, Office's XML and mail are told by their start; else text, or nothing known."""
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(bom):
            head = head[:2048].decode(encoding, "replace").encode()
    head = head.removeprefix(codecs.BOM_UTF8)
    office = _OFFICE_XML.match(head)
    if office:
        return _EXCEL_XML if office[1] == b"Excel" else _WORD_XML
    if _PAGE_START.match(head):
        return _PAGE
    if _MAIL.search(head[:2048]):
        return _MHT
    return _PLAIN if head and _is_text(head) else None


def _is_text(head: bytes) -> bool:
    """Whether bytes can be text: hardly a control character, and UTF-8 or GB18030."""
    controls = sum(head.count(bytes([c])) for c in (*range(9), *range(14, 32), 127))
    if b"\x00" in head or controls > len(head) // 100:
        return False
    for encoding in ("utf-8", "gb18030"):
        decoded = codecs.getincrementaldecoder(encoding)("strict")
        try:
            decoded.decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False

"""PDF files that cannot be read: people must be told why, and a harmful file must not stop the rest."""

from __future__ import annotations

import re

import pytest
from pdf_files import SENTENCE, WIDTH, packed, paragraph, pdf, picture, raw_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.errors import ReadError
from index.formats.pdf import read_pdf
from index.formats.pdf_limits import PAGE_LIMIT

SHOWN = b"BT /F1 12 Tf 90 700 Td (hello world) Tj ET "


def text_page(canvas: Canvas, page: int) -> None:
    paragraph(canvas, f"第{page + 1}页的" + SENTENCE, 700)


def scan_with_number(canvas: Canvas, page: int) -> None:
    picture(canvas)
    canvas.drawCentredString(WIDTH / 2, 40, f"— {page + 1} —")


def glyphs(count: int) -> bytes:
    return b"BT /F1 1 Tf " + b"(%s) Tj " % (b"a" * 80) * (count // 80) + b"ET"


BAD: dict[str, tuple[bytes, str]] = {
    "no PDF": ("只是文字".encode(), "不是PDF文件"),
    "empty": (b"", "不是PDF文件"),
    "broken": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "损坏或不完整"),
    "cut": (pdf(text_page, 30)[:3000], "损坏或不完整"),
    "password": (pdf(text_page, encrypt=StandardEncryption("secret")), "有密码"),
    "scanned": (pdf(lambda canvas, page: picture(canvas), 2), "扫描件.*没有文字层.*OCR"),
    "scanned with page numbers": (pdf(scan_with_number, 3), "扫描件"),
    "blank": (pdf(lambda canvas, page: None, 2), "没有文字"),
    "too many pages": (pdf(text_page, PAGE_LIMIT + 1), f"{PAGE_LIMIT}页的上限"),
    "bomb": (raw_pdf(packed(b" " * 60_000_000)), "解压后超过"),
    "bomb in a bomb": (
        raw_pdf(packed(b" " * 60_000_000, 2), filters=b"/FlateDecode/FlateDecode"),
        "解压后超过",
    ),
    "too many characters": (raw_pdf(packed(glyphs(80_000))), "文字太多"),
    "far too many characters": (raw_pdf(packed(glyphs(2_000_000))), "文字太多"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_in_one_sentence_that_names_the_file(name: str) -> None:
    data, reason = BAD[name]
    with pytest.raises(ReadError, match=reason) as raised:
        read_pdf(data, "来文.pdf")
    message = str(raised.value)
    assert message.startswith("“来文.pdf”")
    assert message.endswith("。")
    assert message.count("。") == 1


def test_pages_without_text_are_named_and_the_others_read() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        if page in (1, 3, 4):
            picture(canvas)
        else:
            text_page(canvas, page)

    reading = read_pdf(pdf(draw, 6), "半扫描.pdf")
    assert reading.blocks == [f"第{n}页的{SENTENCE}" for n in (1, 3, 6)]
    assert [re.findall(r"第2、4—5页", w) for w in reading.warnings] == [["第2、4—5页"]]


def test_text_under_a_scanned_picture_is_read() -> None:
    """What text recognition adds to a scan lies beneath the picture."""

    def draw(canvas: Canvas, page: int) -> None:
        text_page(canvas, page)
        picture(canvas)

    assert read_pdf(pdf(draw), "识别后.pdf").blocks == ["第1页的" + SENTENCE]


def test_a_file_that_may_not_be_copied_from_is_still_read() -> None:
    data = pdf(text_page, encrypt=StandardEncryption("", ownerPassword="x", canCopy=0))
    assert read_pdf(data, "只读.pdf").blocks == ["第1页的" + SENTENCE]


@pytest.mark.parametrize("box", [b"0 0 0 0", b"0 0 99999999 1e30", b"-500 -500 100 100"])
def test_a_page_of_absurd_size_is_read(box: bytes) -> None:
    data = raw_pdf(packed(SHOWN), box=box)
    assert read_pdf(data, "大.pdf").blocks == ["hello world"]


def test_letters_of_absurd_size_do_no_harm() -> None:
    huge = b"BT /F1 0 Tf (nothing) Tj ET BT 1e30 0 0 1e30 90 700 Tm /F1 1e30 Tf (big) Tj ET "
    assert "hello world" in read_pdf(raw_pdf(packed(huge + SHOWN)), "怪.pdf").blocks


def test_the_whole_of_a_file_that_lacks_its_end_is_not_claimed() -> None:
    data = raw_pdf(packed(SHOWN)).removesuffix(b"%%EOF")
    reading = read_pdf(data, "未下完.pdf")
    assert reading.blocks == ["hello world"]
    assert "不完整" in reading.warnings[0]

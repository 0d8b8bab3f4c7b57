"""PDF files made on the spot: text set by hand as official documents are, tables, pictures, harm."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT = 90.0
SENTENCE = "各级机关坚持依法行政，完整准确全面落实各项任务，加快建设统一的数据平台，着力提高服务水平，推动各项改革走深走实。"
"""A sentence that fills more than one line."""

Draw = Callable[[Canvas, int], None]


def pdf(draw: Draw, pages: int = 1, **options: object) -> bytes:
    """The bytes of a file whose page number n (from 0) is drawn by `draw(canvas, n)`."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for page in range(pages):
        canvas.setFont(FONT, 12)
        draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def wrapped(text: str, *, width: int = 34, indent: int = 2) -> Iterator[tuple[int, str]]:
    """The lines of a paragraph, each with the characters that it is set in."""
    start = width - indent
    yield indent, text[:start]
    for place in range(start, len(text), width):
        yield 0, text[place : place + width]


def paragraph(
    canvas: Canvas, text: str, y: float, *, x: float = LEFT, size: float = 12, width: int = 34, indent: int = 2
) -> float:  # fmt: skip
    """Draws a paragraph of Chinese characters; gives the height of the line below it."""
    canvas.setFont(FONT, size)
    for inset, line in wrapped(text, width=width, indent=indent):
        canvas.drawString(x + inset * size, y, line)
        y -= size * 1.6
    return y


def row(canvas: Canvas, cells: list[str], y: float, widths: list[float]) -> float:
    """Draws a ruled table row of one-line cells; gives the place of the next one."""
    x = LEFT
    for cell, width in zip(cells, widths, strict=True):
        canvas.rect(x, y, width, 24)
        canvas.drawString(x + 5, y + 8, cell)
        x += width
    return y - 24


def picture(canvas: Canvas) -> None:
    """Covers the page with a picture, as a scanner does."""
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "gray")), 0, 0, WIDTH, HEIGHT)


def raw_pdf(
    content: bytes, *, filters: bytes = b"/FlateDecode", box: bytes = b"0 0 595 842"
) -> bytes:
    """A file of one page with this content, packed already, as no program would write it."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Contents 4 0 R/Resources<</Font<</F1"
    page += b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    stream = b"<</Length %d/Filter[%s]>>\nstream\n" % (len(content), filters) + content
    things = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        stream + b"\nendstream",
    ]
    out = b"%PDF-1.7\n"
    for number, thing in enumerate(things, 1):
        out += b"%d 0 obj\n" % number + thing + b"\nendobj\n"
    return out + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF"


def packed(content: bytes, times: int = 1) -> bytes:
    """Bytes packed once, or packed bytes packed again."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content

"""PDF: bytes → paragraphs, headings and tables; pages without a text layer are named or refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from index.blocks import Reading
from index.errors import ReadError
from index.formats.pdf_characters import is_unreadable
from index.formats.pdf_flow import PageText, blocks_of_pages, drop_furniture, page_text
from index.formats.pdf_limits import OBJECT_LIMIT, PAGE_LIMIT, TEXT_LIMIT, check_before
from index.formats.pdf_page import Sheet, TooMuch, read_sheet

_LOCK = threading.Lock()
"""pdfium may be used by one thread at a time."""
_SCAN = 0.4
"""A page whose picture covers this share of it, and that has no text, was scanned."""
_UNREADABLE = 0.3
"""Share of characters without meaning from which a file's text is of no use."""


def read_pdf(data: bytes, name: str) -> Reading:
    """The blocks of a PDF file.

    ReadError when it is no PDF, is broken, wants a password, has no pages or no text, or is
    larger than the limits of pdf_limits.py.
    """
    warnings = list(check_before(data, name))
    with _LOCK, _opened(data, name) as document:
        sheets = list(_sheets(document, name, warnings))
        texts = [page_text(sheet, number) for number, sheet in sheets]
    _check_readable([sheet for _, sheet in sheets], name)
    drop_furniture(texts)
    blank = [
        text.number for text, (_, sheet) in zip(texts, sheets, strict=True) if _is_scan(text, sheet)
    ]
    blocks, title = blocks_of_pages(texts)
    if not blocks and blank:
        raise ReadError(
            f"“{name}”是扫描件，没有文字层，请先做文字识别（OCR），再添加识别后的文件。"
        )
    if not blocks:
        raise ReadError(f"“{name}”里没有文字。")
    if blank:
        warnings.append(
            f"“{name}”的{_pages(blank)}是扫描的图片，没有文字层，没有读到，请先做文字识别（OCR）。"
        )
    return Reading(blocks, title, tuple(warnings))


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """The file opened by pdfium, and closed; ReadError in plain words."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError(f"“{name}”有密码，请去掉密码后再添加。") from error
        raise ReadError(f"“{name}”已损坏或不完整，请重新下载或另存后再添加。") from error
    with closing(document):
        count = len(document)
        if count == 0:
            raise ReadError(f"“{name}”里没有页面。")
        if count > PAGE_LIMIT:
            raise ReadError(f"“{name}”有{count}页，超过{PAGE_LIMIT}页的上限，请分成几个文件。")
        yield document


def _sheets(document: Any, name: str, warnings: list[str]) -> Iterator[tuple[int, Sheet]]:
    """What is on each page that can be opened; a warning names the others."""
    import pypdfium2

    broken: list[int] = []
    characters = objects = 0
    for number in range(len(document)):
        try:
            with closing(document[number]) as page:
                sheet = read_sheet(page, TEXT_LIMIT - characters)
        except pypdfium2.PdfiumError:
            broken.append(number)
            continue
        except TooMuch as error:
            raise ReadError(
                f"“{name}”的文字太多，超过单页或全文的上限，请分成几个文件。"
            ) from error
        characters += len(sheet.glyphs)
        objects += sheet.objects
        if objects > OBJECT_LIMIT:
            raise ReadError(f"“{name}”的图形太多，超过上限，请分成几个文件。")
        yield number, sheet
    if len(broken) == len(document):
        raise ReadError(f"“{name}”已损坏，没有一页能打开，请重新下载或另存后再添加。")
    if broken:
        warnings.append(f"“{name}”的{_pages(broken)}已损坏，没有读到。")


def _check_readable(sheets: Sequence[Sheet], name: str) -> None:
    """ReadError when most characters have no meaning: a font without a table of its characters."""
    characters = [glyph.text for sheet in sheets for glyph in sheet.glyphs]
    if sum(map(is_unreadable, characters)) > _UNREADABLE * len(characters):
        raise ReadError(f"“{name}”的文字层是乱码，请重新导出，或做文字识别（OCR）后再添加。")


def _is_scan(text: PageText, sheet: Sheet) -> bool:
    """Whether nothing but furniture could be read on a page that shows a large picture."""
    if text.lines or text.tables or text.askew:
        return False
    return sheet.picture > _SCAN or (not sheet.glyphs and sheet.objects > 0)


def _pages(numbers: Sequence[int]) -> str:
    """Page numbers as people write them: “第1、3—5页”."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    written = [str(r[0] + 1) if len(r) == 1 else f"{r[0] + 1}—{r[-1] + 1}" for r in runs]
    return f"第{'、'.join(written)}页"

"""The pages of a PDF as one flow: furniture out, text and tables in reading order, over page ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.blocks import Block
from index.formats.pdf_columns import lines_in_order
from index.formats.pdf_furniture import furniture
from index.formats.pdf_headings import with_headings
from index.formats.pdf_lines import Line, rows_of
from index.formats.pdf_margins import Layout, body_size, layout_of
from index.formats.pdf_page import Sheet
from index.formats.pdf_paragraphs import Paragraph, paragraphs
from index.formats.pdf_table_blocks import blocks_of_tables, is_next_part
from index.formats.pdf_tables import Table, fill, find_tables

_NOTE = 0.92
"""Text at the foot of a page is a note when it is smaller than this share of the body's size."""


@dataclass(slots=True)
class PageText:
    """A page's lines outside tables, in reading order, and its tables from the top."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[Table]
    askew: str = ""
    notes: list[Line] = field(default_factory=list)


def page_text(sheet: Sheet, number: int) -> PageText:
    """Lines and tables of one page; `number` counts from 0."""
    tables = find_tables(sheet.rules, number, sheet.width, sheet.height)
    rest = fill(tables, sheet.glyphs)
    tables = [table for table in tables if any(cell.lines for cell in table.cells)]
    lines = lines_in_order(rows_of(rest), number)
    return PageText(number, sheet.width, sheet.height, lines, tables, sheet.askew)


def drop_furniture(pages: Sequence[PageText]) -> None:
    """Takes page numbers, running headers and footers and watermarks out of the pages."""
    edges = [sorted([*page.lines, *map(_barrier, page.tables)], key=_height) for page in pages]
    found = furniture(edges, [page.height for page in pages])
    for page, lines, places in zip(pages, edges, found, strict=True):
        dropped = {id(lines[place]) for place in places}
        page.lines = [line for line in page.lines if id(line) not in dropped]
    marks = Counter(page.askew for page in pages)
    for page in pages:
        page.askew = "" if marks[page.askew] > 1 else page.askew


def _height(line: Line) -> float:
    return line.y


def _barrier(table: Table) -> Line:
    """Stands for a table among the lines: what is further in than a table is no furniture."""
    return Line(f"\0{table.page}", table.box[0], table.box[2], table.box[3], -9.0, 0.0)


def blocks_of_pages(pages: Sequence[PageText]) -> tuple[list[Block], str]:
    """The blocks of a document and its title, "" where none is set apart."""
    body = body_size([line for page in pages for line in page.lines])
    for page in pages:
        _set_notes_apart(page, body)
    flowing = [line for page in pages for line in [*page.lines, *page.notes]]
    layout = layout_of(flowing, max((page.width for page in pages), default=0.0))
    items = [item for page in pages for item in _items(page)]
    notes = {id(page.lines[-1]): page.notes for page in pages if page.lines and page.notes}
    return with_headings(list(_parts(items, notes, layout)), layout.size)


def _set_notes_apart(page: PageText, body: float) -> None:
    """Moves the small lines at the foot of a page, which stand below the body, to its notes."""
    count = 0
    for line in reversed(page.lines):
        if line.size > _NOTE * body:
            break
        count += 1
    if 0 < count < len(page.lines) and all(t.box[3] < page.lines[-count].y for t in page.tables):
        page.lines, page.notes = page.lines[:-count], page.lines[-count:]


def _items(page: PageText) -> list[Line | Table]:
    """Lines and tables of a page in reading order."""
    items: list[Line | Table] = list(page.lines)
    for table in page.tables:
        place = next((i for i, item in enumerate(items) if _is_after(item, table)), len(items))
        items.insert(place, table)
    if page.askew:
        items.append(Line(page.askew, 0.0, 0.0, 0.0, 1.0, 0.0, page.number, "askew"))
    return items


def _is_after(item: Line | Table, table: Table) -> bool:
    """Whether a line or table is read after a table: it stands lower, in the same column."""
    left, top, right, _ = table.box
    if isinstance(item, Table):
        return item.box[1] > top and item.box[0] < right and item.box[2] > left
    return item.y > top and item.x0 < right and item.x1 > left


def _parts(
    items: Sequence[Line | Table], notes: dict[int, list[Line]], layout: Layout
) -> Iterator[Paragraph | list[Block]]:
    """Paragraphs, and tables as blocks, in reading order."""
    for run in _runs(items):
        if isinstance(run[0], Table):
            yield blocks_of_tables([part for part in run if isinstance(part, Table)])
            continue
        for paragraph in paragraphs([line for line in run if isinstance(line, Line)], layout):
            yield paragraph
            for line in paragraph.lines:
                yield from paragraphs(notes.get(id(line), []), layout)


def _runs(items: Sequence[Line | Table]) -> Iterator[list[Line | Table]]:
    """Lines that follow one another, or the parts of one table over page ends."""
    run: list[Line | Table] = []
    for item in items:
        if run and not _belongs(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _belongs(last: Line | Table, item: Line | Table) -> bool:
    if isinstance(last, Table) and isinstance(item, Table):
        return item.page == last.page + 1 and is_next_part(last, item)
    return isinstance(last, Line) and isinstance(item, Line)

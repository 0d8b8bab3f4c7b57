"""Excel workbooks: .xlsx and .xlsm → tables, numbers as the cells show them.

Read straight from the parts of the file, cell by cell: sheets whose used range is a million
formatted empty rows take no longer than what they hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

from index.blocks import Reading
from index.errors import ReadError
from index.formats.archive import Archive, damaged, open_archive
from index.formats.ooxml import (
    Element,
    R,
    S,
    drop,
    main_part,
    number_in,
    parse_part,
    related,
    stream_part,
    targets,
)  # fmt: skip
from index.formats.sheets import CELL_LIMIT, Merge, Sheet, workbook_blocks
from index.formats.xlsx_formats import BUILT_IN, GENERAL
from index.formats.xlsx_numbers import shown_number

_ROW, _CELL, _MERGE, _COLUMN, _STRING = (f"{S}{n}" for n in ("row", "c", "mergeCell", "col", "si"))
_EMPTY_CELL = re.compile(rb"<c [^<>]*(?:/>|>(?:<v/>|<v></v>)?</c>)")
_EMPTY_ROW = re.compile(rb"<row [^<>]*(?:/>|>\s*</row>)")
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class _Book:
    """A workbook while it is read: what its sheets share, and what the reader should be told."""

    archive: Archive
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    from_1904: bool = False
    cells: int = 0
    unsaved: int = 0
    errors: int = 0
    hidden: list[str] = field(default_factory=list)
    hidden_parts: list[str] = field(default_factory=list)


def read_xlsx(data: bytes, name: str) -> Reading:
    """The sheets of a workbook; ReadError when it cannot be read or has too many cells.

    Hidden sheets, rows and columns are left out with a warning; a formula gives its saved result.
    """
    book = _Book(open_archive(data, name, ".xlsx"))
    part = main_part(book.archive, "xl/workbook.xml")
    root = parse_part(book.archive, part)
    if root.tag != f"{S}workbook":
        raise damaged(name)
    parts = related(book.archive, part)
    book.strings = list(_strings(book.archive, parts.get("sharedStrings", "xl/sharedStrings.xml")))
    book.formats = _formats(book.archive, parts.get("styles", "xl/styles.xml"))
    options = root.find(f"{S}workbookPr")
    book.from_1904 = options is not None and options.get("date1904") in ("1", "true")
    places = targets(book.archive, part)
    sheets = list(_sheets(book, root, places))
    stem = PurePath(name).stem
    several = sum(bool(sheet.rows) for sheet in sheets) > 1
    return Reading(workbook_blocks(sheets, stem), stem if several else "", _warnings(book))


def _sheets(book: _Book, root: Element, places: dict[str, str]) -> Iterator[Sheet]:
    for listed in root.iterfind(f"{S}sheets/{S}sheet"):
        place = places.get(listed.get(f"{R}id", ""), "")
        if "worksheets/" not in place and "sheet" not in place.rsplit("/", 1)[-1].lower():
            continue
        if "chartsheets/" in place or "dialogsheets/" in place or not book.archive.has(place):
            continue
        sheet = _Reader(book, listed.get("name", "")).read(place)
        if listed.get("state") in ("hidden", "veryHidden"):
            book.hidden.extend([sheet.name] if sheet.rows else [])
        else:
            yield sheet


@dataclass(slots=True)
class _Reader:
    """Reads one sheet. `skipped` are the numbers of hidden rows so far."""

    book: _Book
    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    columns_left_out: set[int] = field(default_factory=set)
    row: int = 0

    def read(self, place: str) -> Sheet:
        """The sheet in the part at `place`."""
        tags = (_ROW, _MERGE, _COLUMN)
        for element in stream_part(self.book.archive, place, tags, prepare=self._without_empty):
            if element.tag == _ROW:
                self._add_row(element)
                drop(element)
            elif element.tag == _MERGE:
                self._add_merge(element.get("ref", ""))
            elif element.get("hidden") in ("1", "true"):
                first, last = number_in(element.get("min")), number_in(element.get("max"))
                self.hidden_columns.append((first, last))
        self._tell()
        return Sheet(self.name, self._renumbered(), [self._moved(merge) for merge in self.merges])

    def _without_empty(self, data: bytes) -> bytes:
        """The XML of the sheet without formatted empty cells and rows, of which there may be millions.

        Only where cells say their places, as all but a few programs write them.
        """
        if b'<c r="' in data[:1_000_000]:
            data = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", data))
        self._count(data.count(b"<c "))
        return data

    def _count(self, cells: int) -> None:
        self.book.cells += cells
        if self.book.cells > CELL_LIMIT:
            raise ReadError(
                f"“{self.book.archive.name}”的表格超过{CELL_LIMIT // 10_000}万个单元格，请拆分成几个文件后再试。"
            )

    def _add_row(self, row: Element) -> None:
        self.row = number_in(row.get("r"), self.row + 1)
        column, filled = 0, {}
        for cell in row.iterchildren(_CELL):
            place = cell.get("r", "")
            column = _column(place.rstrip("0123456789")) if place else column + 1
            text = _text(self.book, cell)
            if text and not text.isspace():
                filled[column] = text
        hidden = {c for c in filled if any(a <= c <= b for a, b in self.hidden_columns)}
        shown = {c: text for c, text in filled.items() if c not in hidden}
        if shown and row.get("hidden") in ("1", "true"):
            self.hidden_rows.append(self.row)
        elif filled:
            self.columns_left_out |= hidden
            self.rows[self.row] = shown

    def _add_merge(self, area: str) -> None:
        ends = [_PLACE.fullmatch(end) for end in area.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (left, top), (right, bottom) = ((_column(e[1]), int(e[2])) for e in ends if e)
            self.merges.append(Merge(top, left, bottom, right))

    def _tell(self) -> None:
        for count, word in ((len(self.hidden_rows), "行"), (len(self.columns_left_out), "列")):
            if count:
                self.book.hidden_parts.append(f"“{self.name}”的{count}{word}")

    def _renumbered(self) -> dict[int, dict[int, str]]:
        """The rows without gaps where a hidden row was left out."""
        return {self._shown(number): row for number, row in sorted(self.rows.items())}

    def _moved(self, merge: Merge) -> Merge:
        top, bottom = self._shown(merge.top), self._shown(merge.bottom)
        return Merge(top, merge.left, max(top, bottom), merge.right)

    def _shown(self, number: int) -> int:
        return number - bisect_left(self.hidden_rows, number)


def _text(book: _Book, cell: Element) -> str:
    """The text that a cell shows."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _string(cell.find(f"{S}is"))
    value = cell.find(f"{S}v")
    raw = "" if value is None else value.text or ""
    if kind == "s":
        place = number_in(raw, -1)
        return book.strings[place] if 0 <= place < len(book.strings) else ""
    if kind == "str":
        return _unescaped(raw)
    if not raw:
        book.unsaved += cell.find(f"{S}f") is not None
        return ""
    if kind == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if kind in ("e", "d"):
        book.errors += kind == "e"
        return raw.removesuffix("T00:00:00")
    place = number_in(cell.get("s"))
    code = book.formats[place] if 0 <= place < len(book.formats) else GENERAL
    return shown_number(raw, code, from_1904=book.from_1904)


def _strings(archive: Archive, part: str) -> Iterator[str]:
    if archive.has(part):
        for element in stream_part(archive, part, (_STRING,)):
            yield _string(element)
            drop(element)


def _string(element: Element | None) -> str:
    """A text in one or several runs, without the readings of characters that Japanese files add."""
    if element is None:
        return ""
    runs = [element, *element.iterfind(f"{S}r")]
    return _unescaped("".join(t.text or "" for run in runs for t in run.iterfind(f"{S}t")))


def _unescaped(text: str) -> str:
    """Text without the _x000D_ in which workbooks write what XML cannot hold."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _formats(archive: Archive, part: str) -> list[str]:
    """The number format of each style of cells, by the place of the style."""
    if not archive.has(part):
        return []
    root = parse_part(archive, part)
    own = {
        number_in(item.get("numFmtId")): item.get("formatCode", GENERAL)
        for item in root.iterfind(f"{S}numFmts/{S}numFmt")
    }
    keys = (number_in(item.get("numFmtId")) for item in root.iterfind(f"{S}cellXfs/{S}xf"))
    return [own.get(key) or BUILT_IN.get(key, GENERAL) for key in keys]


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper()[:3]:
        number = number * 26 + ord(letter) - 64
    return number


def _warnings(book: _Book) -> tuple[str, ...]:
    told = []
    if book.hidden:
        told.append(f"隐藏的工作表没有读取：{'、'.join(book.hidden[:5])}。")
    if book.hidden_parts:
        told.append(f"隐藏的行和列没有读取：{'、'.join(book.hidden_parts[:5])}。")
    if book.unsaved:
        told.append(f"有{book.unsaved}个公式没有保存结果，请用Excel或WPS打开并保存后再试。")
    if book.errors:
        told.append(f"有{book.errors}个单元格是错误值（如#N/A），请核对原表。")
    return tuple(told)

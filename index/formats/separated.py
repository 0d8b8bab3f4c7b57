"""Separated values: .csv and .tsv → tables; the sign between the cells is found out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from index.blocks import Reading
from index.errors import ReadError
from index.formats.encodings import decode_bytes
from index.formats.sheets import CELL_LIMIT, Sheet, workbook_blocks

_SEPARATORS = ",\t;|"
_SAMPLE = 200
_LONGEST_CELL = 40
"""Most line breaks in a cell: a cell with more begins with a quote that is never closed."""


def read_separated(data: bytes, name: str) -> Reading:
    """The tables of a file of separated values; ReadError when it is no text or has too many cells."""
    decoded = decode_bytes(data, name)
    text = decoded.text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:  # Excel's own hint
        text, separator = rest, first.strip()[4:] or "\t"
    else:
        separator = _separator(text, tab_first=name.lower().endswith(".tsv"))
    rows: dict[int, dict[int, str]] = {}
    cells = 0
    for number, row in enumerate(_rows(text, separator, name)):
        filled = {place: shown for place, cell in enumerate(row) if (shown := _shown(cell))}
        cells += len(filled)
        if cells > CELL_LIMIT:
            raise ReadError(
                f"“{name}”的表格超过{CELL_LIMIT // 10_000}万个单元格，请拆分成几个文件后再试。"
            )
        if filled:
            rows[number] = filled
    return Reading(workbook_blocks([Sheet(rows=rows)], ""), warnings=decoded.warnings)


def _rows(text: str, separator: str, name: str) -> list[list[str]]:
    """The rows; where a quote is never closed, quotes are taken as plain characters."""
    for strict in (True, False):  # strict tells an open quote; but “"甲"乙” is an error to it too
        try:
            source = io.StringIO(text, newline="")
            rows = list(csv.reader(source, delimiter=separator, strict=strict))
            if any(cell.count("\n") > _LONGEST_CELL for row in rows for cell in row):
                break
            return rows
        except csv.Error as error:
            if "end of data" in str(error) or "limit" in str(error):
                break
    plain = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
    try:
        return [[cell.strip('"') for cell in row] for row in plain]
    except csv.Error as error:
        raise ReadError(f"“{name}”里有一格的文字过长，不像表格，请检查后再试。") from error


def _separator(text: str, *, tab_first: bool) -> str:
    """The sign that cuts most lines into the same number of cells, more than one."""
    best, best_score = "\t" if tab_first else ",", 0.0
    for separator in ("\t", *_SEPARATORS) if tab_first else _SEPARATORS:
        score = _score(text, separator)
        if score > best_score:
            best, best_score = separator, score
    return best


def _score(text: str, separator: str) -> float:
    """Share of the lines that have the commonest width, times a little for more cells."""
    sample = io.StringIO(text[:1_000_000], newline="")
    try:
        rows = [row for row in islice(csv.reader(sample, delimiter=separator), _SAMPLE) if any(row)]
    except csv.Error:
        return 0.0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, count = widths.most_common(1)[0]
    return count / len(rows) * (1 + min(width, 20) / 100)


def _shown(cell: str) -> str:
    """A cell without the ="…" with which programs keep Excel from changing a number."""
    cell = cell.strip()
    return cell[2:-1] if len(cell) > 3 and cell.startswith('="') and cell.endswith('"') else cell

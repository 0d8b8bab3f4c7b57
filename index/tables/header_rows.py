"""Header rows: how many rows at the top of a table name its columns, and one header of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.folding import fold
from index.outlining.numbering import ends_sentence
from index.quantities.years import is_period
from index.tables.merged_cells import Matrix, Place, one_line

_FIGURE = re.compile(r"(?=.*\d)[\d.,%‰≥≤<>+\-—~/()\[\]\s]+[个名项次人家万亿元吨天年%]*")
_MOST = 4
_LONGEST = 40
_FROM_TO = re.compile(r"\d{4}\s*[-—~至到]+\s*\d{2,4}.*")


def count_header_rows(matrix: Matrix) -> int:
    """How many rows at the top are the header; 0 where the first row holds figures or sentences.

    Rows that the file marks (`<th>`) come first; a cell of the first row that covers several
    columns has their names in the row below, one that covers several rows reaches down to them.
    """
    marked = _marked_rows(matrix)
    if marked:
        return min(marked, len(matrix) - 1)
    if not _looks_like_header(matrix[0]):
        return 0
    count = 1
    while count < min(_MOST, len(matrix) - 1) and _goes_on(matrix, count):
        count += 1
    return count


def _marked_rows(matrix: Matrix) -> int:
    count = 0
    for row in matrix:
        if not all(place.header or not place.text.strip() for place in row):
            break
        count += 1
    return count


def _looks_like_header(row: Sequence[Place]) -> bool:
    texts = [place.text.strip() for place in row]
    return any(texts) and all(
        len(text) <= _LONGEST and not ends_sentence(text) and not is_figure(text)
        for text in texts
        if text
    )


def is_figure(text: str) -> bool:
    """Whether a cell's text is a figure; a year or a span of years is a name of a column."""
    folded = fold(text).strip()
    if is_period(folded) or _FROM_TO.fullmatch(folded):
        return False
    return bool(_FIGURE.fullmatch(folded))


def _goes_on(matrix: Matrix, count: int) -> bool:
    """Whether the row at `count` still belongs to the header."""
    row, above = matrix[count], matrix[count - 1]
    if not _looks_like_header(row):
        return False
    reaches = [place.cell == up.cell for place, up in zip(row, above, strict=True)]
    if any(reaches):
        return _splits(above) or all(reaches)
    return _fills_gaps(row, above)


def _splits(row: Sequence[Place]) -> bool:
    """Whether a cell of the row covers several columns, but not all."""
    cells = [place.cell for place in row]
    return len({*cells}) < len(cells) and len({*cells}) > 1


def _fills_gaps(row: Sequence[Place], above: Sequence[Place]) -> bool:
    """Without merged cells: “目标值” and a gap above, “2025年” and “2030年” below, the name's cell empty."""
    gaps = [x for x, place in enumerate(above) if not place.text.strip()]
    below = [x for x, place in enumerate(row) if place.text.strip()]
    return (
        bool(gaps)
        and 0 not in gaps
        and not row[0].text.strip()
        and all(row[x].text.strip() for x in gaps)
        and all(x in gaps or x + 1 in gaps for x in below)
    )


def joined_header(rows: Matrix, width: int) -> tuple[str, ...]:
    """One header of several rows: 目标值 over 2025年 is “目标值 2025年”; empty cells without a row."""
    if not rows:
        return ("",) * width
    columns: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        over = ""
        for x, place in enumerate(row):
            text = one_line(place.text)
            # A gap right of a filled cell, with a name below it, is covered by that cell.
            over = text or (over if depth + 1 < len(rows) and place.cell and x else "")
            shown = text or (
                over if rows[depth + 1 : depth + 2] and rows[depth + 1][x].text else ""
            )
            if shown and (not columns[x] or columns[x][-1] != shown):
                columns[x].append(shown)
    return tuple(" ".join(names) for names in columns)

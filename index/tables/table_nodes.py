"""Table nodes: a grid as a node of the tree, its header a leaf and its rows nodes of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Grid
from index.documents import Span, Table, TableRow
from index.folding import fold
from index.outlining.headings import widen
from index.outlining.numbering import Numbered, match_number
from index.outlining.tree import Tree
from index.quantities.units import is_unit
from index.tables.columns import Columns, read_columns

_ROW_NUMBERS = ("digit_point", "cn_comma", "digit_bracket", "cn_bracket")
_UNIT = re.compile(r"(?:计量|金额|数量)?单位\s*[:]\s*(?P<unit>[^\s,;。()]{1,8})")
_DIGITS = re.compile(r"[(\[]?\s*(\d{1,4})\s*[)\].、]?")


def add_table(
    tree: Tree, grid: Grid, *, number: str = "", title: str = "", above: Sequence[str] = ()
) -> Table:
    """Writes a table below the innermost open node.

    `number` and `title` are those of its caption, `above` are the lines of the caption; they, the
    header and the lines across the table (“一、安全类”) are leaves of the table, rows are nodes.
    """
    node = tree.open("table", number=number, title=title)
    for line in above:
        tree.paragraph(line)
    if any(grid.header):
        tree.paragraph(" | ".join(grid.header))
    rows = _add_rows(tree, grid)
    tree.close_to(len(tree.stack) - 1)
    return Table(node.id, grid.header, rows, " ".join(above), _unit_of(above))


def _unit_of(above: Sequence[str]) -> str:
    """The unit that the caption gives for all figures: 单位：亿元; "" for several (亿元、%)."""
    found = _UNIT.search(fold(" ".join(above)))
    return found["unit"] if found and is_unit(found["unit"]) else ""


def _add_rows(tree: Tree, grid: Grid) -> tuple[TableRow, ...]:
    across = {*grid.sections}
    body = [cells for place, cells in enumerate(grid.rows) if place not in across]
    columns = read_columns(grid.header, body)
    rows: list[TableRow] = []
    section = ""
    for place, cells in enumerate(grid.rows):
        if place in across:
            section = cells[0]
            tree.paragraph(section)
        else:
            rows.append(_add_row(tree, cells, columns, section))
    return tuple(rows)


def _add_row(tree: Tree, cells: tuple[str, ...], columns: Columns, section: str) -> TableRow:
    name = _name_of(cells, columns)
    numbered = match_number(name)
    number, rest, ordinal = "", 0, 0
    if numbered and numbered.style in _ROW_NUMBERS:
        number, rest, ordinal = numbered.number, numbered.rest, numbered.ordinal
    elif columns.number is not None:
        number, ordinal = _number_of(cells[columns.number])
    node = tree.open("row", number=number, title=widen(name[rest:]), ordinal=ordinal)
    start = tree.write(" | ".join(cells))
    tree.close_to(len(tree.stack) - 1)
    groups = (section, *(cells[place] for place in columns.categories))
    category = " ".join(dict.fromkeys(filter(None, groups)))
    return TableRow(node.id, cells, _cell_spans(cells, start), category)


def _name_of(cells: Sequence[str], columns: Columns) -> str:
    """The cell that names the row; “合计” often stands in the column of numbers or categories."""
    left = (c.strip() for c in reversed(cells[: columns.name]))
    words = (c for c in left if c and not _DIGITS.fullmatch(fold(c)))
    return cells[columns.name] or next(words, "")


def _number_of(cell: str) -> tuple[str, int]:
    """The number of a row in a column of numbers: 3, （三）, 3. are all the number 3."""
    found = _DIGITS.fullmatch(fold(cell).strip())
    if found:
        return f"{int(found[1])}.", int(found[1])
    numbered: Numbered | None = match_number(f"{cell.strip()}、x")
    return (f"{numbered.ordinal}.", numbered.ordinal) if numbered else ("", 0)


def _cell_spans(cells: Sequence[str], start: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for cell in cells:
        spans.append((start, start + len(cell)))
        start += len(cell) + len(" | ")
    return tuple(spans)

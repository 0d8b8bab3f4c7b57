"""Facts of tables: each cell with a figure, with the unit, year, category and remark it stands under."""

from __future__ import annotations

from collections.abc import Iterator

from index.documents import Document, Fact, Table, TableRow
from index.folding import fold
from index.quantities.cells import read_cell
from index.quantities.units import is_unit
from index.quantities.years import header_year
from index.tables.columns import Columns, read_columns
from index.tables.names import name_and_unit


def table_facts(document: Document, table: Table) -> Iterator[Fact]:
    """The facts of a table, row by row."""
    columns = read_columns(table.header, [row.cells for row in table.rows])
    heads = [(name_and_unit(head), header_year(fold(head))) for head in table.header]
    for row in table.rows:
        yield from _row_facts(document, table, row, columns, heads)


def _row_facts(
    document: Document, table: Table, row: TableRow, columns: Columns,
    heads: list[tuple[tuple[str, str], int | None]],
) -> Iterator[Fact]:  # fmt: skip
    name, own_unit = name_and_unit(document.outline.node(row.node_id).title)
    if columns.unit is not None and is_unit(fold(row.cells[columns.unit])):
        own_unit = row.cells[columns.unit].strip()
    row_year = header_year(fold(row.cells[columns.name]))
    for place, cell in enumerate(row.cells):
        figure = read_cell(cell) if columns.holds_figures(place) else None
        if figure is None:
            continue
        (head, head_unit), year = heads[place]
        subject, measure = (head, name) if columns.across else (name, table.header[place])
        yield Fact(
            document.id, row.node_id, subject, measure, cell, figure.number, figure.upper,
            figure.unit or head_unit or own_unit or table.unit,
            year if year is not None else row_year, figure.bound, row.spans[place],
            (row.spans[0][0], row.spans[-1][1]), _remark(row, columns), row.category, cell=True,
        )  # fmt: skip


def _remark(row: TableRow, columns: Columns) -> str:
    remark = row.cells[columns.remark].strip() if columns.remark is not None else ""
    return "" if remark in ("—", "-", "/", "――", "--", "——", "…") else remark

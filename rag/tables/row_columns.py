"""Columns that a question names: of 收费标准 and 办理时限 only the one that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Fact, Outline, Table, TableRow
from index.folding import fold
from index.tables.columns import read_columns
from index.tables.names import name_and_unit
from rag.forms.units import asks_money, unit_allowed
from rag.question import ParsedQuestion
from rag.tables.rows import Row

_YEAR = re.compile(r"(?:19|20)\d{2}年?[底末初度]?")
_RATE = re.compile(r"年均|占比|比重|增长|增速|增幅|同比")


@dataclass(frozen=True, slots=True)
class Named:
    """What a row holds in the columns that a question names.

    `words` are its cells that are no figures, with their columns (“开放时间1998年”), `empty` the
    columns where it has nothing.
    """

    figures: tuple[Fact, ...]
    words: tuple[str, ...]
    empty: tuple[str, ...]


def column_names(table_id: str, outline: Outline) -> str:
    """The folded names of a table's columns beside the one that names the rows.

    "" where years name the rows, and for what is no table.
    """
    table = next((t for t in outline.tables if t.node_id == table_id), None)
    return "\n".join(name for name, _ in _columns(table).values()) if table else ""


def named_cells(terms: Sequence[str], row: Row, outline: Outline) -> Named | None:
    """The row's cells in the columns that one of the terms names; None when they name none."""
    held = _held(row, outline)
    if held is None:
        return None
    table, cells = held
    asked = [t for t in terms if t not in fold(row.subject)]
    places = {p: h for p, (n, h) in _columns(table).items() if any(t in n for t in asked)}
    if not places:
        return None
    by_span = {fact.span: fact for fact in row.cells}
    spans = [cells.spans[place] for place in places]
    figures = tuple(by_span[span] for span in spans if span in by_span)
    rest = [(head, cells.cells[p].strip()) for p, head in places.items()
            if cells.spans[p] not in by_span]  # fmt: skip
    return Named(
        figures,
        tuple(f"{head}{cell}" for head, cell in rest if re.search(r"\w", cell)),
        tuple(head for head, cell in rest if not re.search(r"\w", cell)),
    )


def _columns(table: Table) -> dict[int, tuple[str, str]]:
    """The places of the columns that tell something, each with its folded name and as written."""
    columns = read_columns(table.header, [row.cells for row in table.rows])
    left_out = {columns.name, columns.number, columns.unit, *columns.categories}
    return {
        place: (_YEAR.sub("", fold(name_and_unit(head)[0])).strip(), name_and_unit(head)[0])
        for place, head in enumerate(table.header)
        if place not in left_out and head.strip() and not columns.across
    }


def _held(row: Row, outline: Outline) -> tuple[Table, TableRow] | None:
    table_id = outline.node(row.node_id).parent
    for table in outline.tables:
        if table.node_id == table_id:
            return next(((table, r) for r in table.rows if r.node_id == row.node_id), None)
    return None


def of_the_unit(question: ParsedQuestion, cells: Sequence[Fact]) -> list[Fact]:
    """The cells whose unit can answer the question (几天, 多少钱); all where none can, unless money
    is asked for, which no other unit tells."""
    allowed = [c for c in cells if unit_allowed(question, c.unit)]
    return allowed if allowed or asks_money(question) else list(cells)


def comparable(cells: Sequence[Fact]) -> list[Fact]:
    """The cells of a row that can be compared over the years: one unit, no rate beside levels."""
    dated = [c for c in cells if c.year and c.number is not None and not _RATE.search(c.measure)]
    return [c for c in dated if c.unit == dated[0].unit]

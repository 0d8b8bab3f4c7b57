"""Row text: a table row, or a piece of a long one, in words that can be read without its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.documents import Outline, Span, Table, TableRow
from index.tables.columns import read_columns


@dataclass(frozen=True, slots=True)
class RowText:
    """A row with what stands above it: header and caption; `name` is the column that names it."""

    table: Table
    row: TableRow
    name: int
    caption: str

    def of(self, text: str, span: Span) -> str:
        """“指标：… 2020年：42 2025年：≥60” for the part of the row that `span` of the text holds.

        Caption, category and the cell that names the row are said with each part.
        """
        parts = [self.caption] if self.caption else []
        if self.row.category and self.row.category not in self.row.cells:
            parts.append(self.row.category)
        for place, (head, cell) in enumerate(zip(self.table.header, self.row.cells, strict=False)):
            start, end = self.row.spans[place]
            low, high = max(start, span[0]), min(end, span[1])
            shown = cell if place == self.name else text[low:high].strip() if low < high else ""
            parts.extend([f"{head}：{shown}" if head else shown] if shown else [])
        return " ".join(parts)


def row_texts(outline: Outline) -> Mapping[str, RowText]:
    """The rows of all tables by the ids of their nodes."""
    texts: dict[str, RowText] = {}
    for table in outline.tables:
        name = read_columns(table.header, [row.cells for row in table.rows]).name
        # A numbered table is in the path of its rows already.
        caption = (
            table.unit and f"单位：{table.unit}" if _is_named(outline, table) else table.caption
        )
        for row in table.rows:
            texts[row.node_id] = RowText(table, row, name, caption)
    return texts


def _is_named(outline: Outline, table: Table) -> bool:
    return bool(outline.node(table.node_id).number)

"""Rows of tables as facts, and how their cells are said: “2030年目标≥80个”, “收费标准2.5元/份”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Fact
from index.folding import fold
from index.tables.names import name_and_unit
from rag.catalogue import Catalogue
from rag.draft import Evidence, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope

_PART_OF_YEAR = re.compile(
    r"[上下]半年|季度|(?:\d+|[一二三四五六七八九十]+)(?:个月|月份)|\d+(?:月|[到至\-—~]\d+月)"
)
_AIMED = re.compile(r"预期|约束|目标|性$")
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}年?[底末初]?|\"?十[一二三四五六]?五\"?末?")
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f]) (?=\S)|(?<=\S) (?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row as its facts: one for each column that holds a figure."""

    document_id: str
    node_id: str
    subject: str
    attribute: str
    cells: tuple[Fact, ...]

    @property
    def evidence(self) -> Evidence:
        """The whole row."""
        return Evidence(self.document_id, self.node_id, self.cells[0].sentence)

    @property
    def last_year(self) -> int | None:
        """The latest year that a column stands for."""
        return max((c.year for c in self.cells if c.year), default=None)

    @property
    def kind(self) -> str:
        """预期性 or 约束性; "" where the last words of the row are of another sort (内部规定)."""
        return self.attribute if _AIMED.search(self.attribute) else ""

    def is_target(self, cell: Fact) -> bool:
        """Whether a figure under a bare year is a goal: the remark says so of the row's last year.

        Without such a remark a table of statistics would be said to hold goals.
        """
        bare = _BARE_YEAR.fullmatch(fold(cell.measure).strip())
        aimed = self.kind and len(self.cells) > 1
        return bool(bare and aimed and cell.year == self.last_year)


def table_rows(scope: Scope, catalogue: Catalogue) -> list[Row]:
    """All rows with a name and figures in the documents of the scope, in reading order.

    A row whose columns measure different things (the years run down the table) is one for each.
    """
    grouped: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in catalogue.facts(scope.documents):
        if fact.cell and fact.subject:
            grouped.setdefault((fact.document_id, fact.node_id, fact.subject), []).append(fact)
    return [Row(d, n, s, f[0].attribute, tuple(f)) for (d, n, s), f in grouped.items()]


def asks_part_of_year(question: ParsedQuestion) -> bool:
    """Whether a part of a year is asked about (今年前七个月)."""
    return bool(_PART_OF_YEAR.search(question.folded))


def has_parts_of_year(rows: Sequence[Row]) -> bool:
    """Whether a row or a column of it is of a part of a year."""
    written = (f"{row.subject}{cell.measure}" for row in rows for cell in row.cells)
    return any(_PART_OF_YEAR.search(fold(each)) for each in written)


def sentence(row: Row, cells: Sequence[Fact], words: Sequence[str] = ()) -> Statement:
    """What a row says in these cells; `words` are cells without figures, said after their column."""
    figures = (
        f"{measure_text(c)}{'目标' if row.is_target(c) else ''}{value_text(c)}" for c in cells
    )
    remark = f"（{row.kind}）" if row.kind and not words else ""
    text = f"{row.subject}：{'，'.join((*figures, *words))}{remark}。"
    return Statement(text, (row.evidence,))


def measure_text(fact: Fact) -> str:
    """The column of a cell without the unit that its value is said with: 收费标准（元/份） → 收费标准."""
    name, unit = name_and_unit(fact.measure)
    return _BETWEEN.sub("", name if unit and unit == fact.unit and name else fact.measure)


def value_text(fact: Fact) -> str:
    """A cell with its unit: “≥60个”, “100%”."""
    value = fact.value.strip()
    return value if fact.unit and value.endswith(fact.unit) else f"{value}{fact.unit}"

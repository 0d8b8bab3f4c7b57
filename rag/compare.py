"""Route “compare”: several documents, or plan and outcome, side by side with a source in each cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.catalogue import Catalogue
from rag.comparing.asking import Comparison, asks_outcome, comparison_in, subject_of
from rag.comparing.cells import Cell, cell_of
from rag.comparing.sums import sum_of
from rag.draft import Draft, Statement
from rag.premises import stated_figures
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.tables.indicator import match_rows
from rag.tables.rows import Row, table_rows
from rag.terms import subject_terms

MOST = 8
"""Documents that are compared at most."""
_GOAL = re.compile(r"(?:目标|规划|计划|要求?|达到?|[到定是为>≥]){0,4}\d[\d.]*(?:[个项家%]|以上)*")
"""A stated goal in a subject."""


def answer_compare(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A table of what the documents say of one subject, or None when nothing is compared."""
    if len(scope.allowed) < 2:
        return None
    rows: Sequence[Row] = ()
    if asks_outcome(question):
        said = subject_of(question)
        subject = ParsedQuestion(_GOAL.sub(" ", said).strip() or said or question.text)
        rows = match_rows(subject, table_rows(scope, catalogue), catalogue)
    compared = comparison_in(question, scope, catalogue, rows=rows)
    if compared is None or not 2 <= len(compared.documents) <= MOST:
        return None
    compared = _with_subject(question, compared, catalogue)
    made = [(d, cell_of(question, compared, d, catalogue)) for d in compared.documents]
    goal = _goal(question, compared, rows)
    made = [(d, cell if cell and _is_alike(cell, goal) else None) for d, cell in made]
    cells = [cell for _, cell in made if cell is not None]
    if not cells or (len(cells) < 2 and not compared.named and goal is None):
        return None
    gaps = [d for d, cell in made if cell is None] if compared.named or goal else []
    total = sum_of(question, cells) if compared.sums and not gaps else None
    return Draft("compare", (*_table(cells, gaps, catalogue), *([total] if total else ())))


def _goal(question: ParsedQuestion, compared: Comparison, rows: Sequence[Row]) -> Row | None:
    """The row whose goal the question states (“规划要90个……，实际多少”), where it names one."""
    if compared.kind != "outcome" or len(rows) != 1:
        return None
    stated = {f.number for f in stated_figures(question)}
    return rows[0] if any(c.number in stated for c in rows[0].cells) else None


def _is_alike(cell: Cell, goal: Row | None) -> bool:
    """Whether a cell counts what a goal counts, by its unit: 964项 are no outcome of 15个."""
    return goal is None or any(f.unit == c.unit for f in cell.facts for c in goal.cells)


def _with_subject(
    question: ParsedQuestion, compared: Comparison, catalogue: Catalogue
) -> Comparison:
    """“规划要90个，实际多少”: where only a figure is named, what the tables give it to is meant; beside a
    name it says nothing of the outcome."""
    words = [t for t in subject_terms(ParsedQuestion(compared.subject)) if not t[0].isdigit()]
    figures = stated_figures(question)
    if not figures:
        return compared
    if words:
        return replace(compared, subject=_GOAL.sub(" ", compared.subject).strip())
    rows = table_rows(Scope(compared.documents), catalogue)
    fitting = [r for r in rows if any(c.number == f.number for c in r.cells for f in figures)]
    return replace(compared, subject=fitting[0].subject) if len(fitting) == 1 else compared


def _table(
    cells: Sequence[Cell], gaps: Sequence[str], catalogue: Catalogue
) -> tuple[Statement, ...]:
    head = Statement("| 文件 | 内容 |\n|---|---|", (), "table")
    lines = [head, *(_line(cell, catalogue) for cell in cells)]
    lines += [Statement(f"| {catalogue.title(d)} | 该文件未提到。 |", (), "table") for d in gaps]
    return tuple(lines)


def _line(cell: Cell, catalogue: Catalogue) -> Statement:
    said = " ".join(s.text.replace("|", "，").replace("\n", " ") for s in cell.statements)
    evidence = tuple(dict.fromkeys(e for s in cell.statements for e in s.evidence))
    return Statement(f"| {catalogue.title(cell.document_id)} | {said} ", evidence, "table")

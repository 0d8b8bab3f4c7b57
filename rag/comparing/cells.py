"""Cells: what one document says of the subject of a comparison, with its places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.documents import Fact
from index.folding import fold
from index.sentences import sentence_spans
from rag.catalogue import Catalogue
from rag.comparing.asking import Comparison
from rag.draft import Statement
from rag.passage import answer_passage
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.tables.indicator import match_rows
from rag.tables.rows import Row, measure_text, table_rows, value_text
from rag.terms import subject_terms

SHORT = 130
"""Characters of one document in a comparison; its best sentence may be longer."""
_LEVEL = re.compile(r"达|为|是|有|共")
_RISE = re.compile(r"新增|新建|增加|新设|提高|增长|扩大")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document says: statements with their places, and the figures in them, levels first."""

    document_id: str
    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...] = ()


def cell_of(
    question: ParsedQuestion, compared: Comparison, document_id: str, catalogue: Catalogue
) -> Cell | None:
    """A document's cell; None when it says nothing of the subject."""
    subject = ParsedQuestion(compared.subject or question.text)
    scope = Scope((document_id,), named=True)
    rows = match_rows(subject, table_rows(scope, catalogue), catalogue)
    if rows:
        return _row_cell(question, rows[0])
    draft_text = _asked(question, subject.text)
    draft = answer_passage(ParsedQuestion(draft_text), scope, catalogue)
    if not draft.found and draft_text != subject.text:
        draft = answer_passage(subject, scope, catalogue)
    if not draft.found:
        return None
    kept = _shortened([s for s in draft.statements if s.evidence], subject, catalogue)
    if compared.kind == "outcome" and (question.figures or "quantity" in question.wants):
        kept = [whole_sentence(s, catalogue) for s in kept if re.search(r"\d", s.text)]
    return Cell(document_id, tuple(kept), facts_in(kept, catalogue)) if kept else None


def _asked(question: ParsedQuestion, subject: str) -> str:
    """The subject with the word of asking that the whole question has."""
    if "多久" in question.folded:
        return f"{subject}多久"
    if "quantity" in question.wants:
        return f"{subject}多少"
    if "time" in question.wants:
        return f"{subject}什么时候"
    if "list" in question.wants and "分别" not in question.folded:
        return f"{subject}有哪些"
    return subject


def _row_cell(question: ParsedQuestion, row: Row) -> Cell:
    """The cells of a row: those of the years asked for, or all."""
    cells = [c for c in row.cells if not question.years or c.year in question.years] or row.cells
    said = "，".join(f"{measure_text(c)}{value_text(c)}" for c in cells)
    statement = Statement(f"{row.subject}：{said}", (row.evidence,))
    return Cell(row.document_id, (statement,), tuple(cells[::-1]))


def _shortened(
    statements: Sequence[Statement], subject: ParsedQuestion, catalogue: Catalogue
) -> list[Statement]:
    """The statements nearest to the subject, in their order, as many as stay short."""
    terms = subject_terms(subject)
    ranked = sorted(statements, key=lambda s: -catalogue.cover(terms, fold(s.text)))
    kept: list[Statement] = []
    for statement in ranked:
        if not kept or sum(len(s.text) for s in (*kept, statement)) <= SHORT:
            kept.append(statement)
    return [s for s in statements if s in kept]


def facts_in(statements: Sequence[Statement], catalogue: Catalogue) -> tuple[Fact, ...]:
    """The figures in what is cited, levels first (达到138个 before 新建85个), the latest year of a row
    before the others."""
    inside: list[Fact] = []
    for place in (e for s in statements for e in s.evidence):
        start, end = place.span
        inside += [
            f for f in catalogue.facts((place.document_id,))
            if f.number is not None and start <= f.span[0] < end and f not in inside
        ]  # fmt: skip
    return tuple(sorted(inside, key=lambda f: (f.year or 0, *is_level(f)), reverse=True))


def is_level(fact: Fact) -> tuple[bool, bool]:
    """Whether a figure is no mere rise, and whether it is said to be reached or to be there."""
    level = bool(_LEVEL.search(fact.measure))
    risen = fact.change == "rise" or (not level and bool(_RISE.search(fact.subject)))
    return not risen, level


def whole_sentence(statement: Statement, catalogue: Catalogue) -> Statement:
    """The statement widened to the sentence it stands in."""
    place = statement.evidence[0]
    outline = catalogue.outline(place.document_id)
    leaf = outline.at(place.span[0])
    for span in sentence_spans(outline.text, leaf.span):
        if span[0] <= place.span[0] < span[1]:
            return Statement(outline.text[span[0] : span[1]], (replace(place, span=span),))
    return statement

"""The cited places, taken apart for comparison: sentences and rows, their clauses and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.documents import Outline, Span, Table, TableRow
from index.folding import fold
from index.sentences import sentence_spans
from rag.catalogue import Catalogue
from rag.compose import make_citation
from rag.draft import Evidence
from rag.llm.figures import Figure, figures_in
from rag.llm.words import substance
from rag.verify import support_of

_CLAUSE = re.compile(r"[^,;:。]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a passage: its folded words, and the figures that hold for it.

    A part without words of its own (“达到138个”) goes on with those before it, and the last year
    that was named holds until another is.
    """

    text: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a table row: its place, its folded text and its clauses."""

    span: Span
    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Ground:
    """A cited place. `around` is what stands over it: headings, title, table header, date, author.

    `over` are the figures that hold for the whole place: those of its headings and title, not those
    of a table's header, which hold for one column each.
    """

    place: Evidence
    around: str
    texts: tuple[str, ...]
    passages: tuple[Passage, ...]
    over: tuple[Figure, ...]

    @cached_property
    def text(self) -> str:
        """All of it, folded."""
        return "\n".join((*(p.text for p in self.passages), self.around))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures that stand there."""
        return tuple(f for p in self.passages for c in p.clauses for f in c.figures) + self.over

    @cached_property
    def bare_texts(self) -> tuple[str, ...]:
        """Each text without spaces and quotation marks: where a quotation must stand."""
        return tuple(bare(text) for text in self.texts)


def bare(text: str) -> str:
    """Folded, without spaces and quotation marks, for a comparison word by word."""
    return re.sub(r"[\s\"'`]", "", fold(text))


def ground_of(place: Evidence, catalogue: Catalogue) -> Ground:
    """A place with everything that a sentence which cites it may rest on."""
    outline = catalogue.outline(place.document_id)
    quote, *others = support_of([place], catalogue)
    citation = make_citation(catalogue, place, 1)
    headings = fold("\n".join((citation.document, *citation.path)))
    over = tuple(f for f in figures_in(headings) if f.is_year or f.unit)
    passages = tuple(_passages(outline, place.span))
    return Ground(place, fold("\n".join(others)), (quote, *others), passages, over)


def _passages(outline: Outline, span: Span) -> Iterator[Passage]:
    rows = {row.node_id: (table, row) for table in outline.tables for row in table.rows}
    for start, end in sentence_spans(outline.text, span):
        text = fold(outline.text[start:end])
        found = rows.get(outline.at(start).id)
        clauses = _cells(*found, text) if found else tuple(_clauses(text))
        yield Passage((start, end), text, clauses)


def _cells(table: Table, row: TableRow, text: str) -> tuple[Clause, ...]:
    """A clause for each cell: the row's name, the column's name and what stands there."""
    pairs = zip(table.header, row.cells, strict=False)
    parts = [fold(f"{row.cells[0]} {head} {cell}") for head, cell in list(pairs)[1:]]
    return tuple(Clause(part, tuple(figures_in(part))) for part in parts or [text])


def _clauses(text: str) -> Iterator[Clause]:
    before, years = "", list[Figure]()
    for match in _CLAUSE.finditer(text):
        words = match[0]
        figures = list(figures_in(words))
        own_years = [f for f in figures if f.is_year]
        years = own_years or years
        joined = words if substance(words) else f"{before}{words}"
        yield Clause(joined, tuple(dict.fromkeys([*figures, *years])))
        before = joined


def union(grounds: Sequence[Ground]) -> str:
    """All folded texts of some places."""
    return "\n".join(ground.text for ground in grounds)

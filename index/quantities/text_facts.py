"""Facts of running text: the figures of a paragraph, sentence by sentence, with subject and year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.documents import Document, Fact, Node, Span
from index.folding import fold
from index.quantities.figures import find_figures, ready
from index.quantities.subjects import runs, subjects_of, years_of
from index.quantities.years import find_years
from index.sentences import clause_spans, sentence_spans


def text_facts(document: Document, leaf: Node) -> Iterator[Fact]:
    """The facts of a paragraph in reading order; a year holds on until another is named."""
    text = document.outline.text
    node_id = document.outline.address(leaf.id).id
    year: int | None = None
    for sentence in sentence_spans(text, leaf.span):
        for clause in clause_spans(text, sentence):
            folded = fold(text[clause[0] : clause[1]])
            facts = list(_clause_facts(document, node_id, sentence, clause, folded, year))
            year = _last_year(folded, year)
            yield from facts


def _last_year(folded: str, known: int | None) -> int | None:
    """The year that holds for what follows: the first that the clause names, else the known one."""
    named = [mention.year for mention in find_years(folded) if not mention.base]
    return named[-1] if named else known


def _clause_facts(
    document: Document, node_id: str, sentence: Span, clause: Span, folded: str, year: int | None
) -> Iterator[Fact]:
    text = document.outline.text
    written = text[clause[0] : clause[1]]
    figures = list(find_figures(written, ready(written, folded)))
    if not figures:
        return
    for first, count in runs(text, clause, figures):  # 增长5%和8%: both are growth
        run = figures[first : first + count]
        figures[first : first + count] = [
            replace(f, change=f.change or run[0].change if f.unit == run[0].unit else f.change)
            for f in run
        ]
    mentions = list(find_years(folded))
    subjects = subjects_of(text, clause, figures)
    years = years_of(text, clause, figures, mentions, year)
    for figure, subject, its_year in zip(figures, subjects, years, strict=True):
        span = (clause[0] + figure.start, clause[0] + figure.end)
        yield Fact(
            document.id, node_id, subject, figure.verb, text[span[0] : span[1]], figure.number,
            figure.upper, figure.unit, its_year, figure.bound, span, sentence,
            change=figure.change,
        )  # fmt: skip

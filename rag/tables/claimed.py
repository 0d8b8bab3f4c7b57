"""Figures of several years that a question states for one row: each is held against its own cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.premises import stated_figures, verdict
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.tables.asked import read_asked
from rag.tables.rows import Row, sentence

SURE = 0.5
"""Share of the words that must speak for the table."""
_YEAR = re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d{2})(?:年|(?![\d%个项]))")

_YEARS = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}|\d{2}年)")


def answer_claimed_years(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Draft | None:
    """是的 where every figure stated for a year is the one of that year's cell, 不对 where one is not,
    with the cells; None where fewer than two years are given figures, or no one row is named."""
    if "check" not in question.wants or len(_YEARS.findall(question.subject)) < 2:
        return None
    asked = read_asked(question, scope, catalogue)
    if asked is None or len(asked.named) != 1 or asked.score < SURE:
        return None
    row, claims = asked.named[0], year_claims(asked.question.subject)
    if len(claims) < 2:
        return None
    held = [(said, [c for c in row.cells if c.year == year]) for year, said in claims]
    cells = [c for c in row.cells if any(c in own for _, own in held)]
    if not cells:
        return None
    verdicts = [_verdict(said, own, row) for said, own in held]
    lead: tuple[Statement, ...] = ()
    if "不对" in verdicts:
        lead = (Statement("不对，", (), "lead", derived=True),)
    elif all(v == "是的" for v in verdicts):
        lead = (Statement("是的。", (), "lead", derived=True),)
    return Draft("indicator", (*lead, sentence(row, cells)))


def year_claims(subject: str) -> list[tuple[int, str]]:
    """The years of a folded question that are each given one figure, with the words that give it;
    none where one of them is given several."""
    years = list(_YEAR.finditer(subject))
    ends = [*(m.start() for m in years[1:]), len(subject)][: len(years)]
    said = [
        (int(m["y"]), subject[m.end() : end].strip(" ,;。?"))
        for m, end in zip(years, ends, strict=True)
    ]
    counts = [len(stated_figures(ParsedQuestion(text))) for _, text in said]
    if any(count > 1 for count in counts):
        return []
    return [pair for pair, count in zip(said, counts, strict=True) if count]


def _verdict(said: str, cells: Sequence[Fact], row: Row) -> str:
    """是的 or 不对 to the figure stated for one year; "" where nothing can be said of it."""
    targets = any(row.is_target(c) for c in cells)
    told = verdict(ParsedQuestion(f"{said}对吗?"), cells, targets=targets, cover=1.0)
    return told.text[:2] if told is not None else ""

"""Numbered abbreviations: “五关”, “三智” → the list in the text that they stand for.

Official Chinese shortens a list of n parallel phrases to its number and the character that they
share. The phrases stand in a row, set apart by 、, each with that character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.documents import Span
from index.folding import fold
from index.numerals import parse_numeral
from index.words import cuts
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.terms import subject_terms

_ABBREVIATION = re.compile(
    r"[\"'](?P<a>[三四五六七八九十])(?P<b>[\u4e00-\u9fff])[\"']|(?:(?<![\u4e00-\u9fff])|(?<=[是叫谓的]))(?P<c>[三四五六七八九十])(?P<d>[\u4e00-\u9fff])(?=[\"']?(?:都|具体|是|指|合|建|包|分|理|口|工|,|$))"
)
_CLAUSE = re.compile(r"[^。;,:!?\"'()\n]+")
MET = 0.5
"""Share of the other words of the question that must stand with a list whose abbreviation nobody writes."""
_LIMIT = 400_000
"""Characters of text that are searched at most."""


def answer_abbreviation(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Draft | None:
    """The sentence that holds the list behind a numbered abbreviation, or None."""
    found = _ABBREVIATION.search(question.folded)
    if found is None or not {"list", "define"} & question.wants:
        return None
    written = (found["a"] or found["c"]) + (found["b"] or found["d"])
    number = parse_numeral(written[0]) or 0
    others = [t for t in subject_terms(question) if t not in written and written not in t]
    for document_id, span in _lists(number, written[1], scope, catalogue):
        if not _is_meant(written, others, document_id, span, catalogue):
            continue
        outline = catalogue.outline(document_id)
        node = outline.address(outline.at(span[0]).id)
        text = outline.text[span[0] : span[1]]
        return Draft("passage", (Statement(f"{text}。", (Evidence(document_id, node.id, span),)),))
    return None


def _is_meant(
    written: str, others: Sequence[str], document_id: str, span: Span, catalogue: Catalogue
) -> bool:
    """Whether a list may be what an abbreviation stands for: its document has it, or what else is asked
    about stands with the list."""
    if written in catalogue.folded(document_id):
        return True
    outline = catalogue.outline(document_id)
    node = outline.at(span[0])
    around = fold(f"{outline.titles(node.id)}{outline.slice(node.id)}")
    return bool(others) and catalogue.cover(others, around) >= MET


def _lists(
    number: int, shared: str, scope: Scope, catalogue: Catalogue
) -> Iterator[tuple[str, Span]]:
    """Rows of exactly `number` short phrases that all hold the character, in reading order."""
    searched = 0
    for document_id in scope.documents:
        folded = catalogue.folded(document_id)
        searched += len(folded)
        if searched > _LIMIT:
            return
        for clause in _CLAUSE.finditer(folded):
            for row in _rows(clause[0], shared):
                if len(row) == number:
                    start, end = clause.start() + row[0][0], clause.start() + row[-1][1]
                    items = [clause[0][a:b] for a, b in row]
                    yield document_id, _tidy((start, end), items, shared)


def _rows(clause: str, shared: str) -> list[list[Span]]:
    """Runs of neighbouring phrases of a clause that all hold the character."""
    rows: list[list[Span]] = [[]]
    for phrase in re.finditer(r"[^、]+", clause):
        if shared in phrase[0]:
            rows[-1].append(phrase.span())
        elif rows[-1]:
            rows.append([])
    return rows


def _tidy(span: Span, items: list[str], shared: str) -> Span:
    """The row without the words that run on before its first and after its last phrase."""
    usual = len(items[len(items) // 2])
    start, end = span
    if len(items[0]) > usual:  # 实现电子订单、支付单: no word is cut
        start += max(at for at in (0, *cuts(items[0])) if at <= len(items[0]) - usual)
    if len(items[-1]) > usual and shared in items[-1][:usual]:
        end -= len(items[-1]) - usual
    return start, end

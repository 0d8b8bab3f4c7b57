"""Candidates: the sentences of the chunks found, scored against the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Hit, Node, Span
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Evidence
from rag.question import ParsedQuestion
from rag.readings import Reading
from rag.sufficiency import loosely_in, required_names

TITLED = 0.8
"""Share of the question's word weight in a title that makes the question one about that part."""
DATE = re.compile(
    r"(?:19|20)\d{2}年|\d{1,2}月\d{1,2}日|(?:近期|中期|远期)[（(]|[\d一二三四五六七八九十]+(?:点|时)(?!一)|\d{1,2}[:：]\d{2}"
)
_DEFINITION = re.compile(r"是指|即|包括|指的是")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its scores: `cover` of the question's words by sentence and headings,
    `own` by the sentence alone, `meaning` the cosine to the question, `score` all together."""

    reading: Reading
    cover: float
    own: float
    meaning: float
    score: float

    @property
    def document_id(self) -> str:
        """The document of the sentence."""
        return self.reading.document_id

    @property
    def node(self) -> Node:
        """The part that a citation of the sentence names."""
        return self.reading.node

    @property
    def span(self) -> Span:
        """Its place in the canonical text."""
        return self.reading.span

    @property
    def text(self) -> str:
        """Its exact text."""
        return self.reading.text


def score_sentences(
    question: ParsedQuestion, terms: Sequence[str], hits: Sequence[Hit], catalogue: Catalogue,
    within: Sequence[Evidence] = (),
) -> list[Candidate]:  # fmt: skip
    """All sentences of the chunks found, best first; `within` limits them to some parts."""
    query = catalogue.embedder.encode_queries([question.text])[0]
    found = [
        _candidate(question, terms, rank, reading, float(reading.vector @ query), catalogue)
        for rank, hit in enumerate(hits)
        if _is_within(hit, within)
        for reading in catalogue.readings(hit.chunk)
    ]
    return sorted(found, key=lambda c: -c.score)


def _is_within(hit: Hit, within: Sequence[Evidence]) -> bool:
    start, end = hit.chunk.span
    holders = [e.span for e in within if e.document_id == hit.chunk.document_id]
    return not within or any(a <= start and end <= b for a, b in holders)


def _candidate(
    question: ParsedQuestion, terms: Sequence[str], rank: int, reading: Reading, meaning: float,
    catalogue: Catalogue,
) -> Candidate:  # fmt: skip
    own = catalogue.cover(terms, reading.folded)
    cover = catalogue.cover(terms, reading.folded + reading.headings)
    titled = catalogue.cover(terms, fold(reading.node.title))
    score = 0.5 * cover + 0.3 * own + 0.3 * meaning + 0.12 / (1 + rank)
    score += _fitness(question, reading.text)
    score += 0.25 * titled if titled >= TITLED else 0.0
    names = required_names(question, catalogue)
    if names:
        near = reading.folded + reading.headings
        score += 0.25 * sum(loosely_in(n, near) for n in names) / len(names) - 0.1
    if question.years:
        start, end = reading.node.span
        part = catalogue.folded(reading.document_id)[start:end]
        score += 0.1 if any(str(year) in part for year in question.years) else -0.2
    return Candidate(reading, cover, own, meaning, score)


def _fitness(question: ParsedQuestion, text: str) -> float:
    """A bonus for a sentence that has what the question asks for."""
    bonus = 0.0
    if "quantity" in question.wants or "count" in question.wants:
        bonus += 0.12 if re.search(r"\d", text) else 0.0
    if "time" in question.wants:
        bonus += 0.15 if DATE.search(text) else -0.1
    if "define" in question.wants:
        named = any(re.search(rf"{re.escape(t)}[^。]{{0,10}}是指", text) for t in question.terms)
        bonus += 0.5 if named else 0.05 if _DEFINITION.search(text) else 0.0
    if "list" in question.wants and text.count("、") >= 2:
        bonus += 0.06
    return bonus

"""Candidates: the sentences of the chunks found, scored against the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.documents import Hit, Node, Span
from index.folding import fold
from rag.alignment import Alignment, align
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
RANK, EVERYDAY_RANK = 0.12, 0.4
"""What the first place of the search counts, and what it counts more for a question in words that
the sentences do not share: the search weighs their counterparts better than a sentence can."""
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
    asked = align(question, terms, catalogue)
    scorer = _Scorer(question, asked, tuple(required_names(question, catalogue)), catalogue)
    found = [
        scorer.candidate(rank, reading, float(reading.vector @ query))
        for rank, hit in enumerate(hits)
        if _is_within(hit, within)
        for reading in catalogue.readings(hit.chunk)
    ]
    return sorted(found, key=lambda c: -c.score)


def _is_within(hit: Hit, within: Sequence[Evidence]) -> bool:
    start, end = hit.chunk.span
    holders = [e.span for e in within if e.document_id == hit.chunk.document_id]
    return not within or any(a <= start and end <= b for a, b in holders)


@dataclass(frozen=True, slots=True)
class _Scorer:
    """Scores sentences against a question; `names` are those that its answer must be about."""

    question: ParsedQuestion
    asked: Alignment
    names: Sequence[str]
    catalogue: Catalogue
    _titles: dict[str, float] = field(default_factory=dict)

    def candidate(self, rank: int, reading: Reading, meaning: float) -> Candidate:
        """The sentence of a chunk at a rank, from 0 on, with its scores."""
        near = reading.folded + reading.headings
        own, cover = self.asked.share(reading.folded), self.asked.share(near)
        titled = self._titled(reading.node.title)
        score = 0.5 * cover + 0.3 * own + 0.3 * meaning
        score += (RANK + EVERYDAY_RANK * self.asked.spoken) / (1 + rank)
        score += _fitness(self.question, reading.text)
        score += 0.25 * titled if titled >= TITLED else 0.0
        if self.names:
            named = sum(loosely_in(name, near) for name in self.names)
            score += 0.25 * named / len(self.names) - 0.1
        if self.question.years:
            start, end = reading.node.span
            part = self.catalogue.folded(reading.document_id)[start:end]
            score += 0.1 if any(str(year) in part for year in self.question.years) else -0.2
        return Candidate(reading, cover, own, meaning, score)

    def _titled(self, title: str) -> float:
        """How much of the question a title says; a part has it for many sentences."""
        if title not in self._titles:
            self._titles[title] = self.asked.share(fold(title))
        return self._titles[title]


def _fitness(question: ParsedQuestion, text: str) -> float:
    """A bonus for a sentence that has what the question asks for."""
    bonus = 0.0
    if "quantity" in question.wants or "count" in question.wants:
        bonus += 0.12 if re.search(r"\d", text) else 0.0
    if "time" in question.wants:
        bonus += 0.15 if DATE.search(text) else -0.1
    if "define" in question.wants:
        named = "是指" in text and any(
            re.search(rf"{re.escape(t)}[^。]{{0,10}}是指", text) for t in question.terms
        )
        bonus += 0.5 if named else 0.05 if _DEFINITION.search(text) else 0.0
    if "list" in question.wants and text.count("、") >= 2:
        bonus += 0.06
    return bonus

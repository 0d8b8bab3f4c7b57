"""Candidates: the sentences of the chunks found, scored against the question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.documents import Hit, Node, Span
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.draft import Evidence
from rag.question import ParsedQuestion
from rag.ranking.pieces import Floats
from rag.readings import Reading
from rag.sentence_features import NAMES, placed, sentence_features

WEIGHTS_FILE = Path(__file__).with_name("sentence_weights.json")
SPREAD = 0.17
"""Standard deviation of the scores for a question, on average: what the fitted weights are brought
to, so that a difference of scores means the same to the forms whatever was fitted."""


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


@lru_cache(maxsize=1)
def sentence_weights() -> Floats:
    """The weights in the order of NAMES; ValueError when the file holds others."""
    fitted = json.loads(WEIGHTS_FILE.read_text("utf-8"))["weights"]
    if tuple(fitted) != NAMES:
        raise ValueError(f"{WEIGHTS_FILE.name} holds weights of other features than {NAMES}")
    return np.array([fitted[name] for name in NAMES], np.float32)


def score_sentences(
    question: ParsedQuestion, terms: Sequence[str], hits: Sequence[Hit], catalogue: Catalogue,
    within: Sequence[Evidence] = (),
) -> list[Candidate]:  # fmt: skip
    """All sentences of the chunks found, best first; `within` limits them to some parts."""
    sentences = [s for s in placed(hits, catalogue) if _is_within(s.reading, within)]
    if not sentences:
        return []
    rows = sentence_features(question, align(question, terms, catalogue), sentences, catalogue)
    scores = (rows @ sentence_weights()).tolist()
    found = [
        Candidate(each.reading, *row, score)
        for each, row, score in zip(sentences, _first_three(rows), scores, strict=True)
    ]
    return sorted(found, key=lambda c: -c.score)


def _is_within(reading: Reading, within: Sequence[Evidence]) -> bool:
    start, end = reading.span
    holders = [e.span for e in within if e.document_id == reading.document_id]
    return not within or any(a <= start and end <= b for a, b in holders)


def _first_three(rows: Floats) -> list[tuple[float, float, float]]:
    """Cover, own and meaning of each row."""
    return [(cover, own, meaning) for cover, own, meaning, *_ in rows.tolist()]

"""Candidates: the sentences of the chunks found, scored against the question."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.documents import Hit, Node, Span
from index.errors import ModelError
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.cross_encoder.scorer import cross_encoder
from rag.draft import Evidence
from rag.kept import Kept
from rag.question import ParsedQuestion
from rag.ranking.pieces import Floats
from rag.readings import Reading
from rag.sentence_features import NAMES, placed, sentence_features

_log = logging.getLogger(__name__)

WEIGHTS_FILE = Path(__file__).with_name("sentence_weights.json")
SPREAD = 0.17
"""Standard deviation of the scores for a question, on average: what the fitted weights are brought
to, so that a difference of scores means the same to the forms whatever was fitted."""
READ, CONTENDING = 8, 0.1
"""Sentences that the cross-encoder reads: so many at most, and so much worse at most than the best."""
CROSSED = 0.015
"""What its log odds count beside their scores. The three were chosen on the dev split and on the questions
about reserved laws."""

ANNOUNCED = 60
"""Characters behind a sentence that announces what follows that are read with it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its scores: `cover` of the question's words by sentence and headings,
    `own` by the sentence alone, `meaning` the cosine to the question, `score` all together
    (among contenders that of its place: see `contended`). `odds` are what the cross-encoder finds,
    None where it has not read the sentence (see `read_odds`)."""

    reading: Reading
    cover: float
    own: float
    meaning: float
    score: float
    odds: float | None = None

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


KEPT = 16
"""Results kept for one catalogue."""
_Asked = tuple[ParsedQuestion, tuple[str, ...], tuple[tuple[str, float], ...], tuple[Evidence, ...]]
_KEPT = Kept[_Asked, tuple[Candidate, ...]](KEPT)


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
    """All sentences of the chunks found, best first; `within` limits them to some parts.

    The last few results are kept (see `rag/kept.py`).
    """
    found = tuple((hit.chunk.id, hit.score) for hit in hits)
    key = question, tuple(terms), found, tuple(within)
    made = _KEPT.found(
        catalogue, key, lambda: tuple(_scored(question, terms, hits, catalogue, within))
    )
    return list(made)


def _scored(
    question: ParsedQuestion, terms: Sequence[str], hits: Sequence[Hit], catalogue: Catalogue,
    within: Sequence[Evidence],
) -> list[Candidate]:  # fmt: skip
    sentences = [s for s in placed(hits, catalogue) if _is_within(s.reading, within)]
    if not sentences:
        return []
    rows = sentence_features(question, align(question, terms, catalogue), sentences, catalogue)
    scores = (rows @ sentence_weights()).tolist()
    found = [
        Candidate(each.reading, *row, score)
        for each, row, score in zip(sentences, _first_three(rows), scores, strict=True)
    ]
    return contended(question, sorted(found, key=lambda c: -c.score), catalogue)


def contended(
    question: ParsedQuestion, found: Sequence[Candidate], catalogue: Catalogue
) -> list[Candidate]:
    """Candidates, best first, those that contend for the first place put into order by what the
    cross-encoder finds in them; their scores are dealt out anew, so that they still fall alike.

    Without a cross-encoder that can be read, which is logged, they stay as they are.
    """
    contend = [c for c in found[:READ] if c.score >= found[0].score - CONTENDING]
    if len(contend) < 2:
        return list(found)
    odds = read_odds(question, contend, catalogue)
    if odds is None:  # answers without it are better than none
        return list(found)
    worth = [c.score + CROSSED * read for c, read in zip(contend, odds, strict=True)]
    order = sorted(range(len(contend)), key=lambda at: -worth[at])
    first = [
        replace(contend[at], score=place.score, odds=odds[at])
        for at, place in zip(order, contend, strict=True)
    ]
    return [*first, *found[len(contend) :]]


def read_odds(
    question: ParsedQuestion, candidates: Sequence[Candidate], catalogue: Catalogue
) -> list[float] | None:
    """The log odds, by the cross-encoder, that each sentence answers the question; None, which is
    logged, where it cannot be read."""
    texts = [(c.reading.headings, _with_announced(c, catalogue)) for c in candidates]
    try:
        found: list[float] = cross_encoder().score(question.text, texts).tolist()
    except ModelError as error:
        _log.warning("%s 这次按原来的次序选句子。", error)
        return None
    return found


def _with_announced(candidate: Candidate, catalogue: Catalogue) -> str:
    """A sentence, with the beginning of what it announces where it does: “……包括下列措施：（一）……”."""
    if not candidate.text.rstrip().endswith((":", "：")):
        return candidate.text
    start, end = candidate.span
    return catalogue.outline(candidate.document_id).text[start : end + ANNOUNCED]


def _is_within(reading: Reading, within: Sequence[Evidence]) -> bool:
    start, end = reading.span
    holders = [e.span for e in within if e.document_id == reading.document_id]
    return not within or any(a <= start and end <= b for a, b in holders)


def _first_three(rows: Floats) -> list[tuple[float, float, float]]:
    """Cover, own and meaning of each row."""
    return [(cover, own, meaning) for cover, own, meaning, *_ in rows.tolist()]

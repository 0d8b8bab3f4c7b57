"""Features: what a sentence has of a question, as numbers that a linear ranker can add up."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from index.documents import Hit
from index.folding import fold
from index.words import terms as search_terms
from rag.alignment import Alignment
from rag.catalogue import Catalogue
from rag.evidence.sufficiency import loosely_in, required_names
from rag.query import expand
from rag.question import ParsedQuestion
from rag.ranking.pieces import Floats, HasPieces, meaning, nearness
from rag.ranking.wanted import Wanted, wanted
from rag.readings import Reading

NAMES = (
    "cover", "own", "meaning", "spoken_meaning", "place", "spoken_place", "chunk", "pieces",
    "pieces_near", "bridge", "bridge_near", "characters", "names", "years", "digit", "date",
    "defining", "enumerates", "announces",
)  # fmt: skip
"""The columns: share of the question's word weight in sentence and headings, and in the sentence
alone; cosine, and again as much of it as the question is said in words of speech; place of its
chunk in the search, and the same for words of speech; the chunk's log odds; late interaction with
the sentence, and with its headings too; what they meet by the bridge; the share of its characters;
names and years of the question; what it has of the kind that is asked for: a list that it holds
(`enumerates`) or only announces."""

DATE = re.compile(
    r"(?:19|20)\d{2}年|\d{1,2}月\d{1,2}日|(?:近期|中期|远期)[（(]|[\d一二三四五六七八九十]+(?:点|时)(?!一)|\d{1,2}[:：]\d{2}"
)
_DIGIT = re.compile(r"\d")
_DEFINITION = re.compile(r"是指|即|包括|指的是")
_ANNOUNCES = 0.5
"""What announcing points counts where they are called otherwise than in the question."""
_CALLED = re.compile(
    r"(?:下列|以下|如下)(?:各项)?(?:基本|主要|具体)?(?P<kind>[\u4e00-\u9fff]{2})|(?P<before>[\u4e00-\u9fff]{2})(?:如下|是|为|包括|有)?:$"
)
_DEFINES = 0.1
"""What a word of defining counts where the sentence does not define a word of the question."""
_Item = TypeVar("_Item")
_FARTHEST = 12.0
"""Log odds beyond which a chunk is no better."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with the place of its chunk among the hits, from 0 on, and the chunk's score."""

    reading: Reading
    rank: int
    score: float


def placed(hits: Sequence[Hit], catalogue: Catalogue) -> list[Placed]:
    """All sentences of the chunks found."""
    return [
        Placed(reading, rank, hit.score)
        for rank, hit in enumerate(hits)
        for reading in catalogue.readings(hit.chunk)
    ]


def sentence_features(
    question: ParsedQuestion, asked: Alignment, sentences: Sequence[Placed], catalogue: Catalogue
) -> Floats:
    """One row of NAMES for each sentence, shape (len(sentences), len(NAMES)).

    `asked` are the subject words of the question. Without piece vectors the cover stands for the
    late interaction.
    """
    query = expand(question, catalogue)
    own_terms = search_terms(question.core) or search_terms(question.text)
    sought = wanted(query, own_terms, catalogue)
    readings = [each.reading for each in sentences]
    near = [r.folded + r.headings for r in readings]
    own = _column(asked.share, [r.folded for r in readings])
    cover = _column(asked.share, near)
    near_it = np.stack([r.vector for r in readings]) @ meaning(catalogue.embedder, question.text)
    place = np.array([1 / (1 + each.rank) for each in sentences], np.float32)
    columns = (
        cover, own, near_it, asked.spoken * near_it, place, asked.spoken * place,
        np.array([log_odds(each.score) for each in sentences], np.float32),
        *_late(sought, readings, catalogue, own, cover), *_bridged(sought, readings),
        _column(_named(question, catalogue), near), _column(_dated(question, catalogue), readings),
        *(_column(has, [r.text for r in readings]) for has in _kinds(question)),
    )  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _column(measure: Callable[[_Item], float], items: Sequence[_Item]) -> Floats:
    return np.array([measure(item) for item in items], np.float32)


def log_odds(score: float) -> float:
    """Of a score in (0, 1); that of a reranker may be any number, and counts by its sign alone."""
    if not 0 < score < 1:
        return math.copysign(_FARTHEST, score)
    return max(-_FARTHEST, min(_FARTHEST, math.log(score / (1 - score))))


def _late(
    sought: Wanted, readings: Sequence[Reading], catalogue: Catalogue, own: Floats, cover: Floats
) -> tuple[Floats, Floats]:
    """Late interaction with each sentence alone, and with its headings."""
    table = catalogue.embedder
    if not isinstance(table, HasPieces):
        return own, cover
    bags = [*(r.pieces for r in readings), *(r.pieces_near for r in readings)]
    both = nearness(table, sought.pieces, bags)
    return both[: len(readings)], both[len(readings) :]


def _bridged(sought: Wanted, readings: Sequence[Reading]) -> tuple[Floats, Floats, Floats]:
    """What sentences meet by the bridge, what they meet with their headings, their characters."""
    bridge = sought.bridge
    every = range(len(bridge.written))
    above: dict[str, list[int]] = {}
    rows = np.zeros((3, len(readings)), np.float32)
    for at, reading in enumerate(readings):
        if reading.headings not in above:
            above[reading.headings] = bridge.held(reading.headings, every)
        said = bridge.held(reading.folded, every)
        rows[0, at] = bridge.met(said)
        rows[1, at] = bridge.met((*said, *above[reading.headings]))
        rows[2, at] = bridge.shared(reading.folded)
    return rows[0], rows[1], rows[2]


def _named(question: ParsedQuestion, catalogue: Catalogue) -> Callable[[str], float]:
    """The share of the names that an answer must be about in a folded text."""
    names = required_names(question, catalogue)
    if not names:
        return lambda text: 0.0
    return lambda text: sum(loosely_in(name, text) for name in names) / len(names)


def _dated(question: ParsedQuestion, catalogue: Catalogue) -> Callable[[Reading], float]:
    """Whether the part of a sentence has a year of the question."""
    years = [str(year) for year in question.years]

    def has(reading: Reading) -> float:
        start, end = reading.node.span
        part = catalogue.folded(reading.document_id)[start:end]
        return float(any(year in part for year in years))

    return has if years else lambda reading: 0.0


def _kinds(question: ParsedQuestion) -> tuple[Callable[[str], float], ...]:
    """What a text has of the kind asked for: a number, a time, a definition, a list."""
    wants = question.wants
    has: Mapping[str, Callable[[str], float]] = {
        "quantity": lambda text: float(bool(_DIGIT.search(text))),
        "time": lambda text: float(bool(DATE.search(text))),
        "define": lambda text: _defines(question.terms, text),
        "list": lambda text: float(text.count("、") >= 2),
        "announced": lambda text: _announces(question.folded, text),
    }
    asks = (
        {"quantity", "count"} & wants, {"time"} & wants, {"define"} & wants, {"list"} & wants,
        {"list"} & wants,
    )  # fmt: skip
    return tuple(
        measure if asked else (lambda text: 0.0)
        for asked, measure in zip(asks, has.values(), strict=True)
    )


def _announces(asked: str, text: str) -> float:
    """Whether a sentence announces points (“……下列措施：”): wholly where it calls them as the question
    does."""
    if not text.rstrip().endswith((":", "：")):
        return 0.0
    called = _CALLED.search(fold(text))
    kind = (called["kind"] or called["before"]) if called else ""
    return 1.0 if kind and kind in asked else _ANNOUNCES


def _defines(terms: Sequence[str], text: str) -> float:
    if "是指" in text and any(re.search(rf"{re.escape(t)}[^。]{{0,10}}是指", text) for t in terms):
        return 1.0
    return _DEFINES if _DEFINITION.search(text) else 0.0

"""CAIL 2019 as a test of refusal: court documents with questions that they answer or do not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.measures.refusal import RefusalScores, refusal_scores
from eval.normal import comparable, contains
from index.embedding import Embedder
from index.errors import GuanwenError
from index.sentences import sentence_spans
from rag.answer import InlineText, Question
from rag.assistant import Assistant

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A question over a court document; no `answers` when the document does not say."""

    context: str
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseScores:
    """Refusal over all cases, and the share of answered ones whose answer holds an accepted text."""

    cases: int
    refusal: RefusalScores
    right: float


def read_cases(path: Path) -> tuple[Case, ...]:
    """Cases with a text as answer or none; questions of yes or no, marked as impossible, are left out."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        case
        for entry in content["data"]
        for paragraph in entry["paragraphs"]
        for case in _cases(paragraph)
    )


def _cases(paragraph: dict[str, object]) -> Iterator[Case]:
    for item in paragraph["qas"]:  # type: ignore[attr-defined]
        texts = tuple(dict.fromkeys(answer["text"] for answer in item["answers"]))
        impossible = item["is_impossible"] == "true"
        if impossible and texts == ("",):
            yield Case(str(paragraph["context"]), item["question"], ())
        elif not impossible and any(texts):
            yield Case(str(paragraph["context"]), item["question"], tuple(filter(None, texts)))


def sample(cases: Sequence[Case], size: int, seed: int = 7) -> tuple[Case, ...]:
    """At most so many cases, the same ones every time."""
    if len(cases) <= size:
        return tuple(cases)
    return tuple(random.Random(seed).sample(list(cases), size))


def ask_cases(
    assistant: Assistant, cases: Sequence[Case], progress: Progress | None = None
) -> CaseScores:
    """Each case asked of its own document; an error counts as an answer that is wrong."""
    outcomes: list[tuple[bool, bool]] = []
    right = 0
    for done, case in enumerate(cases, start=1):
        refused, good = _ask(assistant, case)
        outcomes.append((bool(case.answers), refused))
        right += good
        if progress:
            progress(done, len(cases))
    answered = sum(answerable and not refused for answerable, refused in outcomes)
    return CaseScores(len(cases), refusal_scores(outcomes), right / answered if answered else 0.0)


def _ask(assistant: Assistant, case: Case) -> tuple[bool, bool]:
    try:
        answer = assistant.ask(
            Question((case.question,), texts=(InlineText("文书", case.context),))
        )
    except GuanwenError:
        return False, False
    text = comparable(answer.answer)
    good = any(contains(text, comparable(accepted)) for accepted in case.answers)
    return answer.status == "not_found", good and answer.status == "answered"


def baseline(
    embedder: Embedder, dev: Sequence[Case], cases: Sequence[Case]
) -> tuple[float, RefusalScores]:
    """Refusing below a similarity of question and best sentence, the bound chosen on `dev` by F1.

    Returns the bound and its scores on `cases`.
    """
    known = [(bool(case.answers), _nearest(embedder, case)) for case in dev]
    bounds = sorted({round(score, 2) for _, score in known})
    best = max(bounds, key=lambda bound: refusal_scores((a, s < bound) for a, s in known).f1)
    return best, refusal_scores((bool(c.answers), _nearest(embedder, c) < best) for c in cases)


def _nearest(embedder: Embedder, case: Case) -> float:
    spans = list(sentence_spans(case.context)) or [(0, len(case.context))]
    rows = embedder.encode_passages([case.context[slice(*span)] for span in spans])
    return float(np.max(rows @ embedder.encode_queries([case.question])[0]))

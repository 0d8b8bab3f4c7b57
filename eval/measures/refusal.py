"""Refusal: how well “the documents do not say” is told from “they do”.

A refusal is the positive class, as in SQuAD 2.0 (Rajpurkar, Jia, Liang, 2018): precision, recall
and F1 over questions that have no answer, and the share of answerable questions refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusalScores:
    """All in [0, 1]; a share of nothing is 0."""

    precision: float
    recall: float
    f1: float
    false_refusals: float


def refusal_scores(outcomes: Iterable[tuple[bool, bool]]) -> RefusalScores:
    """Scores over (answerable, refused), one pair for each question."""
    pairs = list(outcomes)
    right = sum(refused and not answerable for answerable, refused in pairs)
    refused_all = sum(refused for _, refused in pairs)
    answerable_all = sum(answerable for answerable, _ in pairs)
    precision = _share(right, refused_all)
    recall = _share(right, len(pairs) - answerable_all)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return RefusalScores(precision, recall, f1, _share(refused_all - right, answerable_all))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0

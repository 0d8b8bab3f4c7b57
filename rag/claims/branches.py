"""Branches: “一年以上不满三年的，……” is the branch of a rule that a question about two years falls under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.quantities.figures import Figure, find_figures, ready
from rag.premises import Stated, alike_units, in_base, stated_figures
from rag.question import ParsedQuestion

FITS = 0.2
"""What it counts that the question's own figure lies in the range of a branch, or costs that it does not."""


def branch_fit(question: ParsedQuestion, before: str) -> float:
    """FITS where a figure that the question gives as its case lies in the range that stands `before` a
    figure in its folded sentence, -FITS where it lies outside, else 0.0."""
    case = stated_figures(question)
    if "check" in question.wants:
        case = case[:-1]
    limits = list(find_figures(before, ready(before, before))) if case else []
    verdicts = [_lies(c, limits) for c in case if c.unit]
    told = [v for v in verdicts if v is not None]
    return 0.0 if not told else FITS if all(told) else -FITS


def _lies(case: Stated, limits: Sequence[Figure]) -> bool | None:
    """Whether a figure lies within all limits of its kind; None where there are none."""
    tests = list(_tests(case, limits))
    return all(tests) if tests else None


def _tests(case: Stated, limits: Sequence[Figure]) -> Iterator[bool]:
    value = in_base(case.number, case.unit)
    for limit in limits:
        if limit.number is None or not limit.unit or not alike_units(case.unit, limit.unit):
            continue
        end = in_base(limit.number, limit.unit)
        if limit.bound == "at_least":
            yield value >= end
        elif limit.bound == "more_than":
            yield value > end
        elif limit.bound == "at_most":
            yield value <= end
        elif limit.bound == "less_than":
            yield value < end

"""Branches: “一年以上不满三年的，……” is the branch of a rule that a question about two years falls under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.documents import Bound
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
    """Whether the case lies within each limit of its kind that says so; a case that is itself a range
    (“不满五年”) must lie in it wholly, and tells nothing of a limit that it only crosses."""
    value = in_base(case.number, case.unit)
    for limit in limits:
        if limit.number is None or not limit.unit or not alike_units(case.unit, limit.unit):
            continue
        end = in_base(limit.number, limit.unit)
        told = _within(value, case.bound, end, limit.bound)
        if told is not None:
            yield told


def _within(value: float, case: Bound, end: float, limit: Bound) -> bool | None:
    """Whether a case of a value and a bound lies within a limit; None where it cannot be told."""
    low, high = limit in ("at_least", "more_than"), limit in ("at_most", "less_than")
    if not (low or high):
        return None
    if case in ("at_least", "more_than"):
        if low:
            return value > end or (value == end and (case == "more_than" or limit == "at_least"))
        return False if value >= end else None
    if case in ("at_most", "less_than"):
        if high:
            return value < end or (value == end and (case == "less_than" or limit == "at_most"))
        return False if value <= end else None
    inside = value >= end if low else value <= end
    return inside and (value != end or limit in ("at_least", "at_most"))

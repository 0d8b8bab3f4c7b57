"""Premises: whether a figure that the question states is the one that the documents give."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from rag.draft import Statement
from rag.question import ParsedQuestion, numeral_value

DONE = re.compile(
    r"完成(?:了|没|吗|得)|达到了|已经?(?:达|建|完|实|有|是|经|超)|已经|达成了?|实现了|建成了|做到了|达标|兑现|(?:达到|完成|建成|实现|创建)[^,。?]{0,12}了(?:吗|没|么)?"
)
"""Words that ask whether something has been achieved."""


CONFIRMED = 0.85
"""Share of the question's word weight that must be met before a figure is confirmed."""
_AT_MOST = re.compile(r"不超过|最多|至多|以内|以下|不高于")
_AT_LEAST = re.compile(r"不少于|不低于|至少|最少|以上|起码")


def verdict(
    question: ParsedQuestion, facts: Sequence[Fact], *, targets: bool, cover: float
) -> Statement | None:
    """“是的。”, “不对，” or that only a target is written; None when the question states nothing.

    `targets` tells that the facts are goals of a plan: then nothing is said of their attainment.
    `cover` is the share of the question's words that the facts' own words hold: a question that
    says more than they do is not confirmed. A figure equal to an open bound (99 where >99 is
    written) does not meet it; of a range nothing is said.
    """
    if targets and DONE.search(question.folded):
        return Statement("文件写的是目标，没有写是否完成。", (), "lead", derived=True)
    if "check" not in question.wants or not question.figures:
        return None
    stated = _stated(question, facts)
    if any(
        f.upper is not None and any(f.number <= v <= f.upper for v in stated)
        for f in facts
        if f.number is not None
    ):
        return None
    right = any(f.number in stated and _bound_fits(question, f) for f in facts)
    if right and cover < CONFIRMED:
        return None
    return Statement("是的。" if right else "不对，", (), "lead", derived=True)


def _bound_fits(question: ParsedQuestion, fact: Fact) -> bool:
    """Whether the question's bound (不超过, 至少) is that of the fact; “99” does not meet “>99”."""
    if fact.bound in ("more_than", "less_than"):
        return bool(
            re.search(
                r"超过|大于|高于|多于|[>]|以上"
                if fact.bound == "more_than"
                else r"低于|小于|不到|[<]",
                question.folded,
            )
        )
    if _AT_MOST.search(question.folded):
        return fact.bound in ("at_most", "about")
    if _AT_LEAST.search(question.folded):
        return fact.bound in ("at_least", "about")
    return True


def _stated(question: ParsedQuestion, facts: Sequence[Fact]) -> set[float]:
    """The figures that the question states, those with the unit of the facts first."""
    units = {f.unit.lstrip("多余") for f in facts if f.unit}
    same = [n for n, u in question.figures if u and any(u in unit or unit in u for unit in units)]
    chosen = same or [n for n, _ in question.figures]
    return {value for n in chosen if (value := numeral_value(n)) is not None}

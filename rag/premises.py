"""Premises: whether a figure that the question states is the one that the documents give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.documents import Fact
from rag.draft import Statement
from rag.question import ParsedQuestion, numeral_value

DONE = re.compile(
    r"完成(?:了|没|吗|得)|达到了|已经?(?:达|建|完|实|有|是|经|超)|已经|达成了?|实现了|建成了|做到了|达标|兑现|(?:达到|完成|建成|实现|创建)[^,。?]{0,12}了(?:吗|没|么)?"
)
"""Words that ask whether something has been achieved."""


CONFIRMED = 0.85
"""Share of the question's word weight that must be met before a figure is confirmed."""
_SCALE = re.compile(r"万亿|[万亿]")
_AT_MOST = re.compile(r"不超过|最多|至多|以内|以下|不高于")
_AT_LEAST = re.compile(r"不少于|不低于|至少|最少|以上|起码|达到(?:了)?[^,。?]{0,10}了")
_MORE_THAN = re.compile(r"(?<!不)超过|大于|高于|多于|突破")
_LESS_THAN = re.compile(r"低于|小于|不到|少于(?<!不少于)")


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
    if not stated:
        return None
    held = [_in_ones(f) for f in facts] if _has_scale(question) else facts
    if any(
        f.upper is not None and any(f.number <= v <= f.upper for v in stated)
        for f in held
        if f.number is not None
    ):
        return None
    right = any(_is_met(question, f, v) for f in held for v in stated)
    if right and cover < CONFIRMED:
        return None
    return Statement("是的。" if right else "不对，", (), "lead", derived=True)


def _is_met(question: ParsedQuestion, fact: Fact, value: float) -> bool:
    """Whether the fact is what the question states: the figure, or a threshold that it passes."""
    if fact.number is None:
        return False
    folded = question.folded
    if fact.bound in ("exact", "about"):
        if _MORE_THAN.search(folded):
            return fact.number > value
        if _AT_LEAST.search(folded):
            return fact.number >= value
        if _AT_MOST.search(folded):
            return fact.number <= value
        return fact.number == value
    if fact.number != value:
        return False
    if fact.bound == "more_than":
        return bool(_MORE_THAN.search(folded) or ">" in folded)
    if fact.bound == "less_than":
        return bool(_LESS_THAN.search(folded) or "<" in folded)
    if _AT_MOST.search(folded):
        return fact.bound == "at_most"
    return not _AT_LEAST.search(folded) or fact.bound == "at_least"


def _has_scale(question: ParsedQuestion) -> bool:
    return question.figures[-1][0].endswith(("万", "亿"))


def _in_ones(fact: Fact) -> Fact:
    """A table's 1240 under 亿元 as the 124000000000 that “1240亿元” in a question is worth."""
    scale = numeral_value(f"1{found[0]}") if (found := _SCALE.match(fact.unit)) else None
    if scale is None or fact.number is None:
        return fact
    upper = None if fact.upper is None else fact.upper * scale
    return replace(fact, number=fact.number * scale, upper=upper)


def _stated(question: ParsedQuestion, facts: Sequence[Fact]) -> set[float]:
    """The figure that the question claims: its last one (those before it are conditions, 5年内),
    when it has the unit of the facts, or none at all."""
    number, unit = question.figures[-1]
    units = {f.unit.lstrip("多余") for f in facts if f.unit}
    if unit and units and not any(unit in known or known in unit for known in units):
        return set()
    value = numeral_value(number)
    return set() if value is None else {value}

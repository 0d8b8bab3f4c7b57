"""Sums: the difference or the ratio of two cited figures, with the working shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.documents import Fact
from rag.comparing.cells import Cell, is_level
from rag.draft import Evidence, Statement
from rag.question import ParsedQuestion

_RATIO = re.compile(r"几倍|多少倍")
_SHARE = re.compile(r"完成率|百分之几|完成.{0,4}比例|占.{0,6}(?:多少|几|比例)")


_ASKED = re.compile(
    r"(?:多少|几)(个?(?:小时|百分点|月|年|天|日|项|种|件|票|家|起|人|条|类)|个(?!百))"
)
"""The unit that the sum is asked in."""


def sum_of(question: ParsedQuestion, cells: Sequence[Cell]) -> Statement | None:
    """The sum that the question asks of the first and the last figure, or None where units differ."""
    if len(cells) < 2:
        return None
    first, last = cells[0], cells[-1]
    asked = _ASKED.search(question.folded)
    units = {_unit(f) for f in first.facts} & {_unit(f) for f in last.facts}
    if asked:
        units &= {asked[1], asked[1].lstrip("个") or "个"}
    before, after = (_only(cell, units) for cell in (first, last))
    if before is None or after is None or _unit(before) != _unit(after):
        return None
    evidence = (_place(first, before), _place(last, after))
    text = _worked(question, before, after)
    return Statement(text, evidence, derived=True) if text else None


def _only(cell: Cell, units: Collection[str]) -> Fact | None:
    """The first figure of a cell in some units; None where another one is as likely to be meant."""
    fitting = [f for f in cell.facts if _unit(f) in units]
    rivals = [
        f for f in fitting[1:]
        if f.number != fitting[0].number and f.year == fitting[0].year
        and is_level(f) == is_level(fitting[0])
    ]  # fmt: skip
    return fitting[0] if fitting and not rivals else None


def _unit(fact: Fact) -> str:
    """The unit of a figure, without 多 and 余; 个 is left out before a unit of time."""
    unit = fact.unit.lstrip("多余")
    return unit.removeprefix("个") or unit


def _place(cell: Cell, fact: Fact) -> Evidence:
    cited = cell.statements[0].evidence[0]
    return cited if fact.cell else Evidence(fact.document_id, fact.node_id, cited.span)


def _worked(question: ParsedQuestion, before: Fact, after: Fact) -> str:
    """“138－90＝48，多48个。”, “138÷90≈1.53，是1.53倍。” or “138÷90≈153.3%。”."""
    one, two = before.number or 0.0, after.number or 0.0
    if _RATIO.search(question.folded) and one:
        return f"{two:g}÷{one:g}≈{two / one:.2f}，后者是前者的{two / one:.2f}倍。"
    if _SHARE.search(question.folded) and one:
        return f"{two:g}÷{one:g}≈{two / one:.1%}。"
    unit = "个百分点" if after.unit == "%" else after.unit
    gap = two - one
    if not gap:
        return "两者相同。"
    high, low = max(one, two), min(one, two)
    return (
        f"{high:g}－{low:g}＝{high - low:g}，后者{'多' if gap > 0 else '少'}{high - low:g}{unit}。"
    )

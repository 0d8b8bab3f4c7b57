"""Sums: the difference or the ratio of two cited figures, with the working shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from rag.comparing.cells import Cell
from rag.draft import Evidence, Statement
from rag.question import ParsedQuestion

_RATIO = re.compile(r"几倍|多少倍")
_SHARE = re.compile(r"完成率|百分之几|完成.{0,4}比例|占.{0,6}(?:多少|几|比例)")


def sum_of(question: ParsedQuestion, cells: Sequence[Cell]) -> Statement | None:
    """The sum that the question asks of the first and the last figure, or None where units differ."""
    figured = [(c, c.fact) for c in cells if c.fact is not None and c.fact.number is not None]
    if len(figured) < 2:
        return None
    (first, before), (last, after) = figured[0], figured[-1]
    if before.unit.lstrip("多余") != after.unit.lstrip("多余"):
        return None
    evidence = (_place(first, before), _place(last, after))
    text = _worked(question, before, after)
    return Statement(text, evidence, derived=True) if text else None


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

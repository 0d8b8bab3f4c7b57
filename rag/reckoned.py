"""Reckoned: the sum or the difference of figures of running text, with its working shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.folding import fold
from index.quantities.figures import Figure, find_figures, ready
from rag.draft import Draft, Statement
from rag.forms.units import unit_allowed
from rag.question import ParsedQuestion

_AMOUNT = r"(?P<tail>(?:多少|几)[^?。,;]{0,6})[?。]*$"
_MORE = re.compile(
    rf"^(?P<one>[^,;?]{{2,24}}?)(?:要|会|的)?比(?P<other>(?![例重率值])[^,;?]{{2,24}}?)的?(?:要|会|还)?[多少高低大小](?:出来?|了|上)?{_AMOUNT}"
)
_APART = re.compile(
    rf"^(?P<one>[^,;?]{{2,24}}?)(?:和|与|跟|同)(?P<other>[^,;?]{{2,24}}?)的?(?:之间)?(?:的?差(?:值|额|距)?(?:是|有|为)|相差|差了?|差出)(?:了|有|是)?{_AMOUNT}"
)
_KIND = re.compile(r"(?:的?(?:名额|人数|数量|总数|规模|目标))值?$")

_WHEN = re.compile(
    r"\d{2,4}年|[去前今明上]年|同期|以前|过去|之前|原来|从前|时期|五年|[一二三四五]五(?!\w)"
)
"""The same thing at two times is compared by tables and reports, not by two figures of a text."""


def split_difference(question: ParsedQuestion) -> tuple[str, ...] | None:
    """The questions for the two figures whose difference is asked for, or None."""
    found = _MORE.match(question.folded) or _APART.match(question.folded)
    if found is None or any(
        a < found.end("other") and found.start("one") < b for a, b in question.names
    ):
        return None
    one, other = (question.text[slice(*found.span(side))] for side in ("one", "other"))
    if _WHEN.search(f"{one} {other}"):
        return None
    kind = _KIND.search(one) or _KIND.search(other)
    tail = f"{kind[0] if kind else ''}有{question.text[slice(*found.span('tail'))]}"
    return tuple(f"{_KIND.sub('', side)}{tail}" for side in (one, other))


def added(drafts: Sequence[Draft], question: ParsedQuestion) -> Draft | None:
    """The figures of running text that are asked for together, with their sum; None where it cannot
    be told which figure is meant. Rows of tables are added up by their own route."""
    figures = _figures(drafts, question)
    if figures is None:
        return None
    numbers = [f.number or 0.0 for f in figures]
    bounds = {f.bound for f in figures}
    least = "不少于" if {"at_least", "more_than"} & bounds else "约" if "about" in bounds else ""
    working = "＋".join(f"{n:.15g}" for n in numbers)
    total = f"{sum(numbers):.15g}{_unit(figures[0])}"
    return _with(drafts, f"{working}＝{sum(numbers):.15g}，合计{least}{total}。")


def differing(drafts: Sequence[Draft], question: ParsedQuestion) -> Draft | None:
    """Two figures of running text with their difference; None where it cannot be told which are meant,
    or where they are bounds of different kinds, whose difference says nothing."""
    figures = _figures(drafts, question)
    if figures is None or len({f.bound for f in figures}) > 1:
        return None
    one, other = (f.number or 0.0 for f in figures)
    if one == other:
        return _with(drafts, "两者相同。")
    high, low = max(one, other), min(one, other)
    gap = f"{high - low:.15g}"
    unit = "个百分点" if _unit(figures[0]) == "%" else _unit(figures[0])
    said = f"{high:.15g}－{low:.15g}＝{gap}，前者{'多' if one > other else '少'}{gap}{unit}。"
    return _with(drafts, said)


def _with(drafts: Sequence[Draft], said: str) -> Draft:
    places = tuple(e for d in drafts for s in d.statements for e in s.evidence)
    worked = Statement(said, places, derived=True)
    return Draft("passage", (*(s for d in drafts for s in d.statements), worked))


def _figures(drafts: Sequence[Draft], question: ParsedQuestion) -> list[Figure] | None:
    """One figure of each answer, all in one unit and of different answers; None without them."""
    known = [f for draft in drafts if (f := _only_figure(draft, question)) is not None]
    if len(known) < len(drafts) or len(set(drafts)) < len(drafts):
        return None
    return known if len({_unit(f) for f in known}) == 1 else None


def _unit(figure: Figure) -> str:
    return figure.unit.lstrip("多余")


def _only_figure(draft: Draft, question: ParsedQuestion) -> Figure | None:
    """The one figure of an answer in the unit asked for; None where there is none, or another."""
    if not draft.found or draft.route != "passage" or len(draft.statements) != 1:
        return None
    text = draft.statements[0].text
    found = [
        f for f in find_figures(text, ready(text, fold(text)))
        if f.number is not None and f.unit and unit_allowed(question, f.unit)
    ]  # fmt: skip
    return found[0] if len(found) == 1 and found[0].change not in ("rise", "fall") else None

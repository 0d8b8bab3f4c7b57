"""Numbers: a sentence that holds a figure of the unit asked for, where no single fact was enough."""

from __future__ import annotations

import re

from index.folding import fold
from index.quantities.figures import find_figures, ready
from rag.candidates import Candidate
from rag.catalogue import pairs_of
from rag.draft import Draft
from rag.forms.focus import asks_figure, asks_level
from rag.forms.found import Found
from rag.forms.saying import said
from rag.forms.units import unit_allowed
from rag.question import ParsedQuestion

LOOKED_AT = 6
NEAR = 0.8
"""Share of the best sentence's cover that another must reach which has the figure."""
_COUNTED = re.compile(
    r"(?<![A-Za-z\d.])\d+(?:\.\d+)?(?:万亿|亿|万)?(?:多|余)?(?P<a>%|大类|人次|个?(?:小时|分钟|月|百分点|工作日)|[\u4e00-\u9fff])"
    r"|[一二三四五六七八九十百千万亿两]+(?:个)?(?P<b>[名人项次套件例起份批种倍日天元月吨亩级届门岁]|小时|工作日|周岁)"
    r"|[一二三四五六七八九十]+(?P<c>年)|百分之|若干|全覆盖|每年|减半|加倍|全额|三分之|不(?:得|能)(?:超过|低于|少于|高于)"
)
"""A figure with its unit, in either numerals."""
_MOVES = ("rise", "fall")


def number_answer(found: Found) -> Draft | None:
    """The sentence that holds the number, a refusal when none does; None when none is asked for."""
    if not asks_figure(found.question):
        return None
    if has_number(found.question, found.best.text):
        return None
    holding = [c for c in found.candidates[1:LOOKED_AT] if _beside(found, c)]
    for candidate in sorted(holding, key=lambda c: -_tells(found, c)):
        if found.judge(candidate).enough:
            return Draft("passage", (said(found, candidate),))
    return None if "time" in found.question.wants else found.refuse("所问的数字")


def _beside(found: Found, candidate: Candidate) -> bool:
    """Whether a sentence with such a figure stands in the best one's part, or is as near."""
    best = found.best
    if candidate.document_id != best.document_id:
        return False
    start, end = best.node.span
    inside = start <= candidate.span[0] < end
    near = inside or candidate.own >= NEAR * best.own
    return near and has_number(found.question, candidate.text)


def _tells(found: Found, candidate: Candidate) -> float:
    """How well a sentence is told from its neighbours: the words that the question adds to those of
    the sentence that announces it, and how much of the sentence the question says."""
    outline = found.outline(candidate)
    parent = outline.node(candidate.node.parent or candidate.node.id)
    lead = fold(outline.text[parent.span[0] : candidate.node.span[0]])
    own = [t for t in found.terms if candidate.node.kind != "item" or t not in lead]
    pairs = pairs_of("".join(re.findall(r"[\u4e00-\u9fff]+", candidate.reading.folded)))
    back = found.catalogue.cover(pairs, found.question.folded)
    return found.catalogue.cover(own, candidate.reading.folded) + 0.5 * back


def has_number(question: ParsedQuestion, text: str) -> bool:
    """Whether a sentence holds a figure of the unit asked for."""
    return bool(figures_in(question, text))


def figures_in(question: ParsedQuestion, text: str) -> list[str]:
    """The figures of a text whose unit is the one asked for, as written, in order; no rise or fall
    where a level is asked for."""
    level = asks_level(question)
    changes = [f for f in find_figures(text, ready(text, fold(text))) if f.change in _MOVES]
    return [
        found[0] for found in _COUNTED.finditer(text)
        if unit_allowed(question, found["a"] or found["b"] or found["c"] or "")
        and not (level and any(c.start <= found.start() < c.end for c in changes))
    ]  # fmt: skip

"""Conditions with a figure: “连续工作满十年就能续签吗” asks what follows after the ten years, which are no
figure to check against others."""

from __future__ import annotations

import re

from index.numerals import NUMERAL, parse_numeral
from rag.alignment import align
from rag.candidates import Candidate
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import said
from rag.lead_ins import lead_in
from rag.question import ParsedQuestion
from rag.terms import subject_terms

HELD = 0.5
"""Share of what is said to follow that the sentence with the condition, or what announces it, holds."""
SAME = 2
"""Characters before the figure that the question and the sentence have in common."""
_FIGURE = rf"(?:已经?)?满(?:了)?(?P<n>\d+|{NUMERAL}+)个?(?P<unit>周岁|岁|年|月|周|天|日|次)"
_ASKED = re.compile(
    rf"(?P<before>[\u4e00-\u9fff]{{{SAME},}}?){_FIGURE}(?:的话|的|以上|以后|之后|后|了)*,?(?:是不是|是否)?(?:就|即|便|可以|可|能|应当|应该|必须|有权|享受|[^,?。]{{2,10}}?(?:就|即|便|才|视为))"
)
_MAY = re.compile(r"^(?:能够?|可以|可|会|要|得|应当|应该|必须|有权|享受|算是?|一定)+")
_GIVEN = re.compile(_FIGURE)


def answer_conditioned(found: Found) -> Draft | None:
    """The sentence that has the very condition and, with what announces it, what is said to follow; it
    stands without a verdict, since it may have more conditions. None for other questions."""
    asked = _ASKED.search(found.question.folded)
    if asked is None or "check" not in found.question.wants:
        return None
    follows = ParsedQuestion(_MAY.sub("", found.question.folded[asked.end() :]), ())
    terms = tuple(subject_terms(follows))
    aligned = align(follows, terms, found.catalogue)
    met = [
        c for c in found.candidates
        if _has(c.reading.folded, asked) and terms and aligned.share(_announced(found, c)) >= HELD
    ]  # fmt: skip
    best = min(met, key=lambda c: len(c.text), default=None)
    return Draft("passage", (said(found, best),)) if best is not None else None


def _has(folded: str, asked: re.Match[str]) -> bool:
    """Whether a folded sentence has the condition of a question, with the words right before it."""
    wanted = parse_numeral(asked["n"]), asked["unit"], asked["before"][-SAME:]
    return any(
        (parse_numeral(m["n"]), m["unit"], folded[: m.start()][-SAME:]) == wanted
        for m in _GIVEN.finditer(folded)
    )


def _announced(found: Found, candidate: Candidate) -> str:
    """A folded sentence behind the one that announces it."""
    span = lead_in(found.outline(candidate), candidate.span[0])
    before = found.catalogue.folded(candidate.document_id)[slice(*span)] if span else ""
    return f"{before}{candidate.reading.folded}"

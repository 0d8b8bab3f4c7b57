"""Figures stated in pairs: “300条线路的20座站”, where a sentence has 20 of the ones and 300 of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.quantities.figures import Figure, find_figures, ready
from rag.alignment import align
from rag.candidates import Candidate
from rag.draft import Draft, Statement
from rag.forms.found import Found
from rag.forms.saying import quoted, whole
from rag.premises import Stated, alike_units, stated_figures, unstated

LOOKED_AT = 3
"""Sentences that are held against the figures."""
HELD = 0.6
"""Share of what is said beside the figures that the sentence must hold."""


def answer_paired(found: Found) -> Draft | None:
    """The whole sentence that gives figures of all kinds that a question states together, where one of
    them is another or two have changed places; None for other questions."""
    stated = [s for s in stated_figures(found.question) if s.unit]
    if "check" not in found.question.wants or len(stated) < 2 or any(map(_is_time, stated)):
        return None
    asked = align(unstated(found.question), found.terms, found.catalogue)
    for candidate in found.candidates[:LOOKED_AT]:
        text = candidate.reading.folded
        given = [
            f for f in find_figures(text, ready(text, text)) if f.number is not None and f.unit
        ]
        if asked.share(text) < HELD or not all(_alike(s, given) for s in stated):
            continue
        if all(any(f.number == s.number for f in _alike(s, given)) for s in stated):
            if _in_order(stated, given):
                return None
            return Draft("passage", (_part(found, candidate, stated),))
        lead = Statement("不对，", (), "lead", derived=True)
        sure = all(len(_alike(s, given)) == 1 for s in stated) and len({s.unit for s in stated}) > 1
        return Draft("passage", (*([lead] if sure else []), _part(found, candidate, stated)))
    return None


def _part(found: Found, candidate: Candidate, stated: Sequence[Stated]) -> Statement:
    """The part between semicolons that has figures of all kinds stated, else the whole sentence."""
    text = candidate.reading.folded
    for piece in re.finditer(r"[^;]+", text):
        given = list(find_figures(piece[0], ready(piece[0], piece[0])))
        if all(_alike(s, given) for s in stated):
            start = candidate.span[0]
            span = (start + piece.start(), start + piece.end())
            return quoted(found.outline(candidate), candidate.document_id, span)
    return whole(found, candidate)


def _is_time(stated: Stated) -> bool:
    """Whether a figure is a duration or an age: mostly the case that a rule is for."""
    return bool(re.search(r"[年月日天周时岁]|星期|分钟", stated.unit))


def _alike(stated: Stated, given: Sequence[Figure]) -> list[Figure]:
    """The figures of a sentence that count the same as a stated one."""
    return [f for f in given if alike_units(stated.unit, f.unit.lstrip("多余"))]


def _in_order(stated: Sequence[Stated], given: Sequence[Figure]) -> bool:
    """Whether the stated numbers follow one another in a sentence as they do in the question."""
    numbers = [f.number for f in given]
    places = [numbers.index(s.number) for s in stated if s.number in numbers]
    return places == sorted(places)

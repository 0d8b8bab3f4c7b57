"""Verdicts on a claim: the sentence that says so, or that states another thing of its kind."""

from __future__ import annotations

import re
from dataclasses import replace

from index.quantities.figures import find_figures, ready
from rag.alignment import align
from rag.candidates import Candidate
from rag.claims.kinds import Claim
from rag.draft import Draft, Statement
from rag.forms.found import Found
from rag.forms.saying import said, whole
from rag.premises import CONFIRMED, WHY, stated_figures
from rag.question import ParsedQuestion

_NAMED = 8
"""A wrong name of at most so many characters, without digits, is repeated in the correction."""


def confirmed(found: Found, candidate: Candidate, claim: Claim) -> Draft | None:
    """“是的。” and the sentence, when one clause of it holds what the whole question says."""
    if WHY.search(found.question.folded) or not _has_figures(found.question, candidate):
        return None
    asked = align(found.question, found.terms, found.catalogue)
    pieces = re.split(
        "[,;，；]" if claim.kind == "list" else "[,;、，；]", candidate.reading.folded
    )
    if max(asked.share(piece) for piece in pieces) < CONFIRMED:
        return None
    lead = Statement("是的。", (), "lead", derived=True)
    return Draft("passage", (lead, said(found, candidate)))


def _has_figures(question: ParsedQuestion, candidate: Candidate) -> bool:
    """Whether all figures of the question stand in the sentence with their units."""
    said = candidate.reading.folded
    given = {f.number for f in find_figures(said, ready(said, said))}
    if any(stated.number not in given for stated in stated_figures(question)):
        return False
    return all(
        re.search(rf"(?<![\d.]){re.escape(f'{number}{unit}')}", said)
        for number, unit in question.figures
    )


def corrected(rest: Found, candidate: Candidate, claim: Claim) -> Draft:
    """“不是……，” or “不对，” and the sentence that states another thing of the kind claimed."""
    right = said(rest, candidate)
    if claim.kind in ("name", "list"):
        right = whole(rest, candidate)
    plain = claim.kind == "name" and not re.search(r"\d", claim.text) and len(claim.text) <= _NAMED
    opening = (
        f"不是“{claim.text}”，" if plain and len(right.text) > 4 * len(claim.text) else "不对，"
    )
    return Draft("passage", (Statement(opening, (), "lead", derived=True), replace(right)))

"""Refused for a wrong name or year: what the documents say in its place answers better than a refusal.

“复核由教育局组织，多久一次”: where no document knows that office and the sentence on the rest names another one,
that sentence puts it right.
"""

from __future__ import annotations

import re

from rag.claims.kinds import Claim, claims_in
from rag.claims.members import answer_member
from rag.claims.route import corrected_without
from rag.draft import Draft
from rag.forms.found import Found

_ACTS = re.compile(r"(?:由|归|经|交给?|交由|报送?|报给|向|在|找|是)$")
"""What stands before the name of whoever is said to do something."""
_YEAR = re.compile(r"(?:19|20)\d{2}年?")


def put_right(found: Found) -> Draft | None:
    """The sentence that has another body or year than a refused question, or None."""
    question = found.question
    if "check" in question.wants:
        return None
    member = answer_member(found)
    if member is not None and member.statements[0].text.startswith("不"):
        return member
    for claim in claims_in(question.folded):
        taken = any(a < claim.span[1] and claim.span[0] < b for a, b in question.names)
        if not taken and _is_stated(found, claim):
            draft = corrected_without(found, claim)
            if draft is not None:
                return draft
    return None


def _is_stated(found: Found, claim: Claim) -> bool:
    """Whether a claim is said of the subject in passing, and is not what is asked about."""
    question = found.question
    if claim.kind == "body":
        before = question.folded[: claim.span[0]]
        known = found.catalogue.known(claim.text) and not before.endswith("由")
        return bool(_ACTS.search(before)) and not known
    asks_figure = {"quantity", "count", "time"} & question.wants
    return claim.kind == "date" and bool(_YEAR.fullmatch(claim.text)) and not asks_figure

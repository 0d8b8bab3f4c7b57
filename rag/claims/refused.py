"""Refused for a wrong name or year: what the documents say in its place answers better than a refusal.

“复核由教育局组织，多久一次”: where no document knows that office and the sentence on the rest names another one,
that sentence puts it right.
"""

from __future__ import annotations

import re

from rag.alignment import align
from rag.claims.kinds import Claim, claims_in
from rag.claims.members import answer_member
from rag.claims.route import corrected_without
from rag.draft import Draft
from rag.evidence.breakdowns import asks_yearly
from rag.forms.found import Found
from rag.forms.saying import whole
from rag.question import ParsedQuestion
from rag.terms import subject_terms

_ACTS = re.compile(r"(?:由|归|经|要|得|去|交给?|交由|递到|递给|送到|送给|报送?|报给|向|在|找|是)$")
"""What stands before the name of whoever is said to do something."""
_BY = re.compile(
    r"由[^,;。]{2,20}?(?:[部局厅署院]|委员会|机关|政府|部门)[\u4e00-\u9fff]|(?:机关|部门)[^。]{0,10}为[^。]{2,20}局"
)
"""Who does a thing, in a text."""
LOOKED_AT, HELD = 3, 0.5
"""Sentences on the rest of a question, and the share of it that one must hold."""
_YEAR = re.compile(r"(?:19|20)\d{2}年?")

_WHICH_TEXT = re.compile(r"哪[一几些]?(?:部|份|个)(?:法|文件|规划|条例|方案)")
"""“一九八〇年通过的是哪部法” names its text by the year: it claims nothing of another one."""


def put_right(found: Found) -> Draft | None:
    """The sentence that has another body or year than a refused question, or None."""
    question = found.question
    if asks_yearly(question.folded) or _WHICH_TEXT.search(question.folded):
        return None
    if "check" in question.wants:
        return _other_body(found)
    member = answer_member(found)
    if member is not None and member.statements[0].text.startswith("不"):
        return member
    for claim in claims_in(question.folded):
        taken = any(a < claim.span[1] and claim.span[0] < b for a, b in question.names)
        if not taken and _is_stated(found, claim):
            draft = corrected_without(found, claim)
            if draft is not None:
                return draft
    return _other_body(found)


def _other_body(found: Found) -> Draft | None:
    """The sentence on what an office that no document knows is said to do, where it names another office
    that does it; None when there is none."""
    for claim in claims_in(found.question.folded):
        before = found.question.folded[: claim.span[0]]
        if claim.kind != "body" or not _ACTS.search(before) or found.catalogue.known(claim.text):
            continue
        rest = ParsedQuestion(found.question.folded.replace(claim.text, " "), ())
        asked = align(rest, subject_terms(rest), found.catalogue)
        for candidate in found.candidates[:LOOKED_AT]:
            said = candidate.reading.folded
            if asked.share(f"{said}{candidate.reading.headings}") >= HELD and _BY.search(said):
                return Draft("passage", (whole(found, candidate),))
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

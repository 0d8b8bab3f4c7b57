"""Claims held against the text: a wrong name, code, date or member of a list is put right.

The question is asked again without what it states. When a sentence is found for the rest of it that
states something else of the same kind, that sentence is the correction; when it states the same,
the question is right. What no sentence speaks of is left to the other forms.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.alignment import align
from rag.candidates import Candidate, score_sentences
from rag.claims.kinds import Claim, claims_in
from rag.claims.members import answer_member
from rag.claims.persons import answer_person
from rag.draft import Draft, Statement
from rag.forms.enumerations import rows
from rag.forms.found import Found
from rag.forms.saying import said, whole
from rag.premises import CONFIRMED, WHY
from rag.question import ParsedQuestion
from rag.retrieve import retrieve
from rag.sufficiency import loosely_in
from rag.terms import subject_terms

LOOKED_AT = 4
"""Sentences in which the right one is looked for."""
WORSE = 0.2
POOL = 8
_MEMBER = re.compile(r"有一|之一|包括|包含|其中|里有|属于|算|分(?:成|为)|列入|含")
_NEEDED = {"name": 0.6, "list": 0.6, "body": 0.8, "place": 0.8}
"""Share of the question that a correction itself must hold, by the kind of what is corrected."""
_SAYS = re.compile(r"是|叫|为|有|包括|包含|含|算|在|由|归|成|属于|里")
_TAGS = re.compile(
    r"对吗|对不对|对吧|对么|是吗|是不是|是吧|没错吧|正确吗|真的吗|吗|吧|么|呢|[?？!！。,，]+$"
)
_NAMED = 8
"""A wrong name of at most so many characters, without digits, is repeated in the correction."""


def answer_claim(found: Found) -> Draft | None:
    """A correction or a confirmation of what the question states beside figures, or None."""
    question = found.question
    if "check" not in question.wants and not WHY.search(question.folded):
        return None
    if question.wants & {"quantity", "count", "time", "who", "list"}:
        return None
    by_asking = answer_person(found) or answer_member(found)
    if by_asking is not None:
        return by_asking
    for claim in _claims(question):
        rest = _without(found, claim)
        if rest is not None and (draft := _held_against(found, rest, claim)):
            return draft
    return None


def _claims(question: ParsedQuestion) -> list[Claim]:
    """What is stated, names of documents left out; codes and dates before mere names and places."""
    taken = question.names
    verbs = [m.end() for m in _SAYS.finditer(question.folded)]
    found = [
        claim for claim in claims_in(question.folded)
        if not any(a < claim.span[1] and claim.span[0] < b for a, b in taken)
    ]  # fmt: skip
    # of names and places only what is said of the subject is a claim, not the subject itself
    return [
        c for c in found
        if c.kind in ("date", "code", "list") or any(verb <= c.span[0] for verb in verbs)
    ]  # fmt: skip


def _without(found: Found, claim: Claim) -> Found | None:
    """What is found for the question without the claim; None when too little is left of it."""
    start, end = claim.span
    text = found.question.folded
    bare = _TAGS.sub(" ", f"{text[:start]}{' ' * (end - start)}{text[end:]}")
    rest = ParsedQuestion(f"{bare.rstrip()}吗?", found.question.names)
    terms = tuple(t for t in subject_terms(rest) if not t.isdigit())
    if not terms or not rest.core:
        return None
    catalogue = found.catalogue
    hits = tuple(retrieve(catalogue, rest.text, POOL, found.scope.documents))
    candidates = tuple(score_sentences(rest, terms, hits, catalogue))
    return Found(rest, terms, found.scope, hits, candidates, catalogue) if candidates else None


def _held_against(found: Found, rest: Found, claim: Claim) -> Draft | None:
    best = rest.best
    if not rest.judge(best).enough or not _about(rest, best):
        return None
    near = [c for c in rest.candidates[:LOOKED_AT] if c.score >= best.score - WORSE]
    same = [c for c in near if _states(c, claim)]
    if same:
        return _confirmed(found, same[0], claim)
    start, end = best.node.span
    section = found.catalogue.folded(best.document_id)[start:end]
    if loosely_in(claim.text, section) and claim.kind != "list":
        return None
    others = (c for c in near if _states_otherwise(c, claim, found.question))
    other = next((c for c in others if _alone(rest, c) >= _NEEDED.get(claim.kind, 0.0)), None)
    return _corrected(rest, other, claim) if other else None


def _about(rest: Found, candidate: Candidate) -> bool:
    """Whether the sentence holds nearly all that the question says beside its claim."""
    asked = align(rest.question, rest.terms, rest.catalogue)
    return asked.share(candidate.reading.folded + candidate.reading.headings) >= 0.7


def _alone(rest: Found, candidate: Candidate) -> float:
    """How much of what the question asks the sentence itself holds, without its headings."""
    return align(rest.question, rest.terms, rest.catalogue).share(candidate.reading.folded)


def _states(candidate: Candidate, claim: Claim) -> bool:
    if claim.kind == "list":
        members = re.split("[、和与及]", claim.text)
        return all(m in candidate.reading.folded for m in members)
    return loosely_in(claim.text, candidate.reading.folded)


def _states_otherwise(candidate: Candidate, claim: Claim, question: ParsedQuestion) -> bool:
    """Whether a sentence states something of the claim's kind that the question does not."""
    folded = candidate.reading.folded
    member = claim.kind in ("name", "list") and _MEMBER.search(question.folded)
    if member and any(len(row.members) >= 3 for row in rows(folded, (0, len(folded)))):
        return True
    others = (c for c in claims_in(folded) if c.kind == claim.kind and c.kind != "list")
    return any(not loosely_in(c.text, question.folded) for c in others)


def _confirmed(found: Found, candidate: Candidate, claim: Claim) -> Draft | None:
    """“是的。” and the sentence, when one clause of it holds what the whole question says."""
    if WHY.search(found.question.folded):
        return None
    asked = align(found.question, found.terms, found.catalogue)
    pieces = re.split(
        "[,;，；]" if claim.kind == "list" else "[,;、，；]", candidate.reading.folded
    )
    if max(asked.share(piece) for piece in pieces) < CONFIRMED:
        return None
    lead = Statement("是的。", (), "lead", derived=True)
    return Draft("passage", (lead, said(found, candidate)))


def _corrected(rest: Found, candidate: Candidate, claim: Claim) -> Draft:
    right = said(rest, candidate)
    if claim.kind in ("name", "list"):
        right = whole(rest, candidate)
    plain = claim.kind == "name" and not re.search(r"\d", claim.text) and len(claim.text) <= _NAMED
    opening = (
        f"不是“{claim.text}”，" if plain and len(right.text) > 4 * len(claim.text) else "不对，"
    )
    return Draft("passage", (Statement(opening, (), "lead", derived=True), replace(right)))

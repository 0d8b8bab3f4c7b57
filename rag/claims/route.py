"""Claims held against the text: a wrong name, code, date or member of a list is put right.

The question is asked again without what it states. When a sentence is found for the rest of it that
states something else of the same kind, that sentence is the correction; when it states the same,
the question is right. What no sentence speaks of is left to the other forms.
"""

from __future__ import annotations

import re

from index.folding import fold
from rag.alignment import align
from rag.candidates import Candidate, score_sentences
from rag.catalogue import Catalogue
from rag.claims.dates import answer_force
from rag.claims.kinds import Claim, claims_in
from rag.claims.members import answer_member, answer_members
from rag.claims.persons import answer_person
from rag.claims.slots import list_variant, listed_beside, says_the_same, slot_of, variant_of
from rag.claims.verdicts import confirmed, corrected
from rag.draft import Draft, Statement, heading_evidence
from rag.evidence.sufficiency import loosely_in
from rag.forms.enumerations import rows
from rag.forms.found import Found
from rag.forms.saying import said, whole
from rag.premises import WHY
from rag.question import ParsedQuestion
from rag.retrieve import retrieve
from rag.structure.part_words import name_of
from rag.substance import substance
from rag.terms import subject_terms

LOOKED_AT = 4
"""Sentences in which the right one is looked for."""
WORSE = 0.2
WHOLE = 0.85
"""Share of the question from which a sentence's own date counts, whatever others its section has."""
SAID = 0.2
"""Least substance of what is left of a question without its claim."""
POOL = 8
TELLING = 0.5
"""Share of the rarest word's weight from which a place is more than the everyday name of a body."""
_MEMBER = re.compile(r"有一|之一|包括|包含|其中|里有|属于|算|分(?:成|为)|列入|含")
_NTH = re.compile(r"第[一二三四五六七八九十\d]+(?:[个句项条点位类种]|步)?(?:就?是|叫|为)[\"']?$")
_NEEDED = {"date": 0.6, "name": 0.6, "list": 0.6, "body": 0.8, "place": 0.8}
"""Share of the question that a correction itself must hold, by the kind of what is corrected."""
_SAYS = re.compile(r"是|叫|为|有|包括|包含|含|算|在|由|归|成|属于|里")
_TAGS = re.compile(
    r"对吗|对不对|对吧|对么|是吗|是不是|是吧|没错吧|正确吗|真的吗|吗|吧|(?<![什怎这那多])么|呢|[?？!！。,，]+$"
)
_DATED = re.compile(
    r"(?:的)?(?:期限|时限|时间|日期|年份|节点|截止)(?:日期|时间)?(?:定|设|放|安排|写)?(?:在|为|是|到|于|成)*$"
    r"|(?:固定|确?定|设|放|安排|选|改)(?:在|为|是|到|于|成)(?:了|每年|公历|农历|阳历|阴历|的)*$|(?:每年|公历|农历|阳历|阴历|是|为|在|于|从|自|的)+$"
)
"""Words that say what a date is the date of in general: the answer has the date instead."""
_BOUND = re.compile(r"[底末初]?(?:[以之][前后内]|前(?!后|[期台沿置端列提]))?")
"""What makes a bound of the date before it: 底以前."""


def answer_claim(found: Found) -> Draft | None:
    """A correction or a confirmation of what the question states beside figures, or None."""
    question = found.question
    if "check" not in question.wants and not WHY.search(question.folded):
        return None
    if question.wants & {"quantity", "count", "time", "who", "list"}:
        return None
    by_asking = (
        answer_person(found) or answer_members(found) or answer_member(found) or answer_force(found)
    )
    if by_asking is not None:
        return by_asking
    for claim in _claims(question, found.catalogue):
        if claim.kind == "list" and (draft := _by_variant(found, claim)):
            return draft
        rest = _without(found, claim)
        if rest is not None and (draft := _held_against(found, rest, claim)):
            return draft
    return None


def corrected_without(found: Found, claim: Claim) -> Draft | None:
    """The sentence that answers a question without a claim of it and states another of its kind."""
    rest = _without(found, claim)
    draft = _held_against(found, rest, claim) if rest is not None else None
    return draft if draft is not None and draft.statements[0].text.startswith("不") else None


def word_for_word(found: Found) -> Draft | None:
    """“是的。” where a sentence says all that a question wants checked in the same words, little ones
    aside."""
    if "check" not in found.question.wants:
        return None
    stated = _TAGS.sub("", found.question.folded)
    for candidate in found.candidates:
        if says_the_same(stated, candidate.reading.folded):
            lead = Statement("是的。", (), "lead", derived=True)
            return Draft("passage", (lead, said(found, candidate)))
    return None


def _claims(question: ParsedQuestion, catalogue: Catalogue) -> list[Claim]:
    """What is stated, names of documents and everyday places left out; codes and dates come first."""
    taken = question.names
    common = TELLING * catalogue.rarest
    return [
        claim for claim in claims_in(question.folded)
        if not any(a < claim.span[1] and claim.span[0] < b for a, b in taken)
        and (claim.kind != "place" or catalogue.weight(claim.text) >= common)
    ]  # fmt: skip


def _without(found: Found, claim: Claim) -> Found | None:
    """What is found for the question without the claim; None when too little is left of it."""
    start, end = claim.span
    text = found.question.folded
    if claim.kind == "date":
        end = bound.end() if (bound := _BOUND.match(text, end)) else end
        start = kind.start() if (kind := _DATED.search(text[:start])) else start
    bare = _TAGS.sub(" ", f"{text[:start]}{' ' * (end - start)}{text[end:]}")
    rest = ParsedQuestion(f"{bare.rstrip()}吗?", found.question.names)
    terms = tuple(t for t in subject_terms(rest) if not t.isdigit())
    if not rest.core or sum(substance(t) for t in terms) < SAID:
        return None
    catalogue = found.catalogue
    hits = tuple(retrieve(catalogue, rest.text, POOL, found.scope.documents))
    candidates = tuple(score_sentences(rest, terms, hits, catalogue))
    return Found(rest, terms, found.scope, hits, candidates, catalogue) if candidates else None


def _held_against(found: Found, rest: Found, claim: Claim) -> Draft | None:
    near = _near(found, rest)
    if not near:
        return None
    best = near[0]
    same = [c for c in near if _states(c, claim)]
    if same:
        return confirmed(found, same[0], claim)
    slotted = next((c for c in near if _in_its_slot(c, claim, found.question)), None)
    if slotted is not None:
        return corrected(rest, slotted, claim)
    if not _is_said(claim, found.question):
        return None
    start, end = best.node.span
    section = found.catalogue.folded(best.document_id)[start:end]
    apart = claim.kind == "list" or (
        _alone(rest, best) >= WHOLE and (claim.kind == "date" or _is_nth(found.question, claim))
    )
    if loosely_in(claim.text, section) and not apart:
        return None
    others = [c for c in near if _states_otherwise(c, claim, found.question)]
    other = max(others, key=lambda c: _alone(rest, c), default=None)
    if other is not None and _alone(rest, other) < _NEEDED.get(claim.kind, 0.0):
        return None
    return corrected(rest, other, claim) if other else None


def _near(found: Found, rest: Found) -> list[Candidate]:
    """The sentences that answer the question without its claim: the best one with those nearly as
    good, and the best ones of the whole question, whose date or name may stand in one of them."""
    best = rest.best
    near = [c for c in rest.candidates[:LOOKED_AT] if c.score >= best.score - WORSE]
    if not rest.judge(best).enough or not _about(rest, best):
        near = []
    known = {(c.document_id, c.span) for c in near}
    more = (c for c in found.candidates[:LOOKED_AT] if (c.document_id, c.span) not in known)
    return [*near, *(c for c in more if _about(rest, c) and rest.judge(c).enough)]


def _by_variant(found: Found, claim: Claim) -> Draft | None:
    """A sentence, or the heading above one, with nearly the list that is claimed."""
    lead = Statement("不对，", (), "lead", derived=True)
    asked = found.question.folded
    for candidate in found.candidates:
        if list_variant(asked, claim.span, candidate.reading.folded):
            return Draft("passage", (lead, whole(found, candidate)))
    for candidate in found.candidates[:LOOKED_AT]:
        title = candidate.node.title
        if title and list_variant(asked, claim.span, fold(title)):
            place = heading_evidence(
                found.outline(candidate), candidate.document_id, candidate.node.id
            )
            return Draft("passage", (lead, Statement(f"{name_of(candidate.node)}。", (place,))))
    return None


def _in_its_slot(candidate: Candidate, claim: Claim, question: ParsedQuestion) -> bool:
    """Whether a sentence has something else in the very place of the claim."""
    said = candidate.reading.folded
    if claim.kind == "name" and variant_of(claim.text, candidate.text):
        return True
    if claim.kind == "list" and listed_beside(question.folded, claim.span, said):
        return True
    return bool(slot_of(question.folded, claim.span, said)) and not loosely_in(claim.text, said)


def _is_said(claim: Claim, question: ParsedQuestion) -> bool:
    """Whether a claim is said of the subject: names and places may be the subject itself."""
    if claim.kind in ("date", "code", "list"):
        return True
    return any(verb.end() <= claim.span[0] for verb in _SAYS.finditer(question.folded))


def _is_nth(question: ParsedQuestion, claim: Claim) -> bool:
    """Whether a name is said to be one of several in their order (“第三句是‘……’”)."""
    return claim.kind == "name" and bool(_NTH.search(question.folded[: claim.span[0]]))


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
    member = claim.kind in ("name", "list") and (
        _MEMBER.search(question.folded) or _is_nth(question, claim)
    )
    if member and any(len(row.members) >= 3 for row in rows(folded, (0, len(folded)))):
        return True
    others = (c for c in claims_in(folded) if c.kind == claim.kind and c.kind != "list")
    return any(not loosely_in(c.text, question.folded) for c in others)

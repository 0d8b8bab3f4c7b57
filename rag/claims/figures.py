"""Claimed figures that a sentence of some document gives just so: another's target does not speak
against them.

“合作机制已有138个，是吗”: a plan's target of more than 90 is no answer where a report says 138.
"""

from __future__ import annotations

from rag.alignment import align
from rag.catalogue import Catalogue
from rag.claims.wording import PARTS
from rag.draft import Draft
from rag.forms.saying import quoted
from rag.premises import CONFIRMED, stated_figures, unstated, verdict
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.tables.indicator import answer_indicator
from rag.terms import subject_terms

LIMIT = 20_000
"""Facts that are looked through at most."""


def answer_confirmed(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """“是的。” with the sentence that gives the very figure for all that the question names, or None."""
    claims = stated_figures(question) if "check" in question.wants else ()
    if len(claims) != 1:
        return None
    bare = unstated(question)
    asked = align(bare, subject_terms(bare), catalogue)
    facts = catalogue.facts(scope.documents)
    for fact in facts[:LIMIT]:
        if fact.cell or fact.number != claims[0].number:
            continue
        if question.years and fact.year not in question.years:
            continue
        outline = catalogue.outline(fact.document_id)
        said = catalogue.folded(fact.document_id)[slice(*fact.sentence)]
        cover = asked.share(said)
        lead = verdict(question, (fact,), targets=False, cover=cover)
        whole = cover >= CONFIRMED and not asked.lacking(said)
        if whole and lead is not None and lead.text.startswith("是的"):
            return Draft("passage", (lead, quoted(outline, fact.document_id, fact.sentence)))
    return None


def answer_claimed_row(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Draft | None:
    """The verdict on a figure that the question states for a row of a table, which no other route may
    take for a question about that row as a part; None for other questions."""
    if "check" not in question.wants or not stated_figures(question):
        return None
    if PARTS.search(question.subject):
        return None
    draft = answer_indicator(question, scope, catalogue)
    told = draft is not None and draft.found and draft.statements[0].text[:2] in ("是的", "不对")
    return draft if told else None

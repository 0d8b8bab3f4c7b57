"""Claimed figures that a sentence of some document gives just so: another's target does not speak
against them.

“合作机制已有138个，是吗”: a plan's target of more than 90 is no answer where a report says 138.
"""

from __future__ import annotations

from rag.catalogue import Catalogue
from rag.claims.absolute import unconfirmed
from rag.claims.wording import PARTS
from rag.draft import Draft, Statement
from rag.forms.clauses import segment_of
from rag.forms.own_clause import fitting, sound_verdict
from rag.forms.saying import quoted
from rag.premises import stated_figures
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.tables.indicator import answer_indicator

SHORT = 150
"""A sentence of more characters is cut to the part between semicolons."""


def answer_confirmed(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """“是的。” with the sentence that gives the very figure for all that the question names, or None."""
    claims = stated_figures(question) if "check" in question.wants else ()
    if not claims:
        return None
    fits = fitting(question, scope.documents, catalogue)
    for fit in sorted(fits, key=lambda f: -f.share - f.exact):
        if sound_verdict(question, fit.fact, fits):
            outline = catalogue.outline(fit.fact.document_id)
            span = fit.fact.sentence
            if span[1] - span[0] > SHORT:
                span = segment_of(outline.text, fit.fact)
            lead = Statement("是的。", (), "lead", derived=True)
            said = Draft("passage", (lead, quoted(outline, fit.fact.document_id, span)))
            return unconfirmed(question, said)
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

"""Figures in running text: the fact that a question asks for, in its own clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from index.documents import Fact, Span
from index.folding import fold
from index.quantities.figures import find_figures, ready
from rag.draft import Draft, Evidence, Statement
from rag.evidence.sufficiency import Sufficiency
from rag.forms.clauses import completed, segment_of, with_exceptions
from rag.forms.conversion import converted
from rag.forms.focus import asks_figure, measured_terms
from rag.forms.found import Found
from rag.forms.measured import Measured, claims_of, measured_facts, side
from rag.forms.own_clause import fitting, sound_verdict
from rag.forms.saying import shown
from rag.lead_ins import lead_in
from rag.premises import WHY, unstated, verdict

SHORT = 130
"""A sentence of at most so many characters is given whole where several figures are asked for."""
TRIED, WORSE = 4, 0.15
"""Facts that are tried, and how much worse than the best one they may score."""
ALIKE, MOST = 0.06, 3
"""How much worse than the best a fact of the same thing may score to be said too, and how many are."""
LISTED = 0.12
"""The same for a figure of another item of one list: “下列期限：（一）……；（二）……”."""
STATED = 0.06
"""What it counts that a fact is the very figure that the question states: it is wrong only where another
fits clearly better."""
OWN = 0.1
"""What it counts that a fact's own clause is about the very thing that a claim states a figure of."""
ALONE, ALONE_COVER = 0.25, 0.4
"""How far a figure leads over those of all other sentences to be the one asked for with fewer of the
question's words around it, and the share of them that it still needs."""
LONG = 220
"""Most characters of a sentence that is given whole where it is not sure which of its figures is meant."""
_SEVERAL = re.compile(
    r"分别|各(?:自|是|有|为|多少|几)|(?:多少|几(?!乎))[^,。?]{0,16}[,;、][^,。?]{0,10}(?:多少|几(?!乎))|最[短低少小].{0,6}最[长高多大]|最[长高多大].{0,6}最[短低少小]|多少.{0,8}(?:到|至)多少"
    r"|(?:多少|几)[^,。?]{0,8}、[^,。?]{0,8}(?:多少|几)"
)


def figure_answer(found: Found) -> Draft | None:
    """The clause of the fact that the question asks the figure of, or None."""
    claims = claims_of(found)
    counts = "count" in found.question.wants and "哪几" not in found.question.folded
    if not (asks_figure(found.question) or counts or claims):
        return None
    found = replace(found, terms=tuple(measured_terms(found.question, found.terms)))
    measured = list(measured_facts(found))
    best = _enough(found, measured, claims=bool(claims))
    if best is None:
        return None
    premise = _premise(found, best.fact)
    if WHY.search(found.question.folded) and not premise:
        return None  # what is right is not yet why
    if not claims and _other_end(found, best, measured):
        best = replace(best, context=_readable(found, best))
    said = _statement(found, best)
    other = converted(found.question.folded, best.fact, said.evidence[0])
    more = () if claims or other else tuple(_alike(found, best, measured, said))
    return Draft("passage", (*premise, said, *([other] if other else ()), *more))


def _alike(
    found: Found, best: Measured, measured: list[Measured], first: Statement
) -> Iterator[Statement]:
    """What else in the same part is said of the thing asked about, where the question does not tell
    which is meant: “拘役的考验期限为……”, “有期徒刑的考验期限为……”."""
    judge, said = Sufficiency(found.catalogue), first.evidence[0].span
    near = (
        m for m in sorted(measured, key=lambda m: -m.score)
        if m is not best and m.fact.unit == best.fact.unit
        and (_of_one_part(m, best) or _of_one_list(found, m, best))
        and not said[0] <= m.fact.span[0] < said[1]
    )  # fmt: skip
    for m in list(near)[: MOST - 1]:
        statement = _statement(found, m)
        if first.text.rstrip("。") in statement.text:  # two figures of one clause
            continue
        if judge.judge_figure(found.question, found.terms, m.fact, m.context).enough:
            yield statement


def _of_one_part(one: Measured, best: Measured) -> bool:
    """Whether a figure of the best one's part is as near, and said of the same."""
    same = one.fact.subject[-2:] == best.fact.subject[-2:] != ""
    return (
        one.candidate.node.id == best.candidate.node.id and same and one.score >= best.score - ALIKE
    )


def _of_one_list(found: Found, one: Measured, best: Measured) -> bool:
    """Whether a figure stands in another item of the best one's list, and nearly as near."""
    if one.score < best.score - LISTED or one.fact.document_id != best.fact.document_id:
        return False
    if (one.fact.bound == "exact") != (best.fact.bound == "exact"):
        return False  # the limit of a case is none of the figures told
    outline = found.outline(best.candidate)
    lead = lead_in(outline, best.fact.span[0])
    return lead is not None and lead == lead_in(outline, one.fact.span[0])


def _enough(found: Found, measured: list[Measured], *, claims: bool) -> Measured | None:
    """The best fact, or one nearly as good, whose words answer the question."""
    judge = Sufficiency(found.catalogue)
    question = unstated(found.question) if claims else found.question
    stated = [c.number for c in claims_of(found)] if claims else []
    fits = fitting(found.question, found.scope.documents, found.catalogue) if claims else []
    own = {f.fact.span: OWN + STATED * (f.fact.number in stated) for f in fits}
    ranked = sorted(measured, key=lambda m: -m.score - own.get(m.fact.span, 0.0))
    for m in (m for m in ranked[:TRIED] if m.score >= ranked[0].score - WORSE):
        outline = found.outline(m.candidate)
        said = segment_of(outline.text, m.fact) if claims else m.context
        lead = lead_in(outline, m.fact.span[0])
        if lead:  # an item opens with its condition
            said = m.fact.sentence
        above = fold(outline.text[slice(*lead)]) if lead else ""
        if judge.judge_figure(question, found.terms, m.fact, said, lead=above).enough:
            return m
    best = ranked[0] if ranked and not claims and asks_figure(question) else None
    if best is None or not _stands_alone(best, ranked):
        return None
    told = judge.judge_figure(question, found.terms, best.fact, best.context, ALONE_COVER)
    return replace(best, context=_readable(found, best)) if told.enough else None


def _readable(found: Found, measured: Measured) -> Span:
    """The whole sentence of a figure, or its part of a long one: more than the clause tells it apart."""
    if _length(measured.fact.sentence) <= LONG:
        return measured.fact.sentence
    return segment_of(found.outline(measured.candidate).text, measured.fact)


def _other_end(found: Found, best: Measured, measured: list[Measured]) -> bool:
    """Whether another figure of the sentence, and not the best one, is the least or the most asked."""
    folded = found.question.folded
    return side(folded, best.fact) <= 0 and any(
        m.fact.sentence == best.fact.sentence and side(folded, m.fact) > 0 for m in measured
    )


def _stands_alone(best: Measured, ranked: list[Measured]) -> bool:
    """Whether no figure of another sentence comes near the best one."""
    others = (m.score for m in ranked if m.fact.sentence != best.fact.sentence)
    return best.score - max(next(others, 0.0), 0.0) >= ALONE


def _statement(found: Found, measured: Measured) -> Statement:
    """The clause, widened to what it cannot do without; all where several figures are asked for."""
    fact, outline = measured.fact, found.outline(measured.candidate)
    text = outline.text
    if lead_in(outline, fact.span[0]) and _length(fact.sentence) <= LONG:
        span = fact.sentence  # an item opens with its condition
    elif _SEVERAL.search(found.question.folded):
        span = fact.sentence if _length(fact.sentence) <= SHORT else segment_of(text, fact)
    elif found.cover(text[slice(*measured.context)]) >= 0.5 * measured.candidate.own:
        span = completed(text, measured.context, fact.sentence)
    else:
        span = completed(text, segment_of(text, fact), fact.sentence)
    span = with_exceptions(text, span, fact.sentence)
    piece = text[slice(*span)].rstrip("；;，,。：:")
    span = (span[0], span[0] + len(piece))
    return Statement(shown(piece), (Evidence(fact.document_id, fact.node_id, span),))


def _length(span: Span) -> int:
    return span[1] - span[0]


def _premise(found: Found, fact: Fact) -> tuple[Statement, ...]:
    """“是的。” or “不对，” to a figure that the question states."""
    fits = fitting(found.question, found.scope.documents, found.catalogue)
    met = sound_verdict(found.question, fact, fits)
    if met is None:
        return ()
    span = _range_of(fact, found.catalogue.folded(fact.document_id)[slice(*fact.sentence)])
    if span and verdict(found.question, (span,), targets=False, cover=1.0) is None:
        return ()
    return (Statement("是的。" if met else "不对，", (), "lead", derived=True),)


def _range_of(fact: Fact, sentence: str) -> Fact | None:
    """The range that an open figure is one end of, 五万元以上五十万元以下: what lies in it is not wrong."""
    for low, high in pairwise(find_figures(sentence, ready(sentence, sentence))):
        ends = (low.bound, high.bound) == ("at_least", "at_most") and low.end == high.start
        if ends and fact.number in (low.number, high.number) and low.unit == high.unit:
            return replace(fact, number=low.number, upper=high.number, bound="range")
    return None

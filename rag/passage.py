"""Route “passage”: exact sentences from the sections found, chosen, ordered and kept short.

find → judge → the first form that takes the question → a draft, or a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.words import terms as search_terms
from rag.asking import Want
from rag.candidates import score_sentences
from rag.catalogue import Catalogue
from rag.claims.absolute import unconfirmed
from rag.claims.conditioned import answer_conditioned
from rag.claims.denied import denied
from rag.claims.figured import figure_beside
from rag.claims.paired import answer_paired
from rag.claims.refused import put_right
from rag.claims.route import answer_claim, word_for_word
from rag.draft import Draft, Evidence
from rag.evidence.answer_types import counted, missing_kind
from rag.forms.abbreviated import abbreviated
from rag.forms.characters import characters_answer
from rag.forms.counted import counted_list, numbers_asked
from rag.forms.figure import figure_answer
from rag.forms.focus import asks_figure
from rag.forms.found import Found
from rag.forms.half_remembered import half_remembered
from rag.forms.kinds import kind_listed
from rag.forms.listing import announced_list, list_answer, titled_list
from rag.forms.names import name_answer
from rag.forms.numbers import number_answer
from rag.forms.opening import opening_answer
from rag.forms.persons import named_in_line, who_answer
from rag.forms.sentences import sentence_answer
from rag.forms.times import dated_answer, in_force, time_answer
from rag.lead_ins import with_lead_ins
from rag.premises import unstated
from rag.question import ParsedQuestion
from rag.retrieve import retrieve
from rag.scope import Scope
from rag.terms import subject_terms

POOL = 8
"""Chunks whose sentences are looked at."""
TRIED, WORSE = 5, 0.15
"""Sentences that are tried where the best one is not enough, and how much worse one may score."""
_TYPED: frozenset[Want] = frozenset(("quantity", "count", "time", "who", "where"))
_DEFINING = ("所称", "是指")
"""Words that a legal definition holds, searched for beside the question's own."""

_LASTING = ("期限",)
_LASTING_ASKED = re.compile(
    r"最[长短]|多久|多长时间|(?:判|关|坐|签|试用|有效|保存|拘留|扣押)[^,。?]{0,6}(?:几|多少)(?:个)?[年月天日]"
)

_BOUND = re.compile(
    r"最[长短高低多少大小]|至少|至多|起码|顶多|上限|下限|折合|换算[成为]?|折算|相当于|等于"
)
"""Words that ask for the end of a range or for another unit: texts say 以上, 以下, 不得超过."""

Form = Callable[[Found], Draft | None]
BEFORE_JUDGING: tuple[Form, ...] = (
    half_remembered, word_for_word, in_force, named_in_line, abbreviated, characters_answer, answer_conditioned,
    answer_paired, announced_list, figure_answer, answer_claim, counted_list, titled_list, kind_listed,
)  # fmt: skip
"""Forms that judge their evidence themselves, in order."""
FORMS: tuple[Form, ...] = (
    list_answer, number_answer, time_answer, who_answer, name_answer, dated_answer, opening_answer,
)  # fmt: skip
"""Forms for a question whose best sentence is enough, in order; the sentence itself comes last."""


def answer_passage(
    question: ParsedQuestion,
    scope: Scope,
    catalogue: Catalogue,
    within: Sequence[Evidence] = (),
) -> Draft:
    """A draft from the text; a refusal when nothing found supports an answer.

    `within` limits the answer to parts that the question names by address.
    """
    found = find(question, scope, catalogue, within)
    if not found.candidates:
        return found.refuse()
    draft = _formed(found)
    if not draft.found:
        return denied(found) or put_right(found) or draft
    draft = figure_beside(found, draft) or draft
    missing = missing_kind(question, draft)
    return found.refuse(missing) if missing else unconfirmed(question, draft)


def _formed(found: Found) -> Draft:
    """The draft of the first form that takes the question, or a refusal."""
    for form in BEFORE_JUDGING:
        draft = form(found)
        if draft is not None:
            return with_lead_ins(draft, found)
    verdict = found.judge(found.best)
    if not verdict.enough:
        other = None if verdict.missing else _counting(found) if verdict.asked else _beside(found)
        if other is None:
            return found.refuse(verdict.asked, verdict.missing)
        found = other
    draft = next((d for form in FORMS if (d := form(found))), None) or sentence_answer(found)
    return with_lead_ins(draft, found)


def _counting(found: Found) -> Found | None:
    """What was found with the next sentence that answers in its first place, where so many things are
    asked for by number as the best one lacks; None when there is none."""
    if counted(found.question) < 2:
        return None
    for candidate in found.candidates[1:TRIED]:
        if candidate.score >= found.best.score - WORSE and found.judge(candidate).enough:
            rest = (c for c in found.candidates if c is not candidate)
            return replace(found, candidates=(candidate, *rest))
    return None


def _beside(found: Found) -> Found | None:
    """What was found with a sentence of the best one's part in its place that answers the question,
    where no figure, day, person or number of things is asked for; None when there is none."""
    question, best = found.question, found.best
    if _TYPED & question.wants or asks_figure(question) or numbers_asked(question.folded):
        return None
    for candidate in found.candidates[1:TRIED]:
        near = candidate.node.id == best.node.id and candidate.score >= best.score - WORSE
        if near and found.judge(candidate).enough:
            rest = (c for c in found.candidates if c is not candidate)
            return replace(found, candidates=(candidate, *rest))
    return None


def find(
    question: ParsedQuestion,
    scope: Scope,
    catalogue: Catalogue,
    within: Sequence[Evidence] = (),
) -> Found:
    """The sentences for a question, best first; none when it names no subject."""
    asked = unstated(question)
    terms = tuple(subject_terms(asked.without(_BOUND)) or subject_terms(asked))
    if (
        not terms and question.names
    ):  # “发布会”: what names the document is also what is asked about
        return find(ParsedQuestion(question.text), scope, catalogue, within)
    if not terms:
        return Found(question, (), scope, (), (), catalogue)
    added = _added(question)
    words = [*search_terms(asked.core), *added] if added else []
    hits = tuple(retrieve(catalogue, asked.text, POOL, scope.documents, words))
    candidates = tuple(score_sentences(asked, terms, hits, catalogue, within))
    return Found(question, terms, scope, hits, candidates, catalogue)


def _added(question: ParsedQuestion) -> tuple[str, ...]:
    """Words that official texts use where people ask what a thing is or how long it lasts."""
    defining = _DEFINING if "define" in question.wants else ()
    lasting = _LASTING if _LASTING_ASKED.search(question.folded) else ()
    return (*defining, *lasting)

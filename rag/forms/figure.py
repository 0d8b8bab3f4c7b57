"""Figures in running text: the fact that a question asks for, in its own clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from index.documents import Fact, Span
from index.folding import fold
from index.quantities.figures import find_figures, ready
from index.words import content_words
from rag.candidates import Candidate
from rag.draft import Draft, Evidence, Statement
from rag.forms.clauses import clause_of, completed, context_of, segment_of
from rag.forms.conversion import converted
from rag.forms.focus import asks_figure, asks_level, focus, measured_terms
from rag.forms.found import Found
from rag.forms.own_clause import fitting, sound_verdict
from rag.forms.saying import shown
from rag.forms.units import unit_allowed, unit_fit
from rag.premises import WHY, Stated, alike_units, stated_figures, unstated, verdict
from rag.sufficiency import Sufficiency

SHORT = 130
"""A sentence of at most so many characters is given whole where several figures are asked for."""
FOCUSED = 0.2
"""What it counts that a fact's own words hold the noun whose figure is asked for."""
TRIED, WORSE = 4, 0.15
"""Facts that are tried, and how much worse than the best one they may score."""
ALIKE, MOST = 0.06, 3
"""How much worse than the best a fact of the same thing may score to be said too, and how many are."""
CONDITION = 0.2
"""What it costs that a figure is the condition of a rule."""
STATED = 0.06
"""What it counts that a fact is the very figure that the question states: it is wrong only where another
fits clearly better."""
OWN = 0.1
"""What it counts that a fact's own clause is about the very thing that a claim states a figure of."""
PRECISE = 0.15
"""What it counts that the question says all that the fact is about."""
_SEVERAL = re.compile(
    r"分别|各(?:自|是|有|为|多少|几)|最[短低少小].{0,6}最[长高多大]|最[长高多大].{0,6}最[短低少小]|多少.{0,8}(?:到|至)多少"
)
_MEASURES = frozenset("期限 时间 数量 总数 人数 目标 最高 最低 最长 最短 达到".split())
"""Words of measures: people ask for them without saying them."""
_ALL = re.compile(r"一共|总共|总数|总计|合计|全部|总量|共有")
_LEAST = re.compile(r"最[短低少小]|至少|起码|不少于|不低于|起步|下限")
_MOST = re.compile(r"最[长高多大]|至多|顶多|不超过|上限|封顶")


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact in a sentence that was found, with its clause and how well it fits."""

    score: float
    fact: Fact
    clause: Span
    context: Span
    candidate: Candidate


def figure_answer(found: Found) -> Draft | None:
    """The clause of the fact that the question asks the figure of, or None."""
    claims = _claims(found)
    if not (asks_figure(found.question) or "count" in found.question.wants or claims):
        return None
    found = replace(found, terms=tuple(measured_terms(found.question, found.terms)))
    measured = list(_measured(found))
    best = _enough(found, measured, claims=bool(claims))
    if best is None:
        return None
    premise = _premise(found, best.fact)
    if WHY.search(found.question.folded) and not premise:
        return None  # what is right is not yet why
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
        if m is not best and m.candidate.node.id == best.candidate.node.id
        and m.score >= best.score - ALIKE and m.fact.unit == best.fact.unit
        and m.fact.subject[-2:] == best.fact.subject[-2:] != ""
        and not said[0] <= m.fact.span[0] < said[1]
    )  # fmt: skip
    for m in list(near)[: MOST - 1]:
        statement = _statement(found, m)
        if first.text.rstrip("。") in statement.text:  # two figures of one clause
            continue
        if judge.judge_figure(found.question, found.terms, m.fact, m.context).enough:
            yield statement


def _enough(found: Found, measured: list[Measured], *, claims: bool) -> Measured | None:
    """The best fact, or one nearly as good, whose words answer the question."""
    judge = Sufficiency(found.catalogue)
    question = unstated(found.question) if claims else found.question
    stated = [c.number for c in _claims(found)] if claims else []
    fits = fitting(found.question, found.scope.documents, found.catalogue) if claims else []
    own = {f.fact.span: OWN + STATED * (f.fact.number in stated) for f in fits}
    ranked = sorted(measured, key=lambda m: -m.score - own.get(m.fact.span, 0.0))
    for m in (m for m in ranked[:TRIED] if m.score >= ranked[0].score - WORSE):
        text = found.outline(m.candidate).text
        said = segment_of(text, m.fact) if claims else m.context
        if judge.judge_figure(question, found.terms, m.fact, said).enough:
            return m
    return None


def _claims(found: Found) -> tuple[Stated, ...]:
    """The figures that a question states and wants checked, or takes for granted."""
    checks = "check" in found.question.wants or WHY.search(found.question.folded)
    return stated_figures(found.question) if checks else ()


def _measured(found: Found) -> Iterator[Measured]:
    """The facts of the sentences found whose unit can answer, scored."""
    sentences = {(c.document_id, c.span): c for c in found.candidates}
    befores: dict[tuple[str, Span], Fact] = {}
    asked = focus(found.question)
    claims = _claims(found)[-1:]
    given = set() if claims else {s.number for s in stated_figures(found.question)}
    for fact in found.catalogue.facts(tuple({c.document_id for c in found.candidates})):
        candidate = sentences.get((fact.document_id, fact.sentence))
        if candidate is None or fact.cell or not unit_allowed(found.question, fact.unit):
            continue
        if fact.number in given:  # what the question says itself is not what it asks for
            continue
        if any(c.unit and not alike_units(c.unit, fact.unit) for c in claims):
            continue
        if fact.change in ("rise", "fall") and asks_level(found.question):
            continue
        outline = found.outline(candidate)
        clause = clause_of(fact, outline)
        context = context_of(fact, clause, outline.text)
        carried = _carried(fact, clause, befores, outline.text)
        score = _score(found, candidate, fact, clause, f"{carried}{outline.text[slice(*context)]}")
        own = fold(outline.text[slice(*context)])
        score += FOCUSED if asked and asked in own else 0.0
        score += _precision(found, fact, outline.text[context[0] : fact.span[0]])
        score += FOCUSED if _is_total(found.question.folded, own) else 0.0
        score -= CONDITION if _is_condition(fact, clause, outline.text) else 0.0
        yield Measured(score, fact, clause, context, candidate)


def _carried(fact: Fact, clause: Span, befores: dict[tuple[str, Span], Fact], text: str) -> str:
    """What the clause before says for this one too: “各海关刑事执法合格率……，行政执法合格率……”,
    “进出口……，其中出口……”. `befores` holds the last fact of each part of a sentence."""
    key = (fact.document_id, segment_of(text, fact))
    before = befores.get(key)
    befores[key] = fact
    if fact.subject.startswith("其中"):
        return text[fact.sentence[0] : clause[0]]
    if before is None or before.subject[-3:] != fact.subject[-3:]:
        return ""
    return before.subject[: max(0, len(before.subject) - len(fact.subject))]


def _score(found: Found, candidate: Candidate, fact: Fact, clause: Span, said: str) -> float:
    question = found.question
    text = found.outline(candidate).text
    near = found.cover(said)
    around = found.cover(text[slice(*segment_of(text, fact))])
    stated = [f.unit for f in stated_figures(question)[-1:] if "check" in question.wants]
    unit = unit_fit(question, fact.unit, stated[0] if stated else "")
    year = 0.15 if question.years and fact.year in question.years else 0.0
    side = _side(question.folded, fact)
    kept = 0.3 * candidate.cover + 0.1 * candidate.meaning
    return 0.4 * near + 0.4 * around + kept + unit + year + side


def _is_total(asked: str, said: str) -> bool:
    """Whether all of them are asked for, and the clause gives the number of all."""
    return bool(_ALL.search(asked)) and bool(re.search(r"总数|总计|合计|总量|总共|共有|共计", said))


def _is_condition(fact: Fact, clause: Span, text: str) -> bool:
    """Whether the figure only says when a rule holds: “刑期不满三年的，……”."""
    return clause[1] - fact.span[1] <= 16 and text[clause[1] - 1 : clause[1]] == "的"


def _precision(found: Found, fact: Fact, said: str) -> float:
    """How much of what the fact is about the question says too, up to PRECISE.

    `said` is its context up to the figure, asked where the subject is but an exception.
    """
    subject = fact.subject
    if subject.endswith("外"):
        subject = re.sub(r"除[^外]*外", "", said)
    bare = re.sub(r"^\s*第[一二三四五六七八九十百零\d]+条", "", fold(subject))
    words = [w for w in content_words(bare) if w not in _MEASURES]
    return PRECISE * found.catalogue.cover(words, found.question.folded) if words else 0.0


def _side(folded: str, fact: Fact) -> float:
    """Whether the fact is the end of the range that is asked for: the least, or the most."""
    if _LEAST.search(folded) and not _MOST.search(folded):
        return 0.1 if fact.bound in ("at_least", "more_than") else -0.05
    if _MOST.search(folded) and not _LEAST.search(folded):
        return 0.1 if fact.bound in ("at_most", "less_than") else -0.05
    return 0.0


def _statement(found: Found, measured: Measured) -> Statement:
    """The clause, widened to what it cannot do without; all where several figures are asked for."""
    fact, text = measured.fact, found.outline(measured.candidate).text
    if _SEVERAL.search(found.question.folded):
        span = fact.sentence if _length(fact.sentence) <= SHORT else segment_of(text, fact)
    elif found.cover(text[slice(*measured.context)]) >= 0.5 * measured.candidate.own:
        span = completed(text, measured.context, fact.sentence)
    else:
        span = completed(text, segment_of(text, fact), fact.sentence)
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

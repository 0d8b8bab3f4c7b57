"""Measured facts: the figures of the sentences found, scored by how well they fit the question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Fact, Span
from index.folding import fold
from index.words import content_words
from rag.candidates import Candidate
from rag.claims.branches import branch_fit
from rag.forms.clauses import clause_of, context_of, segment_of
from rag.forms.focus import asks_level, focus
from rag.forms.found import Found
from rag.forms.units import unit_allowed, unit_fit
from rag.lead_ins import lead_in
from rag.premises import WHY, Stated, alike_units, in_base, stated_figures

FOCUSED = 0.2
"""What it counts that a fact's own words hold the noun whose figure is asked for."""
CONDITION = 0.2
"""What it costs that a figure is the condition of a rule."""
TOTAL = 0.1
"""What it counts that a figure is that of all, and what it costs that it is that of the new ones."""
PRECISE = 0.15
"""What it counts that the question says all that the fact is about."""
_MEASURES = frozenset("期限 时间 数量 总数 人数 目标 最高 最低 最长 最短 达到".split())
"""Words of measures: people ask for them without saying them."""
_HAVING = re.compile(r"(?P<subject>[^，、；。,;]{2,20}?)有")
_ALL = re.compile(r"一共|总共|总数|总计|合计|全部|总量|共有")
_LEAST = re.compile(r"最[短低少小]|至少|起码|不[能得应可会]?(?:少|低|短|小)于|起步|下限")
_MOST = re.compile(r"最[长高多大]|至多|顶多|不[能得应可会]?(?:超过|[多高长大]于)|上限|封顶")


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact in a sentence that was found, with its clause and how well it fits."""

    score: float
    fact: Fact
    clause: Span
    context: Span
    candidate: Candidate


def claims_of(found: Found) -> tuple[Stated, ...]:
    """The figures that a question states and wants checked, or takes for granted."""
    checks = "check" in found.question.wants or WHY.search(found.question.folded)
    return stated_figures(found.question) if checks else ()


def measured_facts(found: Found) -> Iterator[Measured]:
    """The facts of the sentences found whose unit can answer, scored."""
    sentences = {(c.document_id, c.span): c for c in found.candidates}
    befores: dict[tuple[str, Span], Fact] = {}
    asked = focus(found.question)
    claims = claims_of(found)[-1:]
    given = () if claims else stated_figures(found.question)
    for fact in found.catalogue.facts(tuple({c.document_id for c in found.candidates})):
        candidate = sentences.get((fact.document_id, fact.sentence))
        if candidate is None or fact.cell or not unit_allowed(found.question, fact.unit):
            continue
        if _is_given(fact, given):  # what the question says itself is not what it asks for
            continue
        if any(c.unit and not alike_units(c.unit, fact.unit) for c in claims):
            continue
        if fact.change in ("rise", "fall") and asks_level(found.question):
            continue
        outline = found.outline(candidate)
        text, clause = outline.text, clause_of(fact, outline)
        context = context_of(fact, clause, text)
        carried = _carried(fact, clause, befores, text)
        lead = lead_in(outline, fact.span[0])
        carried += text[slice(*lead)] if lead else ""
        score = _score(found, candidate, fact, clause, f"{carried}{text[slice(*context)]}")
        own = fold(text[slice(*context)])
        score += FOCUSED if asked and asked in own else 0.0
        score += _precision(found, fact, text[context[0] : fact.span[0]])
        score += FOCUSED if _is_total(found.question.folded, own) else 0.0
        score += branch_fit(found.question, fold(text[segment_of(text, fact)[0] : fact.span[0]]))
        score += _of_all(found.question.folded, own, fact)
        score -= CONDITION if _is_condition(fact, clause, text) else 0.0
        yield Measured(score, fact, clause, context, candidate)


def _is_given(fact: Fact, given: Sequence[Stated]) -> bool:
    """Whether a figure is one that the question states; “不满五年” in it is not “经过五年”."""
    if fact.number is None:
        return False
    number = in_base(fact.number, fact.unit)
    told = fact.bound != "exact"  # a limit says what the case is, as the question does
    return any(number == in_base(s.number, s.unit) and (told or s.bound == "exact") for s in given)


def _carried(fact: Fact, clause: Span, befores: dict[tuple[str, Span], Fact], text: str) -> str:
    """What the clause before says for this one too: “各海关刑事执法合格率……，行政执法合格率……”,
    “进出口……，其中出口……”. `befores` holds the last fact of each part of a sentence."""
    key = (fact.document_id, segment_of(text, fact))
    before = befores.get(key)
    befores[key] = fact
    if fact.subject.startswith("其中"):
        return text[fact.sentence[0] : clause[0]]
    if text[clause[0]] == "有" and (having := _HAVING.match(text, *key[1])):
        return having["subject"]  # 干部有甲经历的达到……，有乙经历的达到……
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
    end = side(question.folded, fact)
    kept = 0.3 * candidate.cover + 0.1 * candidate.meaning
    return 0.4 * near + 0.4 * around + kept + unit + year + end


def _is_total(asked: str, said: str) -> bool:
    """Whether all of them are asked for, and the clause gives the number of all."""
    return bool(_ALL.search(asked)) and bool(re.search(r"总数|总计|合计|总量|总共|共有|共计", said))


def _of_all(asked: str, said: str, fact: Fact) -> float:
    """Whether all of them are asked for, and the figure is what they have come to (“新建85个，达到138个”)
    or only those added to them."""
    if not _ALL.search(asked) or "新" in asked:
        return 0.0
    if fact.measure.startswith("达"):
        return TOTAL
    return -TOTAL if re.search(r"新[建增设签开办]", said) else 0.0


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


def side(folded: str, fact: Fact) -> float:
    """Whether the fact is the end of the range that is asked for: the least, or the most."""
    if _LEAST.search(folded) and not _MOST.search(folded):
        return 0.1 if fact.bound in ("at_least", "more_than") else -0.05
    if _MOST.search(folded) and not _LEAST.search(folded):
        return 0.1 if fact.bound in ("at_most", "less_than") else -0.05
    return 0.0

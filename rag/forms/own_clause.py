"""The own clause of a figure: a verdict on a claim rests only on what is said of that very figure.

“发船80艘，其中夜间发船20艘” has the words of “夜间发船80艘吗” in one sentence and yet does not say it: what a
question names must stand in the figure's clause, in what that clause carries on, or in the headings above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.documents import Fact, Outline
from index.folding import fold
from index.quantities.figures import find_figures, ready
from index.words import content_words
from rag.alignment import AlignedWord, Alignment, align
from rag.catalogue import Catalogue
from rag.forms.clauses import before_in, clause_of, context_of, is_bare, segment_of
from rag.premises import CONFIRMED, Stated, alike_units, claiming, stated_figures, unstated, verdict
from rag.question import ParsedQuestion
from rag.terms import subject_terms

LIMIT = 20_000
"""Facts that are looked through at most."""
HELD = 0.7
"""Least share of a claim that the own clause of a figure must hold for the figure to speak of it."""
CLOSE = 0.1
"""Difference in how exactly two figures fit up to which neither fits better."""
WEIGHTY = 0.1
"""Share of the weightiest word's weight from which a word may not stand in another clause alone."""
_CONDITION = re.compile(r"(?:[的时后内前中上下间]|以来|方面)$")
_RISE = re.compile(r"增长|增加|提高|提升|上升|上涨|扩大|翻番")
_FALL = re.compile(r"下降|减少|降低|缩短|压缩|压减|缩减|下调|下跌")
_MOST = re.compile(r"最[长高多大]|至多|顶多|上限|封顶")
_LEAST = re.compile(r"最[短低少小]|至少|起码|下限")
_DEFINED = re.compile(r"(?P<topic>[^,;:。]{2,16}),?(?:是指|系指|指的是)")
"""The opening of a definition: what is said in it holds of its topic alone."""
_SHARE = re.compile(r"%|百分点|‰|倍")
_BOUNDS = re.compile(
    r"最[长短高低多少大小]|至少|起码|[至顶]多|不[得能应会]?(?:少于|低于|超过|高于|多于)|超过"
)
_NO_FIGURE = re.compile(r"(?:19|20)\d{2}年?|第[一二三四五六七八九十百零\d]+[编章节条款项]")


@dataclass(frozen=True, slots=True)
class Fitting:
    """A figure whose own clause says what a claim is about.

    `share`: how much of the claim the clause holds, in [0, 1]; `exact`: how much of what the clause is
    about the claim says too; `met`: whether the figure is as claimed (None: nothing can be said).
    """

    fact: Fact
    share: float
    exact: float
    met: bool | None
    topical: bool = True
    """Whether the claim names the topic of the definition that the figure stands in, if it does."""


def fitting(
    question: ParsedQuestion, documents: tuple[str, ...], catalogue: Catalogue
) -> list[Fitting]:
    """The figures of running text that speak of the very thing that a question claims a figure of."""
    claims = stated_figures(question)
    if not claims:
        return []
    bare = ParsedQuestion(_BOUNDS.sub(_blank, unstated(question).folded), question.names)
    asked = align(bare, subject_terms(bare), catalogue)
    found = []
    for fact in catalogue.facts(documents)[:LIMIT]:
        if fact.cell or fact.number is None or not _same_unit(claims[-1].unit, fact.unit):
            continue
        outline = catalogue.outline(fact.document_id)
        own = own_words(fact, outline)
        share = asked.share(own)
        if share < HELD or _elsewhere(asked, own, catalogue, fact):
            continue
        if _fits(question, fact, claims[:-1], outline, catalogue):
            found.append(_weighed(question, fact, outline, share, not asked.lacking(own)))
    return found


def sound_verdict(question: ParsedQuestion, fact: Fact, fits: list[Fitting]) -> bool | None:
    """Whether a fact confirms (True) or refutes (False) the claim of a question; None when its own
    clause does not carry a verdict: it speaks of another thing, or another figure fits better."""
    mine = next((f for f in fits if f.fact == fact), None)
    if mine is None or mine.met is None:
        return None
    against = [
        f for f in fits
        if f.met is not None and f.met != mine.met and f.share >= mine.share - CLOSE
    ]  # fmt: skip
    if any(f.exact > mine.exact + CLOSE for f in against):
        return None
    if mine.met:
        apart = any(_beside(f, mine) and f.exact >= mine.exact - CLOSE for f in against)
        return None if apart and not _is_end(question, mine, fits) else True
    if not mine.topical or any(f.fact.sentence != fact.sentence for f in against):
        return None
    return None if any(f.exact >= mine.exact - CLOSE for f in against) else False


def _beside(other: Fitting, mine: Fitting) -> bool:
    """Whether another figure stands in the same part, each under a condition of its own."""
    return other.fact.node_id == mine.fact.node_id and other.fact.bound == mine.fact.bound


def _is_end(question: ParsedQuestion, mine: Fitting, fits: list[Fitting]) -> bool:
    """Whether the end of several figures is claimed, and the fact is that end: “最长六个月”."""
    numbers = [
        f.fact.number for f in fits if f.fact.number is not None and f.fact.unit == mine.fact.unit
    ]
    most = _MOST.search(question.folded) and mine.fact.number == max(numbers)
    return bool(most or (_LEAST.search(question.folded) and mine.fact.number == min(numbers)))


def own_words(fact: Fact, outline: Outline) -> str:
    """What a figure is said of, folded: its clause, what that carries on, and the headings above."""
    text = outline.text
    clause = clause_of(fact, outline)
    start = segment_of(text, fact)[0]
    pieces = [text[slice(*(clause if is_bare(fact) else context_of(fact, clause, text)))]]
    before = before_in(text, clause, start)
    carried = False
    while before[1] > before[0]:
        said = text[slice(*before)]
        condition = bool(_CONDITION.search(said))
        if _figure_at(said) < len(said) and not condition:
            if not carried and is_bare(
                fact
            ):  # “新开口岸4个，总数达31个”: only the noun is carried on
                pieces += content_words(said[: _figure_at(said)])[-1:]
            break
        if carried and not condition:
            break
        pieces.append(said)
        carried = carried or not condition
        before = before_in(text, before, start)
    opening = re.split(r"[，,；;：:]", text[start : fact.span[0]], maxsplit=1)[0]
    if (
        start == fact.sentence[0]
        and _CONDITION.search(opening)
        and _figure_at(opening) == len(opening)
    ):
        pieces.append(opening)
    titles = outline.titles(fact.node_id)
    return fold(" ".join((titles, *reversed(pieces))))


def _weighed(
    question: ParsedQuestion, fact: Fact, outline: Outline, share: float, whole: bool
) -> Fitting:
    cover = share if whole else min(share, CONFIRMED - 0.01)
    said = verdict(question, (fact,), targets=False, cover=cover)
    met = None if said is None else said.text.startswith("是的")
    clause = clause_of(fact, outline)
    words = content_words(fold(outline.text[clause[0] : fact.span[0]]))
    told = [w in question.folded for w in words]
    defined = _DEFINED.search(fold(outline.text[slice(*fact.sentence)]))
    topical = defined is None or any(w in question.folded for w in content_words(defined["topic"]))
    return Fitting(fact, share, sum(told) / len(told) if told else 1.0, met, topical)


def _fits(
    question: ParsedQuestion, fact: Fact, conditions: tuple[Stated, ...], outline: Outline,
    catalogue: Catalogue,
) -> bool:  # fmt: skip
    """Whether year, direction and conditions of a claim are those of the fact."""
    folded, sentence = question.folded, fold(outline.text[slice(*fact.sentence)])
    around = f"{sentence}{catalogue.info(fact.document_id).title}{outline.titles(fact.node_id)}"
    if fact.year is not None and question.years and fact.year not in question.years:
        return False
    if fact.year is None and any(str(year) not in around for year in question.years):
        return False
    turned = {"rise": _FALL, "fall": _RISE}.get(fact.change)
    if turned is not None and turned.search(folded):
        return False
    own = fold(outline.text[slice(*segment_of(outline.text, fact))])
    said = [(f.number, f.unit) for f in find_figures(own, ready(own, own))]
    absent = [
        c for c in conditions
        if not any(n == c.number and _same_unit(c.unit, u) for n, u in said)
    ]  # fmt: skip
    if not absent:
        return True
    apart = len(conditions) + 1 - len(stated_figures(ParsedQuestion(claiming(question))))
    return not (
        any(alike_units(c.unit, "年") or alike_units(c.unit, "日") for c in absent)
        or any(c in conditions[: max(0, apart)] for c in absent)
        or any(fact.number == c.number for c in stated_figures(question)[-1:])
    )


def _elsewhere(asked: Alignment, own: str, catalogue: Catalogue, fact: Fact) -> bool:
    """Whether a word of the claim stands in the sentence only where another thing is spoken of."""
    sentence = catalogue.folded(fact.document_id)[slice(*fact.sentence)]
    most = max((w.weight for w in asked.words), default=0.0)
    return any(
        _is_only_there(word, own, sentence)
        or (word.weight >= WEIGHTY * most and _is_met_there(word, own, sentence, catalogue))
        for word in asked.words
    )


def _is_only_there(word: AlignedWord, own: str, sentence: str) -> bool:
    """Whether the very word stands elsewhere in the sentence, and nothing for it in the clause."""
    absent = word.text in sentence and word.text not in own and word.text not in "我国全国中国"
    return absent and not any(other in own for other in word.others)


def _is_met_there(word: AlignedWord, own: str, sentence: str, catalogue: Catalogue) -> bool:
    if word.met(sentence) >= 0.5 and word.met(own) < 0.5:
        return True
    return _contracted(word, own, catalogue)


def _contracted(word: AlignedWord, own: str, catalogue: Catalogue) -> bool:
    """Whether a word stands only inside the short form of two: 出口 in 进出口 is said of both."""
    if len(word.text) != 2 or word.text not in own:
        return False
    return all(
        found.start() > 0
        and catalogue.known(f"{own[found.start() - 1]}{word.text[1]}")
        and own[found.start() - 1] not in word.text
        and content_words(own[found.start() - 1 : found.end()])
        == [own[found.start() - 1 : found.end()]]
        for found in re.finditer(re.escape(word.text), own)
    )


def _same_unit(claimed: str, unit: str) -> bool:
    """Whether units count the same: 个 is not 个百分点, 人 is not 人次."""
    if not claimed or not unit:
        return claimed == unit
    apart = bool(_SHARE.search(claimed)) != bool(_SHARE.search(unit))
    apart = apart or ("百分点" in claimed) != ("百分点" in unit)
    apart = apart or claimed.endswith("次") != unit.endswith("次")
    return not apart and alike_units(claimed, unit)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _figure_at(text: str) -> int:
    """Where the first figure of a text begins that is no year and no address; its length for none."""
    folded = _NO_FIGURE.sub(_blank, fold(text))
    figures = find_figures(folded, ready(folded, folded))
    return min((f.start for f in figures if f.unit), default=len(text))

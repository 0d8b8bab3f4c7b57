"""Rows that a question speaks of: each of its words votes for the row whose name holds it best.

A word that most rows of a table hold tells none of them apart; one that two rows hold goes to the row
that has more of the question's other words. So several rows may be named, each by words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.folding import fold
from rag.alignment import AlignedWord, align
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.tables.row_names import named_rows
from rag.tables.rows import Row
from rag.tables.terms import GENERIC
from rag.tables.understood import understood

LEAST = 0.14
"""Least weight of the words that name a row, as a share of the rarest word's."""
BESIDE = 0.3
"""Least share of the best row's weight from which another row is named beside it."""
MET = 0.55
"""How well a name must meet a word to get its vote."""
NAMING = 0.5
"""Least weight of a word that may name what a measure is of."""
WHOLE = 8
"""Characters of a row's name that leave no doubt, where it is said as it is written."""
COMMON = 0.6
"""Share of the rows from which a word tells none of them apart."""


@dataclass(frozen=True, slots=True)
class Votes:
    """The rows named, in the order of the question, with the weight that speaks for them.

    `words` are the words of the question that some row's name holds, `unmet` the others with weight.
    """

    rows: tuple[Row, ...]
    weight: float
    words: tuple[str, ...]
    unmet: tuple[tuple[str, float], ...]


_MEASURE = re.compile(r"[率额]$|(?:数|总|产)量$|.数$|比例$|比重$|覆盖|合格")
_RATE = re.compile(r"..[率额]$")
_RELATED = re.compile(
    r"有关|相关|涉及|关于|沾边|字样|名[称字]里|带有?|含有?|[跟和与][^,?]{1,6}挂钩|(?<![一两三四五六七八九十几哪种个百])类(?:的|指标|目标)"
)
"""Words that ask for all rows of a kind: there a word of little weight names them too."""


def vote(
    question: ParsedQuestion, terms: Sequence[str], rows: Sequence[Row], catalogue: Catalogue
) -> Votes:
    """The rows that the terms of a question name."""
    names = [fold(row.subject + "".join(c.category for c in row.cells[:1])) for row in rows]
    aligned = align(question, terms, catalogue).words
    words = [_lighter(_as_told(word, names, catalogue)) for word in aligned]
    met = [[m if (m := w.met(name)) >= MET else 0.0 for name in names] for w in words]
    telling = [
        0 < sum(m > 0 for m in own) <= max(1, COMMON * len(rows)) or len(rows) < 3 for own in met
    ]
    totals = [
        sum(w.weight * m[at] * t for w, m, t in zip(words, met, telling, strict=True))
        for at in range(len(rows))
    ]
    won: dict[int, float] = {}
    for word, own, tells in zip(words, met, telling, strict=True):
        if tells and any(own):
            for at in _winners(own, totals):
                won[at] = won.get(at, 0.0) + word.weight
    rarest = catalogue.rarest or 1.0
    whole = any(end - start >= WHOLE for (start, end), _ in named_rows(question.subject, rows))
    if not whole and _of_another(question, words, met):
        won = {}
    top = max(won.values(), default=0.0)
    least = 0.0 if _RELATED.search(question.subject) else LEAST * rarest
    kept = [at for at, w in won.items() if w >= least and w >= BESIDE * top]
    return Votes(
        tuple(rows[at] for at in kept),
        sum(won[at] for at in kept) / rarest,
        tuple(w.text for w, own in zip(words, met, strict=True) if any(own)),
        _unmet(words, met, rarest),
    )


def _of_another(
    question: ParsedQuestion, words: Sequence[AlignedWord], met: Sequence[Sequence[float]]
) -> bool:
    """Whether all that the rows hold are words for a measure, each behind a word that none of
    them holds: “旅客满意率” is that of no row about 合格率."""
    for word, own in zip(words, met, strict=True):
        if _RATE.search(word.text) and not any(own) and word.weight >= NAMING:
            return True  # 满意率: no row is of that
        if _MEASURE.search(word.text) and _is_strange(question, word, words, met):
            return True
    held = [w.text for w, own in zip(words, met, strict=True) if any(own)]
    strange = [
        w.text
        for w, own in zip(words, met, strict=True)
        if not any(own) and w.weight >= NAMING and understood(w.text).strip()
    ]
    return bool(held) and all(
        _MEASURE.search(h)
        and any(
            re.search(rf"{re.escape(s)}[^,;。?]{{0,4}}{re.escape(h)}", question.subject)
            for s in strange
        )
        for h in held
    )


def _is_strange(
    question: ParsedQuestion, measure: AlignedWord, words: Sequence[AlignedWord],
    met: Sequence[Sequence[float]],
) -> bool:  # fmt: skip
    """Whether a measure is that of a thing which no row holds: most of what stands before it is
    unknown to them (智能闸口覆盖率)."""
    before = re.split(
        r"[,;。?!的]", question.subject[: max(0, question.subject.find(measure.text))]
    )
    own = [(w.weight, any(m)) for w, m in zip(words, met, strict=True)
           if w is not measure and w.weight >= NAMING and w.text in before[-1]
           and understood(w.text).strip()]  # fmt: skip
    unknown = sum(weight for weight, known in own if not known)
    return unknown > sum(weight for weight, known in own if known)


def _lighter(word: AlignedWord) -> AlignedWord:
    """A word for a measure (覆盖率) tells less of what is measured than the others do."""
    return replace(word, weight=0.5 * word.weight) if _MEASURE.search(word.text) else word


def _as_told(word: AlignedWord, names: Sequence[str], catalogue: Catalogue) -> AlignedWord:
    """A word that only others stand for in the names weighs no more than these do."""
    if any(word.text in name for name in names):
        return word
    others = tuple(o for o in word.others if o not in GENERIC)  # 区域 names no “国家（地区）”
    told = [catalogue.weight(o) for o in others if any(o in name for name in names)]
    weight = min(word.weight, max(told)) if told else word.weight
    return replace(word, weight=weight, others=others)


def _winners(met: Sequence[float], totals: Sequence[float]) -> list[int]:
    """Of the rows that hold a word those with most of the other words."""
    holds = [at for at, m in enumerate(met) if m >= 0.8 * max(met)]
    most = max(totals[at] for at in holds)
    return [at for at in holds if totals[at] >= 0.97 * most]


def _unmet(
    words: Sequence[AlignedWord], met: Sequence[Sequence[float]], rarest: float
) -> tuple[tuple[str, float], ...]:
    return tuple(
        (w.text, w.weight / rarest) for w, own in zip(words, met, strict=True) if not any(own)
    )

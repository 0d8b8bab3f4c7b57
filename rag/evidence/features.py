"""Features: what a sentence has of a question, and lacks of it, as one row for a fitted judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.quantities.figures import find_figures, ready
from rag.alignment import Alignment
from rag.catalogue import Catalogue
from rag.evidence.answer_types import longest_list
from rag.forms.units import unit_allowed
from rag.question import ParsedQuestion
from rag.ranking.bridge import Bridge
from rag.ranking.pieces import Floats, HasPieces
from rag.substance import is_noun, substance

NAMES = (
    "cover", "unmet", "lacking", "spoken", "meaning", "spoken_meaning", "bridge", "characters",
    "lead", "score", "odds", "ahead", "words", "nearest", "farthest", "other_words", "unknown_words",
    "absent", "figure", "no_figure", "members", "no_members",
    "quantity", "count", "time", "who", "where", "list", "define", "how", "check",
)  # fmt: skip
"""The columns. Words: `cover`, share of the weight of the question's words that the sentence with
its headings and, less, its section meet; `unmet`, the weightiest official word that the section
lacks; `lacking`, substance of the noun that the sentence lacks most, less where the question is in
words of speech; `spoken`, share of those; `bridge`, what the section meets by the bridge;
`characters`, share of characters that the sentence has; `words` of the question, at most 8.

Meaning: `meaning`, cosine; `spoken_meaning`, times `spoken`; `nearest` and `farthest`, how near the
words that the sentence lacks come to one of its pieces, on average and at worst; `other_words` and
`unknown_words`, the weightiest word that the section lacks and the documents know, or do not.

Place: `lead`, log odds of its section over the best other one; `score` among the sentences found;
`odds`, log odds that the sentence answers, as the cross-encoder reads it; `ahead`, its score over the
next sentence's.

Kind: `absent`, of which the sentence lacks every sign (rag/answer_types.py); where a figure or
several members are asked for, whether it has them; and what the question wants."""
WANTS = ("quantity", "count", "time", "who", "where", "list", "define", "how", "check")
MOST_WORDS = 8
"""Words beyond which a question is not longer."""
NEAR = 0.7
"""Weight of the sentence with its headings; the rest is its whole section."""
SEVERAL = 3
"""Members from which a list answers which ones there are."""
WEIGHTY = 0.3
"""Substance from which a word counts as lacking by its meaning."""
_DEGREES = re.compile(r"\d[\d.]*(?=\s*(?:度(?![假过量])|℃|摄氏|分贝))")
"""Figures of scales, which are no amounts of things."""
_HOW_OFTEN = re.compile(
    r"(?:多久|多长时间|隔几|几[天年周月])[^,。?]{0,10}[一几]次|频[率次]|多久一[次回轮]"
)
_OFTEN = re.compile(
    r"每(?:半?年|[季月周日天]|个?季度|[一两二三四五六七八九十\d]+(?:个?[年月]|天|日))|定期|按[年季月]|逐[年月]|年度"
)
"""How often something is done, and the words that tell it."""
_MEMBERS_ASKED = re.compile(r"名单|名字|哪几|哪些|分别|几[种类个项大]|有谁|列(?:出|举|全)|都有")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence to judge, folded: itself, with its headings (`near`), its section with them (`wide`),
    itself with what it announces (`said`); the `points` of its part, its cosine, its score, its lead,
    its odds, how far it is ahead, and whether the kind of thing asked for is `absent`."""

    text: str
    near: str
    wide: str
    said: str
    points: int
    meaning: float
    score: float
    lead: float
    odds: float
    ahead: float
    absent: bool


def evidence_features(
    question: ParsedQuestion, asked: Alignment, bridge: Bridge, judged: Judged, catalogue: Catalogue
) -> Floats:
    """The row of NAMES for a sentence; `asked` are the subject words of the question."""
    row: dict[str, float] = {
        **_of_words(asked, bridge, judged, catalogue),
        **_of_meaning(asked, judged, catalogue),
        **_of_kinds(question, judged),
        **{want: float(want in question.wants) for want in WANTS},
        "lead": judged.lead, "score": judged.score, "odds": judged.odds, "ahead": judged.ahead,
        "absent": float(judged.absent),
    }  # fmt: skip
    return np.array([row[name] for name in NAMES], np.float32)


def _of_words(
    asked: Alignment, bridge: Bridge, judged: Judged, catalogue: Catalogue
) -> Mapping[str, float]:
    official = catalogue.glossary.is_official
    lacked = [word for word in asked.words if word.met(judged.wide) < 0.5]
    nouns = (substance(w.text) * (1 - w.met(judged.near)) for w in asked.words if is_noun(w.text))
    written = bridge.held(judged.wide, range(len(bridge.written)))
    return {
        "cover": NEAR * asked.share(judged.near) + (1 - NEAR) * asked.share(judged.wide),
        "unmet": max(
            (w.weight * (1 - w.met(judged.wide)) for w in asked.words if official(w.text)),
            default=0.0,
        ),
        "lacking": (1 - asked.spoken) * max(nouns, default=0.0),
        "spoken": asked.spoken,
        "bridge": bridge.met(written),
        "characters": bridge.shared(judged.text),
        "words": min(len(asked.words), MOST_WORDS),
        "other_words": max((w.weight for w in lacked if catalogue.known(w.text)), default=0.0),
        "unknown_words": max(
            (substance(w.text) for w in lacked if not catalogue.known(w.text)), default=0.0
        ),
    }


def _of_meaning(asked: Alignment, judged: Judged, catalogue: Catalogue) -> Mapping[str, float]:
    near = _nearness(asked, judged, catalogue)
    weights = [substance(word.text) for word in asked.words]
    total = sum(weights)
    mean = sum(n * w for n, w in zip(near, weights, strict=True)) / total if total else 1.0
    worst = min((n for n, w in zip(near, weights, strict=True) if w >= WEIGHTY), default=1.0)
    return {
        "meaning": judged.meaning,
        "spoken_meaning": asked.spoken * judged.meaning,
        "nearest": mean,
        "farthest": worst,
    }


def _nearness(asked: Alignment, judged: Judged, catalogue: Catalogue) -> list[float]:
    """How near each word comes to a piece of the sentence: 1 where the sentence meets it."""
    met = [word.met(judged.near) for word in asked.words]
    table = catalogue.embedder
    if not isinstance(table, HasPieces) or all(each >= 0.5 for each in met):
        return [float(each >= 0.5) for each in met]
    lacked = [word.text for word, each in zip(asked.words, met, strict=True) if each < 0.5]
    held, *bags = table.pieces([judged.near, *lacked])
    directions = table.piece_directions(held)
    near = iter([_nearest(table, bag, directions) for bag in bags])
    return [1.0 if each >= 0.5 else next(near) for each in met]


def _nearest(table: HasPieces, bag: Sequence[int], directions: Floats) -> float:
    """The cosine of the pieces of a word, taken together, to the nearest of some directions."""
    if not bag or not len(directions):
        return 0.0
    vector = table.piece_vectors(bag).sum(axis=0)
    length = float(np.linalg.norm(vector))
    return float((directions @ vector).max()) / length if length else 0.0


def _of_kinds(question: ParsedQuestion, judged: Judged) -> Mapping[str, float]:
    """Whether a sentence has a figure and several members, where they are asked for."""
    figure = bool({"quantity", "count"} & question.wants)
    members = bool(_MEMBERS_ASKED.search(question.folded))
    several = longest_list(judged.said) >= SEVERAL or judged.points >= SEVERAL
    has_figure = figure and (_has_figure(question, judged) or (members and several))
    return {
        "figure": float(has_figure), "no_figure": float(figure and not has_figure),
        "members": float(members and several), "no_members": float(members and not several),
    }  # fmt: skip


def _has_figure(question: ParsedQuestion, judged: Judged) -> bool:
    """Whether a sentence has a figure of a unit that can answer, and that the question does not say."""
    text = judged.text
    if _HOW_OFTEN.search(question.folded) and _OFTEN.search(text):
        return True
    if any(found not in question.folded for found in _DEGREES.findall(text)):
        return True
    return any(
        unit_allowed(question, each.unit)
        for each in find_figures(text, ready(text, text))
        if text[each.core : each.end] not in question.folded
    )

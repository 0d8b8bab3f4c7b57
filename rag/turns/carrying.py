"""Which reading of a turn is meant: the one whose answer says what the turn names, from the document
that was talked about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.folding import fold
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.substance import substance
from rag.turns.dependence import ATTRIBUTES, RELATIVE
from rag.turns.previous import Answerer, Previous

TELLING = 0.2
"""Substance of a word that names something, however common: 以后 and 出来 do not."""
MOST = 3
"""Most readings of a turn that are tried."""
SAID = 0.6
"""Share of the weight of a turn's own words that an answer to it must hold, with its headings."""


def chosen(
    readings: Iterable[str], body: str, previous: Previous, catalogue: Catalogue, answer: Answerer
) -> str:
    """The first reading that is answered with what `body` names; else the first that is answered,
    else the first. Each is also tried in the document of the answer before, which goes first where
    it says as much."""
    ways = list(dict.fromkeys(filter(None, readings)))[:MOST]
    answered = ""
    for way in ways:
        if not answer(way).found:
            continue
        placed = in_same_document(way, body, previous, catalogue, answer)
        draft = answer(placed)
        if draft.found and said_share(draft, body, catalogue) >= SAID:
            return placed
        answered = answered or (placed if draft.found else "")
    if not answered and ways:
        answered = in_same_document(ways[0], body, previous, catalogue, answer)
    return answered or body


def in_same_document(
    text: str, turn: str, previous: Previous, catalogue: Catalogue, answer: Answerer
) -> str:
    """The question, with the title of the document before in front of it where it would else be
    answered from another one although that one says as much of its words."""
    document = document_of(previous.draft)
    named = choose_scope(ParsedQuestion(text), catalogue.infos).named
    if not document or named or len(catalogue.infos) < 2:
        return text
    plain = answer(text)
    if plain.route in ("out_of_scope", "compare") or document_of(plain) == document:
        return text
    titled = f"{catalogue.title(document)}里，{text}"
    there = answer(titled)
    if not there.found or there.route == "compare":
        return text
    least = said_share(plain, turn, catalogue) if plain.found else SAID
    return titled if said_share(there, turn, catalogue) >= max(least, SAID) else text


def document_of(draft: Draft) -> str:
    """The only document that an answer cites; "" for a refusal or several."""
    cited = {e.document_id for s in draft.statements for e in s.evidence if draft.found}
    return cited.pop() if len(cited) == 1 else ""


def own_words(text: str) -> tuple[str, ...]:
    """The words of a turn that say what it asks about, in order."""
    return tuple(w for w in ParsedQuestion(text).terms if not w.isdigit())


def _telling(turn: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The words of a turn that an answer to it should hold: those that name something."""
    names = choose_scope(ParsedQuestion(turn), catalogue.infos).spans
    words = ParsedQuestion(turn, names).terms
    return tuple(
        w for w in words if not w.isdigit() and w not in RELATIVE and substance(w) >= TELLING
    )


def said_share(draft: Draft, turn: str, catalogue: Catalogue) -> float:
    """How much of a turn's own words an answer holds, with what it cites and the headings there, as
    they are written or as documents say them, in [0, 1]."""
    said = [s.text for s in draft.statements]
    for place in {e for s in draft.statements for e in s.evidence}:
        outline = catalogue.outline(place.document_id)
        said += (outline.titles(place.node_id), outline.text[slice(*place.span)])
    asked = ParsedQuestion(turn)
    return align(asked, _telling(turn, catalogue), catalogue).share(fold(" ".join(said)))


OWN = 1.0
"""Substance of the words of a turn from which it names a subject of its own."""


def own_weight(text: str) -> float:
    """How much of a subject the words of a turn carry."""
    quoted = ParsedQuestion(text)
    named = len(quoted.quoted) + len(quoted.latin)
    said_of = RELATIVE | ATTRIBUTES
    return named + sum(substance(w) for w in own_words(text) if w not in said_of)


def without_names(question: str, catalogue: Catalogue) -> str:
    """A question without the names of documents in it; names may overlap (《甲》 and 甲)."""
    spans = choose_scope(ParsedQuestion(question), catalogue.infos).spans
    kept = (c for at, c in enumerate(question) if not any(a <= at < b for a, b in spans))
    return re.sub(r"^[里中的在、，,“”]+", "", "".join(kept).strip())

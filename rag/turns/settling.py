"""Which reading of a turn stands: its own, or what is told of the row or near the answer before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.folding import fold
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.refusal import refuse
from rag.scope import choose_scope
from rag.substance import is_noun, substance
from rag.turns.carrying import (
    OWN,
    document_of,
    own_weight,
    said_share,
)
from rag.turns.dependence import (
    ATTRIBUTES,
    BESIDE,
    PRONOUN,
    RELATIVE,
    is_dependent,
)
from rag.turns.nearby import nearby, stands_near, without_lead
from rag.turns.openings import without_opening
from rag.turns.other_documents import (
    names_document,
    with_titles,
)
from rag.turns.previous import (
    Answerer,
    Previous,
    answered_place,
    place_name,
    words_of,
)
from rag.turns.rewriting import Reading

NAMING = 0.2
"""Substance from which a word of a turn must be met by the answer to it."""


DETAILS = frozenset("出生 毕业 任职 预算 花费 投资 结婚 退休 开支 拨款".split())
"""What the dictionary takes for verbs, asked of persons and projects."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The stand-alone form of a turn, with its draft where that was found near the answer before and
    the text alone would not lead there."""

    text: str
    draft: Draft | None = None


def settled(
    turn: str, reading: Reading, previous: Previous, catalogue: Catalogue, answer: Answerer
) -> Resolved:
    """The reading, or what is told of the row or near the answer before, where the reading finds
    nothing, or finds less of the turn in another document."""
    said = Resolved(reading.text)
    draft = answer(reading.text)
    opened = without_opening(turn)
    if opened.turns:
        return said
    turn = with_titles(opened.text, catalogue)
    names = reading.kind != "alone" and not BESIDE.match(fold(turn))
    if names and (refused := unsaid(turn, reading.text, draft, catalogue)):
        draft, said = refused, Resolved(reading.text, refused)
    if names_document(ParsedQuestion(turn), catalogue):
        return said
    if of_row := _of_row(turn, reading, draft, previous, catalogue, answer):
        return Resolved(of_row)
    stays = stands_near(draft, previous.draft, catalogue)
    if draft.route != "passage" or stays or (draft.found and reading.kind == "exact"):
        return said
    least = said_share(draft, turn, catalogue) if draft.found and own_weight(turn) >= OWN else 0.0
    near = nearby(turn, previous, catalogue)
    if near is not None and near.said >= least:
        return Resolved(near.text, near.draft)
    if near is None and not draft.found and (document := document_of(previous.draft)):
        bare = without_lead(turn)
        for way in (f"{words_of(previous.question)}，{bare}", bare):
            there = f"{catalogue.title(document)}里，{way}"
            if answer(there).found:
                return Resolved(there)
    return said


def unsaid(turn: str, text: str, draft: Draft, catalogue: Catalogue) -> Draft | None:
    """The refusal of a follow-up whose answer, with the part that it stands in, holds nothing of what
    the turn itself asks about (出生, 预算); None where it holds some of it, or the turn names nothing."""
    names = choose_scope(ParsedQuestion(turn), catalogue.infos).spans
    own = (w for w in ParsedQuestion(turn, names).terms if not w.isdigit())
    words = [w for w in own if is_noun(w) or w in DETAILS]
    words = [w for w in words if w not in RELATIVE | ATTRIBUTES and substance(w) >= NAMING]
    if not draft.found or draft.route not in ("passage", "indicator") or not words:
        return None
    asked = align(ParsedQuestion(turn), words, catalogue)
    places = tuple(dict.fromkeys(e for s in draft.statements for e in s.evidence))
    around = [s.text for s in draft.statements]
    for place in places:
        outline = catalogue.outline(place.document_id)
        around += (outline.titles(place.node_id), outline.text[slice(*place.span)])
    if asked.share(fold(" ".join(around))) > 0:
        return None
    question = ParsedQuestion(text)
    scope = choose_scope(question, catalogue.infos)
    return replace(refuse(question, scope, (), catalogue, words), nearest=places[:3])


def _of_row(
    turn: str,
    reading: Reading,
    draft: Draft,
    previous: Previous,
    catalogue: Catalogue,
    answer: Answerer,
) -> str:
    """A turn about the row that the answer before was: asked of it, or else all that it says."""
    place = answered_place(previous.draft, catalogue)
    if previous.draft.route != "indicator" or place is None or place.node.kind != "row":
        return ""
    now = answered_place(draft, catalogue)
    same = now is not None and now.node.id == place.node.id
    if draft.route == "indicator" and (reading.kind == "exact" or not same):
        return ""
    row = place_name(place, catalogue)
    asked = f"{row}，{without_lead(turn)}"
    if answer(asked).route == "indicator":
        return asked
    leans = PRONOUN.search(turn) or (is_dependent(turn, catalogue) and own_weight(turn) < OWN)
    told = draft.route != "indicator" and leans
    return row if told and not unsaid(turn, row, answer(row), catalogue) else ""

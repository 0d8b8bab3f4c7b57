"""Which reading of a turn stands: its own, or what is told of the row or near the answer before."""

from __future__ import annotations

from dataclasses import dataclass

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.turns.carrying import (
    OWN,
    document_of,
    own_weight,
    said_share,
)
from rag.turns.dependence import (
    PRONOUN,
    is_dependent,
)
from rag.turns.nearby import nearby, stands_near, without_lead
from rag.turns.openings import without_opening
from rag.turns.other_documents import (
    names_document,
)
from rag.turns.previous import (
    Answerer,
    Previous,
    answered_place,
    place_name,
    words_of,
)
from rag.turns.rewriting import Reading


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
    turn = without_opening(turn).text
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
    return row if draft.route != "indicator" and leans else ""

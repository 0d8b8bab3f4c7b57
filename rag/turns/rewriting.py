"""A second reading of a follow-up: where the rules only guess, a language model may read it too.

The rules are exact where a turn names a number, a year or a document, or points at a part or a row
that the answer before was about: there nothing is asked. A reading of the model is used only when
the documents answer it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rag.catalogue import Catalogue
from rag.turns.previous import Answerer


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn: as it was typed, and the stand-alone question that was answered."""

    typed: str
    standalone: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules make of a turn: `exact`, a `guess`, or the turn itself, which stands `alone`."""

    text: str
    kind: Literal["exact", "guess", "alone"]


class Rewriter(Protocol):
    """Puts a follow-up into a question that stands alone, by other means than rules."""

    def rewrite(self, before: Sequence[Turn], turn: str, catalogue: Catalogue, *, ask: bool) -> str:
        """The stand-alone question, checked, or "" for none: it may not raise for a failure.

        `before` are the earlier turns, the oldest first. Without `ask` only what was found out
        before for the same turns is given, at once.
        """
        ...


def reread(
    reading: Reading, turn: str, before: Sequence[Turn], rewriter: Rewriter,
    catalogue: Catalogue, answer: Answerer, *, ask: bool,
) -> str:  # fmt: skip
    """The stand-alone question: the rules' own, or the rewriter's where the rules are not sure.

    A turn that seems to stand alone is read again only when the documents do not answer it.
    """
    if reading.kind == "exact":
        return reading.text
    if reading.kind == "alone":
        draft = answer(reading.text)
        if draft.found or draft.route == "out_of_scope":
            return reading.text
    other = rewriter.rewrite(before, turn, catalogue, ask=ask)
    return other if other and answer(other).found else reading.text

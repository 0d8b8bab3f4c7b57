"""Sparing: a turn has several readings, and each draft takes as long as an answer: only so many are made."""

from __future__ import annotations

from rag.draft import Draft
from rag.turns.previous import Answerer

MOST = 4
"""Drafts made to find out what one turn means; the answer before is not among them."""
COMPARED = 2
"""Drafts that one comparison counts for: it asks each of its documents."""
_NONE = Draft("passage", (), found=False)


class Sparing:
    """Answers a question as another answerer does, each once, until too many were asked; then it
    finds nothing."""

    def __init__(self, answer: Answerer, most: int = MOST) -> None:
        """For one turn."""
        self._answer = answer
        self._left = most
        self._made: dict[str, Draft] = {}

    def __call__(self, text: str) -> Draft:
        """The draft for a question; a refusal without words when no more are made."""
        if text not in self._made:
            if self._left <= 0:
                return _NONE
            draft = self._made[text] = self._answer(text)
            self._left -= COMPARED if draft.route == "compare" else 1
        return self._made[text]

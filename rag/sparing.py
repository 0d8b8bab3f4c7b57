"""Sparing: a turn has several readings and a question several parts, and each draft takes as long as
an answer: only so many are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.draft import Draft, Evidence

MOST = 6
"""Drafts made for one turn or for one question; the answer before is not among them."""
COMPARED = 2
"""Drafts that one comparison counts for: it asks each of its documents."""
_NONE = Draft("passage", (), found=False)


class Sparing:
    """Answers a question as another answerer does, each once, until too many were asked; then it
    finds nothing."""

    def __init__(
        self, answer: Callable[[str, Sequence[Evidence]], Draft], most: int = MOST
    ) -> None:
        """For one turn or one question."""
        self._answer = answer
        self._left = most
        self._made: dict[tuple[str, tuple[Evidence, ...]], Draft] = {}

    def __call__(self, text: str, within: Sequence[Evidence] = ()) -> Draft:
        """The draft for a question, from some parts of documents alone if given; a refusal without
        words when no more are made."""
        asked = text, tuple(within)
        if asked not in self._made:
            if self._left <= 0:
                return _NONE
            draft = self._made[asked] = self._answer(text, within)
            self._left -= COMPARED if draft.route == "compare" else 1
        return self._made[asked]

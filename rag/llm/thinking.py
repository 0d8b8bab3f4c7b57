"""What a reasoning model writes before its answer, <think>…</think>, taken out of a growing text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = "think|thinking|thought|reasoning|analysis|scratchpad"
_TAG = re.compile(rf"<(?P<end>/?)\s*(?:{_NAMES})\s*>", re.IGNORECASE)
_HELD = 16
"""A “<” so near to the end may be the beginning of a tag."""


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible part of a new piece; with `anew`, all that was visible before was thinking too.

    Some servers leave out the opening tag: only the closing one tells that all before was thinking.
    """

    text: str
    anew: bool = False


class Thinking:
    """Feed it the pieces of a reply: it gives what is not thinking, as soon as that is certain."""

    def __init__(self) -> None:
        self._held = ""
        self._inside = False

    def feed(self, piece: str) -> Visible:
        """What has become visible with this piece."""
        self._held += piece
        text, anew = "", False
        while tag := _TAG.search(self._held):
            before, self._held = self._held[: tag.start()], self._held[tag.end() :]
            if tag["end"] and not self._inside:
                text, anew = "", True
            elif not self._inside:
                text += before
            self._inside = not tag["end"]
        return Visible(text + self._certain(), anew)

    def finish(self) -> str:
        """What was held back; nothing where the thinking was never closed."""
        held, self._held = self._held, ""
        return "" if self._inside else held

    def _certain(self) -> str:
        """What cannot be the beginning of a tag any more, taken from what is held."""
        start = self._held.rfind("<", max(0, len(self._held) - _HELD))
        cut = len(self._held) if start < 0 else start
        certain, self._held = self._held[:cut], self._held[cut:]
        return "" if self._inside else certain

"""A growing text in finished sentences, each with the citation marks that follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.llm.marks import MARK, OPENING

_FINISHED = re.compile(
    rf"(?:[^。！？!?\n]|!(?=\[))*(?:[。！？?]|!(?!\[|$))+[”’」』）)\"']*(?:[ \t]*{MARK})*[。]?"
)
_END = re.compile(r"[。！？!?\r\n]")
_LONGEST_MARK = 24


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a reply, and whether it opens a line."""

    text: str
    opens_line: bool


class Sentences:
    """Feed it a text piece by piece: it gives each sentence as soon as nothing can be added to it."""

    def __init__(self) -> None:
        self._buffer = ""
        self._line_open = False
        self._ending = False

    def feed(self, piece: str) -> list[Said]:
        """The sentences that are finished with this piece."""
        self._buffer += piece.replace("\r", "\n")
        self._ending = self._ending or bool(_END.search(piece))
        found: list[Said] = []
        if not self._ending:  # a text without an end must not be searched again with each piece
            return found
        while (end := self._end()) is not None:
            found += self._take(end)
        self._ending = bool(_END.search(self._buffer))
        return found

    def finish(self) -> list[Said]:
        """What is left as one last sentence."""
        return self._take(len(self._buffer))

    def _end(self) -> int | None:
        """Where the first sentence of the buffer ends; None while it may go on."""
        line = self._buffer.find("\n")
        match = _FINISHED.match(self._buffer)
        if match is None or 0 <= line < match.end():
            return line + 1 if line >= 0 else None
        rest = self._buffer[match.end() :]
        after = rest.lstrip(" \t")
        if not after:
            return None
        unclear = after[0] in OPENING and "\n" not in after and len(after) < _LONGEST_MARK
        return None if unclear else match.end()

    def _take(self, end: int) -> list[Said]:
        text, self._buffer = self._buffer[:end], self._buffer[end:]
        opens = not self._line_open
        self._line_open = not text.endswith("\n") and (self._line_open or bool(text.strip()))
        return [Said(text.strip(), opens)] if text.strip() else []

"""Composers: how a verified draft becomes the answer text. The extractive one needs no model."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.answer import Citation, Restarted, Sentence, Waiting
from rag.catalogue import Catalogue
from rag.compose import compose
from rag.draft import Draft

Piece = Sentence | Restarted | Waiting
"""What a composer gives while it writes."""

_SENTENCE = re.compile(r"[^\n。]*(?:。(?:\[\d+\])*|\n|$)")


@dataclass(frozen=True, slots=True)
class Written:
    """An answer text with its citations, what wrote it, and a notice for the reader."""

    text: str
    citations: tuple[Citation, ...]
    engine: str = "extractive"
    notice: str = ""


Writing = Generator[Piece, None, Written]
"""Pieces as they are written, and at the end the whole.

The texts of the sentences since the last Restarted, put together, are the whole text.
"""


class Composer(Protocol):
    """Writes the answer for a verified draft."""

    def write(
        self, question: str, draft: Draft, limits: Sequence[str], catalogue: Catalogue
    ) -> Writing:
        """The answer, piece by piece; `limits` are the documents chosen by the asker."""
        ...


class ExtractiveComposer:
    """The statements of the draft as they are: exact sentences, rows and facts."""

    def write(
        self, question: str, draft: Draft, limits: Sequence[str], catalogue: Catalogue
    ) -> Writing:
        """The draft's own statements with their marks."""
        text, citations = compose(draft, catalogue)
        yield from in_sentences(text, citations)
        return Written(text, citations)


def in_sentences(text: str, citations: Sequence[Citation]) -> Iterator[Sentence]:
    """A text in pieces that make it up again, each with the citations that it introduces."""
    shown: set[int] = set()
    for piece in _SENTENCE.findall(text):
        if piece:
            cited = [c for c in citations if c.n not in shown and f"[{c.n}]" in piece]
            shown.update(c.n for c in cited)
            yield Sentence(piece, tuple(cited))

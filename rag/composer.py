"""Composers: how a verified draft becomes the answer text. The extractive one needs no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.answer import Citation
from rag.catalogue import Catalogue
from rag.compose import compose
from rag.draft import Draft


@dataclass(frozen=True, slots=True)
class Written:
    """An answer text with its citations, what wrote it, and a notice for the reader."""

    text: str
    citations: tuple[Citation, ...]
    engine: str = "extractive"
    notice: str = ""


class Composer(Protocol):
    """Writes the answer for a verified draft."""

    def write(
        self, question: str, draft: Draft, limits: Sequence[str], catalogue: Catalogue
    ) -> Written:
        """The answer text; `limits` are the documents chosen by the asker."""
        ...


class ExtractiveComposer:
    """The statements of the draft as they are: exact sentences, rows and facts."""

    def write(
        self, question: str, draft: Draft, limits: Sequence[str], catalogue: Catalogue
    ) -> Written:
        """The draft's own statements with their marks."""
        text, citations = compose(draft, catalogue)
        return Written(text, citations)

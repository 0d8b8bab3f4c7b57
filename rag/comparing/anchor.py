"""An anchor: a place of a question that says which document is meant."""

from __future__ import annotations

from dataclasses import dataclass

from index.documents import Span

SURE, DATED = 2, 1
"""Ranks of a name and of a time."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the folded question with the documents it may mean.

    `rank` is 2 for a name, 1 for the time of a document, 0 for what only follows from the others.
    """

    span: Span
    documents: tuple[str, ...]
    rank: int = SURE

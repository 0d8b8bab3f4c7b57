"""Sentences with their exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.documents import Span

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]+[”’」』）)]*|[^。！？!?\n]+")
_CLAUSE = re.compile(r"[^；;]+[；;]?")


def sentence_spans(text: str, span: Span | None = None) -> Iterator[Span]:
    """Spans of the sentences in `text[span]`, without white space around them."""
    start, end = span or (0, len(text))
    for found in _SENTENCE.finditer(text, start, end):
        yield from _trimmed(text, found.span())


def clause_spans(text: str, span: Span) -> Iterator[Span]:
    """Spans of the parts of a sentence that semicolons set apart."""
    for found in _CLAUSE.finditer(text, *span):
        yield from _trimmed(text, found.span())


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if end > start:
        yield (start, end)

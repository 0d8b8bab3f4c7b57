"""What a citation vouches for: its quote, the sentence it stands in, and the headings above it."""

from __future__ import annotations

from collections.abc import Iterator

from index.documents import Outline, Span
from index.sentences import sentence_spans
from rag.answer import Citation


def passage_of(citation: Citation, outline: Outline | None) -> str:
    """The text that may support a sentence citing this: never the whole section.

    Quote, the sentences that the quote touches (a table row whole, with its header), the headings
    and the document's title. Without an outline the quote and headings alone.
    """
    parts = [citation.document, citation.label, *citation.path, citation.quote]
    if outline is not None:
        parts.extend(_around(outline, citation.span))
    return "\n".join(dict.fromkeys(parts))


def _around(outline: Outline, span: Span) -> Iterator[str]:
    for table in outline.tables:
        if rows := [row for row in table.rows if _touch(outline.node(row.node_id).span, span)]:
            yield " ".join(table.header)
            yield from (outline.slice(row.node_id) for row in rows)
        elif _touch(outline.node(table.node_id).span, span):
            yield " ".join(table.header)
    yield from _sentences(outline, span)


def _sentences(outline: Outline, span: Span) -> Iterator[str]:
    """Sentences that the span touches, sought only in the lines that hold it."""
    text = outline.text
    start = text.rfind("\n", 0, max(span[0], 0)) + 1
    end = text.find("\n", span[1])
    for sentence in sentence_spans(text, (start, len(text) if end < 0 else end)):
        if _touch(sentence, span):
            yield text[sentence[0] : sentence[1]]


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]

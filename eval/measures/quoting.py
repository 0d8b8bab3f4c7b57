"""Quote validity: every quote is, to the character, the piece of the document it points at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.answer import Citation


def quote_validity(citations: Sequence[Citation], texts: Mapping[str, str]) -> float:
    """Share of citations whose `quote` equals `texts[document_id][span]` and is not empty.

    In [0, 1]; 0 when nothing is cited. A document that is not in `texts` makes a quote invalid.
    """
    valid = sum(_is_exact(citation, texts) for citation in citations)
    return valid / len(citations) if citations else 0.0


def _is_exact(citation: Citation, texts: Mapping[str, str]) -> bool:
    text, (start, end) = texts.get(citation.document_id, ""), citation.span
    return 0 <= start < end <= len(text) and text[start:end] == citation.quote

"""Quoted: the names in quotation marks that a document is asked about, and answers that hold them."""

from __future__ import annotations

from collections.abc import Sequence

from rag.catalogue import Catalogue
from rag.comparing.sides import Side
from rag.draft import Draft
from rag.question import ParsedQuestion


def names_quoted(side: Side, catalogue: Catalogue) -> tuple[str, ...]:
    """The names in quotation marks that stand in a document of the side: it is asked about them."""
    quoted = (q for way in side.ways for q in ParsedQuestion(way).quoted)
    return tuple(
        dict.fromkeys(q for q in quoted if any(q in catalogue.folded(d) for d in side.documents))
    )


def holds_one(names: Sequence[str], draft: Draft, catalogue: Catalogue) -> bool:
    """Whether an answer, with the parts that it stands in, has one of the names, if there are any."""
    places = [e for s in draft.statements for e in s.evidence]
    parts = (catalogue.outline(e.document_id).node(e.node_id).span for e in places)
    texts = [
        catalogue.folded(e.document_id)[slice(*span)] for e, span in zip(places, parts, strict=True)
    ]
    return not names or any(name in text for name in names for text in texts)

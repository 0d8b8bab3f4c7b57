"""The parts that a query about structure or a table is answered with: a search shows them before what
has its words."""

from __future__ import annotations

import re

from index.documents import UNNUMBERED, Node
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Evidence
from rag.question import ParsedQuestion
from rag.routes import EXACT, WIDEST, narrowed
from rag.scope import Scope
from rag.structure.places import Place

_ASKS = re.compile(r"哪|几|什么|啥|多少|第|末|首|号|编号|吗|？|\?")
_COUNTED_OFF = re.compile(r"第\d+点$")
MOST = 3
"""Parts that are put first."""


def resolved_places(query: str, scope: Scope, catalogue: Catalogue) -> tuple[Place, ...]:
    """The first parts that an exact route cites for a query, in its order, or those that it is the
    label of; none for others."""
    if labelled := _labelled(query, scope, catalogue):
        return labelled
    if not _ASKS.search(query):
        return ()
    folded = ParsedQuestion(query).folded
    asked = ParsedQuestion(query, scope.spans, catalogue.learned_in(folded))
    few = narrowed(asked, scope, catalogue)
    drafts = (route(asked, few, catalogue) for route in EXACT)
    draft = next((each for each in drafts if each is not None), None)
    if draft is None or not draft.found:
        return ()
    cited = dict.fromkeys(_place(e, catalogue) for s in draft.statements for e in s.evidence)
    outlines = ((d, node, catalogue.outline(d)) for d, node in list(cited)[:MOST])
    return tuple(Place(d, outline, node) for d, node, outline in outlines)


def _labelled(query: str, scope: Scope, catalogue: Catalogue) -> tuple[Place, ...]:
    """The parts with the label that a query is, besides the name of a document: “（25）第2点”."""
    folded = fold(query)
    for start, end in sorted(scope.spans, reverse=True):
        folded = f"{folded[:start]} {folded[end:]}"
    label = folded.strip(" 的里中,")
    if not _COUNTED_OFF.search(label) or len(scope.documents) > WIDEST:
        return ()
    found: dict[str, Place] = {}
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        for node in outline.nodes:
            if node.number == UNNUMBERED and fold(node.label) == label:
                found.setdefault(document_id, Place(document_id, outline, node))
    return tuple(found.values())[:MOST]


def _place(evidence: Evidence, catalogue: Catalogue) -> tuple[str, Node]:
    """The document and the part that a place is cited as."""
    outline = catalogue.outline(evidence.document_id)
    return evidence.document_id, outline.point(evidence.node_id, evidence.span)

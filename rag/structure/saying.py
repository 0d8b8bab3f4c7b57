"""The part that says something: “哪一条规定了……” asks for the article that retrieval finds for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.documents import Node, Outline
from index.folding import fold
from index.numerals import NUMERAL
from rag.alignment import AlignedWord, Alignment, align
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.retrieve import retrieve
from rag.scope import Scope
from rag.structure.part_words import node_kinds
from rag.structure.places import Place
from rag.substance import substance

_FIGURE = re.compile(rf"(?:\d+(?:\.\d+)?|{NUMERAL}{{2,}})(?=周?岁|年|个?月|日|天|元|%|倍|万|亿)")
HITS = 8
"""Chunks among which the part is looked for."""
SAID = 0.7
"""Share of the topic's weight that the part and the headings above it must say."""
NAMED = 0.4
"""Substance of a word that names what is looked for."""
TIED = 0.01
"""Within this of the best score another part says it as well as far as can be told."""
LESS = 0.05
"""What the share of a part beside the best may be less."""
BELOW = 0.01
"""What the score of a part may be below the best found, which does not say enough itself."""
FEW = 2
"""Most parts that are told where several say it."""


def parts_saying(
    topic: str, terms: Sequence[str], kinds: Sequence[str], scope: Scope, catalogue: Catalogue,
    *, within: Place | None = None,
) -> tuple[Place, ...]:  # fmt: skip
    """The part of the kind that the words `kinds` mean (any that has a number without them) which
    says the topic best, with what is as good, in reading order; none where no part says enough."""
    words = align(ParsedQuestion(topic), tuple(terms), catalogue).words
    asked = Alignment(tuple(_literally(word, catalogue) for word in words))
    found: dict[str, tuple[float, float, Place]] = {}
    top = 0.0
    for hit in retrieve(catalogue, topic, HITS, scope.documents):
        document_id = hit.chunk.document_id
        outline = catalogue.outline(document_id)
        node = _addressed(outline.node(hit.chunk.node_id), kinds, outline)
        top = max(top, hit.score if node is not None else top)
        if (
            node is None
            or node.id in found
            or hit.score < top - BELOW
            or not _stands_in(node, document_id, within)
        ):
            continue
        share = _share(asked, document_id, node, catalogue)
        if share >= SAID and _says_figures(topic, document_id, node, catalogue):
            found[node.id] = (hit.score, share, Place(document_id, outline, node))
    best = next(iter(found.values()), None)
    if best is None:
        return ()
    tied = [p for score, share, p in found.values()
            if score >= best[0] - TIED and share >= best[1] - LESS
            and p.document_id == best[2].document_id]  # fmt: skip
    return tuple(sorted(tied[:FEW], key=lambda p: p.node.span))


def _literally(word: AlignedWord, catalogue: Catalogue) -> AlignedWord:
    """A thing that the documents know by its own name is not told by another's."""
    known = substance(word.text) >= NAMED and catalogue.known(word.text)
    return replace(word, others=()) if known else word


def _share(asked: Alignment, document_id: str, node: Node, catalogue: Catalogue) -> float:
    """Share of the topic that a part says; 0 where it lacks a thing that no document knows."""
    outline = catalogue.outline(document_id)
    text = catalogue.folded(document_id)[slice(*node.span)] + fold(outline.titles(node.id))
    return 0.0 if asked.strange(text) else asked.share(text)


def _says_figures(topic: str, document_id: str, node: Node, catalogue: Catalogue) -> bool:
    """Whether a part has all figures of the topic: one that has another is not meant."""
    text = catalogue.folded(document_id)[slice(*node.span)]
    return all(figure in text for figure in _FIGURE.findall(topic))


def _stands_in(node: Node, document_id: str, within: Place | None) -> bool:
    if within is None:
        return True
    start, end = within.node.span
    return document_id == within.document_id and start <= node.span[0] and node.span[1] <= end


def _addressed(node: Node, words: Sequence[str], outline: Outline) -> Node | None:
    """The nearest part above of the kinds asked for; without words the nearest with a number."""
    kinds = {kind for word in words for kind in node_kinds(word, outline)}
    numbered: Node | None = None
    while node.parent:
        if node.kind in kinds:
            return node
        if numbered is None and node.number and node.kind not in ("paragraph", "table", "row"):
            numbered = node
        node = outline.node(node.parent)
    return None if kinds else numbered

"""Neighbours: the boxes of a section that was found, and the section of a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.documents import Hit, Node, Outline
from rag.catalogue import Catalogue

OFFERED = 1
"""First hits whose neighbours are offered with them."""


def with_neighbours(hits: Sequence[Hit], catalogue: Catalogue) -> list[Hit]:
    """The hits with the neighbours of the first ones right behind them; each chunk once."""
    ordered: dict[str, Hit] = {}
    for place, hit in enumerate(hits):
        ordered.setdefault(hit.chunk.id, hit)
        if place < OFFERED:
            for near in _neighbours(hit, catalogue):
                ordered.setdefault(near.chunk.id, near)
    return list(ordered.values())


def _neighbours(hit: Hit, catalogue: Catalogue) -> list[Hit]:
    """The chunks that the neighbours begin with, with the score of the hit."""
    outline = catalogue.outline(hit.chunk.document_id)
    found = []
    for node in _near(outline, hit.chunk.node_id):
        try:
            chunk = catalogue.view(f"{node.id}#1").chunk
        except KeyError:  # a small part stands in the chunk of the part above it
            continue
        found.append(replace(hit, chunk=chunk, part=""))
    return found


def _near(outline: Outline, node_id: str) -> tuple[Node, ...]:
    """The section above the box that a node is or stands in, else the boxes of its own part."""
    chain = outline.ancestors(node_id)
    box = next((at for at, node in enumerate(chain) if node.kind == "box"), None)
    if box is not None:
        return chain[box - 1 : box] if chain[box - 1].kind != "document" else ()
    return tuple(n for n in outline.children(outline.address(node_id).id) if n.kind == "box")

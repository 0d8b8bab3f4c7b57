"""Places: the parts of documents that the addresses of a question name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.documents import Node, Outline
from rag.addresses import Address, Missing, locate
from rag.library import Library
from rag.scope import Scope


@dataclass(frozen=True, slots=True)
class Place:
    """A node together with its document."""

    document_id: str
    outline: Outline
    node: Node


def find_places(
    addresses: tuple[Address, ...], scope: Scope, library: Library
) -> tuple[tuple[Place, ...], Missing | None]:
    """The nodes that the addresses name, in the first document of the scope that has them.

    Without any, what is missing: in the first document where most of the addresses are found, one
    that has such parts at all before one that has none.
    """
    if not addresses:
        return (), None
    missing: list[Missing] = []
    for document_id in scope.documents:
        outline = library.outline(document_id)
        found = locate(outline, addresses)
        if isinstance(found, Missing):
            missing.append(replace(found, document_id=document_id))
            continue
        return tuple(Place(document_id, outline, node) for node in found), None
    nearest = max(missing, key=lambda m: (m.depth, m.total > 0), default=None)
    return (), nearest or Missing("这一部分", 0, "")

"""Places: the parts of documents that the addresses of a question name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.documents import Node, Outline
from rag.catalogue import Catalogue
from rag.scope import Scope
from rag.structure.addresses import Address, group_addresses
from rag.structure.locating import Missing, locate


@dataclass(frozen=True, slots=True)
class Place:
    """A node together with its document."""

    document_id: str
    outline: Outline
    node: Node


def find_places(
    addresses: tuple[Address, ...], scope: Scope, catalogue: Catalogue, folded: str = ""
) -> tuple[tuple[Place, ...], Missing | None]:
    """The nodes that the addresses name, in the first document of the scope that has them all.

    Several addresses joined by 和, 、 or 到 name several parts (`folded` is the question they stand
    in). Without any, what is missing: in the first document where most of the addresses are found,
    one that has such parts at all before one that has none.
    """
    if not addresses:
        return (), None
    missing: list[Missing] = []
    groups = group_addresses(folded, addresses)
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        found = [locate(outline, group) for group in groups]
        lacking = [f for f in found if isinstance(f, Missing)]
        if lacking:
            missing.append(replace(lacking[0], document_id=document_id))
            continue
        nodes = (node for f in found if not isinstance(f, Missing) for node in f)
        return tuple(Place(document_id, outline, node) for node in nodes), None
    nearest = max(missing, key=lambda m: (m.depth, m.total > 0), default=None)
    return (), nearest or Missing("这一部分", 0, "")

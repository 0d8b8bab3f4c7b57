"""Places: the parts of documents that the addresses of a question name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.documents import Node, Outline
from rag.catalogue import Catalogue
from rag.document_names import bare
from rag.scope import Scope
from rag.structure.addresses import Address, group_addresses
from rag.structure.locating import Missing, locate

_FEW = 8
"""Documents of which all headings are gone through for that title."""
_TITLED = 4
"""Fewest characters of a title that is known right before a number."""
_LINK = re.compile(r"[\"'》的里中内下面之 ]+$")


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
    for document_id in _fitting(scope, groups, folded, catalogue):
        outline = catalogue.outline(document_id)
        found = [_located(outline, group, folded) for group in groups]
        lacking = [f for f in found if isinstance(f, Missing)]
        if lacking:
            missing.append(replace(lacking[0], document_id=document_id))
            continue
        nodes = (node for f in found if not isinstance(f, Missing) for node in f)
        return tuple(Place(document_id, outline, node) for node in nodes), None
    nearest = max(missing, key=lambda m: (m.depth, m.total > 0), default=None)
    return (), nearest or Missing("这一部分", 0, "")


def _fitting(
    scope: Scope, groups: Sequence[tuple[Address, ...]], folded: str, catalogue: Catalogue
) -> Sequence[str]:
    """The documents of the scope; of a few those first in which the title of a part stands before a
    number (“基本原则第四条”)."""
    if not 1 < len(scope.documents) <= _FEW:
        return scope.documents
    return sorted(
        scope.documents,
        key=lambda d: not any(_holder(catalogue.outline(d), group, folded) for group in groups),
    )


def _holder(outline: Outline, group: tuple[Address, ...], folded: str) -> Node | None:
    """The part whose title stands right before a number."""
    before = bare(_LINK.sub("", folded[: group[0].start]))
    if len(before) < _TITLED:
        return None
    titles = ((bare(n.title), n) for n in outline.nodes if n.kind not in ("document", "paragraph"))
    return next(
        (n for title, n in titles if len(title) >= _TITLED and before.endswith(title)), None
    )


def _located(
    outline: Outline, group: tuple[Address, ...], folded: str
) -> tuple[Node, ...] | Missing:
    """The nodes of a group: inside the part whose title stands right before it, else anywhere."""
    holder = _holder(outline, group, folded)
    found = locate(outline, group, holder=holder) if holder else None
    return locate(outline, group) if found is None or isinstance(found, Missing) else found

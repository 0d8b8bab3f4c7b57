"""Merging: of hits that say the same the best is kept, and it is told where else it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Hit
from rag.catalogue import Catalogue

COMPARED = 50
"""First hits that are compared with one another."""
SAME = 0.9
"""Share of the pairs of characters in common from which two texts say the same."""
SHORTEST = 30
"""Texts with fewer characters are never merged: short rules and rows are alike by nature."""


def merged(hits: Sequence[Hit], catalogue: Catalogue) -> list[tuple[Hit, tuple[Hit, ...]]]:
    """Each hit that is kept, in order, with the hits behind it that say the same."""
    kept: list[tuple[Hit, list[Hit], frozenset[str]]] = []
    for place, hit in enumerate(hits):
        pairs = _pairs(catalogue.view(hit.chunk.id).text) if place < COMPARED else frozenset()
        twin = next((same for _, same, other in kept if _alike(pairs, other)), None)
        if twin is None:
            kept.append((hit, [], pairs))
        else:
            twin.append(hit)
    return [(hit, tuple(same)) for hit, same, _ in kept]


def _pairs(folded: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, for a short one none."""
    bare = re.sub(r"\W", "", folded)
    if len(bare) < SHORTEST:
        return frozenset()
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    small, large = sorted((len(one), len(other)))
    return small > 0 and small >= SAME * large and len(one & other) >= SAME * len(one | other)

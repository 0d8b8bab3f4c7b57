"""Boosted trees, read from numbers: the sum of one leaf of each tree is the log odds of a row.

Grown by `eval.evidence_fit` (gradient boosting on histograms, as in Ke et al., 2017); here they are only
walked through.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.ranking.pieces import Floats

LEAF = -1
"""The column of a node that is a leaf."""
_PARTS = ("column", "bound", "left", "right", "value")


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes of one tree, the root first: the `column` looked at (LEAF for a leaf), the `bound` up to
    which one goes `left`, else `right` (places of nodes), and the `value` of a leaf."""

    column: tuple[int, ...]
    bound: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def leaf(self, row: Sequence[float]) -> float:
        """The value of the leaf that a row comes to."""
        at = 0
        while (column := self.column[at]) != LEAF:
            at = self.left[at] if row[column] <= self.bound[at] else self.right[at]
        return self.value[at]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees and the log odds that they begin from; `columns` are the names of a row's numbers."""

    columns: tuple[str, ...]
    base: float
    trees: tuple[Tree, ...]

    def chance(self, row: Floats) -> float:
        """The chance that a row of shape (len(columns),) is one of those asked for, in (0, 1)."""
        numbers = row.tolist()
        odds = self.base + sum(tree.leaf(numbers) for tree in self.trees)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def forest_of(content: Mapping[str, object]) -> Forest:
    """A forest from what its file holds; ValueError where that is none."""
    match content:
        case {"columns": [*columns], "base": float(base), "trees": [*trees]}:
            return Forest(
                tuple(map(str, columns)), base, tuple(_tree(t, len(columns)) for t in trees)
            )
    raise ValueError("no forest: columns, base and trees are wanted")


def _tree(content: object, columns: int) -> Tree:
    if not isinstance(content, Mapping) or set(content) != set(_PARTS):
        raise ValueError(f"no tree: {_PARTS} are wanted")
    column, bound, left, right, value = (tuple(content[part]) for part in _PARTS)
    if not len(column) == len(bound) == len(left) == len(right) == len(value) > 0:
        raise ValueError("a tree whose parts differ in length")
    for at, (own, a, b) in enumerate(zip(column, left, right, strict=True)):
        inside = own == LEAF or (
            0 <= own < columns and at < a < len(column) and at < b < len(column)
        )
        if not inside:
            raise ValueError("a tree that leads nowhere")
    return Tree(column, bound, left, right, value)

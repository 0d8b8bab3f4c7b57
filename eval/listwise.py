"""Fitting of a linear ranker: the chance that a right one comes first, made as large as it can be.

The loss is that of ListNet's top-one probability (Cao et al., ICML 2007): −ln of the share of the
right ones in the softmax over all that are compared. Weights are never negative: more of a feature
never makes a place worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.float32]

STEPS = 600
_RATE, _FIRST, _SECOND = 0.02, 0.9, 0.999  # of Adam (Kingma and Ba, 2015)


@dataclass(frozen=True, slots=True)
class Group:
    """What one question compares: a row of features for each place, and which places are right."""

    rows: Rows
    right: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Packed:
    """Groups as one block: features (groups, places, features), what is there, what is right."""

    rows: Floats
    there: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]
    weight: float


def fit(sets: Sequence[tuple[Sequence[Group], float]], penalty: float = 3e-3) -> Floats:
    """One weight for each feature; each set counts by its weight, however many groups it has.

    Groups without a right place teach nothing and are left out. `penalty` is that of the squares
    of the weights of the standardised features. The same sets give the same weights.
    """
    packed = [_packed([g for g in groups if g.right.any()], weight) for groups, weight in sets]
    scale = np.concatenate([p.rows[p.there] for p in packed]).std(axis=0) + 1e-9
    roots = np.full(len(scale), 0.3)
    first, second = np.zeros_like(roots), np.zeros_like(roots)
    for step in range(1, STEPS + 1):
        slope = sum((_slope(p, roots**2, scale) for p in packed), 2 * penalty * roots**2)
        slope = slope * 2 * roots
        first = _FIRST * first + (1 - _FIRST) * slope
        second = _SECOND * second + (1 - _SECOND) * slope**2
        moved = first / (1 - _FIRST**step) / (np.sqrt(second / (1 - _SECOND**step)) + 1e-9)
        roots = roots - _RATE * moved
    return np.asarray(roots**2 / scale)


def first_right(groups: Sequence[Group], weights: Floats, cutoff: int) -> float:
    """Share of the groups with a right place among the first `cutoff`, in [0, 1]."""
    found = [
        bool(g.right[np.argsort(-(g.rows @ weights), kind="stable")][:cutoff].any()) for g in groups
    ]
    return float(np.mean(found)) if found else 0.0


def _packed(groups: Sequence[Group], weight: float) -> Packed:
    places = max(len(g.right) for g in groups)
    rows = np.zeros((len(groups), places, groups[0].rows.shape[1]))
    there = np.zeros((len(groups), places), np.bool_)
    right = np.zeros((len(groups), places), np.bool_)
    for at, group in enumerate(groups):
        size = len(group.right)
        rows[at, :size], there[at, :size], right[at, :size] = group.rows, True, group.right
    return Packed(rows, there, right, weight)


def _slope(packed: Packed, weights: Floats, scale: Floats) -> Floats:
    """The gradient of the mean loss by the weights of the standardised features."""
    scores = np.where(packed.there, packed.rows @ (weights / scale), -np.inf)
    chances = _softmax(scores)
    rights = _softmax(np.where(packed.right, scores, -np.inf))
    difference = (chances - rights)[:, None, :] @ packed.rows
    return np.asarray(packed.weight * difference[:, 0, :].mean(axis=0) / scale)


def _softmax(scores: Floats) -> Floats:
    risen = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(risen / risen.sum(axis=1, keepdims=True))

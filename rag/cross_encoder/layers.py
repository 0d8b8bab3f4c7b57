"""Layers of the cross-encoder in NumPy: they give what PyTorch gives for the same weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rag.ranking.pieces import Floats

Weights = Mapping[str, Floats]
"""Tensors by their names in PyTorch (“encoding.0.gate.weight”)."""
GAP = 2
"""Empty places between two texts in one row: as many as a window reaches beyond its middle."""
_SMALL = 1e-5


def linear(weights: Weights, name: str, rows: Floats) -> Floats:
    """An affine map of each row."""
    return np.asarray(rows @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], np.float32)


def normalised(weights: Weights, name: str, rows: Floats) -> Floats:
    """Each row brought to mean 0 and deviation 1, then scaled and moved (layer normalisation)."""
    size = rows.shape[-1]
    rows = rows - rows.sum(axis=-1, keepdims=True) / size
    spread = np.sqrt(np.einsum("...d,...d->...", rows, rows) / size + _SMALL)
    return np.asarray(
        rows / spread[..., None] * weights[f"{name}.weight"] + weights[f"{name}.bias"], np.float32
    )


def gated(weights: Weights, name: str, rows: Floats, there: Floats) -> Floats:
    """A residual layer: a window of five places, one filter a column, then a gate.

    `rows` are texts one behind the other, GAP places between them where `there` is 0.
    """
    seen = normalised(weights, f"{name}.norm", rows) * there[:, None]
    filters = weights[f"{name}.window.weight"]
    wide = np.pad(seen, ((GAP, GAP), (0, 0)))
    moved = np.tile(weights[f"{name}.window.bias"], (len(rows), 1))
    for at in range(filters.shape[-1]):
        moved += wide[at : at + len(rows)] * filters[:, 0, at]
    opened, value = np.split(linear(weights, f"{name}.gate", moved), 2, axis=-1)
    return rows + linear(weights, f"{name}.out", np.maximum(opened, 0) * value)


def softmax(values: Floats, axis: int) -> Floats:
    """The values as shares along an axis."""
    powers = np.exp(values - values.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), np.float32)

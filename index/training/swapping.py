"""Made-up synonyms: a piece of a question replaced by a neighbour of its starting row."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


def neighbours(rows: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return (pieces, 4): the pieces whose rows have the highest cosine with each piece's own."""
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    found = np.zeros((len(rows), 4), dtype=np.int32)
    for start in range(0, len(rows), 1000):
        scores = unit[start : start + 1000] @ unit.T
        scores[np.arange(len(scores)), np.arange(start, start + len(scores))] = -1
        found[start : start + 1000] = np.argpartition(-scores, 3, axis=1)[:, :4]
    return found


def swapped(
    ids: Tensor, near: NDArray[np.int32], chance: float, rng: np.random.Generator
) -> Tensor:
    """Return `ids` with each replaced, by chance, by one of its neighbours."""
    plain = ids.numpy()
    others = near[plain, rng.integers(near.shape[1], size=len(plain))]
    return torch.from_numpy(np.where(rng.random(len(plain)) < chance, others, plain))

"""The two losses: a softmax over the texts of a batch, and disagreement with human grades."""

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize


def contrast(
    near: Tensor,
    far: Tensor,
    lefts: NDArray[np.int64],
    target: NDArray[np.int64],
    *,
    temperature: float,
) -> Tensor:
    """Return the mean in-batch softmax loss of both directions (multiple negatives ranking).

    `near` are the n left texts, `far` the distinct right ones with hard negatives among them;
    `target[i]` is the match of left text i, `lefts[i]` its identity. Another match of the same left
    text, or another left text of the same match, is no negative.
    """
    scores = normalize(near, dim=1) @ normalize(far, dim=1).T / temperature
    same = (lefts[:, None] == lefts[None, :]) & (target[:, None] != target[None, :])
    if same.any():
        rows, others = same.nonzero()
        blocked = torch.zeros(scores.shape, dtype=torch.bool)
        blocked[torch.from_numpy(rows), torch.from_numpy(target[others])] = True
        scores = scores.masked_fill(blocked, -math.inf)
    right = torch.from_numpy(target)
    back = scores[:, right].T
    shared = target[:, None] == target[None, :]
    np.fill_diagonal(shared, False)
    if shared.any():
        back = back.masked_fill(torch.from_numpy(shared), -math.inf)
    own = torch.arange(len(near))
    return (cross_entropy(scores, right) + cross_entropy(back, own)) / 2


def disagreement(near: Tensor, far: Tensor, scores: NDArray[np.float32]) -> Tensor:
    """Return 1 - Pearson's correlation of cosine and score, within [0, 2].

    Bounded on purpose: losses over pairs of pairs (CoSENT) are led by the few worst labels, and
    made every figure fall.
    """
    cosines = (normalize(near, dim=1) * normalize(far, dim=1)).sum(dim=1)
    graded = torch.from_numpy(scores)
    return 1 - normalize(cosines - cosines.mean(), dim=0) @ normalize(graded - graded.mean(), dim=0)

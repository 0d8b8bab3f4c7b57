"""Whether two systems differ on the same questions: sign test and randomisation test.

Sign test: Conover, Practical Nonparametric Statistics (1999), 3.4. Randomisation test of the mean
difference: Smucker, Allan, Carterette, A Comparison of Statistical Significance Tests for
Information Retrieval Evaluation (CIKM 2007).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from eval.measures.interval import SEED

ROUNDS = 10_000


def sign_test(wins: int, losses: int) -> float:
    """Two-sided p of so uneven a split of wins and losses if both were as likely; ties left out.

    1.0 when there are neither. ValueError for negative counts.
    """
    if min(wins, losses) < 0:
        raise ValueError(f"wins {wins}, losses {losses}: counts are never negative")
    total, fewer = wins + losses, min(wins, losses)
    tail = sum(math.comb(total, k) for k in range(fewer + 1))
    return min(1.0, 2 * tail / (1 << total))


def randomisation_test(differences: Sequence[float]) -> float:
    """Two-sided p of the mean difference under random signs, in (0, 1]; 1.0 without a difference.

    `differences`: score of the second system less that of the first, one for each question.
    """
    values = np.asarray([d for d in differences if d], dtype=np.float64)
    if not len(values):
        return 1.0
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), (ROUNDS, len(values)))
    drawn = np.abs(signs @ values)
    reached = int(np.sum(drawn >= abs(values.sum()) - 1e-12))
    return float((reached + 1) / (ROUNDS + 1))

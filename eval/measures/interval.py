"""Confidence intervals of a mean by the bootstrap: percentiles over resampled questions.

Efron, Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. The questions of a set are
a sample of those that people ask; the interval says how far another sample might have come out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLES = 2_000
SEED = 20_240_601


def interval(values: Sequence[float], *, level: float = 0.95) -> tuple[float, float]:
    """Lower and upper end of the mean's interval at this level; the same values give the same ends.

    ValueError without values, or when the level is not between 0 and 1.
    """
    if not values:
        raise ValueError("no values: an interval needs at least one")
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: it must lie between 0 and 1")
    listed = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(listed), (RESAMPLES, len(listed)))
    means = listed[drawn].mean(axis=1)
    tail = 50 * (1 - level)
    low, high = np.percentile(means, [tail, 100 - tail])
    return float(low), float(high)

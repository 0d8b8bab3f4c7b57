"""Latency: percentiles by nearest rank, so that every value shown was really measured."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], p: float) -> float:
    """The smallest value that at least p of 100 values do not exceed (nearest rank).

    ValueError when there are no values or p is not in (0, 100].
    """
    if not values:
        raise ValueError("no values: a percentile needs at least one")
    if not 0 < p <= 100:
        raise ValueError(f"p is {p}: it must be above 0 and at most 100")
    return sorted(values)[math.ceil(len(values) * p / 100) - 1]

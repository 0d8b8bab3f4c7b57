"""Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): score = Σ w / (k + rank)."""

from __future__ import annotations

from collections.abc import Sequence

RRF_K = 60
"""The constant k of the paper."""


def fuse(
    rankings: Sequence[tuple[Sequence[str], float]], *, k: int = RRF_K
) -> list[tuple[str, float]]:
    """Fuses weighted rankings of ids, each best first; ties keep the order of first appearance.

    The smaller `k`, the more the first places count.
    """
    scores: dict[str, float] = {}
    for ranking, weight in rankings:
        for rank, name in enumerate(ranking, start=1):
            scores[name] = scores.get(name, 0.0) + weight / (k + rank)
    return sorted(scores.items(), key=lambda item: -item[1])

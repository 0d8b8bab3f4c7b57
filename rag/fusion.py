"""Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): score = Σ w / (60 + rank)."""

from __future__ import annotations

from collections.abc import Sequence

RRF_K = 60


def fuse(rankings: Sequence[tuple[Sequence[str], float]]) -> list[tuple[str, float]]:
    """Fuses weighted rankings of ids, each best first; ties keep the order of first appearance."""
    scores: dict[str, float] = {}
    for ranking, weight in rankings:
        for rank, name in enumerate(ranking, start=1):
            scores[name] = scores.get(name, 0.0) + weight / (RRF_K + rank)
    return sorted(scores.items(), key=lambda item: -item[1])

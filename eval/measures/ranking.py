"""Measures of a ranked list: success@k, recall@k, reciprocal rank, nDCG@k.

`ranked` holds keys, best first; `relevant` the keys that should be found. A key that comes twice
counts once. Definitions: Manning, Raghavan, Schütze, Introduction to Information Retrieval (2008),
8.4; reciprocal rank: Voorhees, The TREC-8 Question Answering Track Report (1999); nDCG: Järvelin,
Kekäläinen, Cumulated Gain-Based Evaluation of IR Techniques (2002), gain 1 for what is relevant,
discount log2(rank + 1). With nothing relevant the value is 0: ask only about questions that have an answer.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def success_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 when one of the first k is relevant, else 0. ValueError when k < 1."""
    return float(any(key in relevant for key in ranked[: _positive(k)]))


def recall_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """Share of the relevant keys among the first k, in [0, 1]. ValueError when k < 1."""
    wanted = set(relevant)
    found = wanted & set(ranked[: _positive(k)])
    return len(found) / len(wanted) if wanted else 0.0


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant key, 0 when there is none; the mean over questions is MRR."""
    return next((1 / rank for rank, key in enumerate(ranked, start=1) if key in relevant), 0.0)


def ndcg_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """Discounted gain of the first k over that of the best order, in [0, 1]. ValueError when k < 1.

    A relevant key gains at its first place only.
    """
    wanted = set(relevant)
    firsts = {key: rank for rank, key in reversed(list(enumerate(ranked[: _positive(k)], start=1)))}
    gained = sum(_discount(rank) for key, rank in firsts.items() if key in wanted)
    best = sum(_discount(rank) for rank in range(1, min(k, len(wanted)) + 1))
    return gained / best if wanted else 0.0


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def _positive(k: int) -> int:
    if k < 1:
        raise ValueError(f"k is {k}: it must be at least 1")
    return k

"""The ranker: a weighted sum of features, whose weights were fitted (see weights.json)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from rag.catalogue import Catalogue
from rag.ranking.features import NAMES, features
from rag.ranking.pieces import Floats, HasPieces
from rag.ranking.views import View
from rag.ranking.wanted import Wanted

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


@lru_cache(maxsize=1)
def weights() -> Floats:
    """The weights in the order of NAMES; ValueError when the file holds others."""
    fitted = json.loads(WEIGHTS_FILE.read_text("utf-8"))["weights"]
    if tuple(fitted) != NAMES:
        raise ValueError(f"{WEIGHTS_FILE.name} holds weights of other features than {NAMES}")
    return np.array([fitted[name] for name in NAMES], np.float32)


def rank(
    wanted: Wanted,
    views: Sequence[View],
    words: Mapping[str, float],
    vectors: Mapping[str, float],
    catalogue: Catalogue,
) -> list[tuple[View, float]]:
    """The views with their scores in (0, 1), best first; ties keep their order."""
    if not views:
        return []
    table = catalogue.embedder if isinstance(catalogue.embedder, HasPieces) else None
    sums = features(wanted, views, words, vectors, table) @ weights()
    scores = 1 / (1 + np.exp(-np.clip(sums / weights()[4:8].sum(), -30, 30)))
    order = np.argsort(-sums, kind="stable")
    return [(views[at], float(scores[at])) for at in order]

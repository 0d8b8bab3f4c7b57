"""Whether evidence is enough: a fitted judgement of what a sentence and a question have in common.

A logistic regression over NAMES; its weights were fitted on questions that the documents answer
and on questions that they do not (see evidence_weights.json).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from rag.evidence_features import NAMES
from rag.ranking.pieces import Floats

WEIGHTS_FILE = Path(__file__).with_name("evidence_weights.json")
BOUND = 0.4
"""Least chance, as fitted, that the evidence answers the question."""

OF_ONE_MODEL = frozenset({"meaning", "spoken_meaning", "nearest", "farthest", "score"})
"""What has another scale with another embedding model: then the judgement goes without it."""


def is_enough(row: Floats, *, known_scale: bool) -> bool:
    """Whether the evidence answers the question, by its row of NAMES; `known_scale` for the model
    that the weights were fitted with."""
    bias, weights = _weights(known_scale)
    return bool(1 / (1 + np.exp(-(bias + row @ weights))) >= BOUND)


@lru_cache(maxsize=2)
def _weights(known_scale: bool) -> tuple[float, Floats]:
    """The bias and the weights in the order of NAMES; ValueError when the file holds others."""
    fitted: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    chosen = dict(fitted["weights" if known_scale else "weights_of_any_model"])
    bias = chosen.pop("bias")
    if tuple(chosen) != NAMES:
        raise ValueError(f"{WEIGHTS_FILE.name} holds weights of other features than {NAMES}")
    return bias, np.array([chosen[name] for name in NAMES], np.float32)

"""Whether evidence is enough: a fitted judgement of what a sentence and a question have in common.

A logistic regression over NAMES; its weights were fitted on questions that the documents answer
and on questions that they do not (see weights.json).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from rag.evidence.features import NAMES
from rag.ranking.pieces import Floats

WEIGHTS_FILE = Path(__file__).with_name("weights.json")
BOUND = 0.4
"""Least chance, as fitted, that the evidence answers the question."""
PLAIN_BOUND = 0.15
"""The same for a question in everyday words: they are never those of the documents."""
PLAIN = {"spoken": 0.25, "meaning": 0.2}
"""Share of words of speech, and cosine, from which a question is one; where it asks for a figure
the sentence must have one, and the share of FIGURE_SPOKEN."""
FIGURE_SPOKEN = 0.45

OF_ONE_MODEL = frozenset({"meaning", "spoken_meaning", "nearest", "farthest", "score"})
"""What has another scale with another embedding model: then the judgement goes without it."""


def is_enough(row: Floats, *, known_scale: bool) -> bool:
    """Whether the evidence answers the question, by its row of NAMES; `known_scale` for the model
    that the weights were fitted with."""
    bias, weights = _weights(known_scale)
    bound = PLAIN_BOUND if known_scale and _is_plain(row) else BOUND
    return bool(1 / (1 + np.exp(-(bias + row @ weights))) >= bound)


def _is_plain(row: Floats) -> bool:
    of = dict(zip(NAMES, row.tolist(), strict=True))
    if of["absent"] or of["no_figure"] or any(of[name] < least for name, least in PLAIN.items()):
        return False
    return of["spoken"] >= FIGURE_SPOKEN or not (of["quantity"] or of["count"])


@lru_cache(maxsize=2)
def _weights(known_scale: bool) -> tuple[float, Floats]:
    """The bias and the weights in the order of NAMES; ValueError when the file holds others."""
    fitted: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    chosen = dict(fitted["weights" if known_scale else "weights_of_any_model"])
    bias = chosen.pop("bias")
    if tuple(chosen) != NAMES:
        raise ValueError(f"{WEIGHTS_FILE.name} holds weights of other features than {NAMES}")
    return bias, np.array([chosen[name] for name in NAMES], np.float32)

"""Whether evidence is enough: a fitted judgement of what a sentence and a question have in common.

A logistic regression over NAMES; its weights were fitted on questions that the documents answer
and on questions that they do not (see evidence_weights.json).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np

from rag.ranking.pieces import Floats

WEIGHTS_FILE = Path(__file__).with_name("evidence_weights.json")
BOUND = 0.5
"""Least chance, as fitted, that the evidence answers the question."""


@dataclass(frozen=True, slots=True)
class Common:
    """What a question and a sentence have in common, and what kind of question it is.

    `cover`: share of the weight of its words that the sentence with its headings and, less, its
    section meet; `unmet`: the weightiest official word that the section lacks; `lacking`: substance
    of the noun that the sentence lacks most, as much of it as the question is not in words of
    speech; `spoken`: share of those; `meaning`: cosine to the sentence; `spoken_meaning`: both multiplied;
    `bridge`: what the section meets by the bridge; `characters`: share of characters that the
    sentence has; `lead`: log odds of its section over those of the best other one; `score`: of the
    sentence among those found; `words`: of the question, at most 8; `quantity` and `check`: 1 where
    a figure or a yes is asked for.
    """

    cover: float
    unmet: float
    lacking: float
    spoken: float
    meaning: float
    spoken_meaning: float
    bridge: float
    characters: float
    lead: float
    score: float
    words: float
    quantity: float
    check: float


NAMES = tuple(field.name for field in fields(Common))
OF_ONE_MODEL = frozenset({"meaning", "spoken_meaning", "score"})
"""What has another scale with another embedding model: then the judgement goes without it."""


def is_enough(common: Common, *, known_scale: bool) -> bool:
    """Whether the evidence answers the question; `known_scale` for the model that it was fitted with."""
    bias, weights = _weights(known_scale)
    chance = 1 / (1 + np.exp(-(bias + np.array(astuple(common)) @ weights)))
    return bool(chance >= BOUND)


@lru_cache(maxsize=2)
def _weights(known_scale: bool) -> tuple[float, Floats]:
    """The bias and the weights in the order of NAMES; ValueError when the file holds others."""
    fitted: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    chosen = dict(fitted["weights" if known_scale else "weights_of_any_model"])
    bias = chosen.pop("bias")
    if tuple(chosen) != NAMES:
        raise ValueError(f"{WEIGHTS_FILE.name} holds weights of other features than {NAMES}")
    return bias, np.array([chosen[name] for name in NAMES], np.float32)

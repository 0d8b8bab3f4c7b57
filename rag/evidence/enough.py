"""Whether evidence is enough: a fitted judgement of what a sentence and a question have in common.

Boosted trees over NAMES, grown on questions that the documents answer and on questions that they do not
(see forest.json). What is in common never speaks against an answer, and what is lacking never for one.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from rag.evidence.features import NAMES
from rag.evidence.trees import Forest, forest_of
from rag.ranking.pieces import Floats

FOREST_FILE = Path(__file__).with_name("forest.json")
BOUND = 0.3
"""Least chance, as fitted, that the evidence answers the question."""
OTHER_BOUND = 0.25
"""The same with another embedding model, whose cosines are left aside."""
PLAIN_BOUND = 0.15
"""The same for a question in everyday words: they are never those of the documents."""
PLAIN = {"spoken": 0.25, "meaning": 0.2}
"""Share of words of speech, and cosine, from which a question is one; where it asks for a figure
the sentence must have one, and the share of FIGURE_SPOKEN."""
FIGURE_SPOKEN = 0.45

OF_ONE_MODEL = frozenset({"meaning", "spoken_meaning", "nearest", "farthest", "score", "ahead"})
"""What has another scale with another embedding model: then the judgement goes without it."""


def is_enough(row: Floats, *, known_scale: bool) -> bool:
    """Whether the evidence answers the question, by its row of NAMES; `known_scale` for the model
    that the weights were fitted with."""
    bound = BOUND if known_scale else OTHER_BOUND
    if known_scale and _is_plain(row):
        bound = PLAIN_BOUND
    return forest(known_scale=known_scale).chance(row) >= bound


def _is_plain(row: Floats) -> bool:
    of = dict(zip(NAMES, row.tolist(), strict=True))
    if of["absent"] or of["no_figure"] or any(of[name] < least for name, least in PLAIN.items()):
        return False
    return of["spoken"] >= FIGURE_SPOKEN or not (of["quantity"] or of["count"])


@lru_cache(maxsize=2)
def forest(*, known_scale: bool) -> Forest:
    """The trees for the model that they were grown with, or for any; ValueError when the file holds
    those of other features."""
    fitted = json.loads(FOREST_FILE.read_text("utf-8"))
    grown = forest_of(fitted["forest" if known_scale else "forest_of_any_model"])
    if grown.columns != NAMES:
        raise ValueError(f"{FOREST_FILE.name} holds trees of other features than {NAMES}")
    return grown

"""BM25 over two fields: the formulas alone, on plain numbers and arrays.

The weighting of fields is “simple BM25F” (Robertson, Zaragoza, Taylor: Simple BM25 Extension to
Multiple Weighted Fields, CIKM 2004) with the length of each field normalised by itself
(Zaragoza et al., TREC-13, 2004); the idf is Lucene's, which is never negative.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bm25Settings:
    """k1: how soon repetition stops counting; b: how much length counts; weights of the fields."""

    k1: float = 1.2
    b_text: float = 0.6
    b_path: float = 0.3
    path_weight: float = 1.5


DEFAULT_SETTINGS = Bm25Settings()


def idf(chunks: int, containing: int) -> float:
    """ln(1 + (N − n + 0.5) / (n + 0.5)): rarity of a term that stands in n of N chunks; above 0."""
    return math.log(1 + (chunks - containing + 0.5) / (containing + 0.5))


def normalised(counts: Floats, lengths: Floats, average: float, b: float) -> Floats:
    """tf / (1 − b + b · length / average), one value for each posting (all of one shape)."""
    if average <= 0:
        return counts
    return counts / (1 - b + b * lengths / average)


def saturated(frequency: Floats, k1: float) -> Floats:
    """tf · (k1 + 1) / (k1 + tf): grows with repetition towards k1 + 1."""
    return frequency * (k1 + 1) / (k1 + frequency)


def impacts(
    text_part: Floats,
    path_part: Floats,
    rarity: float | Floats,
    settings: Bm25Settings = DEFAULT_SETTINGS,
) -> Floats:
    """What each posting adds to the score of its chunk, from its normalised field frequencies."""
    return rarity * saturated(text_part + settings.path_weight * path_part, settings.k1)

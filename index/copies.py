"""Copies: whether two texts are one document, by the share of their 8-character pieces."""

from __future__ import annotations

import re
import zlib

from index.folding import fold

PIECE = 8
SAME = 0.8
"""Two texts are one document when at least this share of their pieces is common (Jaccard).

The two copies of the plan reach 0.98; two different plans stay below 0.02.
"""


def pieces(text: str) -> frozenset[int]:
    """Hashes of every 8-character piece of the folded text without punctuation and spaces."""
    bare = re.sub(r"\W", "", fold(text))
    return frozenset(
        zlib.crc32(bare[i : i + PIECE].encode()) for i in range(max(1, len(bare) - PIECE + 1))
    )


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """Jaccard index of two sets of pieces, 0 to 1."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0

"""Where pieces meet, as fixed random directions: what finds a name that no vocabulary has.

A name that is not in the vocabulary falls into pieces that say nothing of it, and a mean forgets their
order. So every two characters at a border of two pieces, and inside a run that has no piece, have a
direction of their own, made of their two code points alone (feature hashing: Weinberger et al., ICML
2009): nothing is learned for it and nothing stored.
"""

from __future__ import annotations

import json
import operator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Encoding

PAIRS_FILE = "pairs.json"
_WORD = 64
"""Signs made at a time."""
_MOST = 4096
_ROWS = 1 << 13
"""Pairs added at a time: a book as one text costs little more memory than a page."""
_STEP, _SPREAD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)
_MIXED = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST = np.uint64(31)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is put behind the vector of a text: `dimension` numbers, a multiple of 64 (0 for nothing).

    `query` and `passage` are the lengths of that part beside the vector's 1, before the whole is brought
    to length 1. Their product is what pairs count between question and passage; a small `query` leaves
    two questions as alike as their vectors are.
    """

    dimension: int
    query: float
    passage: float

    def direction(self, encoding: Encoding) -> NDArray[np.float32]:
        """The unit vector of a text's pairs, each by the logarithm of its number; zero without any."""
        pairs, numbers = np.unique(_pairs(encoding), return_counts=True)
        counts = np.log1p(numbers).astype(np.float32)
        total = np.zeros(self.dimension, np.float32)
        for start in range(0, len(pairs), _ROWS):
            part = counts[start : start + _ROWS]
            total += 2 * (part @ _bits(pairs[start : start + _ROWS], self.dimension)) - part.sum()
        length = float(np.linalg.norm(total))
        return total / length if length else total


NONE = Pairs(0, 0.0, 0.0)
"""Of a model that has no more than the vectors of its pieces."""


def read_pairs(folder: Path) -> Pairs:
    """The settings in a model folder, NONE where it has no file of them; ModelError for a broken one."""
    try:
        said = json.loads((folder / PAIRS_FILE).read_text("utf-8"))
        pairs = Pairs(
            operator.index(said["dimension"]), float(said["query"]), float(said["passage"])
        )
    except FileNotFoundError:
        return NONE
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise _unreadable(folder) from error
    lengths = (pairs.query, pairs.passage)
    if pairs.dimension not in range(_WORD, _MOST + 1, _WORD) or not all(
        0 <= x < 1e6 for x in lengths
    ):
        raise _unreadable(folder)
    return pairs


def _unreadable(folder: Path) -> ModelError:
    return ModelError(f"向量模型文件夹 {folder} 里的 {PAIRS_FILE} 读不出来，请重新复制整个文件夹。")


def _pairs(encoding: Encoding) -> NDArray[np.uint64]:
    """A number for every two characters at a border of two pieces that touch, or in an unknown run."""
    pieces, places = encoding.tokens, encoding.offsets
    runs = [piece for piece, known in zip(pieces, encoding.ids, strict=True) if not known]
    touching = [
        one[-1] + other[0]
        for one, other, (_, end), (start, _) in zip(
            pieces, pieces[1:], places, places[1:], strict=False
        )
        if end == start
    ]
    touching += [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
    points = np.frombuffer("".join(touching).encode("utf-32-le"), "<u4").astype(np.uint64)
    return (points[::2] << np.uint64(21)) | points[1::2]


def _bits(pairs: NDArray[np.uint64], dimension: int) -> NDArray[np.float32]:
    """The random bits of each pair, shape (len(pairs), dimension), 0 or 1 (mixed by splitmix64)."""
    words = np.arange(1, dimension // _WORD + 1, dtype=np.uint64) * _SPREAD
    mixed = (pairs * _STEP)[:, None] + words
    for shift, factor in _MIXED:
        mixed = (mixed ^ (mixed >> shift)) * factor
    mixed ^= mixed >> _LAST
    return np.unpackbits(mixed.astype("<u8").view(np.uint8), axis=1).astype(np.float32)

"""Texts as counted pieces, and their sums over a table of piece vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import embedding_bag

UNKNOWN_ID = 0

# Texts longer than this many pieces are cut in training.
LONGEST_TEXT = 400

Batch = tuple[Tensor, Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as bags: text i holds piece `ids[k]` `counts[k]` times, offsets[i] <= k < offsets[i+1].

    Each piece of a text stands once with its count: a third less to read than the text itself.
    """

    ids: NDArray[np.int32]
    counts: NDArray[np.float32]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def take(
        self, rows: NDArray[np.int64], drop: float = 0.0, rng: np.random.Generator | None = None
    ) -> Batch:
        """Return (ids, offsets, counts) of the texts at `rows`.

        With a generator each piece is left out, all its occurrences at once, with chance `drop`.
        """
        starts = self.offsets[rows]
        lengths = self.offsets[rows + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
        if drop > 0 and rng is not None:
            owners = np.repeat(np.arange(len(rows)), lengths)
            kept = rng.random(len(places)) >= drop
            places = places[kept]
            lengths = np.bincount(owners[kept], minlength=len(rows))
            ends = np.cumsum(lengths)
        begins = torch.from_numpy((ends - lengths).astype(np.int32))
        return torch.from_numpy(self.ids[places]), begins, torch.from_numpy(self.counts[places])


def make_bags(tokenizer: Tokenizer, texts: Sequence[str]) -> Bags:
    """Return `texts` as bags without the unknown piece; a text with no other keeps it."""
    ids: list[NDArray[np.int32]] = []
    counts: list[NDArray[np.float32]] = []
    for start in range(0, len(texts), 20_000):
        some = list(texts[start : start + 20_000])
        for encoding in tokenizer.encode_batch_fast(some, add_special_tokens=False):
            cut = encoding.ids[:LONGEST_TEXT]
            known = [i for i in cut if i != UNKNOWN_ID] or [UNKNOWN_ID]
            pieces, times = np.unique(np.array(known, dtype=np.int32), return_counts=True)
            ids.append(pieces)
            counts.append(times.astype(np.float32))
    lengths = np.array([0, *map(len, ids)], dtype=np.int64)
    return Bags(np.concatenate(ids), np.concatenate(counts), np.cumsum(lengths))


def embed(table: Tensor, batch: Batch) -> Tensor:
    """Return the (n, dimension) sums of the rows of `table`, not normalised.

    A sum, since only cosines are asked for; with counts it takes a path eight times as fast.
    """
    ids, offsets, counts = batch
    return embedding_bag(ids, table, offsets, mode="sum", per_sample_weights=counts)

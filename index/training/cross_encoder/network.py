"""The network in PyTorch, for training: `rag/cross_encoder/network.py` gives the same from its weights.

A question and a sentence are encoded apart, aligned piece by piece, compared, and judged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

HEADS = 4
WINDOW = 5
FEATURES = 5
CHARACTERS = 4
"""Characters of a piece."""
_NOWHERE = -1e4


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of each piece: unit vector, logarithm of its weight, length, characters (−1: none)."""

    vectors: NDArray[np.float32]
    weight: NDArray[np.float32]
    length: NDArray[np.float32]
    characters: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions (questions, pieces) and sentences (pairs, pieces) as ids, −1 behind their ends; the
    part of each piece of a sentence (1 headings, 2 sentence); which question each pair has."""

    questions: Tensor
    sentences: Tensor
    parts: Tensor
    which: Tensor


class Gated(nn.Module):
    """A residual layer: a window of five places, one filter a column, then a gate."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.window = nn.Conv1d(width, width, WINDOW, padding=WINDOW // 2, groups=width)
        self.gate, self.out = nn.Linear(width, 2 * width), nn.Linear(width, width)

    def forward(self, rows: Tensor, there: Tensor) -> Tensor:
        """Rows (texts, pieces, width); `there` is 1 where there is a piece."""
        seen = self.norm(rows) * there[..., None]
        moved = self.window(seen.transpose(1, 2)).transpose(1, 2)
        opened, value = self.gate(moved).chunk(2, -1)
        out: Tensor = rows + self.out(functional.relu(opened) * value)
        return out


def _head(inward: int, hidden: int, drop: float) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(inward, hidden), nn.ReLU(), nn.Dropout(drop), nn.Linear(hidden, 1)
    )


class CrossEncoder(nn.Module):
    """Log odds that a sentence answers a question, or, by `kind`, that a pair of texts fits."""

    of_vectors: Tensor
    of_weight: Tensor
    of_length: Tensor
    of_characters: Tensor

    def __init__(self, table: Table, width: int, drop: float, kinds: int) -> None:
        super().__init__()
        for name in ("vectors", "weight", "length", "characters"):
            values = torch.from_numpy(getattr(table, name))
            self.register_buffer(f"of_{name}", values, persistent=False)
        self.inward = nn.Linear(table.vectors.shape[1] + 2, width)
        self.part = nn.Embedding(3, width)
        self.met = nn.Linear(FEATURES, width)
        self.encoding = nn.ModuleList([Gated(width) for _ in range(2)])
        self.left, self.right = nn.Linear(width, width), nn.Linear(width, width)
        self.nearness = nn.Parameter(torch.full((HEADS,), 4.0))
        self.compare = nn.Sequential(
            nn.Linear(4 * width + FEATURES, width), nn.ReLU(), nn.Dropout(drop),
            nn.Linear(width, width),
        )  # fmt: skip
        self.comparing = nn.ModuleList([Gated(width)])
        self.norm, self.look = nn.LayerNorm(width), nn.Linear(width, HEADS)
        self.judge = _head(4 * width + 2, width, drop)
        self.practice = nn.ModuleList([_head(4 * width + 2, width, drop) for _ in range(kinds)])
        self.drop = nn.Dropout(drop)

    def forward(self, batch: Batch, kind: int = -1) -> Tensor:
        """One number for each pair; `kind` chooses a head of practice, −1 the one for answers."""
        asked_there, said_there = (batch.questions >= 0).float(), (batch.sentences >= 0).float()
        asked_ids, said_ids = batch.questions.clamp(min=0), batch.sentences.clamp(min=0)
        asked = self._encoded(asked_ids, torch.zeros_like(asked_ids), asked_there)[batch.which]
        said = self._encoded(said_ids, batch.parts, said_there)
        asked_ids, asked_there = asked_ids[batch.which], asked_there[batch.which]
        near = torch.einsum("pid,pjd->pij", self.of_vectors[asked_ids], self.of_vectors[said_ids])
        beside = asked_there[:, :, None] * said_there[:, None, :]
        same = (asked_ids[:, :, None] == said_ids[:, None, :]).float() * beside
        equal = self._equal_characters(asked_ids, said_ids, asked_there, said_there)
        hidden = near + (1 - beside) * _NOWHERE
        asked_features = self._features(
            asked_ids, hidden.amax(2), equal.any(4).any(3), same.amax(2)
        )
        said_features = self._features(said_ids, hidden.amax(1), equal.any(2).any(1), same.amax(1))
        asked, said = asked + self.met(asked_features), said + self.met(said_features)
        for_asked, for_said = self._aligned(asked, said, near, beside)
        asked_rows = self._compared(asked, for_asked, asked_features, asked_there)
        said_rows = self._compared(said, for_said, said_features, said_there)
        weight = asked_there * self.of_weight[asked_ids].exp()
        total = weight.sum(1).clamp(min=1e-6)
        covered = (asked_features[..., :2] * weight[..., None]).sum(1) / total[:, None]
        both = [*self._pooled(asked_rows, asked_there), *self._pooled(said_rows, said_there)]
        head = self.judge if kind < 0 else self.practice[kind]
        out: Tensor = head(torch.cat([*both, covered], -1)).squeeze(-1)
        return out

    def _encoded(self, ids: Tensor, parts: Tensor, there: Tensor) -> Tensor:
        known = [
            self.of_vectors[ids],
            self.of_weight[ids][..., None],
            self.of_length[ids][..., None],
        ]
        rows: Tensor = self.drop(self.inward(torch.cat(known, -1))) + self.part(parts)
        for layer in self.encoding:
            rows = layer(rows, there)
        return rows

    def _equal_characters(
        self, asked: Tensor, said: Tensor, asked_there: Tensor, said_there: Tensor
    ) -> Tensor:
        """Whether two characters are the same: (pairs, question, CHARACTERS, sentence, CHARACTERS)."""
        left = self.of_characters[asked].masked_fill(asked_there[..., None] == 0, -1)
        right = self.of_characters[said].masked_fill(said_there[..., None] == 0, -1)
        left, right = left[:, :, :, None, None], right[:, None, None]
        return (left == right) & (left >= 0)

    def _features(self, ids: Tensor, near: Tensor, held: Tensor, exact: Tensor) -> Tensor:
        """What each piece meets on the other side; `held` says which of its characters are there."""
        near, weight = near.clamp(min=-1), self.of_weight[ids]
        shared = held.float().sum(-1) / self.of_length[ids]
        return torch.stack([near, shared, exact, weight, near * weight], -1)

    def _aligned(
        self, asked: Tensor, said: Tensor, near: Tensor, beside: Tensor
    ) -> tuple[Tensor, Tensor]:
        """For each piece of either side what it finds on the other one."""
        logits = self._heads(self.left(asked)) @ self._heads(self.right(said)).transpose(2, 3)
        logits = logits / math.sqrt(asked.shape[-1] // HEADS)
        logits = logits + self.nearness[None, :, None, None] * near[:, None]
        logits = logits + ((1 - beside) * _NOWHERE)[:, None]
        for_asked = logits.softmax(3) @ self._heads(said)
        for_said = logits.softmax(2).transpose(2, 3) @ self._heads(asked)
        return _joined(for_asked), _joined(for_said)

    @staticmethod
    def _heads(rows: Tensor) -> Tensor:
        return rows.view(*rows.shape[:2], HEADS, -1).transpose(1, 2)

    def _compared(self, own: Tensor, found: Tensor, features: Tensor, there: Tensor) -> Tensor:
        both = torch.cat([own, found, (own - found).abs(), own * found, features], -1)
        rows: Tensor = own + self.compare(both)
        for layer in self.comparing:
            rows = layer(rows, there)
        normed: Tensor = self.norm(rows)
        return normed

    def _pooled(self, rows: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        hidden = (1 - there)[..., None] * _NOWHERE
        shares = (self.look(rows) + hidden).softmax(1)
        parted = rows.view(*rows.shape[:2], HEADS, -1)
        mean = torch.einsum("plh,plhd->phd", shares, parted).flatten(1)
        return mean, (rows + hidden).amax(1)


def _joined(heads: Tensor) -> Tensor:
    return heads.transpose(1, 2).flatten(2)


def padded(texts: Sequence[Sequence[int]]) -> Tensor:
    """Texts as ids, −1 behind their ends, shape (texts, longest)."""
    out = np.full((len(texts), max(map(len, texts))), -1, np.int64)
    for row, ids in zip(out, texts, strict=True):
        row[: len(ids)] = ids
    return torch.from_numpy(out)

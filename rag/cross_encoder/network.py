"""The network: a question and a sentence are encoded apart, aligned piece by piece, compared, judged.

After Parikh et al., "A Decomposable Attention Model for Natural Language Inference" (2016) and Chen et
al., "Enhanced LSTM for Natural Language Inference" (2017), with windows of five pieces instead of a
recurrent network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.cross_encoder.layers import GAP, Weights, gated, linear, normalised, softmax
from rag.cross_encoder.pieces import Pieces
from rag.ranking.pieces import Floats, Ids

HEADS = 4
ENCODING, COMPARING = 2, 1
"""Layers before the alignment and behind it."""
_NOWHERE = -1e4
"""What is added where there is no piece."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text: the ids of its pieces, and each piece as it stands there, shape (pieces, width)."""

    ids: Ids
    rows: Floats


@dataclass(frozen=True, slots=True)
class _Side:
    """All pieces of one side, text behind text: rows, features and weights; `text` says of which text
    each is, `place` where in it, and `starts` where each text begins."""

    rows: Floats
    features: Floats
    weight: Floats
    text: Ids
    place: Ids
    starts: Ids


@dataclass(frozen=True, slots=True)
class Network:
    """The network over its weights; see `index/training/cross_encoder/network.py` for the same in
    PyTorch."""

    weights: Weights
    pieces: Pieces

    def encode(self, texts: Sequence[tuple[Ids, Sequence[int]]]) -> list[Encoded]:
        """Texts as pieces with their parts: 0 a question, 1 headings, 2 a sentence."""
        ids, parts, there, starts = _in_one_row(texts)
        table = self.pieces
        known = np.column_stack([table.directions(ids), table.weight[ids], table.length[ids]])
        rows = linear(self.weights, "inward", known) + self.weights["part.weight"][parts]
        for at in range(ENCODING):
            rows = gated(self.weights, f"encoding.{at}", rows, there)
        return [
            Encoded(own, rows[start : start + len(own)])
            for (own, _), start in zip(texts, starts, strict=True)
        ]

    def judge(self, question: Encoded, sentences: Sequence[Encoded]) -> Floats:
        """How well each sentence answers the question: log odds, shape (len(sentences),)."""
        near, asked, said = self._met(question, sentences)
        there = _padded(np.ones(len(said.text), np.float32), said)
        logits = self._logits(near, asked, said, there)
        size = len(question.ids)
        found = softmax(logits, 3) @ self._heads(said)
        of_question = found.transpose(0, 2, 1, 3).reshape(len(sentences) * size, -1)
        found = softmax(logits, 2).swapaxes(2, 3) @ self._heads(asked)
        of_sentence = found.transpose(0, 2, 1, 3)[said.text, said.place]
        of_sentence = of_sentence.reshape(len(said.text), -1)
        both = [
            *self._pooled(asked, self._compared(asked, of_question)),
            *self._pooled(said, self._compared(said, of_sentence)),
            _covered(asked, len(sentences)),
        ]
        hidden = np.maximum(linear(self.weights, "judge.0", np.concatenate(both, axis=1)), 0)
        return linear(self.weights, "judge.3", hidden)[:, 0]

    def _met(self, question: Encoded, sentences: Sequence[Encoded]) -> tuple[Floats, _Side, _Side]:
        """Cosines of the pieces, padded (sentences, question, longest); and both sides, the question
        once for each sentence, with what each piece meets on the other side."""
        table, number, size = self.pieces, len(sentences), len(question.ids)
        lengths = np.array([len(each.ids) for each in sentences])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        ids = np.concatenate([each.ids for each in sentences])
        near = table.directions(question.ids) @ table.directions(ids).T
        same = question.ids[:, None] == ids
        own, other = table.characters[question.ids], table.characters[ids]
        equal = (own.reshape(-1, 1) == other.reshape(1, -1)) & (own.reshape(-1, 1) >= 0)
        equal = equal.reshape(size, own.shape[1], len(ids), own.shape[1])
        held = np.logical_or.reduceat(equal.any(axis=3), starts, axis=2).sum(axis=1)
        holds = equal.any(axis=(0, 1)).sum(axis=1)
        weight, length = table.weight, table.length
        best = np.maximum.reduceat(near, starts, axis=1).T.ravel()
        shared = (held / length[question.ids][:, None]).T.ravel()
        exact = np.logical_or.reduceat(same, starts, axis=1).T.ravel()
        own_weight = np.tile(weight[question.ids], number)
        asked = _Side(
            np.tile(question.rows, (number, 1)),
            _features(best, shared, exact, own_weight), own_weight,
            np.repeat(np.arange(number), size), np.tile(np.arange(size), number),
            np.arange(number) * size,
        )  # fmt: skip
        said = _Side(
            np.concatenate([each.rows for each in sentences]),
            _features(near.max(axis=0), holds / length[ids], same.any(axis=0), weight[ids]),
            weight[ids], np.repeat(np.arange(number), lengths),
            np.arange(len(ids)) - np.repeat(starts, lengths), starts,
        )  # fmt: skip
        asked, said = self._with_features(asked), self._with_features(said)
        return _padded(near.T, said).swapaxes(1, 2), asked, said

    def _with_features(self, side: _Side) -> _Side:
        rows = side.rows + linear(self.weights, "met", side.features)
        return _Side(rows, side.features, side.weight, side.text, side.place, side.starts)

    def _heads(self, side: _Side) -> Floats:
        """The rows of a side padded and parted among the heads: (texts, heads, longest, width)."""
        rows = _padded(side.rows, side)
        return rows.reshape(*rows.shape[:2], HEADS, -1).swapaxes(1, 2)

    def _logits(self, near: Floats, asked: _Side, said: _Side, there: Floats) -> Floats:
        """How much the pieces of both sides look at one another: (texts, heads, question, longest)."""
        weights = self.weights
        left = _padded(linear(weights, "left", asked.rows), asked)
        right = _padded(linear(weights, "right", said.rows), said)
        left = left.reshape(*left.shape[:2], HEADS, -1).transpose(0, 2, 1, 3)
        right = right.reshape(*right.shape[:2], HEADS, -1).transpose(0, 2, 3, 1)
        found = left @ right / np.sqrt(left.shape[-1])
        found += weights["nearness"][None, :, None, None] * near[:, None]
        return np.asarray(found + (1 - there)[:, None, None, :] * _NOWHERE, np.float32)

    def _compared(self, side: _Side, found: Floats) -> Floats:
        """Each piece beside what was found for it on the other side."""
        own = side.rows
        both = np.concatenate([own, found, np.abs(own - found), own * found, side.features], axis=1)
        hidden = np.maximum(linear(self.weights, "compare.0", both), 0)
        rows = own + linear(self.weights, "compare.3", hidden)
        at = np.arange(len(rows)) + GAP * side.text
        row = np.zeros((at[-1] + 1, rows.shape[1]), np.float32)
        there = np.zeros(len(row), np.float32)
        row[at], there[at] = rows, 1
        for layer in range(COMPARING):
            row = gated(self.weights, f"comparing.{layer}", row, there)
        return normalised(self.weights, "norm", row[at])

    def _pooled(self, side: _Side, rows: Floats) -> tuple[Floats, Floats]:
        """A weighted mean of the rows of each text, every head with its own weights, and the largest
        of each column: two arrays (texts, width)."""
        looks = linear(self.weights, "look", rows)
        powers = np.exp(looks - looks.max(axis=0))
        total = np.add.reduceat(powers, side.starts, axis=0)
        parted = rows.reshape(len(rows), HEADS, -1) * powers[:, :, None]
        mean = np.add.reduceat(parted, side.starts, axis=0) / total[:, :, None]
        most = np.maximum.reduceat(rows, side.starts, axis=0)
        return np.asarray(mean.reshape(len(mean), -1), np.float32), most


def _in_one_row(
    texts: Sequence[tuple[Ids, Sequence[int]]],
) -> tuple[Ids, Ids, Floats, list[int]]:
    """Texts one behind the other with GAP places between them: ids, parts, what is there, starts."""
    size = sum(len(ids) + GAP for ids, _ in texts)
    row, parts = np.zeros(size, np.int64), np.zeros(size, np.int64)
    there, starts, at = np.zeros(size, np.float32), [], 0
    for ids, of in texts:
        end = at + len(ids)
        row[at:end], parts[at:end], there[at:end] = ids, of, 1
        starts.append(at)
        at = end + GAP
    return row, parts, there, starts


def _features(near: Floats, shared: Floats, exact: Floats, weight: Floats) -> Floats:
    """Of each piece: its best cosine, the share of its characters, whether the very piece is there,
    its weight, and the first times the last."""
    return np.stack([near, shared, exact, weight, near * weight], axis=1).astype(np.float32)


def _covered(asked: _Side, number: int) -> Floats:
    """How well a sentence meets the question: cosines and characters by weight, (number, 2)."""
    weight = np.exp(asked.weight).reshape(number, -1)
    met = asked.features[:, :2].reshape(number, -1, 2)
    return np.asarray(
        (met * weight[:, :, None]).sum(axis=1) / weight.sum(axis=1)[:, None], np.float32
    )


def _padded(rows: Floats, side: _Side) -> Floats:
    """Rows of texts one behind the other as (texts, longest, …), 0 where there is none."""
    out = np.zeros((len(side.starts), int(side.place.max()) + 1, *rows.shape[1:]), np.float32)
    out[side.text, side.place] = rows
    return out

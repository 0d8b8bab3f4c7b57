"""Features: what a chunk has of a question, as numbers that a linear ranker can add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from rag.ranking.bridge import Bridge
from rag.ranking.pieces import Floats, HasPieces, nearness
from rag.ranking.views import View
from rag.ranking.wanted import Wanted, Word

NAMES = (
    "bm25", "bm25_share", "dense", "sentence", "cover", "path", "pieces", "path_pieces",
    "bridge", "bridge_path", "bridge_sentence", "characters", "fused",
)  # fmt: skip
"""The columns: BM25 by the weight of the question's words, and by the best BM25 of all; cosine of
the chunk and of its best sentence, standardised over the chunks compared, so that any embedding
model will do; share of the question's word weight in text and headings, and in the headings alone;
the same two by late interaction; what text and headings, headings, and the best sentence meet by the
bridge; the share of its characters; the place in the fusion of both searches."""
_OTHER = 0.85
"""How much a word of the documents counts that stands for a word of the question."""


def features(
    wanted: Wanted,
    views: Sequence[View],
    words: Mapping[str, float],
    vectors: Mapping[str, float],
    table: HasPieces | None,
) -> Floats:
    """One row of NAMES for each view, shape (len(views), len(NAMES)).

    `words` and `vectors` are the scores of the two searches by chunk id. Without piece vectors the
    cosine of the chunk stands for its best sentence and the cover for the late interaction.
    """
    bm25 = np.array([words.get(view.chunk.id, 0.0) for view in views], np.float32)
    total = sum(word.weight for word in wanted.words) or 1.0
    whole = np.array([cover(wanted.words, view.text + view.path) for view in views], np.float32)
    path = np.array([cover(wanted.words, view.path) for view in views], np.float32)
    if table is None:
        dense = _found(views, vectors)
        meaning, pieces, path_pieces = dense, whole, path
    else:
        cosines = [view.vectors @ wanted.vector for view in views]
        dense = np.array([each[0] for each in cosines], np.float32)
        meaning = np.array([each[1:].max() for each in cosines], np.float32)
        bags = [*(view.pieces for view in views), *(view.path_pieces for view in views)]
        near = nearness(table, wanted.pieces, bags)
        pieces, path_pieces = near[: len(views)], near[len(views) :]
    share = bm25 / max(float(bm25.max(initial=0.0)), 1e-6)
    columns = (bm25 / total, share, _standard(dense), _standard(meaning), whole, path, pieces,
               path_pieces, *_bridged(wanted.bridge, views), _places(len(views)))  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _bridged(bridge: Bridge, views: Sequence[View]) -> Floats:
    """What each view meets by the bridge, shape (4, len(views)): text and headings, headings, the
    best sentence with its headings; and the characters that its best sentence shares."""
    every = range(len(bridge.written))
    met = cache(bridge.met)  # many sentences hold the same words
    rows = np.zeros((len(views), 4), np.float32)
    for row, view in zip(rows, views, strict=True):
        text, path = bridge.held(view.text, every), bridge.held(view.path, every)
        row[0], row[1] = met((*text, *path)), met(tuple(path))
        said = (met((*path, *bridge.held(each, text))) for each in view.sentences)
        row[2] = max(said, default=0.0)
        row[3] = max((bridge.shared(each) for each in view.sentences), default=0.0)
    return rows.T


def _places(size: int) -> Floats:
    """1 for the first of the fusion, less and less for those behind."""
    return np.asarray(2 / (2 + np.arange(size)), dtype=np.float32)


def cover(words: Sequence[Word], folded: str) -> float:
    """Share of the words' weight that stands in a folded text, in [0, 1]; 1 for no words."""
    total = met = 0.0
    for word in words:
        total += word.weight
        if word.text in folded:
            met += word.weight
        else:
            met += _OTHER * max((w for o, w in word.others if o in folded), default=0.0)
    return met / total if total else 1.0


def _found(views: Sequence[View], vectors: Mapping[str, float]) -> Floats:
    """The cosines that the search gave; a chunk that it did not give is as far as the last one."""
    floor = min(vectors.values(), default=0.0)
    return np.array([vectors.get(view.chunk.id, floor) for view in views], np.float32)


def _standard(values: Floats) -> Floats:
    """Mean 0 and deviation 1."""
    return np.asarray((values - values.mean()) / (values.std() + 1e-6), dtype=np.float32)

"""The ranker: a feature read wrongly puts the wrong section first without any error."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_fakes import PairEmbedder
from rag_fakes import catalogue_of, law, news, plan

from index.store import Store
from rag.catalogue import Catalogue
from rag.query import expand
from rag.question import ParsedQuestion
from rag.ranking.features import NAMES, cover, features
from rag.ranking.pieces import HasPieces, nearness
from rag.ranking.ranker import WEIGHTS_FILE, weights
from rag.ranking.wanted import Word
from rag.retrieve import compare, retrieve


class PieceEmbedder(PairEmbedder):
    """An embedder whose pieces are single characters, each a direction of its own."""

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        return [[zlib.crc32(c.encode()) % self.dimension for c in text] for text in texts]

    def piece_vectors(self, ids: Sequence[int] | npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        return np.eye(self.dimension, dtype=np.float32)[np.asarray(ids, np.int64)]

    def piece_directions(
        self, ids: Sequence[int] | npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float32]:
        return self.piece_vectors(ids)


def bag(*ids: int) -> npt.NDArray[np.int64]:
    return np.array(ids, np.int64)


def test_nearness_is_the_mean_of_the_best_cosines() -> None:
    """By hand: of two pieces of the question the first bag holds both, the second one, the last none."""
    table = PieceEmbedder()
    near = nearness(table, bag(1, 2), [bag(1, 2, 3), bag(2), bag(), bag(9)])
    assert near.tolist() == [1.0, 0.5, 0.0, 0.0]
    assert nearness(table, bag(), [bag(1)]).tolist() == [0.0]


def test_a_word_counts_by_what_stands_for_it_but_less_than_by_itself() -> None:
    words = (Word("缴税", 3.0, (("缴纳税款", 3.0),)), Word("期限", 1.0))
    assert cover(words, "缴税期限") == 1.0
    assert cover(words, "期限") == 0.25
    assert 0.25 < cover(words, "缴纳税款的期限") < 1.0
    common = (Word("缴税", 3.0, (("缴纳税款", 0.5),)), Word("期限", 1.0))
    assert cover(common, "缴纳税款的期限") < cover(words, "缴纳税款的期限")
    assert cover((), "任何文字") == 1.0


@given(st.text("缴税期限码头", max_size=12))
def test_cover_is_a_share(folded: str) -> None:
    words = (Word("缴税", 3.0, (("码头", 2.0),)), Word("期限", 0.5))
    assert 0.0 <= cover(words, folded) <= 1.0


@pytest.mark.parametrize("embedder", [PairEmbedder(), PieceEmbedder()])
def test_every_chunk_gets_every_feature(embedder: PairEmbedder) -> None:
    """With an embedding model that has no pieces the ranker must go on without them."""
    catalogue = Catalogue(Store.in_memory([plan(), law(), news()], embedder), embedder)
    query = expand(ParsedQuestion("疏港铁路建设几条"), catalogue)
    found = compare(catalogue, query, ["疏港铁路", "铁路"], ["plan", "law", "news"])
    table = embedder if isinstance(embedder, HasPieces) else None
    rows = features(found.asked, found.views, found.words, found.vectors, table)
    assert rows.shape == (len(found.views), len(NAMES))
    assert np.isfinite(rows).all()
    assert rows[:, NAMES.index("cover")].max() == 1.0
    assert retrieve(catalogue, "疏港铁路建设几条", 3, ["plan"])[0].chunk.text.find("疏港铁路") >= 0


def test_the_weights_fit_the_features_and_say_how_they_were_made() -> None:
    assert len(weights()) == len(NAMES)
    assert (weights() >= 0).all()
    assert "eval.ranking_fit" in json.loads(WEIGHTS_FILE.read_text("utf-8"))["command"]


def test_scores_of_a_long_list_fall_also_behind_what_was_ranked() -> None:
    hits = retrieve(catalogue_of(), "登记", 60, ["plan", "law", "news"])
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.chunk.id for hit in hits}) == len(hits)

"""Reranking: if these fail, a site's own reranker does nothing, or its failure costs the answers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from index_fakes import PLAN, PairEmbedder
from tiny_models import write_cross_encoder

from index.build import build_store
from index.errors import ModelError
from rag.assistant import Assistant
from rag.rerank import (
    DEPTH_LIMIT,
    CrossEncoderReranker,
    RerankSettings,
    rerank,
)

RANKING = [("a", 0.9), ("b", 0.5), ("c", 0.4), ("d", 0.1)]
TEXTS = {"a": "甲", "b": "乙乙", "c": "丙丙丙", "d": "丁丁丁丁"}


class LongestFirst:
    """A Reranker that likes long passages."""

    def __init__(self, depth: int = 3) -> None:
        self.depth = depth
        self.asked: list[tuple[str, ...]] = []

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        self.asked.append((question, *passages))
        return [float(len(passage)) for passage in passages]


def test_the_first_hits_change_places_and_scores_still_fall() -> None:
    reranker = LongestFirst()
    found = rerank(reranker, "问", RANKING, TEXTS.__getitem__)
    assert found == [("c", 0.9), ("b", 0.5), ("a", 0.4), ("d", 0.1)]
    assert reranker.asked == [("问", "甲", "乙乙", "丙丙丙")]


def test_no_reranker_and_a_single_hit_leave_the_ranking_alone() -> None:
    assert rerank(None, "问", RANKING, TEXTS.__getitem__) == RANKING
    assert rerank(LongestFirst(), "问", RANKING[:1], TEXTS.__getitem__) == RANKING[:1]
    assert rerank(LongestFirst(), "问", [], TEXTS.__getitem__) == []


@pytest.mark.parametrize(
    "outcome", [ModelError("坏了"), RuntimeError("CUDA\nout of memory"), [1.0], [float("nan")] * 3]
)
def test_a_reranker_that_fails_costs_its_order_and_nothing_else(
    outcome: Exception | list[float], caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(LongestFirst):
        def score(self, question: str, passages: Sequence[str]) -> list[float]:
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

    with caplog.at_level(logging.WARNING):
        assert rerank(Broken(), "问", RANKING, TEXTS.__getitem__) == RANKING
    assert [record.message.count("重排没有成功") for record in caplog.records] == [1]
    assert "\n" not in caplog.records[0].message


@pytest.mark.model
def test_a_real_cross_encoder_scores_pairs_as_its_library_does(tmp_path: Path) -> None:
    folder = write_cross_encoder(tmp_path / "cross")
    opened = CrossEncoderReranker(RerankSettings(str(folder), "cpu", 2, 1000))
    passages = ["海关税收", "通关查验监管", "目标规划", "一" * 500]
    scores = opened.score("税收", passages)

    from sentence_transformers import CrossEncoder

    library = CrossEncoder(str(folder), device="cpu").predict([("税收", p) for p in passages])
    assert scores == pytest.approx(library.tolist(), abs=1e-5)
    assert opened.score("税收", []) == []
    assert opened.depth == DEPTH_LIMIT


@pytest.mark.model
def test_a_reranker_that_is_not_here_names_its_own_setting() -> None:
    with pytest.raises(ModelError, match=r"models--example--reranker.*GUANWEN_RERANKER"):
        CrossEncoderReranker(RerankSettings("example/reranker"))


ROUNDING = 5e-7
"""How far the scores of the same text differ with the texts that are scored beside it."""


@pytest.mark.chroma
@pytest.mark.model
def test_a_search_comes_in_the_order_of_the_reranker_that_is_set(tmp_path: Path) -> None:
    corpus, store = tmp_path / "corpus", tmp_path / "store"
    corpus.mkdir()
    (corpus / "plan.txt").write_text(PLAN, "utf-8")
    build_store(corpus, store, PairEmbedder())
    settings = RerankSettings(str(write_cross_encoder(tmp_path / "cross")))
    with (
        closing(Assistant.open(store, embedder=PairEmbedder())) as plain,
        closing(Assistant.open(store, embedder=PairEmbedder(), reranker=settings)) as ordered,
    ):
        before, after = plain.search("互认国家", 50), ordered.search("互认国家", 50)
        passages = [plain.store.chunk(hit.id).embedding_text for hit in after]
    assert {hit.id for hit in after} == {hit.id for hit in before}
    scores = CrossEncoderReranker(settings).score("互认国家", passages)
    assert max(scores) - min(scores) > 4 * ROUNDING  # else any order would do
    assert all(first >= second - ROUNDING for first, second in pairwise(scores))
    assert [hit.score for hit in after] == sorted((h.score for h in after), reverse=True)

"""Fused ranks decide what is read first; the numbers here are computed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.fusion import RRF_K, fuse


def test_scores_computed_by_hand() -> None:
    fused = fuse([(["a", "b", "c"], 1.0), (["c", "a"], 0.5)])
    assert [name for name, _ in fused] == ["a", "c", "b"]
    scores = dict(fused)
    assert scores["a"] == pytest.approx(1 / 61 + 0.5 / 62)
    assert scores["c"] == pytest.approx(1 / 63 + 0.5 / 61)
    assert scores["b"] == pytest.approx(1 / 62)


def test_ties_keep_the_order_of_first_appearance() -> None:
    assert [name for name, _ in fuse([(["x"], 1.0), (["y"], 1.0)])] == ["x", "y"]


def test_nothing_fused_is_nothing() -> None:
    assert fuse([]) == []
    assert fuse([([], 1.0)]) == []


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=4))
def test_each_name_comes_once_best_first_within_the_bound(rankings: list[list[str]]) -> None:
    fused = fuse([(ranking, 1.0) for ranking in rankings])
    names = [name for name, _ in fused]
    scores = [score for _, score in fused]
    assert sorted(names) == sorted({name for ranking in rankings for name in ranking})
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= len(rankings) / (RRF_K + 1) for score in scores)

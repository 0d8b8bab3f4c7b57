"""Ranking measures against ir_measures: a slip in a formula would show as a difference."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.measures.ranking import ndcg_at, recall_at, reciprocal_rank, success_at

NAMES = "abcdefghijkl"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), unique=True, min_size=1),
    st.sets(st.sampled_from(NAMES), min_size=1),
)
def test_every_measure_is_that_of_ir_measures(ranked: list[str], relevant: set[str]) -> None:
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    scores = {name: float(len(ranked) - place) for place, name in enumerate(ranked)}
    peer = {
        str(metric.measure): metric.value
        for metric in ir_measures.iter_calc(
            [nDCG @ 10, nDCG @ 3, R @ 5, Success @ 1, Success @ 5, RR],
            {"q": dict.fromkeys(relevant, 1)},
            {"q": scores},
        )
    }
    ours = {
        "nDCG@10": ndcg_at(10, ranked, relevant), "nDCG@3": ndcg_at(3, ranked, relevant),
        "R@5": recall_at(5, ranked, relevant), "RR": reciprocal_rank(ranked, relevant),
        "Success@1": success_at(1, ranked, relevant), "Success@5": success_at(5, ranked, relevant),
    }  # fmt: skip
    assert ours == pytest.approx(peer)


def test_ndcg_by_hand() -> None:
    """Gains at ranks 2 and 4 of three wanted: (0.6309 + 0.4307) / (1 + 0.6309 + 0.5)."""
    assert ndcg_at(10, ["x", "b", "y", "a", "b"], {"a", "b", "c"}) == pytest.approx(
        0.4982, abs=1e-4
    )
    assert ndcg_at(1, ["a"], {"a", "b"}) == 1
    assert ndcg_at(5, ["x"], {"a"}) == ndcg_at(5, [], {"a"}) == ndcg_at(5, ["a"], set()) == 0
    with pytest.raises(ValueError, match="k is 0"):
        ndcg_at(0, ["a"], {"a"})

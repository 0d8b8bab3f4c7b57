"""If these fail, keyword search ranks by something other than BM25."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.storage.bm25 import Bm25Settings, idf, impacts, normalised, saturated
from index.storage.database import create_database
from index.storage.postings import PostingsBuilder, search_postings


def test_idf_by_hand() -> None:
    # 4 chunks, 1 with the term: ln(1 + 3.5 / 1.5) = ln(10 / 3)
    assert idf(4, 1) == pytest.approx(math.log(10 / 3))


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_idf_is_positive_even_for_a_term_in_every_chunk(chunks: int, containing: int) -> None:
    assert idf(chunks, min(containing, chunks)) > 0


def test_length_and_saturation_by_hand() -> None:
    # twice the average length, b = 0.5: 3 / (0.5 + 0.5 * 2) = 2
    assert normalised(np.array([3.0]), np.array([20.0]), 10.0, 0.5) == pytest.approx([2.0])
    # k1 = 1: 2 * 2 / (1 + 2) = 4 / 3
    assert saturated(np.array([2.0]), 1.0) == pytest.approx([4 / 3])


def test_the_path_counts_by_its_weight() -> None:
    settings = Bm25Settings(k1=1.0, path_weight=2.0)
    # text 1 and path 1: frequency 1 + 2 = 3, saturated 3 * 2 / 4 = 1.5, times rarity 2
    found = impacts(np.array([1.0]), np.array([1.0]), 2.0, settings)
    assert found == pytest.approx([3.0])


def test_search_scores_are_the_formula_worked_out_by_hand() -> None:
    connection = _index([(["规划"], ["海关", "海关", "改革"]), (["规划"], ["税收"])])
    # “海关”: N = 2, n = 1; lengths 3 and 1, average 2; b = 0.6, k1 = 1.2
    frequency = 2 / (1 - 0.6 + 0.6 * 3 / 2)
    score = math.log(1 + 1.5 / 1.5) * frequency * 2.2 / (1.2 + frequency)
    [(chunk_id, found)] = search_postings(connection, ["海关"], 5, size=2)
    assert chunk_id == "c0"
    assert found == pytest.approx(score, rel=1e-3)  # impacts are stored in 16 bits


def test_rarer_terms_more_of_them_and_headings_rank_higher() -> None:
    connection = _index(
        [
            ([], ["海关", "税收", "监管"]),
            ([], ["海关", "改革", "监管"]),
            (["改革"], ["海关", "改革", "监管"]),
            ([], ["海关", "统计", "监管"]),
        ]
    )
    found = search_postings(connection, ["海关", "改革"], 10, size=4)
    assert [chunk_id for chunk_id, _ in found][:2] == ["c2", "c1"]
    assert search_postings(connection, ["不存在"], 10, size=4) == []


def test_ties_stand_in_reading_order_and_k_and_ranges_limit() -> None:
    connection = _index([([], ["海关"])] * 6)
    assert [c for c, _ in search_postings(connection, ["海关"], 3, size=6)] == ["c0", "c1", "c2"]
    within = [range(2, 4)]
    found = search_postings(connection, ["海关"], 9, size=6, within=within)
    assert [c for c, _ in found] == ["c2", "c3"]
    assert search_postings(connection, ["海关"], 0, size=6) == []


def _index(chunks):
    connection, builder = create_database(None), PostingsBuilder()
    for position, (path, text) in enumerate(chunks):
        builder.add(position, path, text)
        row = (position, f"c{position}", "d", "n", "", "", 0, 0, 0)
        connection.execute("INSERT INTO chunks VALUES (?,?,?,?,?,?,?,?,?)", row)
    builder.write(connection, len(chunks))
    return connection

"""Vectors by position: if these fail, a search within one document finds another's parts, or none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fakes import PLAN, PairEmbedder

from index.build import build_store
from index.errors import StoreError
from index.storage.generations import current_generation
from index.storage.rows import ROWS_FILE, Rows, RowsWriter
from index.storage.vectors import ArrayVectors
from index.store import Store

DIMENSION = 8


@pytest.fixture(scope="module")
def table() -> np.ndarray:
    rows = np.random.default_rng(3).normal(size=(60, DIMENSION)).astype(np.float32)
    rows[7] = rows[40]  # two chunks that are as near
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def rows(table: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    path = tmp_path_factory.mktemp("rows") / ROWS_FILE
    writer = RowsWriter(path, DIMENSION)
    for first in (40, 0, 20):  # in any order
        writer.put(first, table[first : first + 20])
    writer.close()
    return Rows(path, len(table), DIMENSION)


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=6),
    k=st.integers(0, 70),
    seed=st.integers(0, 9),
)
def test_a_search_compares_exactly_the_positions_asked_for(
    rows: Rows, table: np.ndarray, parts: list[tuple[int, int]], k: int, seed: int
) -> None:
    within = [range(start, min(start + length, 60)) for start, length in parts]
    wanted = sorted({at for part in within for at in part})
    query = table[seed]
    found = rows.search(query, k, within)
    scores = table @ query
    best = sorted(wanted, key=lambda at: -scores[at])[:k]
    assert [score for _, score in found] == pytest.approx([scores[at] for at in best], abs=1e-6)
    assert {at for at, _ in found} <= set(wanted)
    assert len({at for at, _ in found}) == len(found)


def test_rows_are_taken_in_the_order_asked_for(rows: Rows, table: np.ndarray) -> None:
    assert np.array_equal(rows.take(range(18, 23)), table[18:23])
    assert np.array_equal(rows.take([50, 3, 3]), table[[50, 3, 3]])
    assert rows.take(range(0)).shape == (0, DIMENSION)


def test_a_file_cut_short_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ROWS_FILE).write_bytes(bytes(100))
    with pytest.raises(ValueError, match="another size"):
        Rows(tmp_path / ROWS_FILE, 60, DIMENSION)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "plan.txt").write_text(PLAN, "utf-8")
    other = "仓库办法\n第一条 仓库每年检查三次，互认国家的仓库两次。\n第二条 检查结果应当登记。\n"
    (corpus / "other.txt").write_text(other, "utf-8")
    build_store(corpus, tmp_path / "store", PairEmbedder())
    return tmp_path / "store"


@pytest.mark.chroma
def test_a_search_within_a_document_finds_what_comparing_all_its_vectors_finds(store: Path) -> None:
    embedder = PairEmbedder()
    opened = Store.open(store, embedder)
    info = opened.documents()[0]
    exact = ArrayVectors()
    chunks = [opened.chunk(name) for name, _ in opened.search_vectors("互认国家", 100)]
    mine = [chunk for chunk in chunks if chunk.document_id == info.id]
    assert 0 < len(mine) < len(chunks)
    texts = [chunk.embedding_text for chunk in mine]
    exact.add([c.id for c in mine], [info.id] * len(mine), embedder.encode_passages(texts))
    expected = dict(exact.search(embedder.encode_queries(["互认国家"])[0], 100))
    found = opened.search_vectors("互认国家", 100, [info.id])
    assert dict(found) == pytest.approx(expected, abs=1e-6)
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
    opened.close()


@pytest.mark.chroma
def test_damaged_rows_are_told_and_not_searched(store: Path) -> None:
    path = current_generation(store) / ROWS_FILE
    content = bytearray(path.read_bytes())
    content[100] ^= 255
    path.write_bytes(content)
    opened = Store.open(store, PairEmbedder())
    with pytest.raises(StoreError, match=r"vectors\.f32 的内容已损坏"):
        opened.search_vectors("互认国家", 3, [opened.documents()[0].id])
    opened.close()


@pytest.mark.chroma
def test_a_small_store_is_searched_without_chroma_and_finds_the_same(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Importing Chroma takes longer than the whole answer."""
    opened = Store.open(store, PairEmbedder())
    own = opened.search_vectors("互认国家", 5)
    monkeypatch.setattr("index.store.COMPARED", 0)
    theirs = opened.search_vectors("互认国家", 5)
    assert [score for _, score in own] == pytest.approx([s for _, s in theirs], abs=1e-6)
    assert {name for name, score in own if score > own[-1][1]} <= {name for name, _ in theirs}
    opened.close()

"""If these fail, questions in other words than the document's find the wrong sections or none."""

import secrets
import shutil
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from chroma_servers import ChromaServer

from index.errors import StoreError
from index.storage.chroma import ChromaVectors
from index.storage.chroma_server import ServerVectors
from index.storage.server import VectorServer
from index.storage.vectors import ArrayVectors

KEEPERS = [
    "array",
    pytest.param("folder", marks=pytest.mark.chroma),
    pytest.param("server", marks=pytest.mark.chroma),
]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    made = ChromaServer(tmp_path_factory.mktemp("chroma"))
    made.start()
    yield made
    made.kill()


@pytest.fixture(params=KEEPERS)
def keeper(request, tmp_path):
    if request.param == "array":
        made = ArrayVectors()
    elif request.param == "folder":
        made = ChromaVectors.create(tmp_path / "v")
    else:
        server = VectorServer(request.getfixturevalue("running").url)
        made = ServerVectors.create(server, f"test-{secrets.token_hex(6)}")
    yield made
    made.close()


def _unit(rows):
    array = np.asarray(rows, dtype=np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


def test_scores_are_cosine_similarities_best_first(keeper) -> None:
    keeper.add(["a", "b", "c"], ["d1", "d1", "d2"], _unit([[1, 0], [1, 1], [-1, 0]]))
    found = keeper.search(np.array([1, 0], dtype=np.float32), 5)
    assert [chunk for chunk, _ in found] == ["a", "b", "c"]
    assert [score for _, score in found] == pytest.approx([1, 0.7071, -1], abs=1e-4)


def test_only_the_documents_asked_for_are_searched(keeper) -> None:
    keeper.add(["a", "b"], ["d1", "d2"], _unit([[1, 0], [0, 1]]))
    query = np.array([1, 0], dtype=np.float32)
    assert [chunk for chunk, _ in keeper.search(query, 5, ["d2"])] == ["b"]
    assert keeper.search(query, 5, []) == []
    assert keeper.search(query, 5, ["unknown"]) == []


def test_an_empty_keeper_and_k_of_none_find_nothing(keeper) -> None:
    query = np.array([1, 0], dtype=np.float32)
    assert keeper.search(query, 5) == []
    keeper.add(["a"], ["d"], _unit([[1, 0]]))
    assert keeper.search(query, 0) == []
    assert len(keeper) == 1


@pytest.mark.chroma
def test_vectors_come_back_from_a_server_in_the_order_asked_for(running) -> None:
    rows = _unit(np.random.default_rng(4).normal(size=(6_000, 8)))  # more than one batch
    names = [f"c{n}" for n in range(len(rows))]
    made = ServerVectors.create(VectorServer(running.url), f"test-{secrets.token_hex(6)}")
    made.add(names, ["d"] * len(rows), rows)
    assert len(made) == len(rows)
    order = names[::-1]
    assert np.allclose(made.get(order), rows[::-1], atol=1e-6)
    with pytest.raises(StoreError, match="没有检索段 gone"):
        made.get(["c1", "gone"])
    made.close()


@pytest.mark.chroma
def test_more_vectors_than_one_batch_are_all_kept_and_found_again(tmp_path: Path) -> None:
    rows = _unit(np.random.default_rng(1).normal(size=(6_000, 16)))
    names = [f"c{n}" for n in range(len(rows))]
    made = ChromaVectors.create(tmp_path / "v")
    made.add(names, ["d"] * len(rows), rows)
    made.close()
    opened = ChromaVectors.open(tmp_path / "v")
    assert len(opened) == 6_000
    assert [opened.search(rows[n], 1)[0][0] for n in (0, 5_460, 5_999)] == ["c0", "c5460", "c5999"]
    opened.close()


@pytest.mark.chroma
def test_chroma_and_the_array_find_the_same(tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    rows, query = _unit(random.normal(size=(300, 32))), _unit(random.normal(size=(1, 32)))[0]
    names, documents = [f"c{n}" for n in range(300)], [f"d{n % 3}" for n in range(300)]
    array, chroma = ArrayVectors(), ChromaVectors.create(tmp_path / "v")
    for each in (array, chroma):
        each.add(names, documents, rows)
    for limited in (None, ["d1"]):
        exact, found = array.search(query, 10, limited), chroma.search(query, 10, limited)
        assert [c for c, _ in found] == [c for c, _ in exact]
        assert [s for _, s in found] == pytest.approx([s for _, s in exact], abs=1e-5)
    chroma.close()


@pytest.mark.chroma
def test_a_missing_or_broken_folder_is_one_sentence_and_makes_no_new_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="不完整"):
        ChromaVectors.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="无法打开"):
        ChromaVectors.open(tmp_path / "bad")


@pytest.mark.chroma
def test_a_folder_made_again_is_not_taken_for_the_one_that_is_open(tmp_path: Path) -> None:
    query = np.array([1, 0], dtype=np.float32)
    old = ChromaVectors.create(tmp_path / "v")
    old.add(["old"], ["d"], _unit([[1, 0]]))
    new = ChromaVectors.create(tmp_path / "v")
    new.add(["new"], ["d"], _unit([[1, 0]]))
    assert [name for name, _ in new.search(query, 5)] == ["new"]
    old.close()
    assert [name for name, _ in new.search(query, 5)] == ["new"]
    new.close()


@pytest.mark.chroma
def test_on_a_full_disk_vectors_are_still_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ChromaVectors.create(tmp_path / "v")
    made.add(["a"], ["d"], _unit([[1, 0]]))
    made.close()
    database = tmp_path / "v" / "chroma.sqlite3"
    before = database.read_bytes()
    full = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr("index.storage.chroma.shutil.disk_usage", lambda folder: full)
    with closing(ChromaVectors.open(tmp_path / "v")) as opened:
        assert opened.search(np.array([1, 0], dtype=np.float32), 1)[0][0] == "a"
    assert database.read_bytes() == before  # nothing was to be written there

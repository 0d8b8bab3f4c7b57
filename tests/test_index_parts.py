"""If these fail, a damaged index ends the process without a word, or is searched as if it were whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from index_fakes import PairEmbedder

from index.build import build_store
from index.check import check_store
from index.errors import StoreError
from index.storage.chroma import ChromaVectors
from index.storage.manifest import read_manifest
from index.store import Store

pytestmark = pytest.mark.chroma

ARTICLES = 1_200  # more than Chroma keeps in its database alone: the HNSW files come into play
QUESTION = "海关稽查的第7项规定"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and a store of more than a thousand chunks."""
    folder = tmp_path_factory.mktemp("parts")
    (folder / "corpus").mkdir()
    lines = (
        f"第{n}条　海关稽查的第{n}项规定，由主管部门负责解释。" for n in range(1, ARTICLES + 1)
    )
    (folder / "corpus" / "law.txt").write_text("稽查条例\n" + "\n".join(lines), encoding="utf-8")
    build_store(folder / "corpus", folder / "store", PairEmbedder())
    return folder


@pytest.fixture(autouse=True)
def _searched_by_chroma(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a store is that is too large to compare every vector."""
    monkeypatch.setattr("index.store.COMPARED", 0)


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built / "store", tmp_path / "store")
    return tmp_path / "store"


def _search(store: Path) -> list[tuple[str, float]]:
    opened = Store.open(store, PairEmbedder())
    try:
        return opened.search_vectors(QUESTION, 3)
    finally:
        opened.close()


def _part(store: Path, name: str) -> Path:
    [path] = (store / "generations" / "000001").rglob(name)
    return path


def _cut(size: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, size)


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def test_the_manifest_vouches_for_every_file(store: Path) -> None:
    parts = read_manifest(store / "generations" / "000001").parts
    names = {Path(part.file).name for part in parts}
    assert names == {
        "guanwen.sqlite", "chroma.sqlite3", "data_level0.bin", "header.bin", "length.bin",
        "link_lists.bin", "index_metadata.pickle", "vectors.f32",
    }  # fmt: skip


def test_reading_leaves_a_store_whole(store: Path, built: Path) -> None:
    for _ in range(3):
        assert _search(store)
    assert check_store(store, built / "corpus", PairEmbedder()) == ()


def test_reading_a_small_store_leaves_it_whole(tmp_path: Path) -> None:
    """Below a thousand vectors Chroma writes its HNSW files anew whenever it is opened."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("办法\n第一条 海关稽查的规定。", encoding="utf-8")
    build_store(tmp_path / "corpus", tmp_path / "store", PairEmbedder())
    for _ in range(3):
        assert _search(tmp_path / "store")
    assert check_store(tmp_path / "store", tmp_path / "corpus", PairEmbedder()) == ()


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("data_level0.bin", _cut(60)),
        ("header.bin", _cut(10)),
        ("length.bin", _cut(10)),
        ("link_lists.bin", _cut(0)),
        ("index_metadata.pickle", _cut(5)),
        ("chroma.sqlite3", _cut(4096)),
        ("guanwen.sqlite", _cut(4096)),
        ("header.bin", _zero),
        ("link_lists.bin", _zero),
        ("data_level0.bin", _zero),
        ("data_level0.bin", Path.unlink),
        ("index_metadata.pickle", Path.unlink),
        ("chroma.sqlite3", Path.unlink),
        ("chroma", shutil.rmtree),
    ],
)
def test_a_damaged_file_is_told_before_chroma_opens_it(
    store: Path, built: Path, file: str, damage: Callable[[Path], None]
) -> None:
    damage(_part(store, file))
    with pytest.raises(StoreError, match="guanwen index build") as caught:
        _search(store)
    assert "\n" not in str(caught.value)
    problems = check_store(store, built / "corpus", PairEmbedder())
    assert all("guanwen index build" in problem for problem in problems)
    assert any(file in problem for problem in problems)


def test_damage_after_opening_is_seen_at_the_first_search(store: Path) -> None:
    opened = Store.open(store, PairEmbedder())
    shutil.rmtree(_part(store, "header.bin").parent)
    with pytest.raises(StoreError, match=r"不见了.*guanwen index build"):
        opened.search_vectors(QUESTION, 3)
    opened.close()


@pytest.mark.parametrize("file", ["guanwen.sqlite", "chroma.sqlite3"])
def test_a_check_sees_a_changed_byte_in_either_database(
    store: Path, built: Path, file: str
) -> None:
    path = _part(store, file)
    content = bytearray(path.read_bytes())
    place = content.rindex(b"law#")  # in a chunk id
    content[place] ^= 1
    path.write_bytes(content)
    [problem] = check_store(store, built / "corpus", PairEmbedder())
    assert file in problem
    assert "已损坏" in problem


def test_whatever_chroma_raises_is_a_store_error(tmp_path: Path) -> None:
    class Broken:
        def count(self) -> int:
            return 5

        def query(self, **_: object) -> None:
            raise RuntimeError("Error executing plan")

        add = query

    vectors = ChromaVectors(None, Broken())
    query = np.ones(2, dtype=np.float32)
    with pytest.raises(StoreError, match="guanwen index build"):
        vectors.search(query, 1)
    with pytest.raises(StoreError, match="磁盘空间"):
        vectors.add(["a"], ["d"], query[None])
    with pytest.raises(StoreError, match="guanwen index build"):
        len(ChromaVectors(None, None))


def _restricted() -> list[str]:
    """What stands before a command so that file modes hold for it, even where tests run as root."""
    if os.geteuid() != 0:
        return []
    tool = shutil.which("setpriv")
    if tool is None:
        pytest.skip("root without setpriv: file modes do not hold")
    return [tool, "--bounding-set=-dac_override,-dac_read_search"]


SEARCH = """
import sys
from pathlib import Path
import index.store
index.store.COMPARED = 0  # as large as one that Chroma searches
sys.path[:0] = ["tests"]
from test_index_parts import _search
print(_search(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("size", ["large", "small"])
def test_a_store_that_may_only_be_read_is_searched(
    store: Path, built: Path, tmp_path: Path, size: str
) -> None:
    if size == "small":
        (tmp_path / "corpus").mkdir()
        (tmp_path / "corpus" / "a.txt").write_text("办法\n第一条 海关稽查规定。", encoding="utf-8")
        shutil.rmtree(store)
        build_store(tmp_path / "corpus", store, PairEmbedder())
    expected = _search(store)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for path in (*store.rglob("*"), store):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = subprocess.run(
            [*_restricted(), sys.executable, "-c", SEARCH, str(store)],
            env={**os.environ, "TMPDIR": str(temporary)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        for path in (store, *store.rglob("*")):
            path.chmod(0o755)
    assert done.stdout == f"{expected}\n", done.stderr
    assert list(temporary.iterdir()) == []


def test_no_place_for_a_copy_is_told_with_both_remedies(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(StoreError, match=r"不可写.*文件或文件夹不存在.*TMPDIR"):
        _search(store)

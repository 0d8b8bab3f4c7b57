"""If these fail, a power cut or an impatient `kill -9` during a build takes the index away."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from index_fakes import PLAN, PairEmbedder

from index.build import build_store
from index.check import check_store
from index.store import Store
from index.words import terms

pytestmark = pytest.mark.chroma

ROOT = Path(__file__).parent.parent
KILLS = 40
KILLS_OF_ADDITIONS = 10
KILLED_COMMANDS = 3
# Forks one process for each line: what a build imports is loaded once, and no thread is lost.
NURSERY = """
import os, sys
from pathlib import Path
sys.path[:0] = ["tests", "."]
from index_fakes import PairEmbedder
import chromadb
import index.build
corpus, store = Path(sys.argv[1]), Path(sys.argv[2])
embedder = PairEmbedder()
print("ready", flush=True)
for line in sys.stdin:
    act, _, name = line.strip().partition(" ")
    child = os.fork()
    if not child:
        if act == "build":
            index.build.build_store(corpus, store, embedder, full=name == "full")
        elif act == "add":
            index.build.add_documents(corpus, store, embedder, [Path(name)])
        else:
            index.build.remove_documents(corpus, store, embedder, [name])
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()  # until then an ended child keeps its number
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Nursery:
    """A process that begins builds and tells how each of them ended."""

    def __init__(self, corpus: Path, store: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, str(corpus), str(store)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._read() == "ready"

    def run(self, act: str, kill_after: float | None = None) -> tuple[int, float]:
        """The exit code of a build that may be killed, and how many seconds it took."""
        self._write(act)
        child, begun = int(self._read()), time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        self._write("wait")
        return int(self._read()), time.monotonic() - begun

    def close(self) -> None:
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    _write(folder, 0)
    return folder


@pytest.fixture
def store(tmp_path: Path, corpus: Path) -> Path:
    build_store(corpus, tmp_path / "store", PairEmbedder())
    return tmp_path / "store"


@pytest.fixture
def nursery(corpus: Path, store: Path) -> Iterator[Nursery]:
    with closing(Nursery(corpus, store)) as opened:
        yield opened


def _write(corpus: Path, number: int) -> None:
    lines = [f"第{n}条 仓库登记第{number}号，每年不少于{number}次。" for n in "一二三四五六七八九"]
    (corpus / "rules.txt").write_text("\n".join(("仓库管理办法", *lines)), encoding="utf-8")


def _assert_sound(store: Path, corpus: Path, versions: set[int]) -> int:
    """The store is whole, answers, holds nothing twice; returns which version of the file it has."""
    about_corpus = ("改过", "还没有收入", "已不在")
    problems = check_store(store, corpus, PairEmbedder())
    assert not [p for p in problems if not any(word in p for word in about_corpus)]
    with closing(Store.open(store, PairEmbedder())) as opened:
        files = [info.file for info in opened.documents()]
        assert len(set(files)) == len(files)
        [rules] = [info for info in opened.documents() if info.file == "rules.txt"]
        text = opened.outline(rules.id).text
        [held] = [number for number in versions if f"登记第{number}号，" in text]
        for found in (
            opened.search_words(terms("仓库登记"), 5, [rules.id]),
            opened.search_vectors("仓库登记", 5, [rules.id]),
        ):
            assert found
            assert all(f"第{held}号" in opened.chunk(name).text for name, _ in found[:3])
        return held


def _moments(seed: int, count: int) -> list[float]:
    """As many moments, one in each part of the time that a build takes (1.0) and a little longer."""
    chance = random.Random(seed)
    return [1.1 * (part + chance.random()) / count for part in range(count)]


@pytest.mark.parametrize("kind", ["", "full"])
def test_a_build_killed_at_any_moment_leaves_a_whole_index(
    nursery: Nursery, store: Path, corpus: Path, kind: str
) -> None:
    _write(corpus, 1)
    code, seconds = nursery.run(f"build {kind}")
    assert code == 0
    held, killed = 1, 0
    for number, moment in enumerate(_moments(19, KILLS // 2), start=2):
        _write(corpus, number)
        code, took = nursery.run(f"build {kind}", moment * seconds)
        killed += code == -signal.SIGKILL
        seconds = seconds if code else min(seconds, took)  # the machine was busy at first
        held = _assert_sound(store, corpus, {held, number})
    assert killed > KILLS // 4  # most of them were at work
    assert nursery.run("build")[0] == 0
    assert _assert_sound(store, corpus, {number}) == number
    assert check_store(store, corpus, PairEmbedder()) == ()
    assert len(os.listdir(store / "generations")) <= 2


def test_an_addition_or_removal_killed_is_all_or_nothing_after_the_next_build(
    nursery: Nursery, store: Path, corpus: Path, tmp_path: Path
) -> None:
    extra = tmp_path / "extra.txt"
    extra.write_text("稽查办法\n第一条 制定本办法。\n第二条 每年不少于3次。", encoding="utf-8")
    _, seconds = nursery.run(f"add {extra}")
    held = True
    for moment in _moments(7, KILLS_OF_ADDITIONS):
        act = "remove added/extra.txt" if held else f"add {extra}"
        nursery.run(act, moment * seconds)
        _assert_sound(store, corpus, {0})
        assert nursery.run("build")[0] == 0
        assert check_store(store, corpus, PairEmbedder()) == ()
        held = (store / "added" / "extra.txt").exists()
        with closing(Store.open(store, PairEmbedder())) as opened:
            assert [i.file for i in opened.documents() if "added" in i.file] == (
                ["added/extra.txt"] if held else []
            )
        assert not [name for name in os.listdir(store / "added") if name != "extra.txt"]


@pytest.mark.model
def test_the_command_killed_leaves_a_whole_index(tmp_path: Path, corpus: Path) -> None:
    from index.embedding import open_embedder

    store, embedder = tmp_path / "trained", open_embedder()
    build_store(corpus, store, embedder)
    places = ["--corpus", str(corpus), "--store", str(store)]
    command = [sys.executable, "-m", "ui.cli", "index", "build", "--full", *places]
    begun = time.monotonic()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    seconds = time.monotonic() - begun
    for moment in _moments(3, KILLED_COMMANDS):
        with subprocess.Popen(command, cwd=ROOT, stdout=-3, stderr=-3) as build:
            time.sleep(moment * seconds)
            build.kill()
        assert check_store(store, corpus, embedder) == ()
        with closing(Store.open(store, embedder)) as opened:
            assert opened.search_vectors("仓库登记", 3)

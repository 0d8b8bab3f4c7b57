"""A Chroma server for many readers: if these fail, its loss takes the answers with it."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import chromadb
import pytest
from chroma_servers import ChromaServer, Gate, free_port
from index_fakes import PLAN, PairEmbedder

import index.generation
import index.store
from index.build import add_documents, build_store
from index.check import check_store
from index.errors import StoreError, StoreMismatch, VectorsLost
from index.storage import chroma_server
from index.storage.generations import current_generation
from index.storage.manifest import read_manifest
from index.storage.server import VectorServer
from index.store import Store
from rag.assistant import Assistant

pytestmark = pytest.mark.chroma

RULES = "仓库管理办法\n第一条 仓库每年检查三次。\n第二条 检查结果应当登记。\n"
ASKED = "“智慧海关”平台怎样建设？"
EXACT = "互认国家有多少个？"  # answered from a table, which takes no vectors


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    made = ChromaServer(tmp_path_factory.mktemp("chroma"))
    made.start()
    yield made
    made.kill()


@pytest.fixture
def server(running: ChromaServer) -> VectorServer:
    return VectorServer(running.url, timeout=1.0)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path, corpus: Path, server: VectorServer) -> Path:
    build_store(corpus, tmp_path / "store", PairEmbedder(), server=server)
    return tmp_path / "store"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that failed is tried again at once."""
    monkeypatch.setitem(chroma_server.ServerVectors.__init__.__kwdefaults__, "pause", 0.05)


def collections(server: VectorServer) -> set[str]:
    client = chromadb.HttpClient(server.host, server.port)
    return {each.name for each in client.list_collections()}


def collection_of(store: Path) -> str:
    return read_manifest(current_generation(store)).collection


@pytest.mark.parametrize("among", [index.store.AMONG, 0], ids=["compared here", "filtered there"])
def test_a_server_and_a_folder_find_the_same(
    tmp_path: Path, corpus: Path, store: Path, server: VectorServer, among: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(index.store, "AMONG", among)
    (corpus / "rules.txt").write_text(RULES, "utf-8")
    build_store(corpus, tmp_path / "own", PairEmbedder())
    build_store(corpus, store, PairEmbedder(), server=server)
    assert not (current_generation(store) / "chroma").exists()
    with (
        closing(Store.open(tmp_path / "own", PairEmbedder())) as own,
        closing(Store.open(store, PairEmbedder(), server=server)) as shared,
    ):
        for text in ("互认国家", "仓库检查"):
            for limit in (None, [own.documents()[0].id], [own.documents()[0].id]):
                mine, theirs = (s.search_vectors(text, 5, limit) for s in (own, shared))
                assert [name for name, _ in theirs] == [name for name, _ in mine]
                assert [s for _, s in theirs] == pytest.approx([s for _, s in mine], abs=1e-5)
        assert shared.losses.count == 0


def test_two_readers_share_one_collection(
    tmp_path: Path, store: Path, server: VectorServer
) -> None:
    other = Path(shutil.copytree(store, tmp_path / "replica"))
    with (
        closing(Store.open(store, PairEmbedder(), server=server)) as one,
        closing(Store.open(other, PairEmbedder(), server=server)) as two,
    ):
        assert one.search_vectors("互认国家", 3) == two.search_vectors("互认国家", 3) != []


def test_an_update_takes_vectors_over_and_removes_what_no_generation_uses(
    corpus: Path, store: Path, server: VectorServer, tmp_path: Path
) -> None:
    class Counting(PairEmbedder):
        texts = 0

        def encode_passages(self, texts):  # type: ignore[no-untyped-def]
            Counting.texts += len(texts)
            return super().encode_passages(texts)

    first = collection_of(store)
    (tmp_path / "rules.txt").write_text(RULES, "utf-8")
    add_documents(corpus, store, Counting(), [tmp_path / "rules.txt"], server=server)
    second = collection_of(store)
    assert Counting.texts < 6  # two probes and the chunks of the new file
    assert {first, second} <= collections(server)  # the generation before is kept, with its vectors
    (corpus / "plan.txt").write_text(PLAN.replace("60个", "61个"), "utf-8")
    build_store(corpus, store, PairEmbedder(), server=server)
    assert collections(server) & {first, second, collection_of(store)} == {
        second, collection_of(store),
    }  # fmt: skip
    assert check_store(store, corpus, PairEmbedder(), server=server) == ()


def test_nothing_changed_makes_no_new_collection_and_a_lost_one_is_made_again(
    corpus: Path, store: Path, server: VectorServer
) -> None:
    first = collection_of(store)
    assert not build_store(corpus, store, PairEmbedder(), server=server).changed
    chromadb.HttpClient(server.host, server.port).delete_collection(first)
    assert any(
        "没有这个索引的向量" in p for p in check_store(store, corpus, PairEmbedder(), server=server)
    )
    assert build_store(corpus, store, PairEmbedder(), server=server).changed
    assert check_store(store, corpus, PairEmbedder(), server=server) == ()


def test_a_build_that_fails_leaves_the_index_and_its_collection_goes_with_the_next(
    corpus: Path, store: Path, server: VectorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, kept = collection_of(store), collections(server)
    (corpus / "rules.txt").write_text(RULES, "utf-8")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(index.generation, "write_manifest", fail)
        with pytest.raises(StoreError, match="索引写入失败"):
            build_store(corpus, store, PairEmbedder(), server=server)
    assert collection_of(store) == before
    assert len(collections(server) - kept) == 1
    build_store(corpus, store, PairEmbedder(), server=server)
    assert collections(server) - kept == {collection_of(store)}


def test_a_build_without_its_server_is_one_sentence_and_changes_nothing(
    corpus: Path, store: Path
) -> None:
    before = current_generation(store)
    (corpus / "rules.txt").write_text(RULES, "utf-8")
    nowhere = VectorServer(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(VectorsLost, match=r"连不上 Chroma 服务器 127\.0\.0\.1") as caught:
        build_store(corpus, store, PairEmbedder(), server=nowhere)
    assert "\n" not in str(caught.value)
    assert current_generation(store) == before


def test_from_a_server_to_a_folder_and_back(
    corpus: Path, store: Path, server: VectorServer
) -> None:
    with pytest.raises(StoreMismatch, match="GUANWEN_CHROMA_URL"):
        Store.open(store, PairEmbedder())
    build_store(corpus, store, PairEmbedder())
    assert (current_generation(store) / "chroma").is_dir()
    with closing(Store.open(store, PairEmbedder(), server=server)) as opened:
        assert opened.search_vectors("互认国家", 1)  # still from the folder
    assert any(
        "向量还在本机" in p for p in check_store(store, corpus, PairEmbedder(), server=server)
    )
    build_store(corpus, store, PairEmbedder(), server=server)
    assert check_store(store, corpus, PairEmbedder(), server=server) == ()


# --- losing the server --------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path, corpus: Path) -> Iterator[tuple[ChromaServer, Assistant]]:
    """A server of this test alone, and an assistant that has asked it once."""
    process = ChromaServer(tmp_path / "server")
    process.start()
    server = VectorServer(process.url, timeout=0.5)
    build_store(corpus, tmp_path / "mine", PairEmbedder(), server=server)
    with closing(
        Assistant.open(tmp_path / "mine", embedder=PairEmbedder(), server=server)
    ) as opened:
        assert opened.store.search_vectors("互认国家", 3)
        yield process, opened
    process.kill()


@pytest.mark.parametrize("loss", ["kill", "halt"])
def test_a_server_lost_between_two_questions_leaves_keywords_and_a_notice(
    quick: None, own: tuple[ChromaServer, Assistant], loss: str, caplog: pytest.LogCaptureFixture
) -> None:
    process, assistant = own
    whole = assistant.ask(ASKED)
    assert "智慧海关" in whole.answer
    assert whole.notice == ""
    getattr(process, loss)()
    with caplog.at_level(logging.WARNING):
        started = time.monotonic()
        hits = assistant.search("互认国家", 3)
        assert time.monotonic() - started < 5
        answer = assistant.ask(ASKED)
    assert hits
    assert "智慧海关" in answer.answer
    assert "这次只按字词查找" in answer.notice
    assert assistant.ask(EXACT).notice == ""
    assert sum("暂时只按字词查找" in r.message for r in caplog.records) == 1
    process.start() if loss == "kill" else process.go_on()
    time.sleep(0.2)
    assert assistant.store.search_vectors("互认国家", 3)
    assert assistant.ask(ASKED).notice == ""


def test_a_server_that_hangs_is_not_waited_for_by_every_question(
    own: tuple[ChromaServer, Assistant],
) -> None:
    process, assistant = own
    process.halt()
    taken: list[float] = []

    def ask() -> None:
        started = time.monotonic()
        assistant.search("互认国家", 3)
        taken.append(time.monotonic() - started)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(taken) < 5
    started = time.monotonic()
    for _ in range(10):
        assistant.search("互认国家", 3)
    assert time.monotonic() - started < 2  # one wait for the first would be 0.5 s each
    process.go_on()


def test_an_index_opens_and_answers_while_its_server_is_down(
    own: tuple[ChromaServer, Assistant], tmp_path: Path
) -> None:
    process, _ = own
    process.kill()
    down = VectorServer(process.url, timeout=0.5)
    with closing(Assistant.open(tmp_path / "mine", embedder=PairEmbedder(), server=down)) as opened:
        assert opened.search("互认国家", 3)
        assert "连不上" in opened.ask(ASKED).notice
    assert any("连不上" in p for p in check_store(
        tmp_path / "mine", tmp_path / "corpus", PairEmbedder(), server=down
    ))  # fmt: skip


# --- token, address, strangers ------------------------------------------------------------------


def test_a_token_opens_the_gate_and_is_never_shown(
    running: ChromaServer, corpus: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(Gate(running.port, "geheim-123")) as gate, caplog.at_level(logging.DEBUG):
        good, bad = VectorServer(gate.url, "geheim-123"), VectorServer(gate.url, "falsch-456")
        build_store(corpus, tmp_path / "store", PairEmbedder(), server=good)
        with closing(Store.open(tmp_path / "store", PairEmbedder(), server=good)) as opened:
            assert opened.search_vectors("互认国家", 3)
        assert gate.refused == 0
        with pytest.raises(VectorsLost, match="不接受 GUANWEN_CHROMA_TOKEN"):
            build_store(corpus, tmp_path / "other", PairEmbedder(), server=bad)
        with pytest.raises(VectorsLost, match="要求设置 GUANWEN_CHROMA_TOKEN"):
            build_store(corpus, tmp_path / "other", PairEmbedder(), server=VectorServer(gate.url))
        with closing(Store.open(tmp_path / "store", PairEmbedder(), server=bad)) as opened:
            assert opened.search_vectors("互认国家", 3) == []
            assert "不接受" in opened.losses.notice_since(0)
        assert "geheim" not in f"{good} {good!r} {caplog.text}"
        assert "falsch" not in f"{bad!r} {caplog.text}"


def test_another_program_on_the_port_is_said_to_be_one(tmp_path: Path, corpus: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            for _ in range(2):
                client, _ = other.accept()
                client.recv(4096)
                client.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                )
                client.close()

        threading.Thread(target=answer, daemon=True).start()
        stranger = VectorServer(f"http://127.0.0.1:{other.getsockname()[1]}")
        with pytest.raises(VectorsLost, match="不是 Chroma 服务器"):
            build_store(corpus, tmp_path / "store", PairEmbedder(), server=stranger)


def test_a_name_that_does_not_exist_and_tls_where_there_is_none(
    tmp_path: Path, corpus: Path, running: ChromaServer
) -> None:
    for url in ("http://chroma.invalid:8000", running.url.replace("http:", "https:")):
        with pytest.raises(VectorsLost, match="连不上"):
            build_store(corpus, tmp_path / "store", PairEmbedder(), server=VectorServer(url))


@pytest.mark.parametrize(
    "url",
    ["localhost:8000", "ftp://h:1", "http://", "http://h:99999", "http://u:p@h:1", "http://h:1?a=b",
     "http://h:x", "chroma", "http://h:1/prefix"],
)  # fmt: skip
def test_an_address_that_is_none_names_its_setting_and_shows_no_password(url: str) -> None:
    with pytest.raises(StoreError, match="GUANWEN_CHROMA_URL") as caught:
        VectorServer(url)
    assert "u:p" not in str(caught.value)


def test_the_commands_work_on_a_server_by_the_environment_alone(
    running: ChromaServer, tmp_path: Path, corpus: Path
) -> None:
    (tmp_path / "token").write_text("x1\n", "utf-8")

    def guanwen(*words: str, url: str = running.url) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ui.cli", *words, "--store", str(tmp_path / "s")],
            cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False,
            env={**os.environ, "GUANWEN_CHROMA_URL": url, "GUANWEN_CORPUS": str(corpus),
                 "GUANWEN_CHROMA_TOKEN_FILE": str(tmp_path / "token")},
        )  # fmt: skip

    assert guanwen("index", "build").returncode == 0
    assert guanwen("index", "check").stdout.startswith("索引完整")
    assert guanwen("search", "互认国家").stderr == ""
    gone = f"http://127.0.0.1:{free_port()}"
    lost = guanwen("search", "互认国家", url=gone)
    assert lost.returncode == 0
    assert lost.stdout
    assert [line for line in lost.stderr.splitlines() if "暂时只按字词查找" in line]
    failed = guanwen("index", "build", "--full", url=gone)
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1
    assert "连不上 Chroma 服务器" in failed.stderr

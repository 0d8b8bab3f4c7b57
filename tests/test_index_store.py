"""If these fail, a store gives back something other than what was put in, or fails unreadably."""

import json
import sqlite3
import threading
from pathlib import Path

import pytest
from index_fakes import PLAN, PairEmbedder, document

from index.build import build_store
from index.chunk import chunk_document
from index.documents import Document
from index.errors import StoreError, StoreMismatch, StoreMissing
from index.facts import find_facts
from index.storage.manifest import FORMAT
from index.store import Store
from index.words import terms

COUNTS = ("documents", "nodes", "chunks", "facts", "words")
OTHER = "其他办法\n第一条 海关关税由海关征收。\n第二条 本办法自2020年起施行。"


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return document(PLAN, "plan"), document(OTHER, "other", "其他办法")


@pytest.fixture(scope="module")
def store(documents):
    made = Store.in_memory(documents, PairEmbedder())
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "plan.txt").write_text(PLAN, encoding="utf-8")
    (corpus / "other.txt").write_text(OTHER, encoding="utf-8")
    build_store(corpus, tmp_path / "store", PairEmbedder())
    return tmp_path / "store"


def test_outlines_and_chunks_come_back_as_they_were(store, documents) -> None:
    for made in documents:
        assert store.outline(made.id) == made.outline
        assert [store.chunk(c.id) for c in chunk_document(made)] == list(chunk_document(made))
    assert store.manifest.counts.chunks == sum(len(chunk_document(d)) for d in documents)


def test_documents_and_facts_keep_the_order_of_the_corpus(store, documents) -> None:
    assert [info.id for info in store.documents()] == ["plan", "other"]
    assert store.facts() == tuple(f for d in documents for f in find_facts(d))
    assert {fact.document_id for fact in store.facts(["plan"])} == {"plan"}
    assert store.facts([]) == ()


def test_what_is_not_there_is_a_key_error(store) -> None:
    with pytest.raises(KeyError):
        store.outline("none")
    with pytest.raises(KeyError):
        store.chunk("none")


def test_words_find_a_phrase_inside_a_sentence(store) -> None:
    found = store.search_words(terms("中欧班列枢纽站点"), 3)
    assert "中欧班列" in store.chunk(found[0][0]).text
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)


@pytest.mark.parametrize("search", ["words", "vectors"])
def test_a_search_stays_within_the_documents_asked_for(store, search: str) -> None:
    def run(documents):
        if search == "words":
            return store.search_words(terms("海关"), 20, documents)
        return store.search_vectors("海关关税", 20, documents)

    assert {store.chunk(c).document_id for c, _ in run(["other"])} == {"other"}
    assert run(["none"]) == run([]) == []


def test_vectors_find_the_nearest_passage(store) -> None:
    found = store.search_vectors("海关关税由海关征收", 2)
    assert "关税" in store.chunk(found[0][0]).text
    assert 0 < found[0][1] <= 1.0001


def test_a_question_without_anything_known_finds_nothing(store) -> None:
    assert store.search_vectors("", 5) == []
    assert store.search_words([], 5) == []


def test_many_threads_read_one_store(store) -> None:
    wrong: list[object] = []
    expected = store.search_words(terms("海关"), 5)

    def read() -> None:
        try:
            for _ in range(30):
                if store.search_words(terms("海关"), 5) != expected:
                    wrong.append("other result")
                store.outline("plan")
                store.facts()
        except Exception as error:  # whatever it is, the test must see it
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_text_given_twice_is_one_document(documents) -> None:
    made = Store.in_memory([*documents, documents[0]], PairEmbedder())
    assert [info.id for info in made.documents()] == ["plan", "other"]
    made.close()


@pytest.mark.chroma
def test_a_folder_gives_the_same_as_memory(folder: Path, documents) -> None:
    opened = Store.open(folder, PairEmbedder())
    memory = Store.in_memory(
        [document(OTHER, "other", "其他办法"), document(PLAN, "plan")], PairEmbedder()
    )
    for question in ("海关关税", "互认国家有多少", "大数据"):
        assert opened.search_words(terms(question), 5) == memory.search_words(terms(question), 5)
        near, same = opened.search_vectors(question, 3), memory.search_vectors(question, 3)
        assert [s for _, s in near] == pytest.approx([s for _, s in same], abs=1e-5)
    assert opened.facts() == memory.facts()
    opened.close()
    memory.close()


@pytest.mark.chroma
def test_the_manifest_says_what_the_store_was_made_from(folder: Path) -> None:
    manifest = json.loads((folder / "generations/000001/manifest.json").read_text("utf-8"))
    assert manifest["model"] == "pairs"
    assert manifest["dimension"] == 64
    assert [name for name, _ in manifest["files"]] == ["other.txt", "plan.txt"]
    assert manifest["counts"]["documents"] == 2


def test_no_store_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="guanwen index build"):
        Store.open(tmp_path / "none", PairEmbedder())


@pytest.mark.chroma
@pytest.mark.parametrize(
    ("embedder", "told"),
    [
        (PairEmbedder("another"), "pairs.*another.*guanwen index build"),
        (PairEmbedder(dimension=32), "64.*32.*guanwen index build"),
        (PairEmbedder(shift=7), "权重.*guanwen index build"),
    ],
)
def test_another_model_is_named_with_the_command(folder: Path, embedder, told: str) -> None:
    with pytest.raises(StoreMismatch, match=told):
        Store.open(folder, embedder)


@pytest.mark.chroma
def test_another_format_is_named_with_the_command(folder: Path) -> None:
    path = folder / "generations/000001/manifest.json"
    path.write_text('{"format": 99, "unknown": []}', encoding="utf-8")
    with pytest.raises(StoreMismatch, match=rf"99.*{FORMAT}.*guanwen index build"):
        Store.open(folder, PairEmbedder())


@pytest.mark.chroma
@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("CURRENT", b"000009\n"),
        ("CURRENT", b"../../elsewhere\n"),
        ("CURRENT", b""),
        ("CURRENT", b"\xff\xfe"),
        ("generations/000001/manifest.json", b"{"),
        ("generations/000001/manifest.json", b"[]"),
        ("generations/000001/manifest.json", b'{"format": 2}'),
        ("generations/000001/manifest.json", b'{"format": true}'),
        ("generations/000001/manifest.json", b"[" * 100_000),
        ("generations/000001/guanwen.sqlite", b""),
        ("generations/000001/guanwen.sqlite", b"no database at all" * 500),
    ],
)
def test_a_damaged_store_is_one_sentence(folder: Path, file: str, content: bytes) -> None:
    (folder / file).write_bytes(content)
    with pytest.raises(StoreError, match="guanwen index build") as caught:
        Store.open(folder, PairEmbedder())
    assert "\n" not in str(caught.value)


@pytest.mark.chroma
@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("probe", [0.5], StoreMismatch),
        ("probe", [], StoreMismatch),
        ("probe", [float("nan")] * 8, StoreMismatch),
        ("probe", [True] * 8, StoreError),
        ("tokenizer", "another", StoreMismatch),
        ("dimension", "64", StoreError),
        ("files", [["a"]], StoreError),
        ("counts", {"chunks": 1}, StoreError),
        ("counts", dict.fromkeys(COUNTS, 10**12), StoreError),
        ("parts", [], StoreError),
        ("parts", [{"file": "guanwen.sqlite"}], StoreError),
    ],
)  # fmt: skip
def test_a_manifest_with_one_wrong_field_is_one_sentence(
    folder: Path, field: str, value: object, told: type[StoreError]
) -> None:
    path = folder / "generations/000001/manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {field: value}), "utf-8")
    with pytest.raises(StoreError, match="guanwen index build") as caught:
        Store.open(folder, PairEmbedder())
    assert type(caught.value) is told


@pytest.mark.chroma
def test_another_tokenizer_is_named(folder: Path) -> None:
    path = folder / "generations/000001/manifest.json"
    path.write_text(path.read_text("utf-8").replace('"qwen"', '"other"'), "utf-8")
    with pytest.raises(StoreMismatch, match=r"词表 other.*词表 qwen"):
        Store.open(folder, PairEmbedder())


@pytest.mark.chroma
def test_damage_found_while_reading_is_a_store_error(folder: Path) -> None:
    path = folder / "generations/000001/guanwen.sqlite"
    size = path.stat().st_size
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE words")
    connection.close()
    assert path.stat().st_size == size
    opened = Store.open(folder, PairEmbedder())
    with pytest.raises(StoreError, match="guanwen index build"):
        opened.search_words(["海关"], 5)
    opened.close()


def test_around_a_chunk_an_outline_says_the_same_as_the_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of thousands of documents only the parts around what was found are read."""
    monkeypatch.setattr("index.store._OUTLINES", 0)
    for name, _ in store.search_words(terms("海关"), 20):
        chunk = store.chunk(name)
        whole = store.outline(chunk.document_id)
        some = store.outline_around(chunk.document_id, chunk.span)
        assert some.text == whole.text
        for offset in range(*chunk.span):
            leaf = whole.at(offset)
            assert some.at(offset) == leaf
            assert some.ancestors(leaf.id) == whole.ancestors(leaf.id)

"""Baselines: were they weaker than what people really build, our figures beside them would flatter."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from index_fakes import PairEmbedder, document

from eval.baselines.pieces import OVERLAP, SIZE, own_chunks, windows
from eval.baselines.searchers import ChromaSearcher, PastedSearcher, WordSearcher
from eval.baselines.system import BASELINES, Baseline
from eval.errors import EvalError
from index.documents import Document
from index.store import Store
from rag.answer import InlineText, Question

SENTENCES = "".join(f"第{n}个口岸建成智慧查验平台{n}套。" for n in range(1, 120))
PLAN = f"一、口岸\n（一）建设。{SENTENCES}\n（二）人才。首席专家30名，兼职教师500名。\n"


@pytest.fixture
def documents() -> list[Document]:
    return [
        document(PLAN, "plan", "规划"),
        document("一、税收\n征管方式改革。\n", "tax", "税收办法"),
    ]


@pytest.fixture
def store(documents: list[Document]) -> Iterator[Store]:
    opened = Store.in_memory(documents, PairEmbedder())
    yield opened
    opened.close()


def test_windows_are_the_usual_ones_with_their_places(documents: list[Document]) -> None:
    pieces = windows(documents)
    texts = {document.id: document.outline.text for document in documents}
    assert all(texts[p.document_id][slice(*p.span)] == p.text for p in pieces)
    assert max(len(piece.text) for piece in pieces) <= SIZE
    first, second = [piece for piece in pieces if piece.document_id == "plan"][:2]
    assert first.span[1] - second.span[0] <= OVERLAP
    assert len({piece.id for piece in pieces}) == len(pieces)


def test_own_chunks_are_those_of_the_index(documents: list[Document], store: Store) -> None:
    assert len(own_chunks(documents)) == store.manifest.counts.chunks


@pytest.mark.chroma
def test_the_recipe_finds_the_nearest_piece_and_none_twice(documents: list[Document]) -> None:
    embedder = PairEmbedder()
    pieces = own_chunks(documents)
    wanted = next(piece for piece in pieces if "首席专家" in piece.text)
    found = ChromaSearcher(pieces, embedder).search(wanted.text, 4)
    assert found[0] == wanted
    assert len({piece.id for piece in found}) == 4


def test_words_find_a_phrase_and_the_pasted_retriever_does_not(documents: list[Document]) -> None:
    """A whole Chinese clause is one word to the default: a question shares none with the text."""
    pieces = own_chunks(documents)
    assert "首席专家" in WordSearcher(pieces).search("首席专家几名", 1)[0].text
    pasted = PastedSearcher(pieces).search("首席专家几名", len(pieces))
    assert len(pasted) == len(pieces)
    assert "首席专家" not in pasted[0].text


@pytest.mark.chroma
@pytest.mark.parametrize("name", BASELINES)
def test_each_baseline_answers_with_a_sentence_that_it_cites(name: str, store: Store) -> None:
    system = Baseline(store, PairEmbedder(), BASELINES[name])
    answer = system.ask(Question(("兼职教师多少名",), id="q"))
    (cited,) = answer.citations
    assert answer.answer == f"{cited.quote}[1]"
    assert system.outline(cited.document_id).text[slice(*cited.span)] == cited.quote
    hits = system.search("税收征管", 3, ["税收办法"])
    assert {hit.document_id for hit in hits} == {"tax"}
    given = system.ask(Question(("几点开会",), texts=(InlineText("通知", "会议九点开始。"),)))
    assert given.citations[0].quote == "会议九点开始。"


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("LangChain 通用做法", "langchain_chroma"),
        ("只用 BM25", "rank_bm25"),
        ("BM25Retriever 默认设置", "langchain_text_splitters"),
    ],
)
def test_without_the_extra_one_sentence_says_what_to_install(
    name: str, module: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else all questions of the set would be counted as errors of the baseline."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(EvalError, match=r"guanwen\[baselines\]"):
        Baseline(store, PairEmbedder(), BASELINES[name])

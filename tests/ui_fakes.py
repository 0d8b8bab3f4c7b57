"""Stand-ins for the assistant and the store, over real outlines: no model, no index, no network."""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Sequence
from pathlib import Path

from index.corpus import read_corpus
from index.documents import Document, DocumentInfo, Fact, Outline
from index.facts import find_facts
from index.outline import parse_outline
from rag.answer import (
    Answer,
    Citation,
    Done,
    Event,
    Question,
    Resolved,
    Retrieved,
    Routed,
    Sentence,
)
from rag.assistant import Found
from rag.errors import EmptyQuestion, QuestionTooLong

PLAN = """城市图书馆发展规划
一、总体要求
（一）指导思想。
坚持公益服务，方便读者。
（二）主要目标。
到2030年，全市建成社区分馆不少于120个，数字资源覆盖率达到95%，读者满意度达到98%，古籍修复率达到60%。
专栏1 主要指标
（一）馆舍建设。新建分馆40个。
专栏2 数字阅读推广工程
（一）资源采购。采购电子图书30万册。
专栏3 古籍保护工程
（一）修复。修复古籍2000册。
专栏4 志愿服务工程
（一）招募。招募志愿者5000名。
二、重点任务
（三）完善服务网络。
实施“十分钟阅读圈”计划。
（四）推进全民阅读。
每年举办读书活动300场。
三、保障措施
（五）加强组织领导。
建立联席会议制度。
（六）强化经费保障。
落实专项资金。
四、附则
（七）解释权。
本规划由市图书馆负责解释。
"""


class FakeStore:
    """Documents, outlines and facts, as index.store.Store gives them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self.failure: Exception | None = None

    def documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(
            DocumentInfo(d.id, d.title, d.issuer, d.author, d.date, d.source, d.file, d.copies)
            for d in self._documents.values()
        )

    def outline(self, document_id: str) -> Outline:
        if self.failure:
            raise self.failure
        return self._documents[document_id].outline

    def facts(self, documents: Collection[str] | None = None) -> tuple[Fact, ...]:
        return tuple(
            fact
            for document in self._documents.values()
            if documents is None or document.id in documents
            for fact in find_facts(document)
        )


class FakeAssistant:
    """Answers with the first paragraph that holds a word of the question; keeps what it was asked."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self.asked: list[Question] = []
        self.failure: Exception | None = None
        self.answer: Answer | None = None
        self.pause = 0.0
        self.notice = ""

    @property
    def store(self) -> FakeStore:
        return self._store

    def ask(self, question: Question | str) -> Answer:
        for event in self.stream(question):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a stream ends with Done")

    def stream(self, question: Question | str) -> Generator[Event, None, None]:
        asked = Question((question,)) if isinstance(question, str) else question
        self.asked.append(asked)
        if self.failure:
            raise self.failure
        if not asked.text.strip():
            raise EmptyQuestion("请先输入问题。")
        if len(asked.text) > 2000:
            raise QuestionTooLong(f"问题有 {len(asked.text)} 个字，最多 2000 个字。")
        answer = self.answer or self._found(asked)
        yield Resolved(answer.standalone_question)
        yield Routed(answer.route)
        yield Retrieved([citation.label for citation in answer.citations])
        for line in answer.answer.splitlines(keepends=True):
            time.sleep(self.pause)
            yield Sentence(line, answer.citations)
        yield Done(answer)

    def find(self, query: str, k: int = 10, documents: Sequence[str] = ()) -> Found:
        return Found([], self.notice)

    def documents(self) -> tuple[DocumentInfo, ...]:
        return self._store.documents()

    def outline(self, document_id: str) -> Outline:
        return self._store.outline(document_id)

    def close(self) -> None:
        pass

    def _found(self, question: Question) -> Answer:
        for info in self.documents():
            outline = self.outline(info.id)
            for leaf in outline.leaves():
                text = outline.slice(leaf.id)
                if len(text) > 12 and any(
                    question.text[i : i + 4] in text for i in range(len(question.text) - 3)
                ):
                    return self._answered(question, info, outline, leaf.id)
        return self._refused(question)

    def _answered(
        self, question: Question, info: DocumentInfo, outline: Outline, node_id: str
    ) -> Answer:
        start = outline.node(node_id).span[0]
        quote = outline.slice(node_id)[:120]
        citation = cite(info, outline, (start, start + len(quote)))
        words = f"{quote.rstrip('。')}。[1]"
        turns = question.turns
        standalone = f"{question.text}（接“{turns[-2]}”）" if len(turns) > 1 else question.text
        return Answer(
            question.id, question.text, standalone, "answered", "passage", words, (citation,),
            "extractive", 0.01,
        )  # fmt: skip

    def _refused(self, question: Question) -> Answer:
        info = self.documents()[0]
        near = cite(info, self.outline(info.id), (0, 10))
        return Answer(
            question.id, question.text, question.text, "not_found", "out_of_scope",
            "这些文件里没有写到这个问题。", (), "extractive", 0.01, nearest=(near,),
        )  # fmt: skip


def cite(info: DocumentInfo, outline: Outline, span: tuple[int, int], n: int = 1) -> Citation:
    """A citation of a span."""
    leaf = outline.at(span[0])
    return Citation(
        n=n,
        document=info.title,
        document_id=info.id,
        label=outline.address(leaf.id).label,
        path=outline.heading_path(leaf.id),
        quote=outline.text[span[0] : span[1]],
        span=span,
    )


def document(
    text: str = PLAN, document_id: str = "library", title: str = "城市图书馆发展规划"
) -> Document:
    """A document made from a text."""
    outline = parse_outline(text, document_id=document_id, title=title)
    return Document(document_id, title, outline, issuer="市图书馆", date="2026-01-01")


def small_assistant() -> FakeAssistant:
    """Over one small made-up plan."""
    return FakeAssistant(FakeStore([document()]))


def corpus_assistant() -> FakeAssistant:
    """Over the documents of corpus/."""
    documents, _ = read_corpus(Path(__file__).parent.parent / "corpus")
    return FakeAssistant(FakeStore(documents))

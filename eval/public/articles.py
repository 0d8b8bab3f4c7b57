"""Laws by their numbers: the article or chapter that is asked for must be the one that is cited."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.documents import Document, Node
from index.embedding import Embedder
from index.errors import GuanwenError
from index.outline import outline_of_blocks
from index.read import read_file
from index.store import Store
from rag.answer import Answer, Question
from rag.assistant import Assistant

ARTICLES_OF_A_LAW, CHAPTERS_OF_A_LAW = 4, 2
"""How many of each are drawn from each law."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by number and the place that must be cited first."""

    text: str
    document_id: str
    node: Node


@dataclass(frozen=True, slots=True)
class LookUp:
    """Shares in [0, 1] of articles and chapters whose first citation is the one asked for."""

    laws: int
    articles: int
    articles_right: float
    chapters: int
    chapters_right: float
    wrong: tuple[str, ...]


def read_laws(folder: Path) -> list[Document]:
    """Every law of a folder, one document for each title; the first of a title is kept."""
    laws: dict[str, Document] = {}
    for path in sorted(folder.rglob("*.md")):
        try:
            source = read_file(path)
        except GuanwenError:
            continue
        own_id = f"law-{len(laws)}"  # file names come again in other folders
        outline = outline_of_blocks(source.blocks, document_id=own_id, title=source.title)
        document = Document(own_id, outline.title, outline)
        if document.title and any(node.kind == "article" for node in document.outline.nodes):
            laws.setdefault(document.title, document)
    return list(laws.values())


def questions_of(laws: Sequence[Document], seed: int = 11) -> list[Asked]:
    """The same draw every time: articles asked by number, chapters by what they are about."""
    draw = random.Random(seed)
    asked: list[Asked] = []
    for law in laws:
        articles = [n for n in law.outline.nodes if n.kind == "article"]
        chapters = [n for n in law.outline.nodes if n.kind == "chapter" and n.label == n.number]
        for node in draw.sample(articles, min(ARTICLES_OF_A_LAW, len(articles))):
            asked.append(Asked(f"《{law.title}》{node.number}的内容是什么", law.id, node))
        for node in draw.sample(chapters, min(CHAPTERS_OF_A_LAW, len(chapters))):
            asked.append(Asked(f"{law.title}{node.number}讲什么", law.id, node))
    return asked


def look_up(
    laws: Sequence[Document], embedder: Embedder, progress: Progress | None = None
) -> LookUp:
    """Asks all questions of one store with all laws in it."""
    store = Store.in_memory(laws, embedder)
    asked = questions_of(laws)
    right: list[bool] = []
    try:
        assistant = Assistant(store, embedder)
        for done, each in enumerate(asked, start=1):
            right.append(_is_right(assistant, each))
            if progress:
                progress(done, len(asked))
    finally:
        store.close()
    return _scores(len(laws), asked, right)


def _is_right(assistant: Assistant, asked: Asked) -> bool:
    try:
        answer = assistant.ask(Question((asked.text,)))
    except GuanwenError:
        return False
    return _cites(answer, asked)


def _cites(answer: Answer, asked: Asked) -> bool:
    """Whether the first citation lies inside the part that was asked for."""
    if not answer.citations or answer.citations[0].document_id != asked.document_id:
        return False
    start, end = answer.citations[0].span
    return asked.node.span[0] <= start and end <= asked.node.span[1]


def _scores(laws: int, asked: Sequence[Asked], right: Sequence[bool]) -> LookUp:
    shares = []
    for kind in ("article", "chapter"):
        marks = [r for a, r in zip(asked, right, strict=True) if a.node.kind == kind]
        shares.append((len(marks), sum(marks) / len(marks) if marks else 0.0))
    wrong = tuple(a.text for a, r in zip(asked, right, strict=True) if not r)
    return LookUp(laws, *shares[0], *shares[1], wrong)

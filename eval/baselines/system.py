"""A baseline as a system under evaluation: search, then the sentence nearest to the question.

It never refuses and has no route of its own: that is what such a recipe gives without a model.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.asker import HasManifest
from eval.baselines.pieces import Piece, Searcher, own_chunks, windows
from eval.baselines.searchers import ChromaSearcher, PastedSearcher, WordSearcher
from eval.errors import EvalError
from index.corpus import read_inline
from index.documents import Document, Outline, Span
from index.embedding import Embedder
from index.sentences import sentence_spans
from index.store import Store
from rag.answer import Answer, Citation, Question
from rag.question import ParsedQuestion
from rag.retrieve import SearchHit
from rag.scope import choose_scope

TOP = 4
"""Pieces that the recipe takes for an answer."""

_NO_EXTRA = "没有安装基线要用的库，请运行 pip install 'guanwen[baselines]'。"

MakeSearcher = Callable[[Sequence[Document], Embedder], Searcher]

BASELINES: dict[str, MakeSearcher] = {
    "LangChain 通用做法": lambda documents, e: ChromaSearcher(windows(documents), e),
    "只用 BM25": lambda documents, e: WordSearcher(own_chunks(documents)),
    "BM25Retriever 默认设置": lambda documents, e: PastedSearcher(windows(documents)),
}
"""What each baseline is called in tables, and how its search is made."""


@dataclass(frozen=True, slots=True)
class _Library:
    documents: dict[str, Document]
    searcher: Searcher


class Baseline:
    """One baseline over the documents of a store; an Asker like the system itself."""

    def __init__(self, store: Store, embedder: Embedder, make: MakeSearcher) -> None:
        self.store: HasManifest = store
        self._infos = store.documents()
        self._embedder = embedder
        self._make = make
        self._all = {i.id: Document(i.id, i.title, store.outline(i.id)) for i in self._infos}
        self._libraries: dict[tuple[str, ...], _Library] = {}
        self._library(())  # at once: without the extra no question is asked

    def ask(self, question: Question) -> Answer:
        """The sentence of the best four pieces that is nearest to the last turn, cited."""
        started = time.perf_counter()
        library = self._given(question) or self._library(question.documents)
        pieces = library.searcher.search(question.text, TOP)
        citation = self._best_sentence(question.text, pieces, library)
        text = f"{citation.quote}[1]" if citation else "没有找到。"
        seconds = time.perf_counter() - started
        return Answer(
            question.id, question.text, question.text, "answered" if citation else "not_found",
            "passage", text, (citation,) if citation else (), "baseline", seconds,
        )  # fmt: skip

    def search(self, query: str, k: int = 10, documents: Sequence[str] = ()) -> list[SearchHit]:
        """The k best pieces, each placed at the address of its first character."""
        library = self._library(documents)
        pieces = library.searcher.search(query, k)
        return [self._hit(piece, 1 / rank, library) for rank, piece in enumerate(pieces, start=1)]

    def outline(self, document_id: str) -> Outline:
        """The outline of a document; KeyError when there is none with this id."""
        return self._all[document_id].outline

    def _library(self, limits: Sequence[str]) -> _Library:
        scope = choose_scope(ParsedQuestion(""), self._infos, limits)
        if scope.documents not in self._libraries:
            documents = [self._all[name] for name in scope.documents]
            self._libraries[scope.documents] = self._made(documents)
        return self._libraries[scope.documents]

    def _given(self, question: Question) -> _Library | None:
        if not question.texts:
            return None
        return self._made([read_inline(text.title, text.text) for text in question.texts])

    def _made(self, documents: Sequence[Document]) -> _Library:
        try:
            searcher = self._make(documents, self._embedder)
        except ImportError as error:  # an extra: the product does without it
            raise EvalError(_NO_EXTRA) from error
        return _Library({d.id: d for d in documents}, searcher)

    def _best_sentence(
        self, question: str, pieces: Sequence[Piece], library: _Library
    ) -> Citation | None:
        found = [
            (library.documents[piece.document_id], span)
            for piece in pieces
            for span in sentence_spans(
                library.documents[piece.document_id].outline.text, piece.span
            )
        ]
        if not found:
            return None
        texts = [document.outline.text[slice(*span)] for document, span in found]
        scores = (
            self._embedder.encode_passages(texts) @ self._embedder.encode_queries([question])[0]
        )
        document, span = found[int(np.argmax(scores))]
        return _citation(document, span)

    def _hit(self, piece: Piece, score: float, library: _Library) -> SearchHit:
        document = library.documents[piece.document_id]
        at = document.outline.address(document.outline.at(_first_letter(document, piece.span)).id)
        return SearchHit(
            piece.id, score, document.title, document.id, at.label,
            document.outline.heading_path(at.id), piece.text, piece.span,
        )  # fmt: skip


def _first_letter(document: Document, span: Span) -> int:
    text = document.outline.text[slice(*span)]
    return min(span[0] + len(text) - len(text.lstrip()), span[1] - 1)


def _citation(document: Document, span: Span) -> Citation:
    outline = document.outline
    node = outline.address(outline.at(span[0]).id)
    return Citation(
        1, document.title, document.id, node.label, outline.heading_path(node.id),
        outline.text[slice(*span)], span,
    )  # fmt: skip

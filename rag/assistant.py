"""The public surface of rag: open a store, ask, search.

assistant = Assistant.open(Path("store"))
answer = assistant.ask("2025年AEO互认目标是多少？")
print(answer.answer, answer.citations[0].label)
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.documents import DocumentInfo, Outline
from index.embedding import Embedder, open_embedder
from index.errors import ReadError
from index.store import Store
from rag.answer import (
    Answer,
    Citation,
    Done,
    Event,
    InlineText,
    Question,
    Resolved,
    Retrieved,
    Routed,
    Sentence,
)  # fmt: skip
from rag.catalogue import Catalogue
from rag.chain import State, build_chain, to_answer
from rag.composer import Composer, ExtractiveComposer
from rag.current import CurrentCatalogue
from rag.errors import AskError
from rag.llm_settings import LlmSettings
from rag.question import ParsedQuestion, clean_question
from rag.retrieve import SearchHit, search
from rag.scope import choose_scope

K_LIMIT = 1000
"""Most results of one search."""
TEXTS_LIMIT = 5_000_000
"""Most characters in the texts given with one request."""


class Assistant:
    """Answers questions from one store. One object serves any number of threads."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        composer: Composer | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        """Over an open store; with `folder` it moves on to new generations of that store folder."""
        self.embedder = embedder
        self._current = CurrentCatalogue(store, embedder, folder)
        self._chain = build_chain(composer or ExtractiveComposer())

    @property
    def store(self) -> Store:
        """The store as it is now: hold on to it for as long as one thing is made of it."""
        return self._current.catalogue().store

    @classmethod
    def open(
        cls, store: Path, *, embedder: Embedder | None = None, llm: LlmSettings | None = None
    ) -> Assistant:
        """Opens a store folder; with `llm` answers are written by that language model and verified.

        When a build makes a new generation, the next question is answered from it; one that cannot
        be opened is logged, and answers go on from the one before.
        Raises StoreMissing, StoreMismatch, StoreError and ModelError of index.errors.
        """
        used = embedder or open_embedder()
        composer: Composer | None = None
        if llm is not None:
            from rag.llm import ModelComposer

            composer = ModelComposer(llm)
        return cls(Store.open(store, used), used, composer, folder=store)

    def ask(self, question: Question | str) -> Answer:
        """The answer to a question, or to the last turn of a conversation.

        Raises EmptyQuestion, QuestionTooLong, UnknownDocument and other AskErrors.
        """
        asked = Question((question,)) if isinstance(question, str) else question
        started = time.perf_counter()
        if not asked.turns:
            clean_question("")
        own = self._catalogue_of(asked.texts) if asked.texts else None
        catalogue = own or self._current.catalogue()
        try:
            state = State(asked.id, asked.turns, asked.documents, catalogue)
            return to_answer(self._chain.invoke(state), time.perf_counter() - started)
        finally:
            if own is not None:
                own.store.close()

    def stream(self, question: Question | str) -> Iterator[Event]:
        """The same answer as events, piece by piece; Done is always the last."""
        answer = self.ask(question)
        yield Resolved(answer.standalone_question)
        yield Routed(answer.route)
        yield Retrieved(tuple(c.label for c in (*answer.citations, *answer.nearest)))
        shown: set[int] = set()
        for piece in re.findall(r"[^\n。]*(?:。(?:\[\d+\])*|\n|$)", answer.answer):
            if piece:
                cited = [c for c in answer.citations if f"[{c.n}]" in piece and c.n not in shown]
                shown.update(c.n for c in cited)
                yield Sentence(piece, tuple(cited))
        yield Done(answer)

    def search(self, query: str, k: int = 10, documents: Sequence[str] = ()) -> list[SearchHit]:
        """The k best pieces for a query, best first (1 ≤ k ≤ K_LIMIT)."""
        if not 1 <= k <= K_LIMIT:
            raise AskError(f"k应当在1到{K_LIMIT}之间，收到的是{k}。")
        text = clean_question(query)
        catalogue = self._current.catalogue()
        scope = choose_scope(ParsedQuestion(text), catalogue.infos, documents)
        return search(catalogue, text, k, scope)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents of the store in corpus order."""
        return self._current.catalogue().infos

    def outline(self, document_id: str) -> Outline:
        """The outline of a document; KeyError when there is none with this id."""
        return self._current.catalogue().outline(document_id)

    def cited(self, citation: Citation) -> Outline:
        """The outline of the document that a citation points to."""
        return self._current.catalogue().outline(citation.document_id)

    def close(self) -> None:
        """Closes the store."""
        self._current.close()

    def _catalogue_of(self, texts: Sequence[InlineText]) -> Catalogue:
        """A catalogue made in memory of the texts given with the request."""
        from index.corpus import read_inline  # its readers take 0.2 s, and most questions need none

        size = sum(len(t.text) for t in texts)
        if size > TEXTS_LIMIT:
            raise AskError(f"给出的文字共{size}字，超过{TEXTS_LIMIT}字的上限。")
        try:
            documents = [
                read_inline(t.title or f"文件{i}", t.text) for i, t in enumerate(texts, start=1)
            ]
        except ReadError as error:
            raise AskError(str(error)) from error
        return Catalogue(Store.in_memory(documents, self.embedder), self.embedder)

"""The public surface of rag: open a store, ask, search.

with Assistant.open(Path("store")) as assistant:
    answer = assistant.ask("2025年AEO互认目标是多少？")
    print(answer.answer, answer.citations[0].label)
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.documents import DocumentInfo, Outline
from index.embedding import Embedder, open_embedder
from index.storage.server import VectorServer
from index.store import Store
from rag.answer import Answer, Citation, Event, Question
from rag.chain import PlainRunner, State, answer_of, events_of
from rag.composer import Composer, ExtractiveComposer
from rag.correct import correct
from rag.current import CurrentCatalogue
from rag.errors import AskError
from rag.given_texts import catalogue_of_texts
from rag.glossary.glossary import Glossary, open_glossary
from rag.kept import forget
from rag.llm.settings import LlmSettings
from rag.question import ParsedQuestion, clean_question
from rag.rerank import CrossEncoderReranker, Reranker, RerankSettings
from rag.resolved import resolved_places
from rag.retrieve import SearchHit, search
from rag.scope import choose_scope
from rag.streams import in_async
from rag.turns.rewriting import Rewriter

if TYPE_CHECKING:
    from rag.runnables import AskChain

K_LIMIT = 1000
"""Most results of one search."""
AT_ONCE = 8
"""Questions of a batch that are answered at the same time."""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a search, best first, and a sentence for the reader on how it was understood."""

    hits: list[SearchHit]
    notice: str = ""


class Assistant:
    """Answers questions from one store. One object serves any number of threads.

    A question is a string, or a `Question` with earlier turns, chosen documents, or texts to ask
    about in place of the store. It closes itself at the end of a `with`.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        composer: Composer | None = None,
        *,
        folder: Path | None = None,
        reranker: Reranker | None = None,
        server: VectorServer | None = None,
        glossary: Glossary | None = None,
        rewriter: Rewriter | None = None,
    ) -> None:
        """Over an open store; with `folder` it moves on to new generations of that store folder.

        `reranker` puts the first hits into order; `server` keeps the vectors of new generations;
        `glossary` is the one that comes with the program when None; `rewriter` reads follow-ups
        of which the rules are not sure.
        """
        self.embedder = embedder
        self._glossary = glossary
        self._reranker = reranker
        self._current = CurrentCatalogue(
            store, embedder, folder, reranker=reranker, server=server, glossary=glossary
        )
        self._composer = composer or ExtractiveComposer()
        self._rewriter = rewriter
        self._runner = PlainRunner(self._composer)

    @property
    def store(self) -> Store:
        """The store as it is now: hold on to it for as long as one thing is made of it."""
        return self._current.catalogue().store

    @classmethod
    def open(
        cls,
        store: Path,
        *,
        embedder: Embedder | None = None,
        llm: LlmSettings | None = None,
        reranker: RerankSettings | None = None,
        server: VectorServer | None = None,
        glossaries: Sequence[Path] = (),
    ) -> Assistant:
        """Opens a store folder; with `llm` answers are written by that language model and verified,
        and it reads follow-ups of which the rules are not sure.

        `reranker` names a model that puts the first hits into order, `server` the Chroma server
        that keeps the vectors, `glossaries` files of words for asking (GlossaryError when one cannot be
        read).

        When a build makes a new generation, the next question is answered from it; one that cannot
        be opened is logged, and answers go on from the one before.
        Raises StoreMissing, StoreMismatch, StoreError and ModelError of index.errors.
        """
        used = embedder or open_embedder()
        composer: Composer | None = None
        rewriter: Rewriter | None = None
        if llm is not None:
            from rag.llm.composer import ModelComposer
            from rag.llm.rewrite import ModelRewriter

            composer, rewriter = ModelComposer(llm), ModelRewriter(llm)
        order = CrossEncoderReranker(reranker) if reranker else None
        opened = Store.open(store, used, server=server)
        glossary = open_glossary(glossaries) if glossaries else None
        return cls(
            opened, used, composer,
            folder=store, reranker=order, server=server, glossary=glossary, rewriter=rewriter,
        )  # fmt: skip

    @property
    def glossary_problems(self) -> tuple[str, ...]:
        """A sentence for each line of the asker's own glossary files that was passed over."""
        return self._glossary.problems if self._glossary else ()

    def ask(self, question: Question | str) -> Answer:
        """The answer to a question, or to the last turn of a conversation.

        Raises EmptyQuestion, QuestionTooLong, UnknownDocument and other AskErrors.
        """
        with self._begin(question) as state:
            return answer_of(state, self._runner)

    def stream(self, question: Question | str) -> Generator[Event, None, None]:
        """The same answer as events, each as soon as it is known; Done is always the last.

        A sentence is verified before it is given. Closing the iterator stops a language model that
        is still writing. Raises as `ask` does, at the first step.
        """
        with self._begin(question) as state:
            yield from events_of(state, self._runner)

    def batch(
        self, questions: Sequence[Question | str], *, at_once: int = AT_ONCE
    ) -> list[Answer | AskError]:
        """The answers in the order of the questions; an AskError in place of one that has none.

        At most `at_once` are worked on at the same time (1 to 64): of use where a language model
        writes the answers.
        """
        if not 1 <= at_once <= 64:
            raise AskError(f"at_once应当在1到64之间，收到的是{at_once}。")
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(self._asked, questions))

    async def aask(self, question: Question | str) -> Answer:
        """`ask` for asynchronous programs; cancelling stops a model that is still writing."""
        return await self.chain.ainvoke(question)

    async def astream(self, question: Question | str) -> AsyncGenerator[Event, None]:
        """`stream` for asynchronous programs."""
        async for event in in_async(lambda: self.stream(question)):
            yield event

    @cached_property
    def chain(self) -> AskChain:
        """The same as a LangChain runnable: invoke, batch, stream and their asynchronous forms."""
        from rag.runnables import AskChain

        return AskChain(self._begin, self._composer)

    def _asked(self, question: Question | str) -> Answer | AskError:
        try:
            return self.ask(question)
        except AskError as error:
            return error

    @contextmanager
    def _begin(self, question: Question | str) -> Iterator[State]:
        """The state that a question begins with; texts given with it are forgotten at the end."""
        asked = Question((question,)) if isinstance(question, str) else question
        if not asked.turns:
            clean_question("")
        own = None
        if asked.texts:
            own = catalogue_of_texts(asked.texts, self.embedder, self._reranker, self._glossary)
        try:
            catalogue = own or self._current.catalogue()
            yield State(asked.id, asked.turns, asked.documents, catalogue, rewriter=self._rewriter)
        finally:
            if own is not None:
                own.store.close()

    def search(self, query: str, k: int = 10, documents: Sequence[str] = ()) -> list[SearchHit]:
        """The k best pieces for a query, best first (1 ≤ k ≤ K_LIMIT)."""
        return self.find(query, k, documents).hits

    def find(self, query: str, k: int = 10, documents: Sequence[str] = ()) -> Found:
        """What `search` gives, with a notice where the query was corrected or a server was lost."""
        if not 1 <= k <= K_LIMIT:
            raise AskError(f"k应当在1到{K_LIMIT}之间，收到的是{k}。")
        catalogue = self._current.catalogue()
        forget(catalogue)
        said = correct(clean_question(query), catalogue)
        scope = choose_scope(ParsedQuestion(said.text), catalogue.infos, documents)
        if not scope.documents:  # one that is not here is named: what is here may still say it
            scope = replace(scope, documents=scope.allowed)
        losses = catalogue.store.losses
        before = losses.count
        hits = search(catalogue, said.text, k, scope, resolved_places(said.text, scope, catalogue))
        return Found(hits, " ".join(filter(None, (said.notice, losses.notice_since(before)))))

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

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

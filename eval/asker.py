"""The seam to the system under evaluation: what a run needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from eval.gold import Place
from eval.questions import EvalQuestion
from index.documents import Outline
from index.storage.manifest import StoreManifest
from rag.answer import Answer, InlineText, Question


class Found(Place, Protocol):
    """A search hit: a place with the id of what was found."""

    @property
    def id(self) -> str: ...


class HasManifest(Protocol):
    """A store, as far as a run is concerned: what it was made from."""

    @property
    def manifest(self) -> StoreManifest: ...


class Asker(Protocol):
    """The system under evaluation; `rag.assistant.Assistant` is one."""

    @property
    def store(self) -> HasManifest: ...

    def ask(self, question: Question) -> Answer: ...

    def search(self, query: str, k: int = 10, documents: Sequence[str] = ()) -> Sequence[Found]: ...

    def outline(self, document_id: str) -> Outline: ...


def as_request(question: EvalQuestion) -> Question:
    """The question as the system is asked it: nothing of its gold goes along."""
    texts = tuple(InlineText(given.title, given.text) for given in question.texts)
    return Question(question.turns, question.documents, texts, question.id)

"""What the page and the HTTP API need of an assistant: a protocol, so that tests can stand in."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Protocol

from index.documents import DocumentInfo, Outline
from rag.answer import Answer, Event, Question
from rag.quiz import QuizStore

if TYPE_CHECKING:
    from rag.assistant import Found


class Asking(Protocol):
    """rag.assistant.Assistant is one."""

    @property
    def store(self) -> QuizStore: ...

    def ask(self, question: Question | str) -> Answer: ...

    def stream(self, question: Question | str) -> Generator[Event, None, None]: ...

    def find(self, query: str, k: int = 10, documents: Sequence[str] = ()) -> Found: ...

    def documents(self) -> tuple[DocumentInfo, ...]: ...

    def outline(self, document_id: str) -> Outline: ...

    def close(self) -> None: ...

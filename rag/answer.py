"""What rag gives back: answer, citation, and the events of a streamed answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.documents import Span

Route = Literal["structure", "indicator", "compare", "passage", "out_of_scope"]
Status = Literal["answered", "not_found"]


@dataclass(frozen=True, slots=True)
class InlineText:
    """A text given together with a question: indexed in memory, never stored."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One request: the earlier questions of the conversation, then the one to answer.

    `documents` limits the answer to documents whose title or id contains one of the names (all
    when empty); with `texts` the answer comes from those texts alone.
    """

    turns: tuple[str, ...]
    documents: tuple[str, ...] = ()
    texts: tuple[InlineText, ...] = ()
    id: str = ""

    @property
    def text(self) -> str:
        """The question to answer, as typed."""
        return self.turns[-1] if self.turns else ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence comes from. `quote` is `canonical_text[span]`, to the character."""

    n: int
    document: str
    document_id: str
    label: str
    path: tuple[str, ...]
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as the contract has it, plus `nearest`: sections offered with a refusal."""

    id: str
    question: str
    standalone_question: str
    status: Status
    route: Route
    answer: str
    citations: tuple[Citation, ...]
    engine: str
    seconds: float
    notice: str = ""
    nearest: tuple[Citation, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Resolved:
    """Event: the stand-alone question that is being answered."""

    question: str


@dataclass(frozen=True, slots=True)
class Routed:
    """Event: the kind of question it was taken for."""

    route: Route


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Event: the evidence, best first: where it stands, and each place with its exact quote.

    The numbers of these places are their ranks; the answer's citations have numbers of their own.
    """

    labels: Sequence[str]
    places: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Event: nothing new yet, about four times a second while a language model is waited for.

    Whoever reads the stream can stop at any event, so also while a model's server says nothing.
    """


@dataclass(frozen=True, slots=True)
class Sentence:
    """Event: the next piece of the answer, verified, with the citations it introduces."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Event: a citation that the sentence before it has introduced."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Restarted:
    """Event: the sentences so far are withdrawn, because their writer failed; others follow."""

    reason: str


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long one stage of the chain took, in seconds; `compose` includes waiting for a model."""

    stage: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Done:
    """Event: the whole answer; always the last event."""

    answer: Answer
    stages: tuple[StageTime, ...] = ()


Event = Resolved | Routed | Retrieved | Waiting | Sentence | Cited | Restarted | Done

"""The chain as LangChain runnables: resolve | draft | verify | compose.

Each stage is a named runnable, so that LangChain callbacks see it with its inputs and its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableLambda

from rag.answer import Answer, Citation
from rag.catalogue import Catalogue
from rag.compose import make_citation
from rag.composer import Composer
from rag.draft import Draft
from rag.errors import AskError
from rag.question import clean_question
from rag.resolve import resolve
from rag.routes import draft_answer
from rag.verify import verify


@dataclass(frozen=True, slots=True)
class State:
    """What flows through the chain: filled from left to right."""

    id: str
    turns: tuple[str, ...]
    limits: tuple[str, ...]
    catalogue: Catalogue
    standalone: str = ""
    draft: Draft | None = None
    text: str = ""
    citations: tuple[Citation, ...] = ()
    engine: str = "extractive"
    notice: str = ""


def build_chain(composer: Composer) -> Runnable[State, State]:
    """The chain; invoke it with a State that has `turns`, `limits` and `catalogue`."""

    def write(state: State) -> State:
        return _composed(state, composer)

    first: Runnable[State, State] = RunnableLambda(_resolve, name="resolve")
    return (
        first
        | RunnableLambda(_draft, name="draft")
        | RunnableLambda(_verify, name="verify")
        | RunnableLambda(write, name="compose")
    ).with_config(run_name="guanwen")


def _resolve(state: State) -> State:
    turns = (*_asked_before(state.turns[:-1]), clean_question(state.turns[-1]))

    def answer(text: str) -> Draft:
        return draft_answer(text, state.limits, state.catalogue)

    return replace(state, standalone=resolve(turns, state.catalogue, answer))


def _asked_before(turns: Sequence[str]) -> Iterator[str]:
    """Earlier turns, cleaned, without those that were no questions: they got no answer either."""
    for turn in turns:
        with suppress(AskError):
            yield clean_question(turn)


def _draft(state: State) -> State:
    return replace(state, draft=draft_answer(state.standalone, state.limits, state.catalogue))


def _verify(state: State) -> State:
    return replace(state, draft=verify(state.draft, state.catalogue) if state.draft else None)


def _composed(state: State, composer: Composer) -> State:
    assert state.draft is not None
    written = composer.write(state.standalone, state.draft, state.limits, state.catalogue)
    return replace(
        state, text=written.text, citations=written.citations, engine=written.engine,
        notice=written.notice,
    )  # fmt: skip


def to_answer(state: State, seconds: float) -> Answer:
    """The answer that a finished state holds."""
    draft = state.draft
    assert draft is not None
    nearest = tuple(
        make_citation(state.catalogue, e, i) for i, e in enumerate(draft.nearest, start=1)
    )
    text = state.text
    if not draft.found and nearest:
        offered = "、".join(dict.fromkeys(_offered(c) for c in nearest))
        text = f"{text}可以看看相近的内容：{offered}。"
    return Answer(
        id=state.id, question=state.turns[-1], standalone_question=state.standalone,
        status="answered" if draft.found else "not_found", route=draft.route, answer=text,
        citations=state.citations if draft.found else (), engine=state.engine,
        seconds=round(seconds, 4), notice=state.notice, nearest=nearest if not draft.found else (),
    )  # fmt: skip


def _offered(citation: Citation) -> str:
    return f"《{citation.document}》{citation.path[-1] if citation.path else citation.label}"

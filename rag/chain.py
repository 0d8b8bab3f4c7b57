"""The chain: resolve → draft → verify → compose, each stage a function of one State.

It needs no library, so that a plain question does not wait for one to load. `rag.runnables` has
the same stages as LangChain runnables.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from rag.answer import (
    Answer,
    Citation,
    Cited,
    Done,
    Event,
    Resolved,
    Retrieved,
    Routed,
    Sentence,
    StageTime,
)
from rag.catalogue import Catalogue
from rag.compose import make_citation
from rag.composer import Composer, Piece
from rag.correct import correct
from rag.draft import Draft, Evidence
from rag.drafts import fresh_draft, kept_draft
from rag.errors import AskError
from rag.kept import forget
from rag.question import clean_question
from rag.turns.resolve import converse
from rag.turns.rewriting import Rewriter
from rag.verify import verify


@dataclass(frozen=True, slots=True)
class State:
    """What flows through the chain: filled from left to right.

    `notices` come from any stage; each is one sentence, and the reader sees them all, in order.
    """

    id: str
    turns: tuple[str, ...]
    limits: tuple[str, ...]
    catalogue: Catalogue
    standalone: str = ""
    draft: Draft | None = None
    text: str = ""
    citations: tuple[Citation, ...] = ()
    engine: str = "extractive"
    notices: tuple[str, ...] = ()
    rewriter: Rewriter | None = None
    """Reads a follow-up anew where the rules only guess; None for the rules alone."""

    def noting(self, *notices: str) -> State:
        """The state with more notices; empty ones are left out."""
        return replace(self, notices=(*self.notices, *filter(None, notices)))


def _resolve(state: State) -> State:
    forget(state.catalogue)
    said = correct(clean_question(state.turns[-1]), state.catalogue)
    before = (correct(turn, state.catalogue).text for turn in _asked_before(state.turns[:-1]))
    turns = (*before, said.text)

    def answer(text: str) -> Draft:
        return kept_draft(text, state.limits, state.catalogue)

    read = converse(turns, state.catalogue, answer, rewriter=state.rewriter)
    return replace(state, standalone=read.text, draft=read.draft).noting(said.notice)


def _asked_before(turns: Sequence[str]) -> Iterator[str]:
    """Earlier turns, cleaned, without those that were no questions: they got no answer either."""
    for turn in turns:
        with suppress(AskError):
            yield clean_question(turn)


def _draft(state: State) -> State:
    if state.draft is not None:  # found where the turn before was answered
        return state
    losses = state.catalogue.store.losses
    before = losses.count
    drafted = kept_draft if len(state.turns) > 1 else fresh_draft
    draft = drafted(state.standalone, state.limits, state.catalogue)
    return replace(state, draft=draft).noting(losses.notice_since(before))


def _verify(state: State) -> State:
    return replace(state, draft=verify(_drafted(state), state.catalogue))


def _drafted(state: State) -> Draft:
    if state.draft is None:
        raise ValueError("the draft stage has not run")
    return state.draft


class Stage(Protocol):
    """A stage that gives the next state at once."""

    def __call__(self, state: State, /) -> State: ...


STAGES: Mapping[str, Stage] = MappingProxyType(
    {"resolve": _resolve, "draft": _draft, "verify": _verify}
)
"""The stages before the last one, `compose`, by name in their order."""


Composing = Generator[Piece, None, State]
"""The last stage at work: pieces of the answer as they are written, and the finished state."""


def compose_stage(state: State, composer: Composer) -> Composing:
    """The last stage; a refusal also offers the sections that are nearest."""
    draft = _drafted(state)
    written = yield from composer.write(state.standalone, draft, state.limits, state.catalogue)
    text = written.text
    if not draft.found and (offered := _offered(state, draft)):
        yield Sentence(offered, ())
        text += offered
    done = replace(state, text=text, citations=written.citations, engine=written.engine)
    return done.noting(written.notice)


def _offered(state: State, draft: Draft) -> str:
    """The sentence that offers the nearest sections; "" when there are none."""
    found = _citations(state, draft.nearest)
    names = dict.fromkeys(f"《{c.document}》{c.path[-1] if c.path else c.label}" for c in found)
    return f"可以看看相近的内容：{'、'.join(names)}。" if names else ""


def _citations(state: State, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    return tuple(make_citation(state.catalogue, e, n) for n, e in enumerate(evidence, start=1))


class Runner(Protocol):
    """How stages are run: as they are, or seen by LangChain's callbacks."""

    def step(self, name: str, state: State) -> State:
        """One of STAGES."""
        ...

    def compose(self, state: State) -> Composing:
        """The last stage."""
        ...


@dataclass(frozen=True, slots=True)
class PlainRunner:
    """Runs the stages as they are."""

    composer: Composer

    def step(self, name: str, state: State) -> State:
        """One of STAGES."""
        return STAGES[name](state)

    def compose(self, state: State) -> Composing:
        """The last stage."""
        return compose_stage(state, self.composer)


def answer_of(state: State, runner: Runner) -> Answer:
    """The answer to the question that a fresh state holds. AskError."""
    started = time.perf_counter()
    for name in STAGES:
        state = runner.step(name, state)
    writing = runner.compose(state)
    while True:
        try:
            next(writing)
        except StopIteration as end:
            return _to_answer(end.value, time.perf_counter() - started)


def events_of(state: State, runner: Runner) -> Iterator[Event]:
    """The same answer as events, each as soon as it is known; Done is always the last."""
    started = last = time.perf_counter()
    stages = []
    for name in STAGES:
        state = runner.step(name, state)
        stages.append(StageTime(name, time.perf_counter() - last))
        yield from _events_after(name, state)
        last = time.perf_counter()
    state = yield from _with_citations(runner.compose(state))
    now = time.perf_counter()
    stages.append(StageTime("compose", now - last))
    yield Done(_to_answer(state, now - started), tuple(stages))


def _events_after(stage: str, state: State) -> Iterator[Event]:
    if stage == "resolve":
        yield Resolved(state.standalone)
    elif stage == "draft":
        yield Routed(_drafted(state).route)
    elif stage == "verify":
        draft = _drafted(state)
        used = dict.fromkeys(e for s in draft.statements for e in s.evidence if draft.found)
        places = _citations(state, (*used, *draft.nearest))
        yield Retrieved(tuple(c.label for c in places), places)


def _with_citations(writing: Composing) -> Generator[Event, None, State]:
    """The pieces, each sentence followed by the citations that it introduces."""
    try:
        while True:
            piece = next(writing)
            yield piece
            if isinstance(piece, Sentence):
                yield from (Cited(citation) for citation in piece.citations)
    except StopIteration as end:
        finished: State = end.value
        return finished
    finally:
        writing.close()


def _to_answer(state: State, seconds: float) -> Answer:
    """The answer that a finished state holds."""
    draft = _drafted(state)
    return Answer(
        id=state.id, question=state.turns[-1], standalone_question=state.standalone,
        status="answered" if draft.found else "not_found", route=draft.route, answer=state.text,
        citations=state.citations if draft.found else (), engine=state.engine,
        seconds=round(seconds, 4), notice=" ".join(dict.fromkeys(state.notices)),
        nearest=() if draft.found else _citations(state, draft.nearest),
    )  # fmt: skip

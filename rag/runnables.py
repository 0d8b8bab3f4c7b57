"""The chain as a LangChain runnable: invoke, batch, stream, ainvoke, abatch, astream.

Its stages are runnables of their own, named resolve, draft, verify and compose, so that callbacks
see each with its input, its outcome and its time. Loading LangChain takes 0.5 s: `rag.assistant`
imports this module when its `chain` is asked for.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import AbstractContextManager
from typing import Any

from langchain_core.callbacks import CallbackManagerForChainRun
from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda
from langchain_core.runnables.config import patch_config

from rag.answer import Answer, Done, Event, Question
from rag.chain import (
    STAGES,
    Composing,
    State,
    answer_of,
    compose_stage,
    events_of,
)
from rag.composer import Composer, Piece
from rag.streams import in_async

Asked = Question | str
Beginning = Callable[[Asked], AbstractContextManager[State]]
"""Opens the state of a question; what it opened for the question closes with it."""


class AskChain(Runnable[Asked, Any]):
    """A question in, an answer out; `stream` gives typed events, `rag.answer.Event`, Done last.

    It can be a part of any other chain. Raises AskError for a question that cannot be answered.
    """

    name = "guanwen"

    def __init__(self, begin: Beginning, composer: Composer) -> None:
        self._begin = begin
        self._steps = {name: RunnableLambda(stage, name=name) for name, stage in STAGES.items()}

        def composed(states: Iterator[State]) -> Iterator[Piece | State]:
            for state in states:
                yield (yield from compose_stage(state, composer))

        self._compose = RunnableGenerator(composed, name="compose")

    def invoke(self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """The answer to a question."""
        answer: Answer = self._call_with_config(self._answer, input, config, run_type="chain")
        return answer

    def stream(
        self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Generator[Event, None, None]:
        """The same answer as events; closing the generator stops a model that is still writing."""
        yield from self._transform_stream_with_config(
            iter([input]), self._events, config, run_type="chain"
        )

    async def ainvoke(
        self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Answer:
        """The answer to a question; cancelling stops a model that is still writing."""
        async for event in self.astream(input, config):
            if isinstance(event, Done):
                return event.answer
        raise RuntimeError("a stream of events ended without Done")

    async def astream(
        self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncGenerator[Event, None]:
        """The events of `stream`, for asynchronous programs."""
        async for event in in_async(lambda: self.stream(input, config)):
            yield event

    def _answer(
        self, asked: Asked, run_manager: CallbackManagerForChainRun, config: RunnableConfig
    ) -> Answer:
        with self._begin(asked) as state:
            return answer_of(state, self._runner(run_manager, config))

    def _events(
        self,
        questions: Iterator[Asked],
        run_manager: CallbackManagerForChainRun,
        config: RunnableConfig,
    ) -> Iterator[Event]:
        for asked in questions:
            with self._begin(asked) as state:
                yield from events_of(state, self._runner(run_manager, config))

    def _runner(
        self, run_manager: CallbackManagerForChainRun, config: RunnableConfig
    ) -> _SeenRunner:
        child = patch_config(config, callbacks=run_manager.get_child())
        return _SeenRunner(self._steps, self._compose, child)


class _SeenRunner:
    """Runs the stages as runnables, so that callbacks see them."""

    def __init__(
        self,
        steps: dict[str, RunnableLambda[State, State]],
        compose: RunnableGenerator[State, Piece | State],
        config: RunnableConfig,
    ) -> None:
        self._steps = steps
        self._compose = compose
        self._config = config

    def step(self, name: str, state: State) -> State:
        return self._steps[name].invoke(state, self._config)

    def compose(self, state: State) -> Composing:
        for item in self._compose.stream(state, self._config):
            if isinstance(item, State):
                return item
            yield item
        raise RuntimeError("composing ended without a finished state")

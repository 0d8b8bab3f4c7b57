"""A LangChain callback handler that measures the stages of the chain."""

from __future__ import annotations

import threading
import time
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler


class StageTimings(BaseCallbackHandler):
    """Adds up the seconds of each named run: resolve, draft, verify, compose, and guanwen, the whole.

    timings = StageTimings()
    assistant.chain.invoke("…", config={"callbacks": [timings]})
    timings.seconds["draft"]

    One object may see any number of questions, in any number of threads: `seconds` are sums and
    `runs` counts. A stage that failed counts too. In a stream `compose` and the whole include the
    time that whoever reads it takes between two events.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.runs: dict[str, int] = {}
        self._started: dict[UUID, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def on_chain_start(
        self, serialized: dict[str, Any], inputs: dict[str, Any], *, run_id: UUID, **kwargs: Any
    ) -> None:
        """A stage begins."""
        name = str(kwargs.get("name") or "")
        with self._lock:
            self._started[run_id] = (name, time.perf_counter())

    def on_chain_end(self, outputs: dict[str, Any], *, run_id: UUID, **kwargs: Any) -> None:
        """A stage has given its outcome."""
        self._ended(run_id)

    def on_chain_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        """A stage has failed, or whoever read the stream has stopped."""
        self._ended(run_id)

    def _ended(self, run_id: UUID) -> None:
        now = time.perf_counter()
        with self._lock:
            name, began = self._started.pop(run_id, ("", now))
            if name:
                self.seconds[name] = self.seconds.get(name, 0.0) + now - began
                self.runs[name] = self.runs.get(name, 0) + 1

"""A server that fails is left alone for a while: its readers go on without it at once."""

from __future__ import annotations

import logging
import threading
import time

from index.errors import VectorsLost

_log = logging.getLogger(__name__)


class Outage:
    """What is known of one server's failing; for any number of threads."""

    def __init__(self, pause: float) -> None:
        """`pause`: seconds after which one caller tries a server again that failed.

        `why` is the sentence of a failing that lasts, "" when there is none; `failures` counts.
        """
        self._pause = pause
        self._lock = threading.Lock()
        self._until = 0.0
        self.why = ""
        self.failures = 0

    def require_over(self) -> None:
        """VectorsLost while the server is left alone; then one caller goes through to try it."""
        with self._lock:
            if self.why:
                if time.monotonic() < self._until:
                    raise VectorsLost(self.why)
                self._until = time.monotonic() + self._pause

    def begin(self, why: str) -> None:
        """The server failed just now; the log tells it once."""
        with self._lock:
            if not self.why:
                _log.warning("暂时只按字词查找：%s", why)
            self.failures += 1
            self.why, self._until = why, time.monotonic() + self._pause

    def end(self) -> None:
        """The server answered; the log tells it once."""
        if self.why:
            with self._lock:
                if self.why:
                    _log.warning("Chroma 服务器恢复了，重新按意思查找。")
                self.why = ""


class Losses:
    """How many searches went without vectors because their server did not answer, and why."""

    def __init__(self) -> None:
        """None so far; `count` only grows."""
        self._lock = threading.Lock()
        self._why = ""
        self.count = 0

    def add(self, why: str) -> None:
        """One more search."""
        with self._lock:
            self.count, self._why = self.count + 1, why

    def notice_since(self, count: int) -> str:
        """A sentence for the reader when there were more since `count`, else ""."""
        if self.count == count:
            return ""
        return f"这次只按字词查找，没有按意思查找：{self._why}"

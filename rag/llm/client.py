"""The language model's server: one prompt in, one bounded reply out, piece by piece and in time.

A server may trickle, never end, or send nothing: whatever it does, the caller goes on in time, and
the connection is closed as soon as nobody reads any more.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from rag.errors import ModelServerError
from rag.llm.models import chat_model, http_client
from rag.llm.settings import LlmSettings

if TYPE_CHECKING:
    import httpx

Prompt = Sequence[tuple[str, str]]
Reply = Generator[str, None, bool]
"""Pieces of a reply, empty ones while there is nothing new; at the end whether it was finished."""

BEAT = 0.2
"""Seconds without anything new after which an empty piece is given."""
_KINDS = {
    "APIConnectionError": "连接不上或中断",
    "APITimeoutError": "连接超时",
    "ConnectionError": "回答没有完就断了",
    "APIError": "回答到一半报错",
    "ReplyTooLarge": "回答太大",
    "JSONDecodeError": "回答的格式不对",
    "ValueError": "没有按 OpenAI 协议流式回答",
}
"""What errors of the client's libraries mean, by the names of their classes."""
_ENDED = ("finish_reason", "stop_reason", "done_reason")


def model_reply(settings: LlmSettings, prompt: Prompt, *, limit: int) -> str:
    """The whole reply to a prompt of (role, text) pairs, at most `limit` characters of it.

    Raises ModelServerError as `reply_pieces` does.
    """
    return "".join(reply_pieces(settings, prompt, limit=limit))[:limit]


def reply_pieces(
    settings: LlmSettings, prompt: Prompt, *, limit: int, deadline: float | None = None
) -> Reply:
    """The reply to a prompt as it comes; reading ends once `limit` characters were given.

    The value at the end is False for a reply that was cut off at the limit or by the model's own.
    Closing the generator closes the connection. A refusal that may pass (429, 5xx) is tried once
    more. Raises ModelServerError when the server fails, breaks off, shows no sign of a reply after
    `settings.first_timeout` seconds, or has not ended by `deadline` (time.monotonic; by default
    `settings.timeout` from now). Its text names the kind of failure only: what a server says in an
    error is not repeated, for it may hold the key.
    """
    from rag.llm.limits import wait_before_retry

    last = deadline or time.monotonic() + settings.timeout
    try:
        return (yield from _once(settings, prompt, limit, last))
    except _Refused as refused:
        wait = wait_before_retry(refused.error)
        if wait is None or time.monotonic() + wait >= last:
            raise ModelServerError(_explained(refused.error)) from None
    yield from _pause(wait)
    try:
        return (yield from _once(settings, prompt, limit, last))
    except _Refused as refused:
        raise ModelServerError(_explained(refused.error)) from None


class _Refused(Exception):
    """The server refused, or failed, before it said anything."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def _pause(seconds: float) -> Generator[str, None, None]:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, BEAT))
        yield ""


def _once(settings: LlmSettings, prompt: Prompt, limit: int, deadline: float) -> Reply:
    """One try: the pieces of a reading thread."""
    reading = _Reading(settings, prompt, limit)
    reading.start()
    patience = min(deadline, time.monotonic() + settings.first_timeout)
    length = 0
    silent = True
    try:
        while True:
            now = time.monotonic()
            if now >= (patience if silent else deadline):
                raise ModelServerError(_late(settings, begun=not silent))
            item = reading.next(min(BEAT, (patience if silent else deadline) - now))
            if isinstance(item, Exception):
                if silent:
                    raise _Refused(item)
                raise ModelServerError(_explained(item)) from None
            if isinstance(item, bool):
                return item
            silent = silent and item is None
            length += len(item or "")
            yield item or ""
            if length >= limit:
                return False
    finally:
        reading.stop()


def _late(settings: LlmSettings, *, begun: bool) -> str:
    if begun:
        return f"语言模型{settings.timeout:g}秒内没有答完。"
    return f"语言模型{min(settings.first_timeout, settings.timeout):g}秒内没有开始回答。"


def _explained(error: Exception) -> str:
    """The kind of a failure, in one sentence without anything that the server said."""
    status = getattr(error, "status_code", None)
    known = {401: "，密钥不对", 403: "，密钥不对", 404: "，地址或模型名称不对", 429: "，请求太多"}
    if isinstance(status, int):
        return f"语言模型服务出错（HTTP {status}{known.get(status, '')}）。"
    if isinstance(error, ModelServerError):
        return str(error)
    name = type(error).__name__
    return f"语言模型服务出错（{_KINDS.get(name, name)}）。"


class _Reading(threading.Thread):
    """Reads a reply in its own thread with its own event loop, where it can be cancelled."""

    def __init__(self, settings: LlmSettings, prompt: Prompt, limit: int) -> None:
        super().__init__(name="guanwen-model", daemon=True)
        self._settings = settings
        self._prompt = prompt
        self._limit = limit
        self._items: SimpleQueue[str | bool | Exception] = SimpleQueue()
        self._stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    def run(self) -> None:
        """Puts the pieces, and at last how it ended, where `next` takes them."""
        try:
            asyncio.run(self._main())
        except asyncio.CancelledError:
            self._items.put(False)
        except Exception as error:  # the client raises what its HTTP stack raises
            self._items.put(error)

    def next(self, seconds: float) -> str | bool | Exception | None:
        """A piece, True or False at the end (finished or cut off), or an error; None for nothing."""
        try:
            return self._items.get(timeout=max(0.0, seconds))
        except Empty:
            return None

    def stop(self) -> None:
        """Closes the connection, whatever is going on."""
        self._stopped = True
        if self._loop is not None and self._task is not None:
            with suppress(RuntimeError):  # it has ended
                self._loop.call_soon_threadsafe(self._task.cancel)

    async def _main(self) -> None:
        self._task = asyncio.current_task()
        self._loop = asyncio.get_running_loop()
        if self._stopped:
            return
        async with http_client(self._settings) as client:
            self._items.put(await self._read(client))

    async def _read(self, client: httpx.AsyncClient) -> bool:
        length, finish = 0, ""
        async for chunk in chat_model(self._settings, client).astream(list(self._prompt)):
            piece = str(chunk.text)
            length += len(piece)
            finish = finish or _finish(chunk.response_metadata)
            self._items.put(piece)
            if length >= self._limit:
                return False
        if not finish:
            raise ConnectionError("the stream broke off")
        return finish not in ("length", "max_tokens")


def _finish(metadata: dict[str, object]) -> str:
    return next((str(metadata[name]) for name in _ENDED if metadata.get(name)), "")

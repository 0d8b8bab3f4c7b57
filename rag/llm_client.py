"""The language model's server: one prompt in, one bounded reply out, within the time limit.

A server may trickle, never end, or send nothing: whatever it does, the caller goes on in time.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Sequence
from functools import cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from rag.errors import ModelServerError
from rag.llm_settings import LlmSettings

if TYPE_CHECKING:
    import httpx
    from langchain_core.language_models import BaseChatModel

Prompt = Sequence[tuple[str, str]]


def model_reply(settings: LlmSettings, prompt: Prompt, *, limit: int) -> str:
    """The reply to a prompt of (role, text) pairs, at most `limit` characters of it.

    Raises ModelServerError when the server fails, breaks off, or has not ended its reply after
    `settings.timeout` seconds. Its text names the kind of failure only: what a server says in an
    error is not repeated, for it may hold the key.
    """
    import httpx

    deadline = time.monotonic() + settings.timeout
    with httpx.Client(timeout=settings.timeout, verify=_trusted()) as client:
        reading = _Reading(settings, prompt, client, limit)
        reading.start()
        return reading.result(deadline)


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted, read once: that takes longer than a request."""
    import httpx

    return httpx.create_ssl_context()


class _Reading(threading.Thread):
    """Reads a reply in its own thread: a read cannot be ended from within.

    When the reader has stopped waiting, the closed client ends the thread at its next read.
    """

    def __init__(
        self, settings: LlmSettings, prompt: Prompt, client: httpx.Client, limit: int
    ) -> None:
        super().__init__(name="guanwen-model", daemon=True)
        self._settings = settings
        self._prompt = prompt
        self._client = client
        self._limit = limit
        self._outcome: SimpleQueue[str | Exception] = SimpleQueue()
        self._abandoned = threading.Event()

    def run(self) -> None:
        """Puts the reply, or what went wrong, where `result` waits for it."""
        try:
            self._outcome.put(self._read())
        except Exception as error:  # the client raises what its HTTP stack raises
            self._outcome.put(error)

    def result(self, deadline: float) -> str:
        """The reply; ModelServerError when there is none by the deadline."""
        try:
            outcome = self._outcome.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            self._abandoned.set()
            raise ModelServerError(f"语言模型{self._settings.timeout:g}秒内没有答完。") from None
        if isinstance(outcome, Exception):
            status = getattr(outcome, "status_code", None)
            kind = f"HTTP {status}" if status else type(outcome).__name__
            raise ModelServerError(f"语言模型服务出错（{kind}）。")
        return outcome

    def _read(self) -> str:
        reply, ended = "", False
        for chunk in chat_model(self._settings, self._client).stream(list(self._prompt)):
            reply += str(chunk.text)
            ended = ended or bool(chunk.response_metadata.get("finish_reason"))
            if len(reply) >= self._limit or self._abandoned.is_set():
                return reply[: self._limit]
        if not ended:
            raise ConnectionError("the stream broke off")
        return reply


def chat_model(settings: LlmSettings, client: httpx.Client) -> BaseChatModel:
    """The chat model of the settings; an OpenAI-compatible one sends its requests by `client`.

    With a `base_url` the whole name is the server's own, for names such as qwen2.5:7b hold a colon.
    """
    from langchain.chat_models import init_chat_model

    prefix, colon, rest = settings.model.partition(":")
    if prefix == "openai" or not colon or settings.base_url:
        name = rest if prefix == "openai" and colon else settings.model
        model: BaseChatModel = init_chat_model(
            name,
            model_provider="openai",
            base_url=settings.base_url or None,
            api_key=settings.api_key or "none",
            timeout=settings.timeout,
            max_retries=0,
            temperature=0,
            stream_usage=True,
            use_responses_api=False,
            http_client=client,
        )
        return model
    other: BaseChatModel = init_chat_model(
        rest, model_provider=prefix, api_key=settings.api_key or None, timeout=settings.timeout,
        max_retries=0, temperature=0,
    )  # fmt: skip
    return other

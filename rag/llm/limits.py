"""How much of a server's reply is read, and how long it is waited for before another try."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

BYTES_LIMIT = 16 * 1024 * 1024
"""Most bytes of one reply: a line without an end would otherwise fill the memory."""
LONGEST_WAIT = 3.0
"""A server that wants to be left alone for longer is given up."""
_SHORT_WAIT = 0.3
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})


class ReplyTooLarge(Exception):
    """A server sent more than BYTES_LIMIT, or sent it packed."""


async def bound_reply(response: httpx.Response) -> None:
    """An event hook for a client: the body of each response is counted while it is read."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ReplyTooLarge("packed although it was asked for unpacked")
    if isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _Counted(response.stream)


class _Counted(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for piece in self._stream:
            seen += len(piece)
            if seen > BYTES_LIMIT:
                raise ReplyTooLarge(f"more than {BYTES_LIMIT} bytes")
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


def wait_before_retry(error: Exception) -> float | None:
    """Seconds after which one more try is worth while; None when it is not.

    Only a refusal that may pass is tried again (429, 5xx), after what `Retry-After` says, in
    seconds or as a date, when that is LONGEST_WAIT at most.
    """
    if getattr(error, "status_code", None) not in _AGAIN:
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    said = _seconds(headers.get("retry-after", "").strip())
    if said is None:
        return _SHORT_WAIT
    return max(0.0, said) if said <= LONGEST_WAIT else None


def _seconds(said: str) -> float | None:
    """What a Retry-After header says, in seconds from now; None when it says nothing clear."""
    try:
        seconds = float(said)
        return None if math.isnan(seconds) else seconds
    except ValueError:
        pass
    try:
        return (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None

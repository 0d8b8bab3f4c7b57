"""An iterator read by an asynchronous program: each step in a thread, and closed when it stops."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import suppress
from typing import TypeVar

Item = TypeVar("Item")


async def in_async(begin: Callable[[], Generator[Item, None, None]]) -> AsyncGenerator[Item, None]:
    """The items of the generator that `begin` gives, in order.

    When the reader stops or is cancelled, the generator is closed, after the step that it is in:
    a thread cannot be ended from outside.
    """
    items = begin()
    stopped = threading.Event()
    step: asyncio.Future[tuple[Item, ...]] | None = None
    try:
        while True:
            step = asyncio.ensure_future(asyncio.to_thread(_step, items, stopped))
            item = await asyncio.shield(step)
            if not item:
                return
            yield item[0]
    finally:  # nothing is awaited here: a cancelled reader may not be able to
        if step is not None and not step.done():
            step.add_done_callback(_look_at)
        stopped.set()
        with suppress(ValueError):  # it is in a step: that closes it
            items.close()


def _step(items: Generator[Item, None, None], stopped: threading.Event) -> tuple[Item, ...]:
    """The next item as a tuple of one; () at the end."""
    try:
        for item in items:
            return (item,)
        return ()
    finally:
        if stopped.is_set():
            items.close()


def _look_at(ended: asyncio.Future[tuple[Item, ...]]) -> None:
    """An error that nobody waits for any more is looked at, so that none is reported as lost."""
    if not ended.cancelled():
        ended.exception()

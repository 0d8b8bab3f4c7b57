"""An answer as server-sent events: each event as soon as it is known."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator

from index.errors import GuanwenError
from rag.answer import Event
from rag.answer_json import event_json

_log = logging.getLogger(__name__)
MEDIA_TYPE = "text/event-stream; charset=utf-8"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No store and no buffer on the way: a proxy would otherwise keep sentences back."""
_STILL_HERE = ": …\n\n"


async def event_stream(events: AsyncIterator[Event], *, sorry: str) -> AsyncIterator[str]:
    """The events as lines of text/event-stream.

    An error after the first event is the event `error`, {"error": one sentence}; `sorry` stands
    for one that is not ours. While nothing is new a comment keeps the connection open.
    """
    try:
        async for event in events:
            told = event_json(event)
            yield _lines(*told) if told else _STILL_HERE
    except GuanwenError as error:
        yield _lines("error", {"error": str(error)})
    except Exception:  # the status has been sent: only an event can still tell of it
        _log.exception("a stream of events broke off")
        yield _lines("error", {"error": sorry})


def _lines(name: str, content: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"

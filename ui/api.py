"""The HTTP API: the same JSON as the command line, and every error as one Chinese sentence."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.exceptions import HTTPException

from index.documents import DocumentInfo, Outline
from index.errors import GuanwenError, StoreError
from rag.answer import Event, InlineText, Question
from rag.answer_json import answer_json, hit_json
from rag.assistant import K_LIMIT
from rag.errors import ModelServerError, UnknownDocument
from rag.feedback import FeedbackError
from rag.streams import in_async
from ui.asking import Asking
from ui.event_stream import HEADERS, MEDIA_TYPE, event_stream
from ui.malformed import malformed_sentence
from ui.outline_json import outline_json
from ui.security import refusal
from ui.verdicts import UnknownAnswer, VerdictIn

_log = logging.getLogger(__name__)
SORRY = "服务暂时出了问题，请稍后再试。"


_DOCUMENTS = "文件标题、编号或其中一部分的列表（可以不给，即全部文件）"


class TextIn(BaseModel):
    """A text given with a question."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field("", max_length=300, description="最多 300 字的文字")
    text: str = Field(max_length=2_000_000, description="最多 200 万字的文字")


def _as_text(value: object) -> object:
    """An id as a batch line may have it: null is none, a whole number is its digits."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[
    str, BeforeValidator(_as_text), Field(max_length=200, description="最多 200 字的文字")
]


Text = Annotated[str, Field(max_length=1_000_000)]
"""Whole characters alone: a string with a bound is refused where it cannot be written as UTF-8."""


class AskIn(BaseModel):
    """A batch line for ask: earlier questions, and last the one to answer."""

    model_config = ConfigDict(extra="forbid")
    id: Id = ""
    turns: list[Text] = Field(
        min_length=1, max_length=100, description="1 到 100 段文字的列表，最后一段是要回答的问题"
    )
    documents: list[Text] = Field(default_factory=list, max_length=1000, description=_DOCUMENTS)
    texts: list[TextIn] = Field(
        default_factory=list,
        max_length=50,
        description='最多 50 项的列表，每一项是 {"title": "……", "text": "……"}',
    )


class SearchIn(BaseModel):
    """A batch line for search."""

    model_config = ConfigDict(extra="forbid")
    id: Id = ""
    query: str = Field(max_length=2000, description="最多 2000 字的文字")
    k: int = Field(10, ge=1, le=K_LIMIT, description=f"1 到 {K_LIMIT} 的整数")
    documents: list[Text] = Field(default_factory=list, max_length=1000, description=_DOCUMENTS)


_BODIES: dict[str, type[BaseModel]] = {
    "/api/ask": AskIn,
    "/api/ask/stream": AskIn,
    "/api/search": SearchIn,
    "/guanwen/verdict": VerdictIn,
}


def api_router(assistant: Asking) -> APIRouter:
    """The routes below /api."""
    router = APIRouter(prefix="/api")

    @router.post("/ask")
    def ask(request: AskIn) -> dict[str, object]:
        """Answer a question: a batch line of `guanwen ask` in, an answer of the contract out.

        Body: `turns`, the earlier questions and last the one to answer (1 to 100 strings,
        required); `documents`, titles or ids, whole or in part, that the answer is limited to;
        `texts`, up to 50 of {"title", "text"} to ask about in place of the store, which they do
        not enter; `id`, handed back as it came. No other fields.
        """
        return answer_json(assistant.ask(_question(request)))

    @router.post("/ask/stream")
    async def ask_stream(request: AskIn) -> StreamingResponse:
        """The same answer as server-sent events, each sentence as soon as it is verified.

        Body as for /ask. Events, each with JSON: `question` {"question"}, the stand-alone question;
        `route` {"route"}; `evidence` {"places"}; `sentence` {"text"}, and after it a `citation` for
        each that it introduces; `restart` {"reason"}, the sentences so far are withdrawn; `done`
        {"answer", "notice", "stages"}, the whole answer, a sentence for the reader, seconds of the
        stages; `error` {"error"} in place of `done`. Hanging up stops a model that is writing.
        """
        events = in_async(lambda: assistant.stream(_question(request)))
        # What cannot be answered at all is an error with its status: that is known with the route.
        first = [await anext(events), await anext(events)]
        lines = event_stream(_beginning_with(first, events), sorry=SORRY)
        return StreamingResponse(lines, media_type=MEDIA_TYPE, headers=HEADERS)

    @router.post("/search")
    def search(request: SearchIn) -> dict[str, object]:
        """Find passages: {"id", "hits"}, the best first, each as `guanwen search --json` has it,
        and `notice`, a sentence for the reader, where the query was understood as another.

        Body: `query`, words or a sentence (required); `k`, how many hits, 1 to 1000 (10);
        `documents`, titles or ids, whole or in part, to search in; `id`, handed back as it came.
        No other fields.
        """
        found = assistant.find(request.query, request.k, request.documents)
        told = {"notice": found.notice} if found.notice else {}
        return {"id": request.id, "hits": [hit_json(hit) for hit in found.hits], **told}

    @router.get("/documents")
    def documents() -> dict[str, object]:
        return {"documents": [_document_json(info) for info in assistant.documents()]}

    @router.get("/documents/{document_id}/outline")
    def outline(document_id: str) -> dict[str, object]:
        return outline_json(found_outline(assistant, document_id))

    @router.get("/health")
    def health() -> dict[str, object]:
        return {"status": "ok", "documents": len(assistant.documents())}

    return router


def _question(request: AskIn) -> Question:
    return Question(
        turns=tuple(request.turns),
        documents=tuple(request.documents),
        texts=tuple(InlineText(each.title, each.text) for each in request.texts),
        id=request.id,
    )


async def _beginning_with(
    first: Sequence[Event], rest: AsyncGenerator[Event, None]
) -> AsyncIterator[Event]:
    async with aclosing(rest):
        for event in first:
            yield event
        async for event in rest:
            yield event


def found_outline(assistant: Asking, document_id: str) -> Outline:
    """The outline of a document; UnknownDocument when there is none."""
    try:
        return assistant.outline(document_id)
    except KeyError:
        raise UnknownDocument(f"库里没有编号为“{document_id[:100]}”的文件。") from None


def install_errors(app: FastAPI) -> None:
    """Make every error of the app one Chinese sentence in {"error": …}."""
    handlers: dict[type[Exception], Callable[[Request, Exception], JSONResponse]] = {
        GuanwenError: _ours,
        RequestValidationError: _malformed,
        HTTPException: _http,
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def _ours(_: Request, error: Exception) -> JSONResponse:
    if isinstance(error, UnknownDocument | UnknownAnswer):
        return refusal(404, str(error))
    gone = isinstance(error, StoreError | ModelServerError | FeedbackError)
    return refusal(503 if gone else 400, str(error))


def _malformed(request: Request, error: Exception) -> JSONResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    return refusal(422, malformed_sentence(found, _BODIES.get(request.url.path)))


def _http(_: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "没有这个地址。", 405: "这个地址不接受这种请求。"}
    return refusal(status, words.get(status, SORRY))


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return refusal(500, SORRY)


def _document_json(info: DocumentInfo) -> dict[str, object]:
    return {
        "id": info.id,
        "title": info.title,
        "issuer": info.issuer,
        "author": info.author,
        "date": info.date,
        "source": info.source,
        "file": info.file,
        "copies": list(info.copies),
    }

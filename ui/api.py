"""The HTTP API: the same JSON as the command line, and every error as one Chinese sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from index.documents import DocumentInfo, Outline
from index.errors import GuanwenError, StoreError
from rag.answer import InlineText, Question
from rag.answer_json import answer_json, hit_json
from rag.errors import ModelServerError, UnknownDocument
from ui.asking import Asking
from ui.outline_json import outline_json
from ui.security import refusal

_log = logging.getLogger(__name__)
SORRY = "服务暂时出了问题，请稍后再试。"


class TextIn(BaseModel):
    """A text given with a question."""

    title: str = Field(max_length=300)
    text: str = Field(max_length=2_000_000)


class AskIn(BaseModel):
    """A batch line for ask: earlier questions, and last the one to answer."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field("", max_length=200)
    turns: list[str] = Field(min_length=1, max_length=100)
    documents: list[str] = Field(default_factory=list, max_length=1000)
    texts: list[TextIn] = Field(default_factory=list, max_length=50)


class SearchIn(BaseModel):
    """A batch line for search."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field("", max_length=200)
    query: str = Field(max_length=2000)
    k: int = Field(10, ge=1, le=100)
    documents: list[str] = Field(default_factory=list, max_length=1000)


def api_router(assistant: Asking) -> APIRouter:
    """The routes below /api."""
    router = APIRouter(prefix="/api")

    @router.post("/ask")
    def ask(request: AskIn) -> dict[str, object]:
        question = Question(
            turns=tuple(request.turns),
            documents=tuple(request.documents),
            texts=tuple(InlineText(each.title, each.text) for each in request.texts),
            id=request.id,
        )
        return answer_json(assistant.ask(question))

    @router.post("/search")
    def search(request: SearchIn) -> dict[str, object]:
        hits = assistant.search(request.query, request.k, request.documents)
        return {"id": request.id, "hits": [hit_json(hit) for hit in hits]}

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
    if isinstance(error, UnknownDocument):
        return refusal(404, str(error))
    gone = isinstance(error, StoreError | ModelServerError)
    return refusal(503 if gone else 400, str(error))


def _malformed(_: Request, error: Exception) -> JSONResponse:
    where = ""
    if isinstance(error, RequestValidationError) and error.errors():
        steps = error.errors()[0]["loc"][1:]
        where = f"（{'.'.join(str(step)[:50] for step in steps)}）" if steps else ""
    return refusal(422, f"请求的内容不对{where}，请对照接口说明检查。")


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

"""What the page fetches besides Gradio: its style, its script, sources and outlines as HTML."""

from __future__ import annotations

from functools import cache
from importlib import resources

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rag.errors import AskError
from ui.api import found_outline
from ui.asking import Asking
from ui.documents_page import outline_html
from ui.sources import source_html

_FRESH = {"Cache-Control": "no-cache"}


def pieces_router(assistant: Asking) -> APIRouter:
    """The routes below /guanwen."""
    router = APIRouter(prefix="/guanwen")

    @router.get("/style.css")
    def style() -> Response:
        return Response(_packaged("style.css"), media_type="text/css", headers=_FRESH)

    @router.get("/page.js")
    def script() -> Response:
        return Response(_packaged("page.js"), media_type="text/javascript", headers=_FRESH)

    @router.get("/source")
    def source(document: str, start: int, end: int) -> HTMLResponse:
        outline = found_outline(assistant, document)
        info = next((info for info in assistant.documents() if info.id == document), None)
        try:
            if info is None:  # removed by a build between the two
                raise KeyError(document)
            return HTMLResponse(source_html(info, outline, (start, end)))
        except (KeyError, ValueError):
            raise AskError("这处出处已经找不到了，文件可能更新过。") from None

    @router.get("/outline")
    def headings(document: str) -> HTMLResponse:
        return HTMLResponse(outline_html(document, found_outline(assistant, document)))

    return router


@cache
def _packaged(name: str) -> str:
    return resources.files("ui").joinpath(name).read_text(encoding="utf-8")

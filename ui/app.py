"""The web application: page, pieces and API in one FastAPI app, and the server that runs it."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from rag.feedback import FeedbackBook
from ui.api import api_router, install_errors
from ui.asking import Asking
from ui.pieces import pieces_router
from ui.security import Guard
from ui.shelf import Shelf
from ui.verdicts import OpenBook, Verdicts, no_book, verdict_router

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.storage.server import VectorServer
    from rag.llm.settings import LlmSettings
    from rag.rerank import RerankSettings

_GRACE = 2


def create_app(assistant: Asking, *, open_book: OpenBook = no_book) -> FastAPI:
    """The whole application over one assistant; no other origin may read from it.

    `open_book` is called with the first verdict of a reader, not before.
    """
    from ui.page import mount_page

    shelf = Shelf()
    app = FastAPI(title="关问", docs_url=None, redoc_url=None, openapi_url=None)
    install_errors(app)
    app.include_router(api_router(assistant))
    app.include_router(pieces_router(assistant))
    app.include_router(verdict_router(Verdicts(shelf, open_book)))
    app.add_middleware(CORSMiddleware, allow_origins=[], allow_credentials=False)
    app.add_middleware(Guard)
    return mount_page(app, assistant, shelf)


def serve(
    store: Path,
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    embedder: Embedder | None = None,
    llm: LlmSettings | None = None,
    reranker: RerankSettings | None = None,
    server: VectorServer | None = None,
    glossaries: Sequence[Path] = (),
    open_book: OpenBook | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until interrupted; the assistant is opened once. StoreError, ModelError.

    `open_book` opens what keeps readers' feedback, by default a file in the store folder. `ready`
    is called with the address once the page answers; by default a sentence is printed.
    """
    from rag.assistant import Assistant

    book = open_book or (lambda: FeedbackBook.in_folder(store))
    opened = Assistant.open(
        store, embedder=embedder, llm=llm, reranker=reranker, server=server, glossaries=glossaries
    )
    for problem in opened.glossary_problems:
        print(problem, file=sys.stderr)
    if llm is not None:  # its libraries take seconds, which the first reader need not wait for
        from rag.llm.models import warm_up

        warm_up()
    with closing(opened) as assistant:
        serve_assistant(assistant, host, port, open_book=book, ready=ready)


def _tell(url: str) -> None:
    print(f"关问已就绪，请用浏览器打开 {url}", flush=True)


def serve_assistant(
    assistant: Asking,
    host: str,
    port: int,
    *,
    open_book: OpenBook = no_book,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve over an assistant that is open; a connected browser does not hold up the end."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                (ready or _tell)(address(host, port))

    config = uvicorn.Config(
        create_app(assistant, open_book=open_book),
        host=host,
        port=port,
        log_level="critical",  # errors are logged once, by ui.api; the rest is the noise of closing
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    # uvicorn raises the signal that stopped it once more when all is closed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        Server(config).run()


def address(host: str, port: int) -> str:
    """The URL that a person opens."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"

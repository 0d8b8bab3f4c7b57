"""What every response and request must keep to: headers, closed routes, a limit on bodies."""

from __future__ import annotations

import re
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Gradio needs inline scripts and eval; nothing else may come from, or go, anywhere else."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
}

MOST_BYTES = 8 * 1024 * 1024
_PIECES = "/guanwen/"
_PIECES_MOST_BYTES = 64 * 1024
"""What the page itself sends is small."""

_OPEN = re.compile(
    r"/|/robots\.txt|/manifest\.json|/favicon\.ico|/theme\.css|/config/?"
    r"|/(?:assets|static|svelte|guanwen|api)/.*"
    r"|/gradio_api/(?:queue/(?:join|data)|cancel|reset/?|heartbeat/[\w-]+|app_id/?|startup-events)"
)
"""The only paths that are served: Gradio's upload, file, proxy, login and info routes are not."""


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_BYTES) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guarded = _with_headers(send)
        most = self._most_bytes
        if scope["path"].startswith(_PIECES):
            most = min(most, _PIECES_MOST_BYTES)
        if not _OPEN.fullmatch(scope["path"]):
            await refusal(404, "没有这个地址。")(scope, receive, guarded)
        elif _declared(scope) > most:
            await _too_large(most)(scope, receive, guarded)
        else:
            await self._limited(scope, receive, guarded, most)

    async def _limited(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        """Pass the request on, counting a body that did not declare its length."""
        seen, started = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise _TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            if seen <= most:  # else FastAPI answers with an error of its own
                started = True
                await send(message)

        with suppress(_TooLarge):
            await self._app(scope, counted, watched)
        if seen > most and not started:
            await _too_large(most)(scope, receive, send)


class _TooLarge(Exception):
    """A body went over the limit while it was being read."""


def refusal(status: int, sentence: str) -> JSONResponse:
    """An error as the API gives it: one Chinese sentence."""
    return JSONResponse({"error": sentence}, status_code=status)


def _too_large(most: int) -> JSONResponse:
    kilobytes = most / 1024
    limit = f"{kilobytes / 1024:g} MB" if kilobytes >= 1024 else f"{kilobytes:g} KB"
    return refusal(413, f"请求太大，最多 {limit}。")


def _declared(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isdigit() else 0


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "server" in headers:
                del headers["server"]
        await send(message)

    return sending

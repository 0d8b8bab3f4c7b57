"""A chat-completions server on loopback that answers as a test tells it to."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]
_PATIENCE = 20.0  # seconds after which a stream that nobody closed ends by itself


class Handler(BaseHTTPRequestHandler):
    """One request: keeps what was asked, then does what the server was told to do."""

    server: ChatServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The list of models, as OpenAI's protocol has it; none when `models` is None."""
        self.server.keys.append(self.headers.get("Authorization", ""))
        self.close_connection = True
        models = self.server.models if self.path.endswith("/models") else None
        listed = [{"id": name, "object": "model"} for name in models or ()]
        body = json.dumps({"object": "list", "data": listed}).encode()
        self.send_response(404 if models is None else self.server.models_status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.request_body: dict[str, Any] = json.loads(body)
        self.server.requests.append(self.request_body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        self.server.asked.set()
        self.close_connection = True
        try:
            self.server.behaviour(self)
        except OSError:
            self.server.hung_up.set()

    def head(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, text: str = "", finish: str | None = None, **more: object) -> None:
        choice = {"index": 0, "delta": {"content": text, **more}, "finish_reason": finish}
        self.raw(
            {
                "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
                "choices": [choice],
            }
        )  # fmt: skip

    def raw(self, value: object) -> None:
        data = value if isinstance(value, str) else json.dumps(value)
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


class ChatServer(ThreadingHTTPServer):
    """Listens on a free port of 127.0.0.1 in threads of its own."""

    daemon_threads = True

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour = behaviour
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.asked, self.hung_up = threading.Event(), threading.Event()
        self.models: list[str] | None = ["m"]
        self.models_status = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def __enter__(self) -> ChatServer:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


def says(*pieces: str) -> Behaviour:
    """A whole reply in these pieces, as a good server sends it."""

    def behave(handler: Handler) -> None:
        handler.head()
        for piece in pieces:
            handler.event(piece)
        handler.event(finish="stop")
        handler.raw("[DONE]")

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Each request is treated in its own way; the last way holds for all that follow."""

    def behave(handler: Handler) -> None:
        at = min(len(handler.server.requests), len(behaviours)) - 1
        behaviours[at](handler)

    return behave


def fails(status: int, message: str = "no", headers: Sequence[tuple[str, str]] = ()) -> Behaviour:
    """An error in the protocol's form."""

    def behave(handler: Handler) -> None:
        body = json.dumps({"error": {"message": message, "type": "t", "code": "c"}}).encode()
        handler.send_response(status)
        for name, value in (("Content-Length", str(len(body))), *headers):
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def malformed(handler: Handler) -> None:
    """A stream that is no JSON."""
    handler.head()
    handler.event("建设疏港铁路3条")
    handler.raw("{oops")


def not_a_stream(handler: Handler) -> None:
    """A web page, as a wrong address or a proxy gives."""
    handler.head(kind="text/html")
    handler.wfile.write("<html>登录</html>".encode())


def cut(handler: Handler) -> None:
    """A reply that breaks off in the middle."""
    handler.head()
    handler.event("建设疏港铁路3条。[1]形成公铁")


def silent(handler: Handler) -> None:
    """Takes the request and never says anything."""
    _forever(handler, lambda: None, 0.1, watch=True)


def trickling(handler: Handler) -> None:
    """A little every now and then, without end."""
    handler.head()
    _forever(handler, lambda: handler.event("港"), 0.1)


def keeping_alive(handler: Handler) -> None:
    """Comments that keep the connection open, and no reply."""
    handler.head()

    def comment() -> None:
        handler.wfile.write(b": keep-alive\n\n")
        handler.wfile.flush()

    _forever(handler, comment, 0.1)


def endless(handler: Handler) -> None:
    """A good sentence again and again, as fast as it goes."""
    handler.head()
    _forever(handler, lambda: handler.event("建设疏港铁路3条。[1]"), 0.0)


def cut_at_its_limit(handler: Handler) -> None:
    """A model that may write no more: the last sentence is half there."""
    handler.head()
    handler.event("建设疏港铁路3条。[1]形成公铁水联运网络[1]，并")
    handler.event(finish="length")
    handler.raw("[DONE]")


def reasoning(handler: Handler) -> None:
    """Thinks in a field of its own, as reasoning models behind vLLM do, then answers."""
    handler.head()
    for thought in ("建设疏港铁路", "30条。[1]"):
        handler.event("", reasoning_content=thought)
    handler.event("建设疏港铁路3条。[1]")
    handler.event(finish="stop")
    handler.raw("[DONE]")


def calls_a_tool(handler: Handler) -> None:
    """Wants a tool run in place of an answer."""
    handler.head()
    call = {"name": "transfer_money", "arguments": '{"to": "建设疏港铁路30条。[1]"}'}
    handler.event("", tool_calls=[{"index": 0, "id": "t", "type": "function", "function": call}])
    handler.event(finish="tool_calls")
    handler.raw("[DONE]")


def fails_while_streaming(handler: Handler) -> None:
    """Begins well, then sends an error as an event."""
    handler.head()
    handler.event("建设疏港铁路3条。[1]形成")
    handler.raw({"error": {"message": "out of memory", "type": "server_error"}})


def without_an_end(handler: Handler) -> None:
    """One line that never ends: whoever collects it runs out of memory."""
    handler.head()
    handler.wfile.write(b"data: ")
    _forever(handler, lambda: _write(handler, b"x" * 65536), 0.0)


def packed(handler: Handler) -> None:
    """A small body that unpacks to a very large one."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(gzip.compress(b"data: " + b"x" * 50_000_000))


def sends_elsewhere(url: str) -> Behaviour:
    """A redirect to another server."""

    def behave(handler: Handler) -> None:
        handler.send_response(307)
        handler.send_header("Location", url)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return behave


def _write(handler: Handler, data: bytes) -> None:
    handler.wfile.write(data)
    handler.wfile.flush()


def _forever(
    handler: Handler, step: Callable[[], None], pause: float, *, watch: bool = False
) -> None:
    end = time.monotonic() + _PATIENCE
    handler.connection.settimeout(pause or None)
    while time.monotonic() < end:
        step()
        if watch:
            try:
                if not handler.connection.recv(1):
                    raise ConnectionResetError
            except TimeoutError:
                continue
        else:
            time.sleep(pause)

"""The streamed HTTP answer: sentences as they come, one clear error, and no model left running."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from llm_fakes import QUESTION, asked, assistant, settings
from llm_server import Behaviour, ChatServer, cut, says, silent
from rag_fakes import assistant_of

from ui.api import SORRY, api_router, install_errors
from ui.asking import Asking
from ui.security import Guard

TRUE = "建设疏港铁路3条。[1]"


def _app(assistant: Asking) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    install_errors(app)
    app.include_router(api_router(assistant))
    app.add_middleware(Guard)
    return app


def _events(body: str) -> list[tuple[str, dict[str, object]]]:
    blocks = [block.split("\n") for block in body.split("\n\n") if block.startswith("event: ")]
    return [(name[7:], json.loads(data[6:])) for name, data in blocks]


def _post(assistant: Asking, line: dict[str, object]) -> httpx.Response:
    return TestClient(_app(assistant), raise_server_exceptions=False).post(
        "/api/ask/stream", json=line
    )


def test_an_answer_comes_as_events_and_ends_with_the_whole() -> None:
    reply = _post(assistant_of(), {"id": "q1", "turns": ["不予登记的情形有哪些"]})
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = _events(reply.text)
    assert [name for name, _ in events][:3] == ["question", "route", "evidence"]
    assert events[-1][0] == "done"
    answer = events[-1][1]["answer"]
    assert isinstance(answer, dict)
    assert "".join(str(e["text"]) for n, e in events if n == "sentence") == answer["answer"]
    assert [e for n, e in events if n == "citation"] == answer["citations"]
    whole = TestClient(_app(assistant_of())).post(
        "/api/ask", json={"id": "q1", "turns": ["不予登记的情形有哪些"]}
    )
    assert {**answer, "seconds": 0} == {**whole.json(), "seconds": 0}


@pytest.mark.parametrize(
    ("line", "status"),
    [({"turns": ["？"]}, 400), ({"turns": []}, 422), ({"turns": ["问"], "x": 1}, 422), ({"turns": ["第三条"], "documents": ["没有"]}, 404)],
)  # fmt: skip
def test_what_cannot_be_answered_is_an_error_with_its_status(
    line: dict[str, object], status: int
) -> None:
    reply = _post(assistant_of(), line)
    assert reply.status_code == status
    assert str(reply.json()["error"]).endswith("。")


def test_an_error_in_the_middle_is_an_event_without_the_inside() -> None:
    class Broken:
        def stream(self, question: object) -> Iterator[object]:
            yield from list(assistant_of().stream(QUESTION))[:2]
            raise RuntimeError("/secret/path")

    reply = _post(Broken(), {"turns": [QUESTION]})  # type: ignore[arg-type]
    assert _events(reply.text)[-1] == ("error", {"error": SORRY})
    assert "secret" not in reply.text


def test_a_withdrawn_sentence_is_told() -> None:
    broken = says(TRUE, "形成公铁水联运网络。[1]")

    def breaks_off(handler: object) -> None:
        handler.head()  # type: ignore[attr-defined]
        for piece in (TRUE, "形成"):
            handler.event(piece)  # type: ignore[attr-defined]

    assert asked(broken)[0].engine == "openai:m"
    with ChatServer(breaks_off) as server:
        events = _events(_post(assistant(settings(server)), {"turns": [QUESTION]}).text)
    names = [name for name, _ in events]
    assert names.index("sentence") < names.index("restart") < names.index("done")
    assert "暂时不可用" in str(events[-1][1]["notice"])


@contextmanager
def _served(behaviour: Behaviour) -> Iterator[tuple[str, ChatServer]]:
    """The API over a model's server, in a real HTTP server on a free port."""
    with ChatServer(behaviour) as model:
        app = _app(assistant(settings(model, timeout=60)))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield f"http://127.0.0.1:{port}/api/ask/stream", model
        finally:
            server.should_exit = True
            thread.join(10)


def test_a_sentence_arrives_while_the_model_is_still_writing() -> None:
    go_on = threading.Event()

    def slow(handler: object) -> None:
        handler.head()  # type: ignore[attr-defined]
        handler.event(TRUE + "形成")  # type: ignore[attr-defined]
        go_on.wait(10)
        handler.event("公铁水联运网络。[1]", "stop")  # type: ignore[attr-defined]

    asked(says(TRUE))  # imports are done
    with _served(slow) as (url, _), httpx.stream("POST", url, json={"turns": [QUESTION]}) as reply:
        lines = reply.iter_lines()
        assert any("疏港铁路3条" in line for line in iter(lambda: next(lines), "event: citation"))
        assert not go_on.is_set()
        go_on.set()
        assert any(line.startswith("event: done") for line in lines)


@pytest.mark.parametrize("behaviour", [silent])
def test_hanging_up_stops_the_model(behaviour: Behaviour) -> None:
    """If this fails, every closed browser tab leaves a model writing for nobody."""
    asked(cut)  # imports are done
    with _served(behaviour) as (url, model):
        with httpx.stream("POST", url, json={"turns": [QUESTION]}) as reply:
            lines = reply.iter_lines()  # kept: the connection is closed with it
            assert any(line.startswith("event: evidence") for line in lines)
            assert model.asked.wait(5)
        assert model.hung_up.wait(5), "the model was left writing"

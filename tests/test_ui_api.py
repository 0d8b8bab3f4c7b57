"""The HTTP API: if these fail, programs of other people break, or errors come without a word."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from ui_fakes import FakeAssistant, small_assistant

from index.errors import StoreMissing
from ui.api import AskIn, SearchIn, api_router, install_errors
from ui.pieces import pieces_router
from ui.security import HEADERS, Guard

KEYS = [
    "id", "question", "standalone_question", "status", "route", "answer", "citations", "engine",
    "seconds",
]  # fmt: skip


@pytest.fixture
def assistant() -> FakeAssistant:
    return small_assistant()


@pytest.fixture
def client(assistant: FakeAssistant) -> TestClient:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    install_errors(app)
    app.include_router(api_router(assistant))
    app.include_router(pieces_router(assistant))
    app.add_middleware(Guard, most_bytes=100_000)
    return TestClient(app, raise_server_exceptions=False)


def test_an_answer_has_exactly_the_keys_of_the_contract(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"id": "q1", "turns": ["社区分馆多少个"]}).json()
    assert list(answer) == KEYS
    assert list(answer["citations"][0]) == [
        "n", "document", "document_id", "label", "path", "quote", "span",
    ]  # fmt: skip
    assert answer["id"] == "q1"
    assert answer["citations"][0]["path"] == ["一、总体要求", "（二）主要目标"]


def test_a_request_is_passed_on_whole(client: TestClient, assistant: FakeAssistant) -> None:
    line = {
        "id": "q2", "turns": ["社区分馆多少个", "读者满意度呢"], "documents": ["规划"],
        "texts": [{"title": "通知", "text": "内容"}],
    }  # fmt: skip
    assert client.post("/api/ask", json=line).status_code == 200
    asked = assistant.asked[-1]
    assert asked.turns == ("社区分馆多少个", "读者满意度呢")
    assert asked.documents == ("规划",)
    assert asked.texts[0].title == "通知"


@pytest.mark.parametrize(
    "body, status",
    [
        ({"turns": []}, 422), ({}, 422), ({"turns": "问"}, 422), ({"turns": ["问"], "extra": 1}, 422),
        ({"turns": ["  "]}, 400), ({"turns": ["长" * 3000]}, 400), ([], 422),
    ],
)  # fmt: skip
def test_a_bad_request_is_one_chinese_sentence(
    client: TestClient, body: object, status: int
) -> None:
    answer = client.post("/api/ask", json=body)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].endswith("。")


@pytest.mark.parametrize(
    "path, body, sentence",
    [
        ("ask", {}, "缺少 turns：它应当是 1 到 100 段文字的列表，最后一段是要回答的问题。"),
        ("ask", {"turns": "问"}, "turns 不对：它应当是 1 到 100 段文字的列表，最后一段是要回答的问题。"),
        ("ask", {"turns": []}, "turns 不对：它应当是 1 到 100 段文字的列表，最后一段是要回答的问题。"),
        ("ask", {"turns": ["问", 3]}, "turns 第 2 项不对：它应当是 1 到 100 段文字的列表，最后一段是要回答的问题。"),
        ("ask", {"turns": ["问"], "question": "问"}, "没有“question”这个字段，可用的是 id、turns、documents、texts。"),
        ("ask", {"turns": ["问"], "texts": [{"title": "甲"}]}, "缺少 texts 第 1 项的 text：它应当是最多 200 万字的文字。"),
        ("ask", {"turns": ["问"], "texts": [{"text": "甲", "name": "乙"}]}, "没有“texts 第 1 项的 name”这个字段，可用的是 title、text。"),
        ("search", {}, "缺少 query：它应当是最多 2000 字的文字。"),
        ("search", {"query": "分馆", "k": 0}, "k 不对：它应当是 1 到 1000 的整数。"),
        ("search", {"query": "分馆", "top": 3}, "没有“top”这个字段，可用的是 id、query、k、documents。"),
        ("ask", [], "请求的内容不对：它应当是一个 JSON 对象（Content-Type: application/json）。"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(client: TestClient, path: str, body: object, sentence: str) -> None:
    answer = client.post(f"/api/{path}", json=body)
    assert (answer.status_code, answer.json()) == (422, {"error": sentence})


def test_a_hostile_field_name_is_cut_short(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"turns": ["问"], "长" * 5000: 1})
    assert len(answer.json()["error"]) < 120


def test_a_wrong_number_in_an_address_is_named_too(client: TestClient) -> None:
    answer = client.get("/guanwen/source", params={"document": "library", "start": "a", "end": 1})
    assert answer.json() == {"error": "start 不对。"}


@pytest.mark.parametrize("route", ["/api/ask", "/api/search"])
def test_the_fields_of_a_body_are_told_where_the_route_is(route: str) -> None:
    found = {each.path: each for each in api_router(small_assistant()).routes}  # type: ignore[attr-defined]
    fields = {"/api/ask": AskIn, "/api/search": SearchIn}[route].model_fields
    told = found[route].endpoint.__doc__  # type: ignore[attr-defined]
    assert [name for name in fields if f"`{name}`" not in told] == []


def test_what_is_not_json_is_one_chinese_sentence(client: TestClient) -> None:
    answer = client.post("/api/ask", content=b"{", headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json() == {"error": "请求的内容不对：它不是完整的 JSON。"}


@pytest.mark.parametrize("field", ["turns", "documents"])
def test_half_a_character_is_one_chinese_sentence(client: TestClient, field: str) -> None:
    """JSON can hold what no UTF-8 answer could repeat."""
    body = {"turns": ["社区分馆多少个"], "documents": []} | {field: ["分馆\ud800"]}
    content = json.dumps(body).encode()
    answer = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(f"{field} 第 1 项不对")


def test_a_lost_store_and_a_fault_are_told_apart_and_hide_the_inside(
    client: TestClient, assistant: FakeAssistant
) -> None:
    assistant.failure = StoreMissing("还没有索引。")
    lost = client.post("/api/ask", json={"turns": ["问"]})
    assert (lost.status_code, lost.json()) == (503, {"error": "还没有索引。"})
    assistant.failure = sqlite3.OperationalError("no such table: chunks")
    fault = client.post("/api/ask", json={"turns": ["问"]})
    assert fault.status_code == 500
    assert "table" not in fault.text


def test_documents_outline_and_health(client: TestClient) -> None:
    assert client.get("/api/health").json() == {"status": "ok", "documents": 1}
    document = client.get("/api/documents").json()["documents"][0]
    assert (document["id"], document["issuer"]) == ("library", "市图书馆")
    outline = client.get("/api/documents/library/outline").json()
    assert list(outline) == ["title", "text", "nodes", "warnings"]
    assert list(outline["nodes"][0]) == [
        "id", "parent", "kind", "level", "number", "label", "title", "span",
    ]  # fmt: skip
    missing = client.get("/api/documents/none/outline")
    assert missing.status_code == 404
    assert "none" in missing.json()["error"]


def test_search_checks_its_numbers(client: TestClient) -> None:
    assert client.post("/api/search", json={"id": "s", "query": "分馆"}).json() == {
        "id": "s",
        "hits": [],
    }
    for k in (0, 1001, "many"):
        assert client.post("/api/search", json={"query": "分馆", "k": k}).status_code == 422


def test_a_search_says_that_it_looked_for_another_word(
    client: TestClient, assistant: FakeAssistant
) -> None:
    assistant.notice = "已把“分管”理解为“分馆”。"
    reply = client.post("/api/search", json={"query": "分管"}).json()
    assert reply == {"id": "", "hits": [], "notice": assistant.notice}


def test_an_unknown_address_and_method_are_chinese_too(client: TestClient) -> None:
    assert client.get("/api/nothing").json() == {"error": "没有这个地址。"}
    assert client.get("/api/ask").status_code == 405
    assert client.get("/docs").status_code == 404
    assert client.get("/openapi.json").status_code == 404


def test_too_large_a_body_is_refused_declared_or_not(client: TestClient) -> None:
    large = b'{"turns": ["' + b"a" * 200_000 + b'"]}'
    kind = {"content-type": "application/json"}
    declared = client.post("/api/ask", content=large, headers=kind)
    streamed = client.post(
        "/api/ask", content=(large[i : i + 5000] for i in range(0, len(large), 5000)), headers=kind
    )
    for answer in (declared, streamed):
        assert answer.status_code == 413
        assert answer.json()["error"].startswith("请求太大")


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://a.example",
        "/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/runs", "/monitoring",
        "/gradio_api/deep_link", "/gradio_api/component_server", "/login",
    ],
)  # fmt: skip
def test_what_gradio_would_open_is_shut(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_every_response_carries_the_headers(client: TestClient) -> None:
    for path in ("/api/health", "/api/nothing", "/gradio_api/upload", "/guanwen/style.css"):
        headers = client.get(path).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "http:" not in HEADERS["Content-Security-Policy"]


def test_sources_and_outlines_are_served_and_a_stale_link_says_so(client: TestClient) -> None:
    source = client.get("/guanwen/source", params={"document": "library", "start": 0, "end": 5})
    assert "<mark>" in source.text
    assert (
        "（四）推进全民阅读" in client.get("/guanwen/outline", params={"document": "library"}).text
    )
    stale = client.get("/guanwen/source", params={"document": "library", "start": 0, "end": 10**7})
    assert stale.status_code == 400
    assert "已经找不到了" in stale.json()["error"]
    assert (
        client.get("/guanwen/source", params={"document": "x", "start": 0, "end": 1}).status_code
        == 404
    )


def test_fifty_at_once_are_all_answered(client: TestClient) -> None:
    def ask(n: int) -> int:
        answer = client.post("/api/ask", json={"id": str(n), "turns": ["社区分馆多少个"]})
        return int(answer.json()["id"]) if answer.status_code == 200 else -1

    with ThreadPoolExecutor(50) as pool:
        assert sorted(pool.map(ask, range(50))) == list(range(50))

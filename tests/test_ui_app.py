"""The whole web application without a browser: if these fail, other sites can read or misuse it."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from ui_fakes import small_assistant

from ui.app import address, create_app


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(small_assistant()))


def test_the_page_is_served_with_its_policy_and_title(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert '"title":"关问"' in page.text.replace('": "', '":"')


@pytest.mark.parametrize("path", ["/", "/config", "/api/health", "/guanwen/page.js"])
def test_no_other_origin_may_read(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Origin": "https://evil.example", "Cookie": "a=b"})
    assert not [name for name in answer.headers if name.startswith("access-control-allow")]


def test_a_preflight_of_another_origin_is_refused(client: TestClient) -> None:
    asked = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options("/api/ask", headers=asked)
    assert answer.status_code == 400
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/openapi.json", "/gradio_api/info", "/monitoring"]
)
def test_pages_that_reach_outside_or_tell_too_much_are_off(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_file_can_be_uploaded_or_read(client: TestClient) -> None:
    files = {"files": ("a.html", b"<script>alert(1)</script>")}
    assert client.post("/gradio_api/upload", files=files).status_code == 404
    assert client.get("/gradio_api/file=/etc/hostname").status_code == 404
    assert client.get("/static/../../../../etc/hostname").status_code == 404
    assert client.get("/assets/%2e%2e/%2e%2e/%2e%2e/__init__.py").status_code in (403, 404)


def test_sharing_analytics_and_monitoring_are_off(client: TestClient) -> None:
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert not config["run_history"]
    assert not re.search(r"fonts\.googleapis|cdn\.|gstatic", client.get("/theme.css").text)


def test_the_address_to_open_is_one_a_browser_can_open() -> None:
    assert address("127.0.0.1", 7860) == "http://127.0.0.1:7860/"
    assert address("0.0.0.0", 80) == "http://127.0.0.1:80/"
    assert address("::1", 80) == "http://[::1]:80/"

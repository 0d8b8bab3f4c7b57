"""Settings: if these fail, what a site writes into its environment has no effect, or is shown to others."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError
from test_index_embedding import write_static

from index.errors import StoreError
from index.storage.server import VectorServer
from rag.rerank import DEPTH, RerankSettings
from ui.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"GUANWEN_{name}".upper(), raising=False)


def test_the_prompts_of_the_environment_reach_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUANWEN_MODEL", str(write_static(tmp_path / "m")))
    plain = Settings().embedder()
    monkeypatch.setenv("GUANWEN_MODEL_QUERY_PROMPT", "税")
    monkeypatch.setenv("GUANWEN_MODEL_PASSAGE_PROMPT", "总署")
    chosen = Settings().embedder()
    assert chosen.encode_queries(["海关"]) == pytest.approx(plain.encode_queries(["税海关"]))
    assert chosen.encode_passages(["海关"]) == pytest.approx(plain.encode_passages(["总署海关"]))
    assert "总署" in chosen.name


def test_no_setting_is_the_default_and_an_empty_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().rerank_settings() is None
    assert Settings().vector_server() is None
    for name in ("MODEL", "RERANKER", "CHROMA_URL", "MODEL_DEVICE"):
        monkeypatch.setenv(f"GUANWEN_{name}", "")
    assert Settings().rerank_settings() is None
    assert Settings().vector_server() is None
    assert Settings().embedder().name.startswith("static:")


def test_a_reranker_is_named_with_how_it_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUANWEN_RERANKER", "some/model")
    assert Settings().rerank_settings() == RerankSettings("some/model", None, 32, DEPTH)
    monkeypatch.setenv("GUANWEN_RERANKER_DEVICE", "cuda")
    monkeypatch.setenv("GUANWEN_RERANKER_BATCH", "8")
    monkeypatch.setenv("GUANWEN_RERANKER_TOP", "5")
    assert Settings().rerank_settings() == RerankSettings("some/model", "cuda", 8, 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [("MODEL_BATCH", "0"), ("MODEL_BATCH", "many"), ("RERANKER_TOP", "101"), ("RERANKER_BATCH", "-1"),
     ("CHROMA_TIMEOUT", "0")],
)  # fmt: skip
def test_a_number_out_of_range_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"GUANWEN_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_a_token_comes_from_the_environment_or_a_file_and_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUANWEN_CHROMA_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("GUANWEN_CHROMA_TOKEN", "geheim-1")
    assert Settings().vector_server() == VectorServer("http://127.0.0.1:8000", "geheim-1", 2.0)
    (tmp_path / "token").write_text("geheim-2\n", "utf-8")
    monkeypatch.setenv("GUANWEN_CHROMA_TOKEN_FILE", str(tmp_path / "token"))
    server = Settings().vector_server()
    assert server is not None
    assert server.token == "geheim-2"
    assert "geheim" not in f"{Settings()!r} {Settings()} {server!r} {server}"
    monkeypatch.setenv("GUANWEN_CHROMA_TOKEN_FILE", str(tmp_path / "none"))
    with pytest.raises(SettingsError, match="none"):
        Settings().vector_server()


@pytest.mark.parametrize("token", ["a\nb", "令牌", "x\r\nHost: evil"])
def test_a_token_that_cannot_be_a_header_is_refused_unseen(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("GUANWEN_CHROMA_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("GUANWEN_CHROMA_TOKEN", token)
    with pytest.raises(StoreError, match="GUANWEN_CHROMA_TOKEN") as caught:
        Settings().vector_server()
    assert token not in str(caught.value)

"""What a person runs when nothing works: if it is wrong or silent, nobody finds out what is."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from llm_server import (
    Behaviour,
    ChatServer,
    cut,
    fails,
    fails_while_streaming,
    malformed,
    not_a_stream,
    says,
    silent,
)

from rag.llm.probe import Finding, probe
from rag.llm.settings import LlmSettings
from ui import cli
from ui.doctor import examine, finding_line, findings_json
from ui.settings import Settings

KEY = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("GUANWEN_"):
            monkeypatch.delenv(name)


def _llm(server: ChatServer, model: str = "openai:m", **more: float) -> LlmSettings:
    return LlmSettings(model, server.url, KEY, **{"timeout": 10.0, **more})


def _signs(findings: list[Finding]) -> list[bool | None]:
    return [finding.ok for finding in findings]


def test_a_good_server_has_three_good_lines() -> None:
    with ChatServer(says("收", "到")) as server:
        findings = list(probe(_llm(server)))
    assert _signs(findings) == [True, True, True]
    assert "首字" in findings[-1].said
    assert server.requests[0]["stream"] is True
    assert set(server.keys) == {f"Bearer {KEY}"}


@pytest.mark.parametrize(
    ("models", "model", "sign"),
    [(["a", "b"], "openai:m", False), (["m:latest"], "openai:m", True), (None, "openai:m", None), ([], "openai:m", None)],
)  # fmt: skip
def test_a_name_that_the_server_does_not_know(
    models: list[str] | None, model: str, sign: bool | None
) -> None:
    with ChatServer(says("收到")) as server:
        server.models = models
        named = list(probe(_llm(server, model)))[1]
    assert named.ok is sign
    if sign is False:
        assert "a、b" in named.remedy


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_key_is_told_before_anything_is_asked(status: int) -> None:
    with ChatServer(says("收到")) as server:
        server.models_status = status
        findings = list(probe(_llm(server)))
    assert _signs(findings) == [False]
    assert "GUANWEN_LLM_KEY" in findings[0].remedy
    assert server.requests == []


_BROKEN: tuple[Behaviour, ...] = (
    fails(500), fails(404), says(""), silent, cut, malformed, not_a_stream, fails_while_streaming,
)  # fmt: skip


@pytest.mark.parametrize("behaviour", _BROKEN)
def test_a_server_that_does_not_stream(behaviour: Behaviour) -> None:
    with ChatServer(behaviour) as server:
        findings = list(probe(_llm(server, timeout=1.5)))
    assert _signs(findings) == [True, True, False]
    assert findings[-1].remedy.endswith("。")
    assert "Error" not in findings[-1].said  # the name of a class says nothing to a clerk


@pytest.mark.parametrize(
    ("model", "said"),
    [("nosuch:model", "nosuch 用不了"), ("anthropic:m", "请安装 langchain-anthropic")],
)
def test_a_provider_that_cannot_be_used_is_named(
    model: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    findings = list(probe(LlmSettings(model, "", KEY, timeout=10.0)))
    assert _signs(findings) == [False]
    assert said in findings[0].said
    assert findings[0].remedy == ""


@pytest.mark.parametrize("broken", ["model.safetensors", "tokenizer.json"])
def test_a_model_folder_that_was_copied_in_part_is_one_chinese_line(
    tmp_path: Path, broken: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(Path(__file__).parent.parent / "index" / "model", folder)
    file = next(folder.rglob(broken))
    file.write_bytes(file.read_bytes()[:1000])
    wrong = next(f for f in examine(Settings(model=str(folder), store=tmp_path)) if f.ok is False)
    assert wrong.name == "向量模型"
    assert wrong.said.endswith("请重新复制整个文件夹。")
    assert "Error" not in wrong.said


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:80", "ftp://a/v1", "http://", "http://[::1", "http://a:x/v1"]
)
def test_an_address_that_is_none(url: str) -> None:
    if url:
        assert _signs(list(probe(LlmSettings("openai:m", url, KEY)))) == [False]


def test_nobody_there() -> None:
    with ChatServer(silent) as server:
        gone = _llm(server)
    findings = list(probe(gone))
    assert _signs(findings) == [False]
    assert "连接不上" in findings[0].said


def test_a_secret_in_the_address_is_not_shown() -> None:
    url = f"http://user:{KEY}@127.0.0.1:9/v1?key={KEY}"
    assert KEY not in repr(list(probe(LlmSettings("openai:m", url, KEY))))


def test_the_key_is_in_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with ChatServer(fails(401, f"bad key {KEY}")) as server:
        for finding in probe(_llm(server)):
            print(finding_line(finding), json.dumps(findings_json([finding])))
    assert KEY not in capsys.readouterr().out


def test_every_finding_is_one_line_with_its_sign() -> None:
    lines = [finding_line(Finding("甲", ok, "乙\n丙。", "请丁。")) for ok in (True, False, None)]
    assert lines == ["✓ 甲：乙 丙。请丁。", "✗ 甲：乙 丙。请丁。", "– 甲：乙 丙。请丁。"]


def test_what_is_unknown_is_no_failure() -> None:
    assert findings_json([Finding("甲", None, "")])["ok"] is True
    assert findings_json([Finding("甲", None, ""), Finding("乙", False, "")])["ok"] is False


def test_one_fault_does_not_hide_the_others(tmp_path: Path) -> None:
    settings = Settings(
        corpus=tmp_path / "none", store=tmp_path / "none", model=str(tmp_path), chroma_url="http://127.0.0.1:9",
        llm="openai:m", llm_key_file=tmp_path / "none",
    )  # fmt: skip
    findings = list(examine(settings))
    assert {f.name for f in findings if f.ok is False} >= {
        "语料",
        "向量模型",
        "向量服务器",
        "语言模型",
    }
    assert all((f.said + f.remedy).endswith("。") for f in findings)


@pytest.mark.model
def test_the_command_prints_and_its_exit_code_tells(
    trained_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["doctor", "--store", str(trained_store)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line[0] for line in shown] == ["✓", "✓", "✓", "✓", "✓", "–"]
    assert cli.main(["doctor", "--store", str(tmp_path / "none"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    wrong = next(c for c in told["checks"] if c["ok"] is False)
    assert "guanwen index build" in wrong["said"] + wrong["remedy"]


@pytest.mark.model
def test_the_language_model_of_the_settings_is_asked(
    trained_store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ChatServer(says("收到")) as server:
        monkeypatch.setenv("GUANWEN_LLM", "openai:m")
        monkeypatch.setenv("GUANWEN_LLM_BASE_URL", server.url)
        monkeypatch.setenv("GUANWEN_LLM_KEY", KEY)
        assert cli.main(["doctor", "--store", str(trained_store)]) == 0
    out = capsys.readouterr().out
    assert out.count("✓") == 8
    assert KEY not in out

"""Built for machines without a network: nothing may even try to reach one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.network, pytest.mark.model]

ROOT = Path(__file__).parent.parent
_BLOCKER = """
import os, socket, sys

def _note(what):
    with open(os.environ["TRIED"], "a", encoding="utf-8") as log:
        log.write(what + "\\n")
    raise OSError("network refused: " + what)

def _is_local(address):
    if not isinstance(address, tuple):
        return True
    return address[0] in ("localhost", "::1") or str(address[0]).startswith("127.")

def _refuse(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        if not _is_local(args[1]):
            _note(event + " " + repr(args[1]))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        if args[0] not in (None, "", "localhost", "127.0.0.1", "::1"):
            _note(event + " " + repr(args[0]))

sys.addaudithook(_refuse)
"""
_UNSHARE = shutil.which("unshare")


def _namespace() -> str:
    """Why no network namespace can be made here; empty when it can."""
    if _UNSHARE is None:
        return "unshare is not installed"
    probe = subprocess.run([_UNSHARE, "-rn", "true"], capture_output=True, text=True, check=False)
    return probe.stderr.strip() or ("" if probe.returncode == 0 else "unshare -rn failed")


_NO_NAMESPACE = _namespace()


def _run(folder: Path, *arguments: str, before: tuple[str, ...] = ()) -> tuple[str, Path]:
    """Output of a guanwen command whose network is refused, and the log of what it tried."""
    (folder / "sitecustomize.py").write_text(_BLOCKER, "utf-8")
    tried = folder / "tried.txt"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
        "TRIED": str(tried),
    }
    done = subprocess.run(
        [*before, sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True,
        text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, tried


def test_the_blocker_refuses_and_notes_what_was_tried(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "for act in (lambda: socket.create_connection(('192.0.2.1', 80), 1),"
        " lambda: socket.getaddrinfo('example.com', 80)):\n"
        "    try: act()\n"
        "    except OSError as error: print(error)\n"
    )
    output, tried = _run(tmp_path, "-c", code)
    assert output.count("network refused") == 2
    assert "192.0.2.1" in tried.read_text("utf-8")
    assert "example.com" in tried.read_text("utf-8")


@pytest.mark.parametrize(
    ("question", "said"),
    [("推荐博士服务团成员多少人", "不少于10人"), ("专栏7是什么工程", "风险管控能力提升工程")],
)
def test_an_answer_without_a_network(
    trained_store: Path, tmp_path: Path, question: str, said: str
) -> None:
    output, tried = _run(
        tmp_path, "-m", "ui.cli", "ask", question, "--json", "--store", str(trained_store)
    )
    assert said in json.loads(output)["answer"]
    assert not tried.exists(), tried.read_text("utf-8")


def test_a_search_without_a_network(trained_store: Path, tmp_path: Path) -> None:
    output, tried = _run(
        tmp_path,
        "-m",
        "ui.cli",
        "search",
        "风险防控",
        "-k",
        "3",
        "--json",
        "--store",
        str(trained_store),
    )
    assert len(json.loads(output)) == 3
    assert not tried.exists(), tried.read_text("utf-8")


def test_a_first_question_builds_its_store_without_a_network(tmp_path: Path) -> None:
    output, tried = _run(
        tmp_path, "-m", "ui.cli", "ask", "一共几个专栏", "--json",
        "--store", str(tmp_path / "store"), "--corpus", str(ROOT / "corpus"),
    )  # fmt: skip
    assert "20个专栏" in json.loads(output)["answer"]
    assert not tried.exists(), tried.read_text("utf-8")


@pytest.mark.skipif(bool(_NO_NAMESPACE), reason=f"no network namespace: {_NO_NAMESPACE}")
def test_an_answer_in_a_namespace_that_has_no_network(trained_store: Path, tmp_path: Path) -> None:
    # below Python: what compiled libraries try would fail here too
    assert _UNSHARE is not None
    output, tried = _run(
        tmp_path, "-m", "ui.cli", "ask", "疏导通关堵点的措施有哪些，海关大数据怎么应用", "--json",
        "--store", str(trained_store), before=(_UNSHARE, "-rn"),
    )  # fmt: skip
    assert json.loads(output)["answer"]
    assert not tried.exists(), tried.read_text("utf-8")

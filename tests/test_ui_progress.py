"""A person at a terminal sees a build go on; a program that reads stderr is spared the bar."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

pytestmark = pytest.mark.model


def _command(tmp_path: Path) -> list[str]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("试行办法\n第一条 为了测试，制定本办法。\n", encoding="utf-8")
    places = ["--corpus", str(corpus), "--store", str(tmp_path / "store")]
    return [sys.executable, "-m", "ui.cli", "index", "build", *places]


def _on_a_terminal(command: list[str]) -> str:
    """What the command writes to a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    written = b""
    try:
        while piece := os.read(ours, 65536):
            written += piece
    except OSError:  # the other end is closed: that is how a terminal ends
        pass
    os.close(ours)
    assert child.wait(timeout=60) == 0
    return written.decode("utf-8")


def test_a_terminal_shows_the_stages(tmp_path: Path) -> None:
    shown = _on_a_terminal(_command(tmp_path))
    assert "读取文件: 1份" in shown
    assert "建立索引: 100%" in shown
    assert "索引已建立" in shown


def test_a_pipe_is_spared_the_bar(tmp_path: Path) -> None:
    done = subprocess.run(
        _command(tmp_path), capture_output=True, text=True, timeout=60, check=True
    )
    assert "份/s" not in done.stderr
    assert "%" not in done.stderr

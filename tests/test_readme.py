"""What the README shows must work as shown: it is the first thing that a person tries."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ui.cli import _parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, flags=re.M | re.S)


COMMANDS = [
    line.removeprefix("$ ").split(" | ")[0].split(" > ")[0]
    for block in _blocks("console")
    for line in block.splitlines()
    if line.startswith("$ guanwen ")
]


@pytest.mark.parametrize("command", ["make chat", "make test"])
def test_the_two_commands_are_named(command: str) -> None:
    assert any(f"$ {command}" in block for block in _blocks("console"))
    target = command.removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), flags=re.M)


def test_commands_were_found() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_understood(command: str) -> None:
    words = shlex.split(command, comments=True)[1:]
    args = _parser(with_eval=words[0] == "eval").parse_args(words)
    assert callable(args.run)


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake ([a-z]+)\b", " ".join(re.findall(r"`([^`]+)`", README))):
        assert re.search(rf"^{target}:", makefile, flags=re.M), target


def test_files_that_are_linked_or_shown_exist() -> None:
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / link).exists(), link


def test_nothing_is_left_to_be_filled_in() -> None:
    left = [line for line in README.splitlines() if re.fullmatch(r"[A-Z]+(_[A-Z]+)+", line.strip())]
    assert left == []


@pytest.mark.model
def test_python_examples_run(trained_store: Path, tmp_path: Path) -> None:
    examples = _blocks("python")
    assert examples
    (tmp_path / "store").symlink_to(trained_store)
    for example in examples:
        done = subprocess.run(
            [sys.executable, "-c", example], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()

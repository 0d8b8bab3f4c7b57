"""`guanwen eval`: were its output wrong, people would steer by a table that is not theirs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from eval_fakes import ANSWERS, SET, FakeAssistant

from eval import cli
from eval.asker import Asker
from eval.bench import Row
from eval.errors import EvalError, SetError


@contextmanager
def opener(args: argparse.Namespace) -> Iterator[Asker]:
    yield FakeAssistant(ANSWERS)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_parser(parser.add_subparsers())
    return cli.main(parser.parse_args(["eval", *words]), opener)


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.jsonl"
    path.write_text("".join(q.model_dump_json() + "\n" for q in SET), "utf-8")
    return str(path)


def test_run_prints_the_table_and_writes_the_folder(
    mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run("run", "--set", mine, "--out", str(out)) == 0
    printed = capsys.readouterr().out
    assert "全部" in printed
    assert str(out / "results.jsonl") in printed
    assert str(out / "report.md") in printed
    assert json.loads((out / "manifest.json").read_text("utf-8"))["settings"]["split"] == "all"


def test_run_explains_its_columns_and_names_the_wrong_questions(
    mine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without them the table says how bad it is, but not what to mend."""
    assert run("run", "--set", mine) == 0
    table, _, rest, wrong = capsys.readouterr().out.split("\n\n")
    head = table.splitlines()[0].split()[1:]
    assert [line.split("：")[0].strip() for line in rest.splitlines()[1:]] == head
    assert wrong.splitlines() == [
        "答错的题（2 题）：",
        "  q-3　坏了",
        "      答：（没有回答）",
        "      出错：这一问出错了。",
        "  q-4　首席专家几个？",
        "      答：首席专家50名。",
        "      缺少：30名",
    ]


def test_help_names_the_sets(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("run", "-h")
    assert "customs" in capsys.readouterr().out


def test_run_json_holds_the_means_and_the_wrong_ones(
    mine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("run", "--set", mine, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["overall"]["questions"] == 4
    assert report["wrong"] == ["q-3", "q-4"]
    assert set(report["by_type"]) == {"figures", "absent"}


def test_the_splits_make_up_the_whole(mine: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = 0
    for split in ("dev", "test"):
        try:
            run("run", "--set", mine, "--split", split, "--json")
        except EvalError:
            continue
        asked += json.loads(capsys.readouterr().out)["overall"]["questions"]
    assert asked == len(SET)


def test_bench_prints_its_rows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "bench", lambda *args: (Row("冷启动", 1.0, 2.0, "s"),))
    assert run("bench") == 0
    assert "冷启动" in capsys.readouterr().out
    assert run("bench", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["within"] is True


def test_an_unknown_set_is_one_sentence() -> None:
    with pytest.raises(SetError, match="没有名为“nothing”的评测集"):
        run("run", "--set", "nothing")

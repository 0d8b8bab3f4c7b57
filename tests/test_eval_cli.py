"""`guanwen eval`: were its output wrong, people would steer by a table that is not theirs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from eval_fakes import ANSWERS, SET, FakeAssistant
from index_fakes import PairEmbedder
from llm_server import ChatServer, says
from test_rag_feedback import ANSWER

from eval import cli, cli_measure
from eval.asker import Asker
from eval.bench import Row
from eval.errors import EvalError, GateError, SetError
from eval.openers import Openers
from rag.feedback import FeedbackBook, feedback_on
from rag.llm.settings import LlmSettings

OPENED: list[argparse.Namespace] = []
LLM: LlmSettings | None = None


@contextmanager
def opener(args: argparse.Namespace) -> Iterator[Asker]:
    OPENED.append(args)
    yield FakeAssistant(ANSWERS)


@contextmanager
def feedback(args: argparse.Namespace) -> Iterator[FeedbackBook]:
    book = FeedbackBook.in_folder(Path(args.store))
    yield book
    book.close()


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_parser(parser.add_subparsers())
    openers = Openers(opener, feedback, lambda args: PairEmbedder(), lambda args: LLM)
    return cli.main(parser.parse_args(["eval", *words]), openers)


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
    assert str(out / "report.html") in printed
    assert len((out / "results.jsonl").read_text("utf-8").splitlines()) == len(SET)
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
    monkeypatch.setattr(cli_measure, "bench", lambda *args: (Row("冷启动", 1.0, 2.0, "s"),))
    assert run("bench") == 0
    assert "冷启动" in capsys.readouterr().out
    assert run("bench", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["within"] is True


def test_an_unknown_set_is_one_sentence() -> None:
    with pytest.raises(SetError, match="没有名为“nothing”的评测集"):
        run("run", "--set", "nothing")


def test_a_run_that_was_broken_off_is_gone_on_with(mine: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("run", "--set", mine, "--out", str(out)) == 0
    with pytest.raises(EvalError, match="--resume"):
        run("run", "--set", mine, "--out", str(out))
    assert run("run", "--set", mine, "--out", str(out), "--resume") == 0


def test_two_folders_are_compared_and_a_page_is_made_of_one(
    mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        assert run("run", "--set", mine, "--out", str(tmp_path / name)) == 0
    capsys.readouterr()
    assert run("compare", str(tmp_path / "a"), str(tmp_path / "b")) == 0
    assert "变好 0，变坏 0，不变 4" in capsys.readouterr().out
    assert run("compare", str(tmp_path / "a"), str(tmp_path / "b"), "--json") == 0
    assert json.loads(capsys.readouterr().out)["sign_p"] == 1.0
    (tmp_path / "a" / "report.html").unlink()
    assert run("report", str(tmp_path / "a")) == 0
    assert (tmp_path / "a" / "report.html").is_file()
    with pytest.raises(EvalError, match="没有评测结果"):
        run("report", str(tmp_path))


def test_the_gate_is_set_holds_and_fails(
    mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = str(tmp_path / "floors.json")
    with pytest.raises(GateError, match="--floors"):
        run("gate", "--set", mine)
    with pytest.raises(GateError, match="没有门槛文件"):
        run("gate", "--set", mine, "--floors", floors)
    assert run("gate", "--set", mine, "--floors", floors, "--update") == 0
    assert run("gate", "--set", mine, "--floors", floors) == 0
    content = json.loads(Path(floors).read_text("utf-8"))
    content["floors"]["correct"] = 0.75
    Path(floors).write_text(json.dumps(content), "utf-8")
    capsys.readouterr()
    assert run("gate", "--set", mine, "--floors", floors) == 1
    assert "correct：门槛 75.0%，这次 50.0%" in capsys.readouterr().out
    with pytest.raises(GateError, match="不降低门槛"):
        run("gate", "--set", mine, "--floors", floors, "--update")
    assert run("gate", "--set", mine, "--floors", floors, "--update", "--lower") == 0


def test_bad_feedback_becomes_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = FeedbackBook.in_folder(tmp_path)
    book.keep(feedback_on(ANSWER, ("几名？",), "bad"))
    book.close()
    out = tmp_path / "drafts.jsonl"
    assert run("draft", "--out", str(out), "--store", str(tmp_path)) == 0
    assert "1 条草稿" in capsys.readouterr().out
    assert json.loads(out.read_text("utf-8"))["turns"] == ["几名？"]


def test_a_set_of_borrowed_documents_is_asked_of_them(tmp_path: Path) -> None:
    """The documents are not the program's: they are read from the folder that is given."""
    (tmp_path / "mine.jsonl").write_text(SET[0].model_dump_json() + "\n", "utf-8")
    (tmp_path / "mine.files.txt").write_text("甲/计划.md\n", "utf-8")
    with pytest.raises(EvalError, match="--data DIR"):
        run("run", "--set", str(tmp_path / "mine.jsonl"))
    with pytest.raises(SetError, match=r"计划\.md”读不出来：文件或文件夹不存在"):
        run("run", "--set", str(tmp_path / "mine.jsonl"), "--data", str(tmp_path))
    (tmp_path / "outlines" / "甲").mkdir(parents=True)
    (tmp_path / "outlines" / "甲" / "计划.md").write_text("# 计划\n", "utf-8")
    assert run("run", "--set", str(tmp_path / "mine.jsonl"), "--data", str(tmp_path)) == 0
    assert OPENED[-1].corpus != OPENED[-1].store
    assert not Path(OPENED[-1].corpus).exists()


@pytest.mark.parametrize(
    "words",
    [
        ("public", "--data", ".", "--cases", "0"),
        ("public", "--data", ".", "--cases", "-1"),
        ("bench", "--chunks", "0"),
        ("bench", "--chunks", "-5"),
        ("bench", "--chunks", "1000000000"),
        ("run", "--resume"),
        ("gate", "--lower"),
    ],
)
def test_absurd_usage_is_exit_code_2(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*words)
    assert stopped.value.code == 2


def test_updating_the_gate_speaks_json_too(
    mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = str(tmp_path / "floors.json")
    assert run("gate", "--set", mine, "--floors", floors, "--update", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "floors": floors}


def test_the_second_judge_stands_apart(
    mine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(EvalError, match="GUANWEN_LLM"):
        run("run", "--set", mine, "--judge")
    out = tmp_path / "out"
    with ChatServer(says('{"verdict": "unsupported"}')) as server:
        monkeypatch.setattr(sys.modules[__name__], "LLM", LlmSettings("openai:m", server.url))
        assert run("run", "--set", mine, "--judge", "--out", str(out)) == 0
    printed = capsys.readouterr().out
    assert "第二评判（语言模型，只供参考，不计入上面各项）" in printed
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["settings"]["llm"] == manifest["settings"]["judge"] == "openai:m"
    monkeypatch.setattr(sys.modules[__name__], "LLM", None)
    with pytest.raises(EvalError, match="设置不同"):
        run("run", "--set", mine, "--out", str(out), "--resume")

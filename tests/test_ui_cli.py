"""If these fail, a person at the terminal sees a traceback, or a program's batch loses lines."""

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from index_fakes import PairEmbedder
from ui_fakes import PLAN, small_assistant

from index import embedding
from index.build import build_store
from index.errors import StoreMismatch
from index.storage.generations import build_lock, new_generation
from rag.assistant import K_LIMIT
from ui import batch, cli, cli_ask, cli_store
from ui.cli_chat import check_port
from ui.cli_store import CommandError
from ui.columns import width

ASKED = "全市建成社区分馆不少于多少个"


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch):
    made = small_assistant()

    @contextmanager
    def opened(_args):
        yield made

    monkeypatch.setattr(cli_ask, "opened_assistant", opened)
    return made


def run_lines(tmp_path: Path, content: bytes, command: str = "ask") -> tuple[int, list[dict]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(content)
    code = cli.main([command, "--batch", str(source), "--out", str(target)])
    return code, [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def test_without_a_command_the_help_is_shown(capsys) -> None:
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    assert "用法：guanwen" in shown
    assert all(name in shown for name in ("index", "ask", "search", "chat", "quiz", "eval"))


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"], ["ask"], ["ask", "一", "二"], ["ask", "--nonsense"],
        ["search", "词", "-k", "0"],
        ["search", "词", "-k", "x"], ["ask", "问", "--batch", "f", "--out", "g"],
        ["ask", "--batch", "f"], ["ask", "问", "--out", "g"], ["index"], ["index", "add"],
        ["index", "outline"], ["chat", "--port", "0"], ["chat", "--port"],
        ["quiz", "make", "-n", "0"],
        ["ask", "--docu", "x", "问"],
    ],
)  # fmt: skip
def test_wrong_usage_is_one_chinese_line_and_code_2(words: list[str], capsys) -> None:
    assert cli.main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("用法错误：")
    assert told.err.count("\n") == 1
    assert "argument" not in told.err
    assert "required" not in told.err


def test_ask_prints_the_answer_then_its_sources(assistant, capsys) -> None:
    assert cli.main(["ask", ASKED]) == 0
    shown = capsys.readouterr().out
    assert "不少于120个" in shown
    assert "\n[1] 《城市图书馆发展规划》（二）：" in shown


def test_a_refusal_is_an_answer_not_an_error(assistant, capsys) -> None:
    assert cli.main(["ask", "食堂几点开饭"]) == 0
    assert capsys.readouterr().out == "这些文件里没有写到这个问题。\n"


def test_ask_json_has_the_keys_of_the_contract(assistant, capsys) -> None:
    assert cli.main(["ask", ASKED, "--json", "--document", "图书馆", "规划"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "id", "question", "standalone_question", "status", "route", "answer", "citations", "engine",
        "seconds",
    ]  # fmt: skip
    assert answer["citations"][0]["n"] == 1
    assert assistant.asked[0].documents == ("图书馆", "规划")


def test_errors_are_one_line_and_code_1(assistant, capsys) -> None:
    assistant.failure = StoreMismatch("索引由另一个\n模型建立。")
    assert cli.main(["ask", "问题"]) == 1
    told = capsys.readouterr()
    assert told.err == "错误：索引由另一个 模型建立。\n"
    assert told.out == ""


def test_an_unforeseen_error_is_no_traceback_unless_asked_for(
    assistant, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GUANWEN_DEBUG", raising=False)
    assistant.failure = ZeroDivisionError("division by zero")
    assert cli.main(["ask", "问题"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("GUANWEN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["ask", "问题"])


def test_ctrl_c_is_quiet(assistant, capsys) -> None:
    assistant.failure = KeyboardInterrupt()  # type: ignore[assignment]
    assert cli.main(["ask", "问题"]) == 130
    assert capsys.readouterr().err == ""


def test_a_batch_answers_every_line_in_order_under_its_own_id(assistant, tmp_path: Path) -> None:
    content = line(id="q1", turns=[ASKED]) + line(id=7, turns=["第一问", ASKED], documents=["规划"])
    content += line(id="q3", turns=[ASKED], texts=[{"title": "临时", "text": "正文"}])
    code, answers = run_lines(tmp_path, content)
    assert code == 0
    assert [answer["id"] for answer in answers] == ["q1", 7, "q3"]
    assert all(answer["status"] == "answered" for answer in answers)
    assert assistant.asked[1].turns == ("第一问", ASKED)
    assert assistant.asked[2].texts[0].title == "临时"


@pytest.mark.parametrize(
    ("broken", "known_id"),
    [
        (b"{\n", None),
        (b"\n", None),
        (b"[1, 2]\n", None),
        (b"null\n", None),
        (b'"text"\n', None),
        (b"\xff\xfe\n", None),
        (b"[" * 200_000 + b"\n", None),
        (line(id="x"), "x"),
        (line(id="x", turns=[]), "x"),
        (line(id="x", turns="问题"), "x"),
        (line(id="x", turns=["问", 5]), "x"),
        (line(id="x", turns=[""]), "x"),
        (line(id="x", turns=["长" * 20_000]), "x"),
        (line(id="x", turns=["问"], documents="规划"), "x"),
        (line(id="x", turns=["问"], texts=[{"title": "无正文"}]), "x"),
        (line(id="x", turns=["问"], texts={"title": "a", "text": "b"}), "x"),
        (line(id={"a": 1}, turns=[]), None),
        (b'{"id": "\\ud800", "turns": ["\xe9\x97\xae"]}\n', None),
        (b'{"id": NaN, "turns": ["\xe9\x97\xae"]}\n', None),
        (b'{"id": "x", "turns": ["\xe9\x97\xae"], "more": -Infinity}\n', None),
        (b'{"id": 1e999, "turns": ["\xe9\x97\xae"]}\n', None),
        (b'{"id": ' + b"9" * 5000 + b', "turns": ["\xe9\x97\xae"]}\n', None),
    ],
)
def test_a_broken_line_is_an_error_and_the_others_go_on(
    assistant, tmp_path: Path, broken: bytes, known_id: object
) -> None:
    good = line(id="good", turns=[ASKED])
    code, answers = run_lines(tmp_path, good + broken + good)
    assert code == 1
    assert [answer["id"] for answer in answers] == ["good", known_id, "good"]
    assert set(answers[1]) == {"id", "error"}
    assert answers[1]["error"]
    assert "error" not in answers[2]


def test_a_line_over_the_limit_is_skipped_whole(
    assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "LINE_LIMIT", 1000)
    content = line(id="long", turns=["长" * 5000]) + line(id="next", turns=[ASKED])
    _, answers = run_lines(tmp_path, content)
    assert [answer["id"] for answer in answers] == [None, "next"]


def test_the_last_line_counts_without_its_end_and_a_bom_does_not(assistant, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + line(id="a", turns=[ASKED]) + line(id="b", turns=[ASKED]).strip()
    code, answers = run_lines(tmp_path, content)
    assert (code, [answer["id"] for answer in answers]) == (0, ["a", "b"])


def test_half_characters_in_json_do_not_stop_a_batch(assistant, tmp_path: Path) -> None:
    code, answers = run_lines(tmp_path, b'{"id": "s", "turns": ["\\ud800 \\u0000 abc"]}\n')
    assert code == 0
    assert answers[0]["id"] == "s"


def test_an_unforeseen_error_in_a_batch_is_a_line(assistant, tmp_path: Path) -> None:
    assistant.failure = ZeroDivisionError("division by zero")
    code, answers = run_lines(tmp_path, line(id="z", turns=["问"]))
    assert code == 1
    assert answers[0]["id"] == "z"
    assert "ZeroDivisionError" in answers[0]["error"]


def test_an_answer_that_no_json_can_hold_is_a_line_too(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(line(id=1) + line(id=2) + line(id=3))

    def handle(record: batch.Record) -> dict[str, object]:
        if record["id"] == 3:
            raise ValueError("\ud800")
        return {"score": float("nan")} if record["id"] == 1 else {"answer": "\ud800"}

    assert batch.run_batch(str(source), str(target), handle) == (3, 3)
    results = [json.loads(text) for text in target.read_text("utf-8").splitlines()]
    assert [(set(result), result["id"]) for result in results] == [
        ({"id", "error"}, n) for n in (1, 2, 3)
    ]


def test_a_full_disk_ends_a_batch_in_one_sentence(assistant, tmp_path: Path, capsys) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(line(id="a", turns=[ASKED]))
    assert cli.main(["ask", "--batch", str(source), "--out", "/dev/full"]) == 1
    assert capsys.readouterr().err == "错误：写入 /dev/full 时出错：磁盘空间不足。\n"


@pytest.mark.parametrize(("k", "code"), [(K_LIMIT, 0), (K_LIMIT + 1, 2)])
def test_the_command_and_a_batch_take_as_many_hits_as_a_search(
    assistant, tmp_path: Path, k: int, code: int, capsys
) -> None:
    assert cli.main(["search", "分馆", "-k", str(k)]) == code
    _, [result] = run_lines(tmp_path, line(id="s", query="分馆", k=k), "search")
    assert ("error" in result) == (code == 2)


def test_search_lines_give_hits_and_tell_what_is_wrong(assistant, tmp_path: Path) -> None:
    content = line(id="s", query="分馆", k=3) + line(id="t", k=3) + line(id="u", query="x", k=0)
    code, results = run_lines(tmp_path, content, "search")
    assert code == 1
    assert results[0] == {"id": "s", "hits": []}
    assert [("error" in result) for result in results] == [False, True, True]


def test_a_batch_never_writes_over_its_own_input(assistant, tmp_path: Path, capsys) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(line(id="a", turns=[ASKED]))
    assert cli.main(["ask", "--batch", str(source), "--out", str(source)]) == 1
    assert "同一个文件" in capsys.readouterr().err
    assert source.read_bytes() == line(id="a", turns=[ASKED])


@pytest.mark.parametrize("which", ["in", "out"])
def test_a_batch_file_that_cannot_be_used_is_one_line(
    assistant, tmp_path: Path, capsys, which: str
) -> None:
    good = tmp_path / "in.jsonl"
    good.write_bytes(line(id="a", turns=[ASKED]))
    bad = str(tmp_path / "none" / "x.jsonl")
    source, target = (bad, str(tmp_path / "o")) if which == "in" else (str(good), bad)
    assert cli.main(["ask", "--batch", source, "--out", target]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "No such file" not in told


def test_a_batch_reads_stdin_and_writes_stdout(assistant, monkeypatch, capsys) -> None:
    incoming = io.TextIOWrapper(io.BytesIO(line(id="a", turns=[ASKED])))
    monkeypatch.setattr(sys, "stdin", incoming)
    assert cli.main(["ask", "--batch", "-", "--out", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "a"


def test_a_port_in_use_is_told_with_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CommandError, match=rf"{port} 已被占用.*--port (\d+)") as caught:
            check_port("127.0.0.1", port)
        check_port("127.0.0.1", int(str(caught.value).split()[-1]))


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(CommandError, match="无法"):
        check_port("no.such.host.invalid", 7860)


def test_outline_json_has_the_keys_of_the_contract(tmp_path: Path, capsys) -> None:
    file = tmp_path / "a.txt"
    file.write_text("办法\n第一条 为了规范管理，制定本办法。\n第二条 本办法自发布起施行。", "utf-8")
    assert cli.main(["index", "outline", str(file), "--json"]) == 0
    outline = json.loads(capsys.readouterr().out)
    assert list(outline) == ["title", "text", "nodes", "warnings"]
    assert set(outline["nodes"][0]) == {
        "id", "parent", "kind", "level", "number", "label", "title", "span",
    }  # fmt: skip
    assert cli.main(["index", "outline", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_help_loads_nothing_heavy_and_a_closed_pipe_is_quiet() -> None:
    code = (
        "import sys; from ui.cli import main; main(['ask', '-h']);"
        "heavy = {'numpy', 'chromadb', 'jieba', 'torch', 'gradio', 'pydantic', 'langchain_core'};"
        "sys.exit(str(heavy & sys.modules.keys()) if heavy & sys.modules.keys() else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    piped = f"{sys.executable} -m ui.cli -h | true"
    assert subprocess.run(piped, shell=True, capture_output=True, check=False).stderr == b""


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The whole command over real parts, but with a model of character pairs."""
    monkeypatch.setattr(embedding, "open_embedder", lambda *_, **__: PairEmbedder())
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "library.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.setenv("GUANWEN_CORPUS", str(corpus))
    monkeypatch.setenv("GUANWEN_STORE", str(tmp_path / "store"))
    return tmp_path


@pytest.mark.chroma
def test_without_a_store_one_is_built_and_only_stderr_says_so(untrained: Path, capsys) -> None:
    assert cli.main(["ask", ASKED, "--json"]) == 0
    told = capsys.readouterr()
    assert "还没有索引" in told.err
    assert "120" in json.loads(told.out)["answer"]
    assert cli.main(["search", "十分钟阅读圈", "-k", "2", "--json"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    hits = json.loads(told.out)
    assert list(hits[0]) == [
        "id", "score", "document", "document_id", "label", "path", "text", "span",
    ]  # fmt: skip
    assert "阅读圈" in hits[0]["text"]


@pytest.mark.chroma
@pytest.mark.parametrize("command", [["search", "十分钟阅渎圈"], ["ask", "什么是“十分钟阅渎圈”"]])
def test_a_word_that_was_taken_for_another_is_told_beside_the_json(
    untrained: Path, capsys, command: list[str]
) -> None:
    assert cli.main([*command, "--json"]) == 0
    told = capsys.readouterr()
    assert "已把“十分钟阅渎圈”理解为“十分钟阅读圈”。" in told.err
    assert "阅读圈" in told.out
    assert "理解为" not in told.out


@pytest.mark.chroma
@pytest.mark.parametrize("ends", ["built", "killed"])
def test_a_first_question_waits_for_the_index_another_process_makes(
    untrained: Path, capsys, ends: str
) -> None:
    store = untrained / "store"

    def build_elsewhere() -> None:
        with build_lock(store):
            begun.set()
            time.sleep(1)
            if ends == "built":
                with new_generation(store) as folder:
                    made = untrained / "made" / "generations" / "000001"
                    shutil.copytree(made, folder, dirs_exist_ok=True)

    build_store(untrained / "corpus", untrained / "made", PairEmbedder())
    begun = threading.Event()
    other = threading.Thread(target=build_elsewhere)
    other.start()
    begun.wait(10)
    assert cli.main(["ask", ASKED]) == 0
    other.join()
    told = capsys.readouterr()
    assert "120" in told.out
    assert told.err.count("等它完成") == 1
    assert ("还没有索引" in told.err) == (ends == "killed")


def test_waiting_for_another_process_has_an_end(untrained: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(cli_store, "_WAIT", 0.5)
    with build_lock(untrained / "store"):
        assert cli.main(["ask", ASKED]) == 1
    assert "请稍后再试" in capsys.readouterr().err


@pytest.mark.model
def test_a_model_that_is_not_there_is_one_chinese_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "ask", "问题"],
        env={**os.environ, "GUANWEN_MODEL": "/nonexist", "GUANWEN_STORE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("错误：没有模型文件夹 /nonexist：请")
    assert done.stderr.count("\n") == 1


@pytest.mark.chroma
def test_index_builds_lists_adds_removes_and_checks(untrained: Path, capsys) -> None:
    assert cli.main(["index", "build"]) == 0
    assert "1 份文件" in capsys.readouterr().out
    extra = untrained / "extra.txt"
    extra.write_text("阅览办法\n一、总则\n阅览室每日开放。", encoding="utf-8")
    assert cli.main(["index", "add", str(extra)]) == 0
    capsys.readouterr()
    assert cli.main(["index", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [info["id"] for info in listed] == ["library", "extra"]
    assert cli.main(["index", "check"]) == 0
    assert cli.main(["index", "remove", "nonsense"]) == 1
    capsys.readouterr()
    assert cli.main(["index", "remove", "extra"]) == 0
    assert "移除 1 份（《" in capsys.readouterr().out
    capsys.readouterr()
    (untrained / "corpus" / "library.txt").write_text(PLAN + "新的一句。\n", encoding="utf-8")
    assert cli.main(["index", "check"]) == 1
    assert "改过" in capsys.readouterr().out


@pytest.mark.chroma
def test_names_of_files_do_not_command_the_terminal(untrained: Path, capsys) -> None:
    """A name with escape codes could wipe the screen, or forge a line that says all is well."""
    assert cli.main(["index", "build"]) == 0
    name = "规\x1b[2J\n索引完整。.txt"
    (untrained / "corpus" / name).write_text("阅览办法\n一、总则\n每日开放。", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["index", "check"]) == 1
    assert cli.main(["index", "outline", name]) == 1
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert told.err.count("\n") == 1
    assert "\x1b" not in told.out + told.err


@pytest.mark.chroma
def test_a_file_that_fails_is_told_and_the_code_says_so(untrained: Path, capsys) -> None:
    (untrained / "corpus" / "empty.txt").write_bytes(b"")
    assert cli.main(["index", "build"]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert re.search(r"^empty\.txt +未收入 +“empty\.txt”", told.out, re.MULTILINE)
    assert "1 份文件，1 份未收入" in told.out
    assert cli.main(["index", "build", "--json"]) == 1
    told = capsys.readouterr()
    assert "未收入 empty.txt" in told.err
    report = json.loads(told.out)
    assert not report["changed"]
    assert report["gone"] == []
    assert {f["file"]: f["outcome"] for f in report["files"]}["empty.txt"] == "failed"


@pytest.mark.chroma
def test_a_build_tells_what_became_of_each_file_in_columns(untrained: Path, capsys) -> None:
    corpus = untrained / "corpus"
    shutil.copyfile(corpus / "library.txt", corpus / "图书馆规划的另一份.txt")
    (corpus / "notes.xyz").write_text("x")
    (corpus / "photo.png").write_bytes(b"\x89PNG")
    (corpus / "README.md").write_text("说明", encoding="utf-8")
    assert cli.main(["index", "build"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = {line.split()[0]: line for line in lines[:-2]}
    assert "已读取" in rows["library.txt"]
    assert "副本" in rows["图书馆规划的另一份.txt"]
    assert "跳过" in rows["notes.xyz"]
    assert "跳过" in rows["README.md"]
    starts = {width(row[: re.search("已读取|副本|跳过", row).start()]) for row in rows.values()
              if re.search("已读取|副本|跳过", row)}  # fmt: skip
    assert len(starts) == 1
    assert lines[-2] == "另有图片等 1 个文件不是文档，已跳过。"
    assert lines[-1].startswith("索引已建立：1 份文件")


@pytest.mark.chroma
def test_what_is_added_again_or_not_at_all_is_told(untrained: Path, capsys) -> None:
    extra, empty = untrained / "extra.txt", untrained / "empty.txt"
    extra.write_text("阅览办法\n一、总则\n阅览室每日开放。", encoding="utf-8")
    empty.write_bytes(b"")
    assert cli.main(["index", "add", str(extra), str(empty)]) == 1
    shown = capsys.readouterr().out
    assert "《阅览办法》" in shown
    assert "未收入" in shown
    assert cli.main(["index", "add", str(extra)]) == 0
    shown = capsys.readouterr().out
    assert "完全相同的 extra.txt" in shown
    assert "没有变化：2 份文件都已在索引里" in shown
    assert cli.main(["index", "build"]) == 0
    assert capsys.readouterr().out == "没有变化：2 份文件都已在索引里，未重建。\n"
    assert cli.main(["index", "build", "--full"]) == 0
    assert "索引已建立" in capsys.readouterr().out
    assert cli.main(["index", "list"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[:7] == ["编号", "标题", "文件", "大小", "检索段", "副本", "收入时间"]
    assert [row.split()[0] for row in rows] == ["library", "extra"]
    assert cli.main(["index", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed[1]["bytes"] == extra.stat().st_size
    assert listed[1]["chunks"] > 0
    assert listed[1]["added"].startswith("20")
    assert cli.main(["index", "remove", "library"]) == 1
    assert "属于语料文件夹" in capsys.readouterr().err
    assert cli.main(["index", "remove", "extra.txt"]) == 0


@pytest.mark.chroma
def test_a_store_of_another_model_is_one_sentence_and_is_not_rebuilt(
    untrained: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["index", "build"]) == 0
    monkeypatch.setattr(embedding, "open_embedder", lambda *_, **__: PairEmbedder("another"))
    capsys.readouterr()
    assert cli.main(["ask", ASKED]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "pairs" in told
    assert "another" in told
    assert "guanwen index build" in told


@pytest.mark.chroma
def test_a_quiz_is_made_saved_graded_and_exported(untrained: Path, capsys) -> None:
    saved = str(untrained / "quiz.json")
    assert cli.main(["quiz", "make", "-n", "3", "--seed", "1", "--out", saved]) == 0
    capsys.readouterr()
    keys = [item["key"] for item in json.loads(Path(saved).read_text("utf-8"))["items"]]
    replies = untrained / "replies.txt"
    replies.write_text("\n".join([*keys[:-1], "不知道"]), encoding="utf-8")
    assert cli.main(["quiz", "grade", saved, str(replies), "--json"]) == 0
    marking = json.loads(capsys.readouterr().out)
    assert (marking["score"], marking["total"]) == (len(keys) - 1, len(keys))
    assert cli.main(["quiz", "export", "--quiz", saved]) == 0
    assert "# 答案" in capsys.readouterr().out
    replies.write_bytes(b"\xff\xfe\xff")
    assert cli.main(["quiz", "grade", saved, str(replies)]) == 1
    assert cli.main(["quiz", "grade", str(replies), saved]) == 1
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.chroma
def test_a_quiz_on_paper_has_its_questions_first_and_its_key_apart(untrained: Path, capsys) -> None:
    assert cli.main(["quiz", "make", "-n", "3"]) == 0
    paper, key = capsys.readouterr().out.split("\n答案\n\n")
    assert [line[:2] for line in paper.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert "见《" not in paper
    assert len(key.splitlines()) == 3
    assert all("见《城市图书馆发展规划》" in line for line in key.splitlines())


def replies(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What a person types; then the input ends."""
    typed = iter(lines)

    def reply(_prompt: str = "") -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", reply)


def quiz_file(folder: Path) -> tuple[str, list[dict]]:
    """A saved quiz of a choice and a blank."""
    citation = {
        "document": "规划", "document_id": "plan", "label": "（一）", "path": ["（一）目标"],
        "span": [0, 2],
    }  # fmt: skip
    common = {
        "unit": "个",
        "quote": "口岸60个",
        "citation": citation,
        "section": "规划 › （一）目标",
    }
    items = [
        {"id": "q1", "kind": "single_choice", "question": "口岸几个？",
         "choices": ["40", "60", "50", "70"], "key": "B", **common},
        {"id": "q2", "kind": "fill_in", "question": "口岸____。", "choices": [], "key": "60个", **common},
    ]  # fmt: skip
    quiz = {"format": 1, "seed": 1, "asked": 2, "documents": ["plan"], "notice": "", "items": items}
    file = folder / "saved.json"
    file.write_text(json.dumps(quiz), encoding="utf-8")
    return str(file), items


def test_each_answer_is_judged_at_once_with_key_and_section(
    tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, _ = quiz_file(tmp_path)
    replies(monkeypatch, "E", "b", "五十")
    assert cli.main(["quiz", "take", file]) == 0
    shown = capsys.readouterr().out
    assert "没有选项 E，只能选 A 到 D。请再答一次。" in shown
    first, second = shown.index("对。答案：B. 60"), shown.index("错。答案：60个")
    assert first < shown.index("2. 口岸____。") < second
    assert shown.count("出处：规划 › （一）目标") == 2
    assert "1. 口岸几个？\n   对\n2. 口岸____。\n   错，你的回答：五十\n   答案：60个\n" in shown
    assert "得分：1/2" in shown


def test_a_quiz_taken_for_a_program_writes_only_its_marking(
    tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, _ = quiz_file(tmp_path)
    replies(monkeypatch, "B")
    assert cli.main(["quiz", "take", "--quiz", file, "--json"]) == 0
    told = capsys.readouterr()
    marking = json.loads(told.out)
    assert (marking["score"], marking["total"]) == (1, 2)
    assert "口岸几个？" in told.err


@pytest.mark.parametrize("named", [[], ["--quiz"]])
def test_grade_and_export_take_the_file_with_and_without_its_option(
    tmp_path: Path, capsys, named: list[str]
) -> None:
    file, _ = quiz_file(tmp_path)
    sheet = tmp_path / "replies.txt"
    sheet.write_text("E\n60\n", encoding="utf-8")
    assert cli.main(["quiz", "grade", *named, file, str(sheet)]) == 0
    shown = capsys.readouterr().out
    assert "   错，你的回答：E\n   没有选项 E，只能选 A 到 D。\n   答案：B. 60\n" in shown
    assert "得分：1/2" in shown
    assert cli.main(["quiz", "export", *named, file]) == 0
    assert "# 答案\n\n1. B. 60" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words, action",
    [
        (["take", "a.json", "--nonsense"], "take"),
        (["take", "a.json", "b.json"], "take"),
        (["take", "a.json", "--quiz", "b.json"], "take"),
        (["grade"], "grade"),
        (["grade", "a.json"], "grade"),
        (["grade", "a.json", "b.txt", "--quiz", "c.json"], "grade"),
        (["export", "a.json", "b.json"], "export"),
        (["make", "a.json"], "make"),
    ],
)
def test_wrong_usage_of_quiz_names_the_help_of_the_action(
    words: list[str], action: str, capsys
) -> None:
    assert cli.main(["quiz", *words]) == 2
    told = capsys.readouterr().err
    assert told.endswith(f"请看 guanwen quiz {action} -h。\n")
    assert told.count("\n") == 1


@pytest.mark.chroma
def test_a_quiz_is_taken_at_the_terminal(untrained: Path, capsys, monkeypatch) -> None:
    replies(monkeypatch, "A")
    assert cli.main(["quiz", "take", "-n", "2"]) == 0
    assert "得分：" in capsys.readouterr().out

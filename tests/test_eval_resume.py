"""Going on with a run that was broken off: hours of a slow model's answers must not be asked again."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from eval_fakes import ANSWERS, SET, FakeAssistant

from eval.errors import RunError
from eval.lines import RESULTS, line_json, read_lines
from eval.manifest import read_manifest
from eval.run import Run, run_set
from rag.answer import Answer, Question

SETTINGS = [("set", "mine")]


def broken_off(folder: Path, *, after: int, tail: bytes = b"") -> None:
    """A folder as it is left when the process is killed after so many questions."""
    run_set(FakeAssistant(ANSWERS), SET, folder, settings=SETTINGS)
    lines = (folder / RESULTS).read_bytes().splitlines(keepends=True)
    (folder / RESULTS).write_bytes(b"".join(lines[:after]) + tail)
    (folder / "summary.json").unlink()


def resumed(folder: Path, assistant: FakeAssistant) -> Run:
    return run_set(assistant, SET, folder, settings=SETTINGS, resume=True)


@pytest.mark.parametrize("tail", [b"", b'{"id": "q-3", "ty', b"\xe5\x85"])
def test_only_what_is_missing_is_asked(tmp_path: Path, tail: bytes) -> None:
    broken_off(tmp_path, after=2, tail=tail)
    assistant = FakeAssistant(ANSWERS)
    run = resumed(tmp_path, assistant)
    assert [asked.id for asked in assistant.asked] == ["q-3", "q-4"]
    whole = run_set(FakeAssistant(ANSWERS), SET, settings=SETTINGS)
    assert [line.judgement for line in run.lines] == [line.judgement for line in whole.lines]
    assert run.summary.overall == whole.summary.overall
    assert [line.question.id for line in read_lines(tmp_path)] == ["q-1", "q-2", "q-3", "q-4"]
    assert (tmp_path / "summary.json").exists()


def test_a_new_folder_is_begun_and_a_whole_one_asked_nothing(tmp_path: Path) -> None:
    resumed(tmp_path, FakeAssistant(ANSWERS))
    assistant = FakeAssistant(ANSWERS)
    assert len(resumed(tmp_path, assistant).lines) == 4
    assert assistant.asked == []


def test_a_run_of_something_else_is_not_gone_on_with(tmp_path: Path) -> None:
    """Half the answers of one program and half of another would be the run of none."""
    broken_off(tmp_path, after=2)
    before = (tmp_path / RESULTS).read_bytes()
    with pytest.raises(RunError, match="另一次评测（题目不同）"):
        run_set(FakeAssistant(ANSWERS), SET[:3], tmp_path, settings=SETTINGS, resume=True)
    with pytest.raises(RunError, match="设置不同"):
        run_set(FakeAssistant(ANSWERS), SET, tmp_path, settings=[("set", "x")], resume=True)
    assert (tmp_path / RESULTS).read_bytes() == before


@pytest.mark.parametrize("line", [b"[]\n", b"{}\n", b"\xff\n", b'{"question": 3}\n'])
def test_a_damaged_line_is_named(tmp_path: Path, line: bytes) -> None:
    broken_off(tmp_path, after=1, tail=line)
    with pytest.raises(RunError, match="第2行已损坏"):
        resumed(tmp_path, FakeAssistant(ANSWERS))


def test_a_line_comes_back_as_it_was(tmp_path: Path) -> None:
    run = run_set(FakeAssistant(ANSWERS), SET, tmp_path)
    for was, is_now in zip(run.lines, read_lines(tmp_path), strict=True):
        assert line_json(was) == line_json(is_now)
        assert (was.question, was.judgement) == (is_now.question, is_now.judgement)


def test_two_runs_never_write_into_one_folder(tmp_path: Path) -> None:
    """Their lines would be mixed, and every question counted twice."""

    class Meanwhile(FakeAssistant):
        def ask(self, question: Question) -> Answer:
            with pytest.raises(RunError, match="另一个评测正在写"):
                resumed(tmp_path, FakeAssistant(ANSWERS))
            return super().ask(question)

    assistant = Meanwhile(ANSWERS)
    run_set(assistant, SET, tmp_path, settings=SETTINGS)
    assert len(assistant.asked) == len(read_lines(tmp_path)) == len(SET)


def test_a_full_disk_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(path: Path, content: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("eval.run._write_json", full)
    with pytest.raises(RunError, match="磁盘空间不足"):
        run_set(FakeAssistant(ANSWERS), SET, tmp_path)
    monkeypatch.undo()
    (tmp_path / "results.jsonl").unlink()
    (tmp_path / "results.jsonl").symlink_to("/dev/full")
    with pytest.raises(RunError, match="磁盘空间不足"):
        run_set(FakeAssistant(ANSWERS), SET, tmp_path, resume=True)


def test_a_run_that_was_ended_before_its_first_line_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_bytes(b"")
    assert len(resumed(tmp_path, FakeAssistant(ANSWERS)).lines) == 4
    assert read_manifest(tmp_path).questions == 4

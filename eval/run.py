"""A run: every question of a set asked once, one line written for each before any mean is taken."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path

from eval.asker import Asker, Found, as_request
from eval.errors import RunError
from eval.judge import failed, judge
from eval.lines import RESULTS, Line, line_json, read_lines
from eval.manifest import MANIFEST, RunManifest, manifest_json, read_manifest, run_manifest
from eval.questions import EvalQuestion
from eval.second import SecondJudge
from eval.summary import Summary, summarise
from index.corpus import read_inline
from index.documents import Outline
from index.errors import GuanwenError
from index.reasons import reason
from rag.answer import Answer

DEPTH = 10
"""How many search hits are kept for each question."""

SUMMARY = "summary.json"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run: its manifest, its lines in the order of the set, and the means over them."""

    manifest: RunManifest
    lines: tuple[Line, ...]
    summary: Summary


def run_set(
    assistant: Asker,
    questions: Sequence[EvalQuestion],
    out: Path | None = None,
    progress: Progress | None = None,
    *,
    settings: Iterable[tuple[str, str]] = (),
    resume: bool = False,
    second: SecondJudge | None = None,
) -> Run:
    """Ask every question and judge every answer; an error is one more wrong answer.

    With `out`: manifest.json before the first question, results.jsonl one line a question,
    summary.json at the end. A folder that holds a run is refused, or with `resume` gone on with:
    its questions are not asked again, if it is a run of the same program, documents, model,
    questions and settings. RunError when that is not so or it cannot be written.
    """
    manifest = run_manifest(assistant, questions, settings)
    lines: list[Line] = []
    with _writing(out, manifest, resume=resume) as (results, done):
        for number, question in enumerate(questions, start=1):
            lines.append(done.get(question.id) or ask_one(assistant, question, second))
            if results is not None and question.id not in done:
                _write_line(results, lines[-1])
            if progress is not None:
                progress(number, len(questions))
    run = Run(manifest, tuple(lines), summarise(lines))
    if out is not None:
        with _told(out):
            _write_json(out / SUMMARY, asdict(run.summary))
    return run


def read_run(folder: Path) -> Run:
    """A run as it was written into a folder, whole or broken off; RunError when there is none."""
    manifest = read_manifest(folder)
    lines = read_lines(folder)
    if not lines:
        raise RunError(f"文件夹“{folder}”里的评测还没有一题的结果。")
    return Run(manifest, lines, summarise(lines))


def ask_one(assistant: Asker, question: EvalQuestion, second: SecondJudge | None = None) -> Line:
    """Ask one question, search for it, and judge both; an error becomes part of the line."""
    start = time.perf_counter()
    try:
        answer = assistant.ask(as_request(question))
        asked = time.perf_counter()
        hits = _search(assistant, question, answer)
        searched = time.perf_counter()
        outlines = _outlines(assistant, question, answer)
        verdict = judge(question, answer, hits, outlines)
        said = second.verdicts(answer, outlines) if second else ()
    except Exception as error:  # one broken question must not lose the answers to the others
        seconds = time.perf_counter() - start
        return Line(question, None, (), seconds, 0.0, failed(question, _reason(error)))
    return Line(question, answer, hits, asked - start, searched - asked, verdict, said)


def _reason(error: Exception) -> str:
    if isinstance(error, GuanwenError):
        return str(error)
    return f"程序内部错误（{type(error).__name__}: {error}）"


def _search(assistant: Asker, question: EvalQuestion, answer: Answer) -> tuple[Found, ...]:
    if question.texts:
        return ()
    query = answer.standalone_question or question.turns[-1]
    return tuple(assistant.search(query, DEPTH, question.documents))


def _outlines(assistant: Asker, question: EvalQuestion, answer: Answer) -> dict[str, Outline]:
    given = [read_inline(text.title, text.text) for text in question.texts]
    outlines = {document.id: document.outline for document in given}
    for citation in answer.citations:
        if citation.document_id not in outlines and not question.texts:
            outlines[citation.document_id] = assistant.outline(citation.document_id)
    return outlines


@contextmanager
def _writing(
    out: Path | None, manifest: RunManifest, *, resume: bool
) -> Iterator[tuple[FileIO | None, dict[str, Line]]]:
    """The file of results, open for more lines, and the lines that stand in it by question."""
    if out is None:
        yield None, {}
        return
    if (out / RESULTS).exists() and not resume:
        raise RunError(f"文件夹“{out}”里已有一次评测的结果，请换一个文件夹，或用 --resume 接着跑。")
    with _told(out):
        out.mkdir(parents=True, exist_ok=True)
        results = (out / RESULTS).open("ab", buffering=0)
    with results:
        _lock(results, out)
        done = _begin(out, manifest)
        yield results, done


def _lock(results: FileIO, out: Path) -> None:
    """One run at a time in a folder: the lines of two would be mixed."""
    try:
        fcntl.flock(results, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RunError(f"另一个评测正在写文件夹“{out}”，请换一个文件夹。") from error


def _begin(out: Path, manifest: RunManifest) -> dict[str, Line]:
    """The lines that stand in the folder already; a folder without any gets its manifest."""
    if (out / RESULTS).stat().st_size:
        done = _done(out, manifest)
        with _told(out):
            _cut_unfinished(out / RESULTS)
        return done
    with _told(out):
        _write_json(out / MANIFEST, manifest_json(manifest))
    return {}


def _write_line(results: FileIO, line: Line) -> None:
    """Unbuffered: what a full disk did not take must not be tried again when the file is closed."""
    data = (json.dumps(line_json(line), ensure_ascii=False) + "\n").encode()
    with _told(Path(str(results.name)).parent):
        if results.write(data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """What the system refuses becomes a RunError that names the folder."""
    try:
        yield
    except OSError as error:
        raise RunError(f"评测结果写不进文件夹“{out}”：{reason(error)}。") from error


def _done(out: Path, manifest: RunManifest) -> dict[str, Line]:
    if differs := manifest.differences(read_manifest(out)):
        raise RunError(f"文件夹“{out}”里是另一次评测（{'、'.join(differs)}不同），不能接着跑。")
    return {line.question.id: line for line in read_lines(out)}


def _cut_unfinished(path: Path) -> None:
    """Takes off the last line when the run was ended in the middle of writing it."""
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        os.truncate(path, whole)


def _write_json(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

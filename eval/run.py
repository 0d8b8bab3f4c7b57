"""A run: every question of a set asked once, one line written for each before any mean is taken."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from eval.asker import Asker, Found, as_request
from eval.errors import RunError
from eval.judge import Judgement, failed, judge
from eval.manifest import RunManifest, manifest_json, run_manifest
from eval.questions import EvalQuestion
from eval.summary import Summary, summarise
from index.corpus import read_inline
from index.documents import Outline
from index.errors import GuanwenError
from index.reasons import reason
from rag.answer import Answer
from rag.answer_json import answer_json

DEPTH = 10
"""How many search hits are kept for each question."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One asked question: the answer or the error, what was searched up, how long it took (s)."""

    question: EvalQuestion
    answer: Answer | None
    hits: tuple[Found, ...]
    ask_seconds: float
    search_seconds: float
    judgement: Judgement


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
) -> Run:
    """Ask every question and judge every answer; an error is one more wrong answer.

    With `out`, a folder that must not hold a run yet: manifest.json before the first question,
    results.jsonl one line a question, summary.json at the end. RunError when it cannot be written.
    """
    manifest = run_manifest(assistant, questions, settings)
    lines: list[Line] = []
    with _writing(out, manifest) as results:
        for done, question in enumerate(questions, start=1):
            lines.append(ask_one(assistant, question))
            if results is not None:
                results.write(json.dumps(line_json(lines[-1]), ensure_ascii=False) + "\n")
                results.flush()
            if progress is not None:
                progress(done, len(questions))
    summary = summarise([(line.judgement, line.ask_seconds) for line in lines])
    if out is not None:
        _write_json(out / "summary.json", asdict(summary))
    return Run(manifest, tuple(lines), summary)


def ask_one(assistant: Asker, question: EvalQuestion) -> Line:
    """Ask one question, search for it, and judge both; an error becomes part of the line."""
    start = time.perf_counter()
    try:
        answer = assistant.ask(as_request(question))
        asked = time.perf_counter()
        hits = _search(assistant, question, answer)
        searched = time.perf_counter()
        verdict = judge(question, answer, hits, _outlines(assistant, question, answer))
    except Exception as error:  # one broken question must not lose the answers to the others
        seconds = time.perf_counter() - start
        return Line(question, None, (), seconds, 0.0, failed(question, _reason(error)))
    return Line(question, answer, hits, asked - start, searched - asked, verdict)


def line_json(line: Line) -> dict[str, object]:
    """One line of results.jsonl."""
    answer = (
        {"answer": answer_json(line.answer)} if line.answer else {"error": line.judgement.error}
    )
    evidence = [{"id": h.id, "document_id": h.document_id, "label": h.label} for h in line.hits]
    timings = {"ask": round(line.ask_seconds, 5), "search": round(line.search_seconds, 5)}
    head = {"id": line.question.id, "type": line.question.type, "turns": list(line.question.turns)}
    return {
        **head,
        **answer,
        "evidence": evidence,
        "seconds": timings,
        "judgement": asdict(line.judgement),
    }


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
def _writing(out: Path | None, manifest: RunManifest) -> Iterator[TextIO | None]:
    if out is None:
        yield None
        return
    if (out / "results.jsonl").exists():
        raise RunError(f"文件夹“{out}”里已有一次评测的结果，请换一个文件夹。")
    try:
        out.mkdir(parents=True, exist_ok=True)
        _write_json(out / "manifest.json", manifest_json(manifest))
        results = (out / "results.jsonl").open("w", encoding="utf-8")
    except OSError as error:
        raise RunError(f"评测结果写不进文件夹“{out}”：{reason(error)}。") from error
    with results:
        yield results


def _write_json(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

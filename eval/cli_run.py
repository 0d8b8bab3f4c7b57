"""`guanwen eval run` and `gate`: a set is asked, judged, and held against its floors."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eval.asker import Asker
from eval.borrowed import files_of, gathered
from eval.cli_said import Show, note, print_json, progress
from eval.errors import EvalError, GateError
from eval.gate import falls, read_floors, updated, write_floors
from eval.html_report import write_page
from eval.manifest import manifest_json
from eval.openers import Openers
from eval.questions import SETS, EvalQuestion, find_set, load_set, of_split
from eval.report import legend, wrong_list
from eval.run import Run, run_set
from eval.second import SecondJudge
from eval.table import baseline_table, percent, summary_table

if TYPE_CHECKING:
    from rag.llm.settings import LlmSettings


def run_command(args: argparse.Namespace, openers: Openers) -> int:
    """Ask the set, show the table, write the folder; with baselines those beside it."""
    questions = _questions(args)
    out = Path(args.out) if args.out else None
    with _opened(args, openers) as assistant, progress() as show:
        run = _ask(args, openers, assistant, questions, show, out)
        others = _baselines(args, assistant, questions, show) if args.baselines else {}
    written = write_page(run, out) if out is not None else None
    if args.json:
        print_json(run_json(run) | {"baselines": {n: asdict(r.summary) for n, r in others.items()}})
        return 0
    print(summary_table(run.summary), legend(), wrong_list(run.lines), sep="\n\n")
    if others:
        print(
            "\n" + baseline_table({"关问": run.summary} | {n: r.summary for n, r in others.items()})
        )
    if written is not None:
        print(f"\n报告：{written}")
    return 0


def gate_command(args: argparse.Namespace, openers: Openers) -> int:
    """Run the set against its floors: 0 when all hold, 1 when one does not; or set them anew."""
    path = Path(args.floors) if args.floors else _floors_of(args.set)
    questions = _questions(args)
    with _opened(args, openers) as assistant, progress() as show:
        run = _ask(args, openers, assistant, questions, show, None)
    if args.update:
        old = read_floors(path) if path.exists() else None
        write_floors(path, updated(run, old, lower=args.lower))
        if args.json:
            print_json({"ok": True, "floors": str(path)})
        else:
            print(f"门槛已写入 {path}。")
        return 0
    fallen = falls(run, read_floors(path))
    if args.json:
        print_json({"ok": not fallen, "falls": [asdict(fall) for fall in fallen]})
    elif fallen:
        lines = (f"  {f.name}：门槛 {percent(f.floor)}，这次 {percent(f.value)}" for f in fallen)
        print("低于门槛：\n" + "\n".join(lines))
    else:
        print(f"{len(questions)} 题，各项都不低于门槛。")
    return 1 if fallen else 0


def run_json(run: Run) -> dict[str, object]:
    """A run for programs: manifest, means overall and by type, ids of the wrong questions."""
    summary = asdict(run.summary)
    return {
        "manifest": manifest_json(run.manifest),
        **{key: value for key, value in summary.items() if key != "by_type"},
        "by_type": {kind: asdict(means) for kind, means in run.summary.by_type},
        "wrong": [line.question.id for line in run.lines if not line.judgement.correct],
    }


def _questions(args: argparse.Namespace) -> tuple[EvalQuestion, ...]:
    questions = of_split(load_set(find_set(args.set)), args.split)
    if not questions:
        raise EvalError(f"评测集“{args.set}”的 {args.split} 部分没有题目。")
    return questions


@contextmanager
def _opened(args: argparse.Namespace, openers: Openers) -> Iterator[Asker]:
    """The system over the documents of the set: the store, or files borrowed for this run."""
    files = files_of(find_set(args.set))
    if not files:
        with openers.assistant(args) as assistant:
            yield assistant
        return
    if not args.data:
        raise EvalError(f"评测集“{args.set}”的文件不随程序，请用 --data DIR 指出公开数据的文件夹。")
    with gathered(files, Path(args.data)) as place:
        borrowed = argparse.Namespace(**vars(args))
        borrowed.corpus, borrowed.store = str(place.corpus), str(place.store)
        with openers.assistant(borrowed) as assistant:
            yield assistant


def _ask(
    args: argparse.Namespace,
    openers: Openers,
    assistant: Asker,
    questions: Sequence[EvalQuestion],
    show: Show | None,
    out: Path | None,
) -> Run:
    llm = openers.llm(args)
    second = _second(llm) if getattr(args, "judge", False) else None
    settings = [("set", args.set), ("split", args.split)]
    settings += [("llm", llm.model)] if llm else []  # it writes answers: another one, another run
    settings += [("judge", second.settings.model)] if second else []
    told = partial(show, "关问") if show else None
    resume = bool(getattr(args, "resume", False))
    return run_set(assistant, questions, out, told, settings=settings, resume=resume, second=second)


def _second(llm: LlmSettings | None) -> SecondJudge:
    if llm is None:
        raise EvalError("--judge 要用语言模型，请先设置 GUANWEN_LLM。")
    return SecondJudge(llm)


def _baselines(
    args: argparse.Namespace,
    assistant: Asker,
    questions: Sequence[EvalQuestion],
    show: Show | None,
) -> dict[str, Run]:
    """The same questions asked of each baseline, over the same documents with the same model."""
    from eval.baselines.system import BASELINES, Baseline
    from rag.assistant import Assistant

    if not isinstance(assistant, Assistant):
        raise EvalError("这个系统不能与基线并列。")
    runs: dict[str, Run] = {}
    for name, make in BASELINES.items():
        note(f"基线：{name}……")
        system = Baseline(assistant.store, assistant.embedder, make)
        told = partial(show, name) if show else None
        settings = (("set", args.set), ("split", args.split), ("baseline", name))
        folder = Path(args.out, f"baseline-{len(runs) + 1}") if args.out else None
        runs[name] = run_set(system, questions, folder, told, settings=settings, resume=args.resume)
    return runs


def _floors_of(set_name: str) -> Path:
    if Path(set_name).suffix:
        raise GateError("这个评测集没有随程序的门槛，请用 --floors FILE 指出门槛文件。")
    return SETS / f"{set_name}.floors.json"

"""The commands `guanwen eval run`, `guanwen eval bench` and `guanwen eval outlines`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from eval.asker import Asker
from eval.bench import bench, bench_json, bench_table
from eval.errors import EvalError
from eval.manifest import manifest_json
from eval.outlines import measure_outlines
from eval.outlines_report import outlines_json, outlines_table
from eval.questions import find_set, load_set, of_split, set_names
from eval.report import legend, write_report, wrong_list
from eval.run import Progress, Run, run_set
from eval.table import summary_table

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

Opener = Callable[[argparse.Namespace], AbstractContextManager[Asker]]
"""Opens the system that the arguments name, building its store when there is none yet."""


def add_parser(subparsers: Subparsers) -> None:
    """Add `eval` with its commands to the command line."""
    parser = subparsers.add_parser(
        "eval", help="评测：run 跑评测集，bench 量时间和内存，outlines 量结构"
    )
    commands = parser.add_subparsers(
        title="命令", metavar="命令", dest="eval_command", required=True
    )
    run = commands.add_parser("run", help="逐题提问并评判，按类型列出结果")
    run.add_argument(
        "--set", default="customs", metavar="NAME|FILE",
        help=f"评测集的名字（现有：{'、'.join(set_names())}）或 .jsonl 文件，默认 customs",
    )  # fmt: skip
    run.add_argument(
        "--split", default="all", choices=["dev", "test", "all"],
        help="只跑其中一部分题目：dev、test 或 all（默认 all）",
    )  # fmt: skip
    run.add_argument(
        "--out", metavar="DIR", help="写入报告 report.md 和每题结果 results.jsonl 的文件夹"
    )
    measured = commands.add_parser("bench", help="量冷启动、热进程、并发、建索引的时间和内存")
    measured.add_argument("--corpus", metavar="DIR", help="语料文件夹（默认取自设置）")
    measured.add_argument(
        "--data", metavar="DIR", help="公开数据的文件夹：另量读取3000份法律的速度"
    )
    outlined = commands.add_parser("outlines", help="用公开的法律、规划和报告量结构分析得准不准")
    outlined.add_argument(
        "--data", metavar="DIR", required=True, help="公开数据的文件夹，里面有 outlines 和 text"
    )
    outlined.add_argument("--json", action="store_true", help="输出 JSON")
    for command in (run, measured):
        command.add_argument("--store", metavar="DIR", help="索引文件夹（默认取自设置）")
        command.add_argument("--json", action="store_true", help="输出 JSON")


def main(args: argparse.Namespace, opener: Opener) -> int:
    """Carry out one command; returns the exit code, GuanwenError is left to the caller."""
    if args.eval_command == "outlines":
        return _outlines(args)
    return _run(args, opener) if args.eval_command == "run" else _bench(args, opener)


def _outlines(args: argparse.Namespace) -> int:
    found = measure_outlines(Path(args.data))
    if args.json:
        _print_json(outlines_json(found))
    else:
        print(outlines_table(found))
    return 0


def _run(args: argparse.Namespace, opener: Opener) -> int:
    questions = of_split(load_set(find_set(args.set)), args.split)
    if not questions:
        raise EvalError(f"评测集“{args.set}”的 {args.split} 部分没有题目。")
    out = Path(args.out) if args.out else None
    settings = (("set", args.set), ("split", args.split))
    with opener(args) as assistant, _progress() as progress:
        run = run_set(assistant, questions, out, progress, settings=settings)
    written = write_report(run, out) if out is not None else None
    if args.json:
        _print_json(_run_json(run))
    else:
        print(summary_table(run.summary), legend(), wrong_list(run.lines), sep="\n\n")
        if out is not None:
            print(f"\n报告：{written}\n每题结果：{out / 'results.jsonl'}")
    return 0


def _bench(args: argparse.Namespace, opener: Opener) -> int:
    store, corpus = (Path(given) if given else None for given in (args.store, args.corpus))
    data = Path(args.data) if args.data else None
    questions = load_set(find_set("customs"))
    with opener(args) as assistant:
        rows = bench(assistant, questions, store, corpus, _note, data)
    if args.json:
        _print_json(bench_json(rows))
    else:
        print(bench_table(rows))
    return 0


def _run_json(run: Run) -> dict[str, object]:
    summary = asdict(run.summary)
    return {
        "manifest": manifest_json(run.manifest),
        **{key: value for key, value in summary.items() if key != "by_type"},
        "by_type": {kind: asdict(means) for kind, means in run.summary.by_type},
        "wrong": [line.question.id for line in run.lines if not line.judgement.correct],
    }


@contextmanager
def _progress() -> Iterator[Progress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(unit="题", leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))

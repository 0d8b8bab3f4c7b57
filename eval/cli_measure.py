"""`guanwen eval public`, `bench` and `outlines`: figures that need no set of our own."""

from __future__ import annotations

import argparse
from pathlib import Path

from eval.bench import bench, bench_json, bench_table
from eval.cli_said import note, print_json, progress
from eval.errors import EvalError
from eval.openers import Openers
from eval.outlines import measure_outlines
from eval.outlines_report import outlines_json, outlines_table
from eval.public.report import measure_public, public_json, public_table
from eval.questions import find_set, load_set


def public_command(args: argparse.Namespace, openers: Openers) -> int:
    """Public data sets, the system's own model."""
    with progress() as show:
        scores = measure_public(
            Path(args.data), openers.embedder(args), cases=args.cases, progress=show
        )
    if args.json:
        print_json(public_json(scores))
    else:
        print(public_table(scores))
    return 0


def bench_command(args: argparse.Namespace, openers: Openers) -> int:
    """Budgets of time and memory."""
    store, corpus, data = (
        Path(given) if given else None for given in (args.store, args.corpus, args.data)
    )
    if args.chunks and data is None:
        raise EvalError("量大索引要用公开数据里的法律，请加上 --data DIR。")
    questions = load_set(find_set("customs"))
    with openers.assistant(args) as assistant:
        rows = bench(assistant, questions, store, corpus, note, data, args.chunks or 0)
    if args.json:
        print_json(bench_json(rows))
    else:
        print(bench_table(rows))
    return 0


def outlines_command(args: argparse.Namespace, _openers: Openers) -> int:
    """How exactly the outlines of public documents are found again."""
    found = measure_outlines(Path(args.data))
    if args.json:
        print_json(outlines_json(found))
    else:
        print(outlines_table(found))
    return 0

"""`guanwen eval compare`, `report` and `draft`: what is made of runs and feedback that are there."""

from __future__ import annotations

import argparse
from pathlib import Path

from eval.cli_said import print_json
from eval.compare import compare_runs, comparison_json, comparison_table
from eval.draft import write_drafts
from eval.html_report import write_page
from eval.openers import Openers
from eval.run import read_run


def compare_command(args: argparse.Namespace, _openers: Openers) -> int:
    """Two folders of runs side by side."""
    comparison = compare_runs(read_run(Path(args.before)), read_run(Path(args.after)))
    if args.json:
        print_json(comparison_json(comparison))
    else:
        print(comparison_table(comparison))
    return 0


def report_command(args: argparse.Namespace, _openers: Openers) -> int:
    """The page of a run, written into its folder."""
    folder = Path(args.folder)
    print(f"报告：{write_page(read_run(folder), folder)}")
    return 0


def draft_command(args: argparse.Namespace, openers: Openers) -> int:
    """Drafts of questions from the answers that readers called bad."""
    with openers.feedback(args) as book:
        count = write_drafts(book.all("bad"), Path(args.out))
    print(f"{count} 条草稿写入 {args.out}，核对并写明应有内容后可以加进评测集。")
    return 0

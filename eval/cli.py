"""The command line of eval: what can be asked for, and which module carries it out."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from eval.cli_measure import bench_command, outlines_command, public_command
from eval.cli_run import gate_command, run_command
from eval.cli_runs import compare_command, draft_command, report_command
from eval.openers import Openers
from eval.questions import set_names

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_CARRIED_OUT: dict[str, Callable[[argparse.Namespace, Openers], int]] = {
    "run": run_command,
    "gate": gate_command,
    "compare": compare_command,
    "report": report_command,
    "draft": draft_command,
    "public": public_command,
    "bench": bench_command,
    "outlines": outlines_command,
}


def add_parser(subparsers: Subparsers) -> None:
    """Add `eval` with its commands to the command line."""
    parser = subparsers.add_parser("eval", help="评测：跑评测集、比较、把关、出报告，量时间和内存")
    commands = parser.add_subparsers(
        title="命令", metavar="命令", dest="eval_command", required=True
    )
    _add_run(commands)
    _add_gate(commands)
    _add_runs(commands)
    _add_measures(commands)


def main(args: argparse.Namespace, openers: Openers) -> int:
    """Carry out one command; returns the exit code, GuanwenError is left to the caller."""
    if args.eval_command == "run" and args.resume and not args.out:
        args.misused("--resume 要和 --out DIR 一起用。")
    if args.eval_command == "gate" and args.lower and not args.update:
        args.misused("--lower 要和 --update 一起用。")
    return _CARRIED_OUT[args.eval_command](args, openers)


def _add_run(commands: Subparsers) -> None:
    run = commands.add_parser("run", help="逐题提问并评判，按类型列出结果")
    _add_set(run)
    run.add_argument("--out", metavar="DIR", help="写入每题结果和报告的文件夹")
    run.add_argument("--resume", action="store_true", help="接着跑文件夹里没有跑完的评测")
    run.add_argument("--baselines", action="store_true", help="同时跑三个基线，与本系统并列")
    run.add_argument(
        "--judge", action="store_true",
        help="另请 GUANWEN_LLM 的语言模型逐句评判有没有依据，结果单列，不计入其他各项",
    )  # fmt: skip
    run.set_defaults(misused=run.error)


def _add_gate(commands: Subparsers) -> None:
    gate = commands.add_parser("gate", help="跑评测集，任何一项低于门槛就以退出码1结束")
    _add_set(gate)
    gate.add_argument("--floors", metavar="FILE", help="门槛文件（默认用随程序的那一份）")
    gate.add_argument("--update", action="store_true", help="按这次的结果抬高门槛")
    gate.add_argument("--lower", action="store_true", help="与 --update 同用：允许降低门槛")
    gate.set_defaults(misused=gate.error)


def _add_set(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set", default="customs", metavar="NAME|FILE",
        help=f"评测集的名字（现有：{'、'.join(set_names())}）或 .jsonl 文件，默认 customs",
    )  # fmt: skip
    command.add_argument(
        "--split", default="all", choices=["dev", "test", "all"],
        help="只跑其中一部分题目：dev、test 或 all（默认 all）",
    )  # fmt: skip
    command.add_argument(
        "--data", metavar="DIR", help="公开数据的文件夹：评测集的文件不随程序时从这里读"
    )
    _add_common(command)


def _add_runs(commands: Subparsers) -> None:
    compare = commands.add_parser("compare", help="逐题比较两次评测：变好、变坏、是否偶然")
    compare.add_argument("before", metavar="A", help="前一次评测的文件夹")
    compare.add_argument("after", metavar="B", help="后一次评测的文件夹")
    compare.add_argument("--json", action="store_true", help="输出 JSON")
    report = commands.add_parser("report", help="由一次评测的文件夹作一页可离线打开的报告")
    report.add_argument("folder", metavar="DIR", help="评测的文件夹")
    draft = commands.add_parser("draft", help="把读者给出差评的问答写成评测题草稿")
    draft.add_argument("--out", metavar="FILE", required=True, help="写入草稿的 .jsonl 文件")
    draft.add_argument("--store", metavar="DIR", help="索引文件夹（默认取自设置）")


def _add_measures(commands: Subparsers) -> None:
    public = commands.add_parser("public", help="在公开数据上量检索、拒答、按条查找")
    public.add_argument("--data", metavar="DIR", required=True, help="公开数据的文件夹")
    public.add_argument(
        "--cases", metavar="N", type=_number(1, 100_000), default=1000,
        help="问多少个案例的问题（默认 1000）",
    )  # fmt: skip
    public.add_argument("--json", action="store_true", help="输出 JSON")
    bench = commands.add_parser("bench", help="量冷启动、热进程、并发、建索引的时间和内存")
    bench.add_argument("--corpus", metavar="DIR", help="语料文件夹（默认取自设置）")
    bench.add_argument("--data", metavar="DIR", help="公开数据的文件夹：另量读取3000份法律的速度")
    bench.add_argument(
        "--chunks", metavar="N", type=_number(1_000, 1_000_000),
        help="另量有这么多检索段的大索引（1000 到 1000000，要有 --data）",
    )  # fmt: skip
    _add_common(bench)
    outlines = commands.add_parser("outlines", help="用公开的法律、规划和报告量结构分析得准不准")
    outlines.add_argument(
        "--data", metavar="DIR", required=True, help="公开数据的文件夹，里面有 outlines 和 text"
    )
    outlines.add_argument("--json", action="store_true", help="输出 JSON")


def _number(low: int, high: int) -> Callable[[str], int]:
    """An argument type: a whole number from low to high."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"要在 {low} 到 {high} 之间，收到的是 {text!r}。")
        return int(text)

    return parse


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--store", metavar="DIR", help="索引文件夹（默认取自设置）")
    command.add_argument("--json", action="store_true", help="输出 JSON")

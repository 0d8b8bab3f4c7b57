"""An argument parser that speaks Chinese: titles, help and every message about wrong usage."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

_MESSAGES = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1。"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1。"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，可以是：\3。"),
    (r"argument (.*?): expected .* arguments?", r"参数 \1 后面缺少内容。"),
    (r"argument (.*?): invalid int value: (.*)", r"参数 \1 应当是整数，收到的是 \2。"),
    (r"argument (.*?): not allowed with argument (.*)", r"参数 \1 和 \2 不能同时使用。"),
    (r"argument (.*?): ignored explicit argument (.*)", r"参数 \1 不需要内容，收到的是 \2。"),
    (r"one of the arguments (.*) is required", r"需要给出其中一个：\1。"),
    (r"argument (.*?): (.*)", r"参数 \1：\2"),
)


class Parser(argparse.ArgumentParser):
    """argparse with Chinese texts; wrong usage is one line on stderr and exit code 2."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"用法错误：{_in_chinese(message)}请看 {self.prog} -h。\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _in_chinese(message: str) -> str:
    for pattern, chinese in _MESSAGES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(chinese)
    return f"{message}。"


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""What add_subparsers gives; argparse has no public name for it."""


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """An argument type: a whole number from low to high."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[+-]?\d{1,9}", text) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"要在 {low} 到 {high} 之间，收到的是 {text!r}。")
        return int(text)

    return parse


def add_common(parser: argparse.ArgumentParser, *, corpus: bool = False) -> None:
    """The options that every command on a store has: --json, --store and perhaps --corpus."""
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--store", metavar="DIR", help="索引文件夹（默认取自设置）")
    if corpus:
        parser.add_argument("--corpus", metavar="DIR", help="语料文件夹（默认取自设置）")

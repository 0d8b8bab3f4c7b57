"""The command line `guanwen`: its commands, and how errors reach a person: one line in Chinese."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from index.errors import GuanwenError
from ui import cli_ask, cli_chat, cli_doctor, cli_index, cli_quiz
from ui.cli_parser import Parser
from ui.cli_store import open_model, opened_assistant, opened_feedback, settings_of
from ui.columns import printable

if TYPE_CHECKING:
    import argparse

_ABOUT = "关问：向编号的中文公文提问，每句回答都注明出处。"
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 well, 1 an error of ours, 2 wrong usage."""
    arguments = [_clean(word) for word in (sys.argv[1:] if argv is None else argv)]
    _use_utf8()
    try:
        parser = _parser(with_eval=arguments[:1] == ["eval"])
        args = parser.parse_args(arguments)
        if not hasattr(args, "run"):
            parser.print_help()
            return 0
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except SystemExit as stop:  # argparse: help was shown (0) or the usage was wrong (2)
        return stop.code if isinstance(stop.code, int) else 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except Exception as error:  # the outermost line: a person gets a sentence, not a traceback
        return _report(error)


def _parser(*, with_eval: bool) -> Parser:
    parser = Parser(prog="guanwen", description=_ABOUT)
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command")
    cli_index.add_parser(commands)
    cli_ask.add_parsers(commands)
    cli_chat.add_parser(commands)
    cli_quiz.add_parser(commands)
    cli_doctor.add_parser(commands)
    if with_eval:  # its own options need the eval package, which other commands do without
        from eval.cli import add_parser
        from eval.cli import main as run_eval
        from eval.openers import Openers

        add_parser(cast("argparse._SubParsersAction[argparse.ArgumentParser]", commands))
        openers = Openers(
            opened_assistant,
            opened_feedback,
            lambda args: open_model(settings_of(args)),
            lambda args: settings_of(args).llm_settings(),
        )
        commands.choices["eval"].set_defaults(run=lambda args: run_eval(args, openers))
    else:
        commands.add_parser(
            "eval", help="评测：run、compare、gate、report、bench 等，详见 guanwen eval -h"
        )
    return parser


def _report(error: Exception) -> int:
    if os.environ.get("GUANWEN_DEBUG") == "1":
        raise error
    if isinstance(error, GuanwenError):
        message = str(error)
    else:
        kind = f"{type(error).__name__}: {error}"
        message = f"程序内部错误（{kind}）。设置 GUANWEN_DEBUG=1 再运行可看到详情。"
    print("错误：" + printable(" ".join(message.split())), file=sys.stderr)
    return 1


def _clean(word: str) -> str:
    """An argument without lone surrogates, which stand for bytes that are not UTF-8."""
    return word.encode("utf-8", "replace").decode("utf-8")


def _use_utf8() -> None:
    # A terminal set to the C locale would otherwise fail at the first Chinese character.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _forget_stdout() -> None:
    # Python flushes stdout once more at exit, and would complain of the closed pipe again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

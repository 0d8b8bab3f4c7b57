"""guanwen quiz: make a quiz, take it in the terminal, grade replies, export paper and key."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.reasons import reason
from ui.cli_parser import Commands, Parser, add_common, whole_number
from ui.cli_store import CommandError, ensure_store, note, open_model, print_json, settings_of

if TYPE_CHECKING:
    from rag.quiz import ItemResult, Marking, Quiz, QuizItem

_QUIZ_FILE = "quiz make --out 保存的测验"


class _Action(Parser):
    """A parser that names itself, not the whole command, when an argument is unknown."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("quiz", help="测验：出题、答题、判分、导出")
    actions = parser.add_subparsers(
        title="动作", metavar="动作", dest="action", required=True, parser_class=_Action
    )
    make = actions.add_parser("make", help="出一份测验，题目在前，答案在后")
    make.set_defaults(run=_make)
    make.add_argument("--out", metavar="FILE.json", help="另存为文件，供 take、grade、export 使用")
    take = actions.add_parser("take", help="在终端里答题，答一题判一题")
    take.set_defaults(run=_take)
    export = actions.add_parser("export", help="导出试卷和答案（Markdown）")
    export.set_defaults(run=_export)
    export.add_argument("--out", metavar="FILE.md", help="写入文件（默认标准输出）")
    grade = actions.add_parser("grade", help="给一份答卷判分")
    grade.set_defaults(run=_grade)
    for each in (take, export, grade):
        each.add_argument("file", metavar="FILE", nargs="?", help=_QUIZ_FILE)
        each.add_argument("--quiz", metavar="FILE", help="同 FILE")
        each.set_defaults(wrong_usage=each.error)
    grade.add_argument(
        "replies", metavar="REPLIES", nargs="?", help="答卷：每行一个回答，或 JSON 列表"
    )
    grade.add_argument("--json", action="store_true", help="输出 JSON")
    for each in (make, take, export):
        _add_making(each)


def _add_making(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-n", type=whole_number(1, 200), default=10, metavar="N", help="题数（默认 10）"
    )
    parser.add_argument(
        "--seed", type=whole_number(0, 999_999_999), default=1, metavar="N",
        help="同一个数出同一份题（默认 1）",
    )  # fmt: skip
    parser.add_argument(
        "--document", metavar="TITLE", nargs="+", action="extend", default=[], help="只考这些文件"
    )
    add_common(parser, corpus=True)


def _make(args: argparse.Namespace) -> int:
    quiz = _new_quiz(args)
    if args.out:
        _write(args.out, json.dumps(quiz.to_json(), ensure_ascii=False, indent=2) + "\n")
        note(f"已保存 {len(quiz.items)} 道题：{args.out}。答题：guanwen quiz take {args.out}")
    if args.json:
        print_json(quiz.to_json())
    elif not args.out:
        print(f"{_paper(quiz)}\n答案\n\n{_key(quiz)}", end="")
    return 0


def _take(args: argparse.Namespace) -> int:
    from rag.quiz import Marking, mark

    say: Callable[[str], None] = note if args.json else print
    quiz = _quiz(args)
    results: list[ItemResult] = []
    for number, item in enumerate(quiz.items, 1):
        say(_question(number, item).rstrip("\n"))
        reply = _asked(args, say, item)
        if reply is None:
            break
        results.append(mark(item, reply))
        say(f"{_verdict(results[-1])}\n")
    results += [mark(item, "") for item in quiz.items[len(results) :]]
    return _show_marking(args, Marking(tuple(results)))


def _asked(args: argparse.Namespace, say: Callable[[str], None], item: QuizItem) -> str | None:
    """A reply that could be one; None when there is no more input."""
    from rag.quiz_marks import impossible

    prompt = "你的回答（填字母）：" if item.choices else "你的回答："
    while True:
        if args.json:  # stdout is for the marking alone
            note(prompt)
        try:
            reply = input("" if args.json else prompt)
        except EOFError:
            say("")
            return None
        wrong = impossible(item, reply)
        if not wrong:
            return reply
        say(f"{wrong}请再答一次。")


def _grade(args: argparse.Namespace) -> int:
    from rag.quiz import grade

    given = [each for each in (args.quiz, args.file, args.replies) if each is not None]
    if len(given) < 2:
        missing = "答卷 REPLIES" if given else "测验 FILE 和答卷 REPLIES"
        args.wrong_usage(f"the following arguments are required: {missing}")
    if len(given) > 2:
        args.wrong_usage("argument --quiz: not allowed with argument FILE")
    return _show_marking(args, grade(_read_quiz(given[0]), _read_replies(given[1])))


def _export(args: argparse.Namespace) -> int:
    quiz = _quiz(args)
    if args.json:
        text = json.dumps(quiz.to_json(), ensure_ascii=False, indent=2) + "\n"
    else:
        text = f"# 测验\n\n{_paper(quiz)}\n# 答案\n\n{_key(quiz)}"
    if args.out:
        _write(args.out, text)
    else:
        print(text, end="")
    return 0


def _quiz(args: argparse.Namespace) -> Quiz:
    """The quiz of the file that was named, else a new one."""
    if args.file is not None and args.quiz is not None:
        args.wrong_usage("argument --quiz: not allowed with argument FILE")
    file = args.quiz if args.file is None else args.file
    return _new_quiz(args) if file is None else _read_quiz(file)


def _new_quiz(args: argparse.Namespace) -> Quiz:
    from index.store import Store
    from rag.quiz import make_quiz

    settings = settings_of(args)
    embedder = open_model(settings)
    ensure_store(settings, embedder)
    store = Store.open(settings.store, embedder, server=settings.vector_server())
    try:
        quiz = make_quiz(store, args.n, args.seed, tuple(args.document))
    finally:
        store.close()
    if quiz.notice:
        note(quiz.notice)
    return quiz


def _read_quiz(file: str) -> Quiz:
    from rag.quiz import Quiz

    try:
        return Quiz.from_json(json.loads(_read(file)))
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{file} 不是测验文件，请用 guanwen quiz make --out 生成。") from error


def _read_replies(file: str) -> list[str]:
    text = _read(file)
    if not text.lstrip().startswith("["):
        return text.splitlines()
    try:
        replies = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CommandError(f"答卷 {file} 不是完整的 JSON。") from error
    if not all(isinstance(reply, str) for reply in replies):
        raise CommandError(f"答卷 {file} 应当是文字的列表。")
    return list(replies)


def _show_marking(args: argparse.Namespace, marking: Marking) -> int:
    if args.json:
        print_json(marking.to_json())
        return 0
    for number, result in enumerate(marking.results, 1):
        print(f"{number}. {result.item.question}")
        if result.right:
            print("   对")
        else:
            reply = _in_words(result.item, result.reply.strip()) or "（未答）"
            print(f"   错，你的回答：{reply}", *filter(None, [result.remark]), sep="\n   ")
            print(f"   答案：{_answer(result.item)}", _source(result.item), sep="\n   ")
    print(f"得分：{marking.score}/{marking.total}")
    return 0


def _verdict(result: ItemResult) -> str:
    said = "对。" if result.right else "错。"
    return f"{said}答案：{_answer(result.item)}\n出处：{result.item.section}"


def _paper(quiz: Quiz) -> str:
    return "\n".join(_question(n, item) for n, item in enumerate(quiz.items, 1))


def _question(number: int, item: QuizItem) -> str:
    choices = "".join(f"   {mark}. {text}\n" for mark, text in _lettered(item.choices))
    return f"{number}. {item.question}\n{choices}"


def _key(quiz: Quiz) -> str:
    return "".join(
        f"{n}. {_answer(item)}　{_source(item)}\n" for n, item in enumerate(quiz.items, 1)
    )


def _answer(item: QuizItem) -> str:
    return _in_words(item, item.key)


def _in_words(item: QuizItem, reply: str) -> str:
    """A letter together with the choice it stands for."""
    choices = dict(_lettered(item.choices))
    letter = reply.upper()
    return f"{letter}. {choices[letter]}" if letter in choices else reply


def _lettered(choices: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip("ABCD", choices, strict=False))


def _source(item: QuizItem) -> str:
    return f"见《{item.citation.document}》{item.citation.label}：{' '.join(item.quote.split())}"


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} 不是 UTF-8 文字。") from error
    except OSError as error:
        raise CommandError(f"无法读取 {file}：{reason(error)}。") from error


def _write(file: str, text: str) -> None:
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"无法写入 {file}：{reason(error)}。") from error

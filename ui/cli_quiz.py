"""guanwen quiz: make a quiz, take it in the terminal, grade replies, export paper and key."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli_parser import Commands, add_common, whole_number
from ui.cli_store import CommandError, ensure_store, note, print_json, settings_of

if TYPE_CHECKING:
    from rag.quiz import Marking, Quiz, QuizItem


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("quiz", help="测验：出题、答题、判分、导出")
    actions = parser.add_subparsers(title="动作", metavar="动作", dest="action", required=True)
    make = actions.add_parser("make", help="出一份测验")
    make.set_defaults(run=_make)
    take = actions.add_parser("take", help="在终端里答题")
    take.set_defaults(run=_take)
    export = actions.add_parser("export", help="导出试卷和答案（Markdown）")
    export.set_defaults(run=_export)
    for each in (make, take, export):
        _add_making(each)
    export.add_argument("--out", metavar="FILE.md", help="写入文件（默认标准输出）")
    make.add_argument("--out", metavar="FILE.json", help="另存为文件，供 take、grade、export 使用")
    grade = actions.add_parser("grade", help="给一份答卷判分")
    grade.add_argument("quiz", metavar="QUIZ.json", help="quiz make --out 保存的测验")
    grade.add_argument("replies", metavar="REPLIES", help="答卷：每行一个回答，或 JSON 列表")
    grade.add_argument("--json", action="store_true", help="输出 JSON")
    grade.set_defaults(run=_grade)


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
    if parser.prog.split()[-1] != "make":
        parser.add_argument("--quiz", metavar="QUIZ.json", help="用已保存的测验，不另出题")
    add_common(parser, corpus=True)


def _make(args: argparse.Namespace) -> int:
    quiz = _new_quiz(args)
    if args.out:
        _write(args.out, json.dumps(quiz.to_json(), ensure_ascii=False, indent=2) + "\n")
        note(f"已保存 {len(quiz.items)} 道题：{args.out}")
    if args.json:
        print_json(quiz.to_json())
    elif not args.out:
        print(_paper(quiz) + "\n" + _key(quiz))
    return 0


def _take(args: argparse.Namespace) -> int:
    from rag.quiz import grade

    quiz = _quiz(args)
    replies = []
    for number, item in enumerate(quiz.items, 1):
        note(_question(number, item))
        try:
            replies.append(input("你的回答："))
        except EOFError:
            break
    return _show_marking(args, grade(quiz, replies))


def _grade(args: argparse.Namespace) -> int:
    from rag.quiz import grade

    return _show_marking(args, grade(_read_quiz(args.quiz), _read_replies(args.replies)))


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
    return _read_quiz(args.quiz) if args.quiz else _new_quiz(args)


def _new_quiz(args: argparse.Namespace) -> Quiz:
    from index.embedding import open_embedder
    from index.store import Store
    from rag.quiz import make_quiz

    settings = settings_of(args)
    embedder = open_embedder(settings.model)
    ensure_store(settings, embedder)
    store = Store.open(settings.store, embedder)
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
        if result.right:
            print(f"{number}. 对")
        else:
            reply = result.reply.strip() or "（未答）"
            print(f"{number}. 错：答 {reply}，应为 {result.item.key}。{_source(result.item)}")
    print(f"得分：{marking.score}/{marking.total}")
    return 0


def _paper(quiz: Quiz) -> str:
    return "\n".join(_question(n, item) for n, item in enumerate(quiz.items, 1))


def _question(number: int, item: QuizItem) -> str:
    choices = "".join(
        f"   {mark}. {text}\n" for mark, text in zip("ABCD", item.choices, strict=False)
    )
    return f"{number}. {item.question}\n{choices}"


def _key(quiz: Quiz) -> str:
    return "".join(f"{n}. {item.key}　{_source(item)}\n" for n, item in enumerate(quiz.items, 1))


def _source(item: QuizItem) -> str:
    return f"见《{item.citation.document}》{item.citation.label}：{' '.join(item.quote.split())}"


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} 不是 UTF-8 文字。") from error
    except OSError as error:
        raise CommandError(f"无法读取 {file}：{error.strerror}。") from error


def _write(file: str, text: str) -> None:
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"无法写入 {file}：{error.strerror}。") from error

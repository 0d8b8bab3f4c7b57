"""guanwen ask and guanwen search: one question, or a file of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.cli_parser import Commands, add_common, whole_number
from ui.cli_store import note, opened_assistant, print_json, short_run

if TYPE_CHECKING:
    from rag.answer import Answer, Citation
    from rag.assistant import Assistant
    from rag.retrieve import SearchHit
    from ui.batch import Record

BatchLine = Callable[["Assistant", "Record", tuple[str, ...]], dict[str, object]]
_QUOTE = 120  # characters of a quote shown to a person; JSON has it whole


def add_parsers(commands: Commands) -> None:
    """Add both commands to the parser."""
    ask = commands.add_parser("ask", help="提一个问题，回答注明出处")
    ask.add_argument("question", metavar="问题", nargs="?", help="要问的问题")
    ask.set_defaults(run=_ask, parser=ask)
    search = commands.add_parser("search", help="查找词句出现的位置")
    search.add_argument("question", metavar="词句", nargs="?", help="要查找的词句")
    search.add_argument("-k", type=_how_many, default=10, metavar="N", help="最多几条（默认 10）")
    search.set_defaults(run=_search, parser=search)
    for each in (ask, search):
        each.add_argument("--batch", metavar="IN.jsonl", help="从文件逐行读取问题（- 为标准输入）")
        each.add_argument("--out", metavar="OUT.jsonl", help="逐行写出结果（- 为标准输出）")
        each.add_argument(
            "--document", metavar="TITLE", nargs="+", action="extend", default=[],
            help="只在这些文件里找（标题、编号或其一部分）",
        )  # fmt: skip
        add_common(each, corpus=True)


def _how_many(text: str) -> int:
    with short_run():  # the search imports the same
        from rag.assistant import K_LIMIT
    return whole_number(1, K_LIMIT)(text)


def _ask(args: argparse.Namespace) -> int:
    _check_usage(args)
    if args.batch:
        return _run_batch(args, _answer_line)
    from rag.answer import Question
    from rag.answer_json import answer_json

    with short_run(), opened_assistant(args) as assistant:
        answer = assistant.ask(Question((args.question,), documents=tuple(args.document)))
    if args.json:
        if answer.notice:  # the contract's JSON has no place for it
            note(answer.notice)
        print_json(answer_json(answer))
    else:
        print(_answer_text(answer))
    return 0


def _search(args: argparse.Namespace) -> int:
    _check_usage(args)
    if args.batch:
        return _run_batch(args, _hits_line)
    from rag.answer_json import hit_json

    with short_run(), opened_assistant(args) as assistant:
        found = assistant.find(args.question, args.k, tuple(args.document))
    if found.notice:
        note(found.notice)
    if args.json:
        print_json([hit_json(hit) for hit in found.hits])
    else:
        print("\n".join(_hit_text(n, hit) for n, hit in enumerate(found.hits, 1)) or "没有找到。")
    return 0


def _check_usage(args: argparse.Namespace) -> None:
    if args.batch is None and args.question is None and len(args.document) > 1:
        args.question = args.document.pop()  # “--document 标题 问题”: the option takes all
    if args.batch is None and args.question is None:
        args.parser.error("the following arguments are required: 问题（或 --batch）")
    if args.batch is not None and args.question is not None:
        args.parser.error("argument 问题: not allowed with argument --batch")
    if (args.batch is None) != (args.out is None):
        args.parser.error("argument --batch: 要与 --out 一起使用。")


def _run_batch(args: argparse.Namespace, answer_line: BatchLine) -> int:
    from ui.batch import run_batch

    with opened_assistant(args) as assistant:
        default = tuple(args.document)
        lines, failed = run_batch(
            args.batch, args.out, lambda record: answer_line(assistant, record, default)
        )
    if failed:
        note(f"{lines} 行中有 {failed} 行失败，原因见输出中的 error。")
    return 1 if failed else 0


def _answer_line(
    assistant: Assistant, record: Record, documents: tuple[str, ...]
) -> dict[str, object]:
    from dataclasses import replace

    from rag.answer_json import answer_json
    from ui.batch import question_of

    question = question_of(record)
    if not question.documents:
        question = replace(question, documents=documents)
    return answer_json(assistant.ask(question))


def _hits_line(
    assistant: Assistant, record: Record, documents: tuple[str, ...]
) -> dict[str, object]:
    from rag.answer_json import hit_json
    from ui.batch import search_of

    query, k, limited = search_of(record)
    hits = assistant.find(query, k, limited or documents).hits
    return {"id": None, "hits": [hit_json(hit) for hit in hits]}


def _answer_text(answer: Answer) -> str:
    parts = [answer.answer]
    if answer.citations:
        parts.append("\n".join(_citation_text(citation) for citation in answer.citations))
    if answer.notice:
        parts.append(answer.notice)
    return "\n\n".join(parts)


def _citation_text(citation: Citation) -> str:
    quote = _short(citation.quote)
    return f"[{citation.n}] 《{citation.document}》{citation.label}：{quote}"


def _hit_text(n: int, hit: SearchHit) -> str:
    also = f"\n   同样的文字还见于{'、'.join(hit.also)}" if hit.also else ""
    return f"{n}. 《{hit.document}》{hit.label}（{hit.score:.3f}）\n   {_short(hit.text)}{also}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"

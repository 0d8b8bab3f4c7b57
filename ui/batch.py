"""JSON Lines in, JSON Lines out: one line for each line read, in order; a failure is a line too."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO

from index.errors import GuanwenError
from index.reasons import reason
from rag.answer import InlineText, Question
from rag.assistant import K_LIMIT
from ui.cli_store import CommandError

LINE_LIMIT = 64 * 1024 * 1024
"""Longest line in bytes: a document of 20 MB fits in even where every character is escaped."""
_SHOWN = 50  # characters of a wrong value that are repeated

Record = Mapping[str, object]


class LineError(GuanwenError):
    """A line of a batch is not what it should be."""


def run_batch(
    source: str, target: str, handle: Callable[[Record], dict[str, object]]
) -> tuple[int, int]:
    """Run `handle` on each line of a file ("-": stdin) into another ("-": stdout).

    Returns how many lines were read and how many failed. A line that fails becomes
    {"id", "error"}, with the id null where the line does not tell it.
    """
    if source != "-" and target != "-" and _same_file(Path(source), Path(target)):
        raise CommandError(f"输入和输出是同一个文件 {source}，请换一个 --out。")
    lines = failed = 0
    with _reading(source) as incoming, _writing(target) as outgoing:
        for line in _lines(incoming):
            written, well = _result(line, handle)
            lines += 1
            failed += not well
            _write(outgoing, written + "\n", target)
    return lines, failed


def question_of(record: Record) -> Question:
    """The question of a batch line; LineError names the field that is wrong."""
    turns = _texts(record, "turns")
    if not turns:
        raise LineError("缺少 turns：它应当是一个列表，最后一项是要回答的问题。")
    return Question(
        turns=turns,
        documents=_texts(record, "documents"),
        texts=tuple(_inline_texts(record)),
        id="" if record.get("id") is None else str(record["id"]),
    )


def search_of(record: Record) -> tuple[str, int, tuple[str, ...]]:
    """Query, k and documents of a batch line; LineError names the field that is wrong."""
    query, k = record.get("query"), record.get("k", 10)
    if not isinstance(query, str):
        raise LineError("缺少 query：它应当是一段文字。")
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= K_LIMIT:
        raise LineError(f"k 应当是 1 到 {K_LIMIT} 的整数，收到的是 {repr(k)[:_SHOWN]}。")
    return _sound(query), k, _texts(record, "documents")


def _result(line: bytes | None, handle: Callable[[Record], dict[str, object]]) -> tuple[str, bool]:
    """The line to write for a line read, and whether it went well."""
    record_id: object = None
    try:
        record = _parse(line)
        record_id = _id_of(record)
        return _written({**handle(record), "id": record_id}), True
    except GuanwenError as error:
        message = str(error)
    except Exception as error:  # the other lines go on whatever is wrong with this one
        message = f"程序内部错误（{type(error).__name__}：{error}）。"
    return _written({"id": record_id, "error": _sound(message)}), False


def _written(result: dict[str, object]) -> str:
    """As JSON that can be written to a file; ValueError for what JSON or UTF-8 cannot hold."""
    text = json.dumps(result, ensure_ascii=False, allow_nan=False)
    text.encode("utf-8")
    return text


def _parse(line: bytes | None) -> Record:
    if line is None:
        raise LineError(f"这一行超过 {LINE_LIMIT // 2**20} MB，未处理。")
    if not line.strip():
        raise LineError("这一行是空的。")
    try:
        record = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise LineError("这一行不是 UTF-8 文字。") from error
    except (ValueError, RecursionError) as error:
        raise LineError("这一行不是完整的 JSON。") from error
    if not isinstance(record, dict):
        raise LineError("这一行不是 JSON 对象。")
    return record


def _refuse(constant: str) -> NoReturn:
    raise LineError(f"JSON 里不能有 {constant}。")


def _id_of(record: Record) -> object:
    """The id, to be given back as it came; LineError for one that could not be."""
    value = record.get("id")
    if isinstance(value, float) and not math.isfinite(value):  # 1e999
        raise LineError("id 是一个过大的数。")
    if isinstance(value, str) and value != _sound(value):
        raise LineError("id 里有不成对的代理字符（\\ud800 之类），无法写成 UTF-8。")
    return value if isinstance(value, str | int | float) else None


def _texts(record: Record, name: str) -> tuple[str, ...]:
    value = record.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise LineError(f"{name} 应当是文字的列表。")
    return tuple(_sound(each) for each in value)


def _inline_texts(record: Record) -> Iterator[InlineText]:
    value = record.get("texts")
    if value is None:
        return
    if not isinstance(value, list):
        raise LineError("texts 应当是列表。")
    for each in value:
        title = each.get("title", "") if isinstance(each, dict) else None
        text = each.get("text") if isinstance(each, dict) else None
        if not isinstance(title, str) or not isinstance(text, str):
            raise LineError('texts 的每一项应当是 {"title": "……", "text": "……"}。')
        yield InlineText(_sound(title), _sound(text))


def _sound(text: str) -> str:
    """The text without lone surrogates, which JSON can hold (\\ud800) and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _lines(incoming: BinaryIO) -> Iterator[bytes | None]:
    """Lines without their end; None for one over the limit, which is skipped without being kept."""
    while line := incoming.readline(LINE_LIMIT):
        if len(line) < LINE_LIMIT or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = incoming.readline(LINE_LIMIT)
        yield None


@contextmanager
def _reading(source: str) -> Iterator[BinaryIO]:
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        file = open(source, "rb")  # noqa: SIM115 - closed by the with below
    except OSError as error:
        raise CommandError(f"无法读取 {source}：{reason(error)}。") from error
    with file:
        yield file


@contextmanager
def _writing(target: str) -> Iterator[TextIO]:
    if target == "-":
        yield sys.stdout
        return
    try:
        file = open(target, "w", encoding="utf-8", newline="\n")  # noqa: SIM115 - as above
    except OSError as error:
        raise CommandError(f"无法写入 {target}：{reason(error)}。") from error
    with file:
        yield file


def _write(outgoing: TextIO, text: str, target: str) -> None:
    try:
        outgoing.write(text)
        outgoing.flush()
    except BrokenPipeError:  # nobody reads any more: no fault of the file
        raise
    except OSError as error:
        _abandon(outgoing)
        raise CommandError(f"写入 {target} 时出错：{reason(error)}。") from error


def _abandon(file: TextIO) -> None:
    """Close a file without keeping what could not be written."""
    with suppress(OSError):
        file.close()


def _same_file(first: Path, second: Path) -> bool:
    return first.exists() and second.exists() and os.path.samefile(first, second)

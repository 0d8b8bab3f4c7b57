"""Remarks on a store that are no fault of it: where copies differ, which documents are nearly equal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.copying.differences import Comparison, Difference, compare
from index.errors import StoreError
from index.storage.database import DATABASE_FILE, copy_key, open_database
from index.storage.generations import current_generation
from index.storage.manifest import read_manifest
from index.storage.reading import read_infos, read_outline

SHOWN = 40
"""Characters shown of a long passage."""


@dataclass(frozen=True, slots=True)
class CopyRemark:
    """In what one copy differs from the text that people see."""

    document_id: str
    title: str
    file: str
    copy: str
    comparison: Comparison


def copy_remarks(store: Path) -> tuple[CopyRemark, ...]:
    """Every copy in a store compared with its document, in corpus order; StoreError when it cannot be read."""
    try:
        with closing(open_database(current_generation(store) / DATABASE_FILE)) as connection:
            return tuple(_compared(connection))
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise StoreError(f"索引 {store} 已损坏，请运行 guanwen index build 重建。") from error


def near_equal(store: Path) -> tuple[str, ...]:
    """What the build noted of documents that are versions or parts of others, a sentence each."""
    records = read_manifest(current_generation(store)).records
    return tuple(f"{r.file} {r.message}" for r in records if r.outcome == "read" and r.message)


def copy_lines(remark: CopyRemark) -> Iterator[str]:
    """A remark for people: one line on the whole, one for each place where the words differ."""
    found = remark.comparison
    differ = f"有 {len(found.wording)} 处文字不同" if found.wording else "文字相同"
    yield (
        f"《{remark.title}》的副本 {remark.copy}：与正本{differ}，"
        f"标点不同 {found.punctuation} 处，仅排版不同 {found.layout} 处。"
    )
    for each in found.wording:
        yield f"《{remark.title}》{_at(each)}：{_sides(each, remark.copy)}"
    for labels, said in ((found.lacking, "没有"), (found.extra, "另有")):
        if labels:
            yield (
                f"《{remark.title}》：副本 {remark.copy} {said}下列标题或表格行："
                f"{'、'.join(labels[:20])}{'等' if len(labels) > 20 else ''}（{len(labels)} 个）。"
            )


def remark_json(remark: CopyRemark) -> dict[str, object]:
    """A remark for programs: all differences in full, with exact places."""
    found = remark.comparison
    return {
        "document_id": remark.document_id,
        "document": remark.title,
        "file": remark.file,
        "copy": remark.copy,
        "wording": [
            {
                "label": each.label,
                "text": each.text,
                "copy_text": each.copy,
                "before": each.before,
                "after": each.after,
                "span": list(each.span),
                "copy_span": list(each.copy_span),
            }
            for each in found.wording
        ],
        "lacking": list(found.lacking),
        "extra": list(found.extra),
        "punctuation": found.punctuation,
        "layout": found.layout,
    }


def _compared(connection: sqlite3.Connection) -> Iterator[CopyRemark]:
    for info, _ in read_infos(connection):
        for copy in info.copies:
            try:
                other = read_outline(connection, copy_key(copy))
            except KeyError:  # a copy that the build did not keep: nothing to compare
                continue
            found = compare(read_outline(connection, info.id), other)
            yield CopyRemark(info.id, info.title, info.file, copy, found)


def _at(each: Difference) -> str:
    return each.label or "开头"


def _sides(each: Difference, copy: str) -> str:
    before, after = _one_line(each.before), _one_line(each.after)
    place = f"在“{before}”之后" if before else f"在“{after}”之前" if after else ""
    if not each.text:
        return f"副本 {copy} {place}多出{_quoted(each.copy)}。"
    if not each.copy:
        return f"副本 {copy} {place}缺少{_quoted(each.text)}。"
    mine, theirs = (_quoted(text, before, after) for text in (each.text, each.copy))
    return f"正本{mine}，副本 {copy}{theirs}。"


def _quoted(text: str, before: str = "", after: str = "") -> str:
    line = _one_line(text)
    if len(line) <= SHOWN:
        return f"“{before}{line}{after}”"
    return f"“{before}{line[:SHOWN]}……”（共 {len(text)} 个字）"


def _one_line(text: str) -> str:
    return " ".join(text.split())

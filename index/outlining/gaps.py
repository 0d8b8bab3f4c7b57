"""Gaps: numbers that are missing, doubled or out of order, told to people with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import OutlineWarning, Table
from index.numerals import NUMERAL, write_numeral
from index.outlining.numbering import Style
from index.outlining.sequence import Jump
from index.outlining.tree import OpenNode

_MOST = 200
"""Most warnings of one document: more say nothing new."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A jump in the numbers and the node at which it shows."""

    node: OpenNode
    jump: Jump


def gap_warnings(gaps: Sequence[Gap]) -> Iterator[OutlineWarning]:
    """One sentence for each gap; a number that comes late is late, not missing."""
    late = {(gap.node.style, gap.jump.ordinal) for gap in gaps if gap.jump.kind == "out_of_order"}
    for gap in gaps[:_MOST]:
        message = _message(gap, late)
        if message:
            node = gap.node
            span = (node.start, min(node.end, node.start + 80))
            yield OutlineWarning(gap.jump.kind, message, node.id, span)


def _message(gap: Gap, late: set[tuple[Style | None, int]]) -> str:
    node, jump = gap.node, gap.jump
    above = (
        node.parent.label.rstrip("、.") if node.parent and node.parent.kind != "document" else ""
    )
    where = f"{above}：" if above else ""
    own = shown(node.number)
    if jump.kind == "doubled":
        title = f"（“{_short(node.title)}”）" if node.title else ""
        return f"{where}{own}重复出现{title}。"
    before = shown(renumber(node.number, jump.known)) if jump.known else ""
    if jump.kind == "out_of_order":
        return f"{where}{own}排在{before}之后，顺序不对。"
    if not jump.known and above and node.style != "article":  # articles run through a law
        last = shown(renumber(node.number, jump.ordinal - 1))
        first = shown(renumber(node.number, 1))
        return f"{where}缺少{first if first == last else f'{first}至{last}'}（在{own}之前）。"
    if not jump.known:
        return f"{where}编号从{own}开始，前面没有其他编号，文件可能不是从头开始的。"
    numbers = range(jump.known + 1, jump.ordinal)
    absent = [number for number in numbers if (node.style, number) not in late]
    if not absent:
        return ""
    first, last = (shown(renumber(node.number, number)) for number in (absent[0], absent[-1]))
    missing = first if len(absent) == 1 else f"{first}至{last}"
    return f"{where}缺少{missing}（在{before}之后）。"


def row_warnings(tables: Sequence[Table], nodes: Sequence[OpenNode]) -> Iterator[OutlineWarning]:
    """The same for the numbers of the rows of tables."""
    by_id = {node.id: node for node in nodes if node.kind in ("table", "row")}
    for table in tables:
        known = 0
        where = by_id[table.node_id].label or "表格"
        for row in (by_id[row.node_id] for row in table.rows):
            if row.number and known and row.ordinal not in (1, known + 1):
                yield _row_warning(row, known, where)
            known = row.ordinal if row.number else known


def _row_warning(row: OpenNode, known: int, where: str) -> OutlineWarning:
    span = (row.start, row.end)
    if row.ordinal == known:
        return OutlineWarning("doubled", f"{where}：表中第{known}项重复出现。", row.id, span)
    if row.ordinal < known:
        message = f"{where}：表中第{row.ordinal}项排在第{known}项之后，顺序不对。"
        return OutlineWarning("out_of_order", message, row.id, span)
    absent = f"第{known + 1}项" + (f"至第{row.ordinal - 1}项" if row.ordinal > known + 2 else "")
    message = f"{where}：表中缺少{absent}（在第{known}项之后）。"
    return OutlineWarning("missing", message, row.id, span)


def renumber(number: str, ordinal: int) -> str:
    """A written number with another ordinal in it: “第十二条”, 11 → “第十一条”."""
    if re.fullmatch(r"[A-Za-z]", number):
        return chr(ord("A" if number.isupper() else "a") + ordinal - 1)
    if number[:1] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" and 0 < ordinal <= 20:
        return "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[ordinal - 1]
    plain = re.sub(rf"之{NUMERAL}+$", "", number)
    if re.search(r"\d", plain):
        return re.sub(r"\d+(?=\D*$)", str(ordinal), plain)
    numeral = write_numeral(ordinal) if ordinal < 10_000 else str(ordinal)
    return re.sub(rf"{NUMERAL}+", numeral, plain, count=1)


def shown(number: str) -> str:
    """A number as it stands in a sentence: “一、” is quoted, “第十二条” and “专栏3” are words."""
    return number if number.startswith(("第", "专栏", "附", "（")) else f"“{number}”"


def _short(title: str) -> str:
    return title if len(title) <= 20 else title[:19] + "…"

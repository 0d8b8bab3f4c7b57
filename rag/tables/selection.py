"""Rows chosen by what a question says of them: “哪些是约束性的”, “超过40个的”, “最高的是哪个”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion, numeral_value
from rag.tables.conditions import Conditions
from rag.tables.rows import Row, sentence
from rag.tables.wording import ORDERED, SUPERLATIVE

_COUNT = re.compile(r"(?:几|多少)(?:个|项|条|家|种)?(?!国家|地区|百分点)")
_NAMES = re.compile(r"哪|谁|什么|列|分别|名单|叫")
_LOW = frozenset("小低少短慢")
_FIRST = re.compile(r"首位|第一(?!产业)|头名|打头|居首")
_BEST = re.compile(
    r"(?:前|头)(?P<n>[两二三四五六七八九十\d]{1,2})(?:名|位|个|项|强)|最[大高多小低少]的(?:那)?(?P<n2>[两二三四五六七八九十\d]{1,2})(?:个|项)"
)
"""“最高的三个”: how many of those at the end."""
_MOST = 50
"""Rows of one document that an answer lists: a sheet may have thousands."""


def extreme(question: ParsedQuestion, rows: Sequence[Row], conditions: Conditions) -> Draft | None:
    """The highest or the lowest row, or all in order; of each unit for itself."""
    ordered = None if _FIRST.search(question.subject) else ORDERED.search(question.subject)
    best = _BEST.search(question.subject)
    found = SUPERLATIVE.search(question.subject)
    way = (
        next((g for g in ordered.groups() if g), "")
        if ordered
        else (found["way"] if found else "") or ""
    )
    if not way and (rank := ORDERED.search(question.subject)):
        way = next((g for g in rank.groups() if g), "")
    rising = way in _LOW
    last = not conditions.years and not conditions.columns
    units: dict[str, list[tuple[Fact, Row]]] = {}
    for row in rows:
        cells = [c for c in conditions.cells(row, last=last) if c.number is not None]
        if cells:
            units.setdefault(cells[-1].unit, []).append((cells[-1], row))
    said: list[Statement] = []
    for pairs in units.values():
        pairs.sort(key=lambda pair: pair[0].number or 0, reverse=not rising)
        end = pairs[0][0].number
        kept = pairs if ordered else [p for p in pairs if p[0].number == end]
        if best and not ordered:
            kept = pairs[: int(numeral_value(best["n"] or best["n2"]) or 1)]
        said.extend(sentence(row, [cell]) for cell, row in kept)
    if len(units) > 1:
        said.insert(0, Statement("单位不同，分别来看：", (), "lead", derived=True))
    return Draft("indicator", tuple(said)) if said else None


def opening_of(question: ParsedQuestion, size: int) -> str | None:
    """是的 or 不对 for a question that states how many there are."""
    if "check" not in question.wants or _BEST.search(question.subject):
        return None
    stated = re.search(
        r"(?<![哪\d])(\d+|[一二三四五六七八九十]{1,3})[个项条](?=[^,?]{0,8}(?:,|\?|对|吗|吧|是|$))",
        question.subject,
    )
    value = numeral_value(stated[1]) if stated else None
    return None if value is None else "是的，" if value == size else "不对，"


def described(conditions: Conditions, noun: str) -> str:
    """The conditions in words: “2020年超过40个的指标”; `noun` is what the rows are."""
    words = {">=": "不低于", "<=": "不超过", ">": "超过", "<": "低于", "=": "为"}
    years = "、".join(f"{y}年" for y in conditions.years)
    columns = "、".join(c for c in conditions.columns)
    parts = [f"属性为{conditions.attribute}" if conditions.attribute else ""]
    parts.append(f"以{conditions.unit}为单位" if conditions.unit else "")
    levels = "、".join(f"{words[c.level]}{c.value:g}{c.unit}" for c in conditions.compared)
    if conditions.missing:
        parts.append(f"没有{years or columns}数值")
    elif conditions.filled:
        parts.append(f"列出{years or columns}数值")
    elif conditions.moved:
        parts.append(f"从{conditions.moved[0]:g}变为{conditions.moved[1]:g}")
    elif len(conditions.bounds) > 2:
        without = "不" if conditions.unsigned else ""
        parts.append(f"{years or columns}数值{without}带不等号")
    elif conditions.bounds:
        signs = {"more_than": "“>”", "at_least": "“≥”", "less_than": "“<”", "at_most": "“≤”"}
        parts.append(
            f"{years or columns}数值{'不' if conditions.unsigned else ''}带"
            f"{'或'.join(signs.get(b, '') for b in conditions.bounds)}{levels}"
        )
    else:
        parts.append(f"{years or columns}{levels}" if levels else "")
    return f"{'、'.join(p for p in parts if p)}的{noun}"


def listed(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue, name: str) -> Draft:
    """How many rows there are and which, each document for itself."""
    lead_only = bool(_COUNT.search(question.subject)) and not _NAMES.search(question.subject)
    documents = dict.fromkeys(r.document_id for r in rows)
    measure = "项" if re.search(r"[几多]少?项", question.subject) else "个"
    said: list[Statement] = []
    for document_id in documents:
        own = [r for r in rows if r.document_id == document_id]
        whose = f"{catalogue.title(document_id)}中，" if len(documents) > 1 else ""
        first = f"，这里列出前{_MOST}个" if len(own) > _MOST else ""
        lead = f"{whose}{name}共有{len(own)}{measure}{first}："
        own = own[:_MOST]
        if lead_only:
            text = f"{lead}{'、'.join(r.subject for r in own)}。"
            said.append(Statement(text, tuple(r.evidence for r in own), derived=True))
        else:
            items = (Statement(r.subject, (r.evidence,), "item") for r in own)
            said.extend((Statement(lead, (), "lead", derived=True), *items))
    return Draft("indicator", tuple(said))

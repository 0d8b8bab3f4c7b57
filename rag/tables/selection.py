"""Rows chosen by what a question says of them: “哪些是约束性的”, “超过40个的”, “最高的是哪个”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion, numeral_value
from rag.tables.changes import asked_changes
from rag.tables.conditions import Conditions, read_conditions
from rag.tables.rows import Row, sentence
from rag.tables.wording import ASKS, ORDERED, SUPERLATIVE, WHICH, left_terms

_COUNT = re.compile(r"(?:几|多少)(?:个|项|条|家|种)?(?!国家|地区|百分点)")
_NAMES = re.compile(r"哪|谁|什么|列|分别|名单|叫")
_LOW = frozenset("小低少短慢")
_MOST = 50
"""Rows of one document that an answer lists: a sheet may have thousands."""
_GOAL = re.compile(r"目标|到时|届时|规划要|计划")


def select(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> Draft | None:
    """A count or list of the rows that meet the conditions of a question about all rows of tables;
    None when the question is not one."""
    if not ASKS.search(question.subject):
        return None
    rows = _of_the_table(question, rows, catalogue)
    conditions = read_conditions(question, rows)
    asks_all = bool(WHICH.search(question.subject)) or "指标" in question.subject
    extreme = ORDERED.search(question.subject) or SUPERLATIVE.search(question.subject)
    if not rows or not (conditions.any or asks_all or extreme):
        return None
    pool = _of_the_subject(left_terms(question, rows, catalogue), rows, catalogue)
    if not pool or not (asks_all or conditions.attribute or _is_of_column(question, pool)):
        return None
    last = bool(_GOAL.search(question.subject))
    chosen = [r for r in pool if conditions.holds(r, last=last)] if conditions.any else pool
    if not conditions.any and (moved := asked_changes(question, chosen)):
        return moved
    if extreme:
        return _extreme(question, chosen, conditions)
    if not conditions.any:
        return _all_of_them(question, _indicators(chosen), catalogue) if asks_all else None
    return _met(question, chosen, pool, conditions, catalogue)


def _of_the_table(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> list[Row]:
    """The rows of the box that the question names; of tables of indicators where it says 指标."""
    box = re.search(r"专栏\s*(\d+)", question.subject)
    if box:
        wanted = f"专栏{box[1]}"
        return [
            r
            for r in rows
            if catalogue.outline(r.document_id).node(r.node_id).label.split(" ")[0] == wanted
        ]
    if "指标" in question.subject:
        return _indicators(rows)
    return list(rows)


def _indicators(rows: Sequence[Row]) -> list[Row]:
    """The rows of tables that tell of each whether it is 预期性 or 约束性; all where none does."""
    return [row for row in rows if row.kind] or list(rows)


def _of_the_subject(terms: Sequence[str], rows: Sequence[Row], catalogue: Catalogue) -> list[Row]:
    """The rows whose names or categories say all the other words of the question."""
    if not terms:
        return list(rows)
    named = [(r, fold(r.subject + "".join(c.category for c in r.cells[:1]))) for r in rows]
    return [r for r, name in named if all(catalogue.cover([t], name) >= 0.7 for t in terms)]


def _is_of_column(question: ParsedQuestion, rows: Sequence[Row]) -> bool:
    """Whether the question names a column of the rows, as 吞吐量 of 2024年吞吐量（万吨）."""
    names = {
        re.sub(r"(?:19|20)\d{2}年?|\(.*\)|\s", "", fold(c.measure)) for r in rows for c in r.cells
    }
    return any(len(n) > 1 and n in question.subject for n in names)


def _extreme(question: ParsedQuestion, rows: Sequence[Row], conditions: Conditions) -> Draft | None:
    """The highest or the lowest row, or all in order; of each unit for itself."""
    ordered = ORDERED.search(question.subject)
    found = SUPERLATIVE.search(question.subject)
    way = (
        next((g for g in ordered.groups() if g), "")
        if ordered
        else (found["way"] if found else "") or ""
    )
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
        said.extend(sentence(row, [cell]) for cell, row in kept)
    if len(units) > 1:
        said.insert(0, Statement("单位不同，分别来看：", (), "lead", derived=True))
    return Draft("indicator", tuple(said)) if said else None


def _all_of_them(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> Draft:
    """All rows, after 是的 or 不对 to a number of them that the question states."""
    alone = len({r.document_id for r in rows}) == 1
    opening = (_opening(question, len(rows)) or "") if alone else ""
    return listed(question, rows, catalogue, f"{opening}指标")


def _met(
    question: ParsedQuestion, chosen: Sequence[Row], pool: Sequence[Row], conditions: Conditions,
    catalogue: Catalogue,
) -> Draft | None:  # fmt: skip
    name = described(conditions, "指标" if any(r.kind for r in pool) else "")
    if not chosen:
        if conditions.attribute or not (
            conditions.compared or conditions.bounds or conditions.missing
        ):
            return None
        evidence = tuple(r.evidence for r in pool[:9])
        return Draft("indicator", (Statement(f"没有{name or '这样的'}。", evidence, derived=True),))
    if _opening(question, len(chosen)) is None and not _COUNT.search(question.subject):
        cells = {r: conditions.cells(r, last=False) for r in chosen}
        if (conditions.compared or conditions.bounds) and all(cells.values()):
            lead = Statement(f"{name}有{len(chosen)}个：", (), "lead", derived=True)
            items = tuple(_item(r, cells[r]) for r in chosen[:_MOST])
            return Draft(
                "indicator",
                (lead, *items) if len(items) > 1 else tuple(sentence(r, cells[r]) for r in chosen),
            )
    return listed(question, chosen, catalogue, (_opening(question, len(chosen)) or "") + name)


def _item(row: Row, cells: Sequence[Fact]) -> Statement:
    said = sentence(row, cells)
    return Statement(said.text.rstrip("。"), said.evidence, "item")


def _opening(question: ParsedQuestion, size: int) -> str | None:
    """是的 or 不对 for a question that states how many there are."""
    if "check" not in question.wants:
        return None
    stated = re.search(
        r"(\d+|[一二三四五六七八九十]{1,3})[个项条](?=[^,?]{0,8}(?:,|\?|对|吗|吧|是|$))",
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
    elif conditions.bounds:
        signs = {"more_than": "“>”", "at_least": "“≥”", "less_than": "“<”", "at_most": "“≤”"}
        parts.append(
            f"{years or columns}数值带{'或'.join(signs.get(b, '') for b in conditions.bounds)}"
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

"""Rows chosen by how they change over the years: “哪些指标减少了”, “哪个指标增长最多”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from index.folding import fold
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion, numeral_value
from rag.tables.moves import moved_between
from rag.tables.reckoning import over_years
from rag.tables.row_columns import comparable
from rag.tables.rows import Row
from rag.tables.wording import SUPERLATIVE

_UP = r"增长|增加|提高|提升|上升|上涨"
_DOWN = r"减少|下降|降低|下滑"
_CHANGES = re.compile(
    rf"(?:(?<!有)(?P<no>没有|没|未|不))?(?:再|发生|任何)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
)
_RATE = re.compile(r"年均|增速|(?:增长|下降|提高|降低)(?:率|幅度?)|百分之|%|倍")
_LEAST = frozenset("小低少慢")


def asked_changes(question: ParsedQuestion, rows: Sequence[Row]) -> Draft | None:
    """The rows that rise or fall between their first and last year, or of each unit the one that
    does so most; None where no change is asked for, or its word is one of a row's name.

    Rows with the figure of one year only are left out, and the answer says how many were compared.
    """
    found = _CHANGES.search(question.subject)
    if found is None or _RATE.search(question.subject):
        return None
    if any((found["up"] or found["down"]) in fold(row.subject) for row in rows):
        return None
    pairs = [(row, gap) for row in rows if (gap := _gap(row, question.years)) is not None]
    if not pairs or len({row.document_id for row, _ in pairs}) > 1:
        return None
    sign = 1 if found["up"] else -1
    superlative = SUPERLATIVE.search(question.subject)
    if superlative:
        most = _most(question, pairs, sign, superlative["way"] or "")
        return most or _named(found, [], [row for row, _ in pairs])
    moved = [row for row, gap in pairs if (sign * gap > 0) != bool(found["no"])]
    return _named(found, moved, [row for row, _ in pairs])


def _gap(row: Row, years: Sequence[int]) -> float | None:
    """Last figure less first, of the years asked for where there are two of them."""
    dated = comparable(row.cells)
    if len(years) >= 2:
        dated = [c for c in dated if c.year in years]
    if len(dated) < 2:
        return None
    return (dated[-1].number or 0) - (dated[0].number or 0)


def _named(found: re.Match[str], moved: Sequence[Row], compared: Sequence[Row]) -> Draft:
    word = found["up"] or found["down"]
    among = f"有两年数值可比的{len(compared)}个指标中，"
    if not moved:
        evidence = tuple(row.evidence for row in compared[:9])
        none = f"每个都{word}" if found["no"] else f"没有{word}的"
        text = f"{among}{none}。"
        return Draft("indicator", (Statement(text, evidence, derived=True),))
    change = f"没有{word}" if found["no"] else word
    lead = Statement(f"{among}{change}的有{len(moved)}个：", (), "lead", derived=True)
    items = tuple(Statement(row.subject, (row.evidence,), "item") for row in moved)
    return Draft("indicator", (lead, *items))


def _most(
    question: ParsedQuestion, pairs: Sequence[tuple[Row, float]], sign: int, way: str
) -> Draft | None:
    """Of each unit the row that changes most, or least, with the working shown."""
    units: dict[str, list[tuple[float, Row]]] = {}
    for row, gap in pairs:
        if sign * gap > 0:
            units.setdefault(comparable(row.cells)[-1].unit, []).append((abs(gap), row))
    said: list[Statement] = []
    for ranked in units.values():
        end = (min if way in _LEAST else max)(gap for gap, _ in ranked)
        for gap, row in ranked:
            if gap == end:
                said.extend(over_years(question, row).statements)
    if len(units) > 1:
        said.insert(0, Statement("单位不同，分别来看：", (), "lead", derived=True))
    return Draft("indicator", tuple(said)) if said else None


_TIMES = re.compile(
    r"(?:翻|涨|增|扩大|提高|变成|等于|正好|[是为的])[^,?]{0,8}?(?P<n>\d+(?:\.\d+)?|[两二三四五六七八九十]{1,3})倍|翻(?:了)?(?P<n2>[一两二三])?番|(?P<most>(?:翻|倍数?|增速|增长率)[^?]{0,16}?最[大高多快]|最[大高多快]的?(?:倍|增速|增长率))"
)
_STEP = re.compile(
    r"(?:增长|增加|提高|提升|上升|新增|多|涨|下降|减少|降低|降|相差|差|净增)(?:了|出)?(?:至少|超过|约|大约|大概|整整|足足|才|只|是不是|是否|是|应该|有)*(?P<n>\d+(?:\.\d+)?|[一两二三四五六七八九十]{1,3})(?P<about>来|几|多)?(?:个百分点|个点|%|个|家|项|国家)"
)


def by_times(question: ParsedQuestion, rows: Sequence[Row]) -> Draft | None:
    """The rows that grow by a stated number of times, or that which does so most; None where no
    times are asked for."""
    found = _TIMES.search(question.subject)
    if found is None:
        return None
    pairs = [(row, cells) for row in rows if len(cells := comparable(row.cells)) > 1]
    grown = [(row, (c[-1].number or 0) / c[0].number) for row, c in pairs if c[0].number]
    if not grown:
        return None
    if found["most"]:
        most = max(times for _, times in grown)
        kept = [row for row, times in grown if times == most]
    elif found["n"]:
        stated = numeral_value(found["n"]) or 0
        kept = [row for row, times in grown if abs(times - stated) < 0.05]
    else:
        least = 2.0 ** (numeral_value(found["n2"] or "一") or 1)
        kept = [row for row, times in grown if times >= least]
    asked = ParsedQuestion("几倍")
    statements = tuple(s for row in kept for s in over_years(asked, row).statements)
    return Draft("indicator", statements) if statements else None


def claimed_change(question: ParsedQuestion, row: Row, dated: Sequence[Fact]) -> Draft | None:
    """是的 or 不对 to a change between the years that the question states, with the working shown."""
    if not re.search(r"吗|吧|对不|是不是|没错", question.subject):
        return None
    if ends := moved_between(question.subject):
        right = ends == (dated[0].number, dated[-1].number)
        return _put(over_years(question, row), "是的，" if right else "不对，")
    found = _STEP.search(question.subject)
    if found is None:
        return None
    stated = numeral_value(found["n"])
    gap = abs((dated[-1].number or 0) - (dated[0].number or 0))
    worked = over_years(question, row)
    if stated is None or not worked.found:
        return None
    if found["about"]:  # “十来个”: only what is far from it is wrong
        opening = "" if stated <= gap < 2 * stated else "不对，"
    else:
        opening = "是的，" if stated == gap else "不对，"
    return _put(worked, opening)


def _put(worked: Draft, opening: str) -> Draft | None:
    """A worked change after 是的 or 不对."""
    if not worked.found:
        return None
    said = worked.statements[0]
    return Draft("indicator", (Statement(f"{opening}{said.text}", said.evidence, derived=True),))

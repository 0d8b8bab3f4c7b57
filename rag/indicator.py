"""Route “indicator”: look-up, filter, count and difference over the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Fact
from index.facts import is_cell
from index.folding import fold
from rag.catalogue import Catalogue, pairs_of
from rag.draft import Draft, Evidence, Statement
from rag.premises import verdict
from rag.question import ParsedQuestion, numeral_value
from rag.scope import Scope

_GENERIC = frozenset(
    "目标 指标 数值 目标值 数量 年份 规划 主要 达到 完成 实现 现在 目前 计划 属性 性质 类型 个数 "
    "国家 地区 增加 增长 提高 相比 比例 总量 属于 预期 约束 那么 水平 几年 五年 年内 年底 底前".split()
)
_NUMBERED = re.compile(r"(?:19|20)\d{2}年?|专栏\s*\d+|第\d+项?")
_DIFFERENCE = re.compile(
    r"(?:增加|增长|提高|提升|上升|新增|多|高|扩大)了?(?:多少|几)|差(?:多少|几|距)|相差|增幅|增量|变化了?多少|净增"
)
_RATIO = re.compile(r"翻(?:几|了几|多少)|几倍|多少倍")
_WHICH = re.compile(
    r"(?:哪|什么)(?:一|个|几|些|项|条)*(?:个|项)?指标|指标(?:有|是|包括|都有|分别)?(?:哪些|什么|哪几)|几个指标|多少个?指标|指标有?(?:几|多少)"
)
TELLING = 0.4
"""Share of the rarest word's weight from which a question names an indicator: 口岸 does not."""
_LACKS = re.compile(
    r"(?:没有?|未|缺少?|无)(?:列出?|给出?|填|写)?[^,。]{0,8}(?:数值|数据|数字|值|基数)"
)
MATCH = 0.7
"""Share of the question's word weight that a row's name must cover."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row as its facts: one for each column that holds a figure."""

    document_id: str
    node_id: str
    subject: str
    attribute: str
    cells: tuple[Fact, ...]

    @property
    def evidence(self) -> Evidence:
        """The whole row."""
        return Evidence(self.document_id, self.node_id, self.cells[0].sentence)


def table_rows(scope: Scope, catalogue: Catalogue) -> list[Row]:
    """All rows with figures in the documents of the scope, in reading order.

    A row whose columns measure different things (the years run down the table) is one for each.
    """
    grouped: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in catalogue.facts(scope.documents):
        if is_cell(fact):
            grouped.setdefault((fact.document_id, fact.node_id, fact.subject), []).append(fact)
    return [Row(d, n, s, f[0].attribute, tuple(f)) for (d, n, s), f in grouped.items()]


def answer_indicator(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A draft for a question about table rows, or None when it is about none."""
    rows = table_rows(scope, catalogue)
    if not rows:
        return None
    attributes = {fold(r.attribute) for r in rows if r.attribute}
    if "指标" in question.folded or any(a in question.folded for a in attributes):
        draft = _select(question, rows)
        if draft is not None:
            return draft
    matched = match_rows(question, rows, catalogue)
    if not matched:
        return None
    if _DIFFERENCE.search(question.folded) or _RATIO.search(question.folded):
        dated = (r for r in matched if sum(c.year is not None for c in r.cells) >= 2)
        return _difference(question, next(dated, matched[0]))
    if {"how", "who", "where", "define"} & question.wants and not {
        "quantity",
        "check",
    } & question.wants:
        return None
    statements = tuple(s for row in matched[:3] for s in _look_up(question, row, catalogue))
    if not statements:
        return _no_year(question, matched[0])
    return Draft("indicator", statements)


def row_terms(question: ParsedQuestion) -> list[str]:
    """Content words of the question that name the indicator."""
    bare = question.without(_NUMBERED)
    return [t for t in bare.terms if t not in _GENERIC and not t.isdigit() and "年" not in t]


def match_rows(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> list[Row]:
    """Rows whose name covers the question's words, best first; equals only."""
    remarks = fold("".join({r.attribute for r in rows}))
    terms = [t for t in row_terms(question) if t not in remarks]
    if sum(catalogue.weight(t) for t in terms) < TELLING * catalogue.rarest:
        return []
    scored = []
    for row in rows:
        path = catalogue.outline(row.document_id).heading_path(row.node_id)
        name = fold(row.subject)
        share = catalogue.cover(terms, name)
        context = catalogue.cover(
            terms, name + fold("".join(path[:-1]) + catalogue.info(row.document_id).title)
        )
        own = catalogue.cover(pairs_of(re.sub(r"\W", "", name)), question.folded)
        if share >= MATCH or (context >= 0.9 and share >= 0.5):
            scored.append((share + 0.3 * own, row))
    scored.sort(key=lambda pair: -pair[0])
    return [row for score, row in scored if score >= scored[0][0] - 0.12]


def _select(question: ParsedQuestion, rows: Sequence[Row]) -> Draft | None:
    """Filter by attribute or by value, count, or list the indicators."""
    if _LACKS.search(question.folded) and question.years:
        lacking = [r for r in rows if all(c.year not in question.years for c in r.cells)]
        return (
            _listed(question, lacking, f"没有{question.years[0]}年数值的指标") if lacking else None
        )
    attributes = {r.attribute for r in rows if r.attribute and fold(r.attribute) in question.folded}
    attribute = next(iter(attributes)) if len(attributes) == 1 else ""
    asks_which = _WHICH.search(question.folded) or (
        "指标" in question.folded and re.search(r"哪些|哪个|哪几|哪项|什么", question.folded)
    )
    values = [(v, u) for n, u in question.figures if (v := numeral_value(n)) is not None]
    if attribute and "check" in question.wants and values and "指标" in question.folded:
        chosen = [r for r in rows if r.attribute == attribute]
        opening = "是的，" if any(v == len(chosen) for v, _ in values) else "不对，"
        return _listed(question, chosen, f"{opening}属性为{attribute}的指标")
    if attribute and not values and re.search(r"哪|几|多少|列|所有|全部|什么", question.folded):
        chosen = [r for r in rows if r.attribute == attribute]
        return _listed(question, chosen, f"属性为{attribute}的指标")
    if values and asks_which:
        cells = [
            (r, c) for r in rows for c in r.cells
            if any(c.number == v for v, _ in values) and (not question.years or c.year in question.years)
        ]  # fmt: skip
        if cells:
            return Draft("indicator", tuple(_sentence(r, [c]) for r, c in cells))
        return None
    if _WHICH.search(question.folded) and not attribute and not values and not row_terms(question):
        return _listed(question, list(rows), "指标")
    return None


def _listed(question: ParsedQuestion, rows: Sequence[Row], name: str) -> Draft:
    lead_only = re.search(r"几个|多少|几项", question.folded) and "list" not in question.wants
    evidence = tuple(r.evidence for r in rows)
    if lead_only:
        names = "、".join(r.subject for r in rows)
        text = f"{name}共有{len(rows)}个：{names}。"
        return Draft("indicator", (Statement(text, evidence, derived=True),))
    lead = Statement(f"{name}共有{len(rows)}个：", (), "lead", derived=True)
    return Draft("indicator", (lead, *(Statement(r.subject, (r.evidence,), "item") for r in rows)))


def _look_up(question: ParsedQuestion, row: Row, catalogue: Catalogue) -> list[Statement]:
    cells = [c for c in row.cells if not question.years or c.year in question.years]
    if "年均" in question.folded or "每年" in question.folded:
        cells = [c for c in row.cells if "年均" in c.measure] or cells
    if re.search(r"目标|到时候|届时|规划要|计划", question.folded) and not question.years:
        last = max((c.year for c in row.cells if c.year), default=None)
        cells = [c for c in row.cells if c.year == last] or cells
    if not cells:
        return []
    return [*_premise(question, row, cells, catalogue), _sentence(row, cells)]


def _sentence(row: Row, cells: Sequence[Fact]) -> Statement:
    last_year = max((c.year for c in row.cells if c.year), default=None)
    parts = [
        f"{c.measure}{'目标' if c.year == last_year and len(row.cells) > 1 else ''}{value_text(c)}"
        for c in cells
    ]
    remark = f"（{row.attribute}）" if row.attribute else ""
    return Statement(f"{row.subject}：{'，'.join(parts)}{remark}。", (row.evidence,))


def value_text(fact: Fact) -> str:
    """A cell with its unit: “≥60个”, “100%”."""
    value = fact.value.strip()
    return value if fact.unit and value.endswith(fact.unit) else f"{value}{fact.unit}"


def _premise(
    question: ParsedQuestion, row: Row, cells: Sequence[Fact], catalogue: Catalogue
) -> list[Statement]:
    """What is to be said first of a figure or an achievement that the question states."""
    last = max((c.year or 0 for c in row.cells), default=0)
    pool = cells if question.years else [c for c in cells if (c.year or 0) == last]
    cover = catalogue.cover(row_terms(question), fold(row.subject))
    said = verdict(question, pool, targets=any(c.year == last for c in pool), cover=cover)
    return [said] if said else []


def _difference(question: ParsedQuestion, row: Row) -> Draft:
    dated = [c for c in row.cells if c.year and c.number is not None]
    if question.years and len(question.years) >= 2:
        dated = [c for c in dated if c.year in question.years]
    if len(dated) < 2:
        text = f"“{row.subject}”只有{'、'.join(c.measure for c in dated) or '一列'}的数值，无法计算变化。"
        return Draft(
            "indicator", (Statement(text, (), derived=True),), found=False, nearest=(row.evidence,)
        )
    first, last = dated[0], dated[-1]
    gap = (last.number or 0) - (first.number or 0)
    unit = "个百分点" if last.unit == "%" else last.unit
    bound = {"more_than": "超过", "at_least": "至少"}.get(last.bound, "")
    if _RATIO.search(question.folded) and first.number:
        shown = f"{bound}{(last.number or 0) / first.number:g}倍"
        text = f"{row.subject}：{last.measure}{value_text(last)}，是{first.measure}{value_text(first)}的{shown}。"
    else:
        word = "增加" if gap >= 0 else "减少"
        text = f"{row.subject}：{first.measure}{value_text(first)}，{last.measure}{value_text(last)}，{word}{bound}{abs(gap):g}{unit}。"
    return Draft("indicator", (Statement(text, (row.evidence,), derived=True),))


def _no_year(question: ParsedQuestion, row: Row) -> Draft:
    years = "、".join(str(y) + "年" for y in question.years)
    have = "、".join(c.measure for c in row.cells)
    text = f"“{row.subject}”没有{years}的数值，文件里列出的是{have}。"
    return Draft(
        "indicator", (Statement(text, (), derived=True),), found=False, nearest=(row.evidence,)
    )

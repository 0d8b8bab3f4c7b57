"""Route “indicator”: look-up, filter, count and difference over the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from index.folding import fold
from rag.catalogue import Catalogue, pairs_of
from rag.draft import Draft, Statement
from rag.premises import verdict
from rag.question import ParsedQuestion, numeral_value
from rag.row_columns import Named, column_names, comparable, named_cells, of_the_unit
from rag.rows import Row, measure_text, sentence, table_rows, value_text
from rag.scope import Scope

_GENERIC = frozenset(
    "目标 指标 数值 目标值 数量 年份 规划 主要 达到 完成 实现 现在 目前 计划 属性 性质 类型 个数 "
    "国家 地区 增加 增长 提高 减少 下降 降低 缩短 相比 比例 总量 属于 预期 约束 那么 水平 几年 五年 年内 年底 底前".split()
)
_NUMBERED = re.compile(r"(?:19|20)\d{2}年?|专栏\s*\d+|第\d+项?|\d[\d.]*(?:万亿|[万亿])元?")
_DIFFERENCE = re.compile(
    r"(?:增加|增长|提高|提升|上升|新增|多|高|扩大|减少|下降|降低|缩短)了?(?:多少|几)|差(?:多少|几|距)|相差|增幅|增量|变化了?多少|净增"
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
_MOST = 50
"""Rows of one document that an answer lists: a sheet may have thousands."""
MATCH = 0.7
"""Share of the question's word weight that a row's name must cover."""


def answer_indicator(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A draft for a question about table rows, or None when it is about none."""
    rows = table_rows(scope, catalogue)
    if not rows:
        return None
    attributes = {fold(r.attribute) for r in rows if r.attribute}
    if "指标" in question.folded or any(a in question.folded for a in attributes):
        draft = _select(question, rows, catalogue)
        if draft is not None:
            return draft
    matched = match_rows(question, rows, catalogue)
    if not matched:
        return None
    named = {r: _named(question, r, catalogue) for r in matched[:3]}
    changes = _DIFFERENCE.search(question.folded) or _RATIO.search(question.folded)
    if changes and not _asks_rate(question, matched[0]) and named[matched[0]] is None:
        dated = (r for r in matched if len(comparable(r.cells)) >= 2)
        return _difference(question, next(dated, matched[0]))
    if {"how", "who", "where", "define"} & question.wants and not {
        "quantity",
        "check",
    } & question.wants:
        return None
    said = (_look_up(question, row, cells, catalogue) for row, cells in named.items())
    statements = tuple(statement for statements in said for statement in statements)
    if statements:
        return Draft("indicator", statements)
    first = named[matched[0]]
    if first is not None and first.empty:
        return _empty(matched[0], first)
    return _no_year(question, matched[0])


def _named(question: ParsedQuestion, row: Row, catalogue: Catalogue) -> Named | None:
    return named_cells(row_terms(question), row, catalogue.outline(row.document_id))


def _asks_rate(question: ParsedQuestion, row: Row) -> bool:
    asked = "年均" in question.folded or "每年" in question.folded
    return asked and any("年均" in c.measure for c in row.cells)


def row_terms(question: ParsedQuestion) -> list[str]:
    """Content words of the question that name the indicator."""
    bare = question.without(_NUMBERED)
    return [t for t in bare.terms if t not in _GENERIC and not t.isdigit() and "年" not in t]


def match_rows(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> list[Row]:
    """Rows whose name covers the question's words, best first; equals only."""
    remarks = fold("".join({r.attribute for r in rows}))
    terms = [t for t in row_terms(question) if t not in remarks]
    if not _tells(terms, catalogue):
        return []
    scored = []
    named: dict[tuple[str, str], str] = {}  # a sheet may have thousands of rows
    for row in rows:
        outline = catalogue.outline(row.document_id)
        path = outline.heading_path(row.node_id)
        name = fold(row.subject)
        table = (row.document_id, outline.node(row.node_id).parent or "")
        if table not in named:
            named[table] = column_names(table[1], outline)
        columns = named[table]
        own_terms = [t for t in terms if t in name or t not in columns]
        if len(own_terms) < len(terms) and not _tells(own_terms, catalogue):
            continue
        share = catalogue.cover(own_terms, name)
        context = catalogue.cover(
            own_terms, name + fold("".join(path[:-1]) + catalogue.info(row.document_id).title)
        )
        own = catalogue.cover(pairs_of(re.sub(r"\W", "", name)), question.folded)
        if share >= MATCH or (context >= 0.9 and share >= 0.5):
            scored.append((share + 0.3 * own, row))
    scored.sort(key=lambda pair: -pair[0])
    return [row for score, row in scored if score >= scored[0][0] - 0.12]


def _tells(terms: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether the words are rare enough to name an indicator."""
    return sum(catalogue.weight(t) for t in terms) >= TELLING * catalogue.rarest


def _select(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> Draft | None:
    """Filter by attribute or by value, count, or list the indicators."""
    if _LACKS.search(question.folded) and question.years:
        lacking = [r for r in rows if all(c.year not in question.years for c in r.cells)]
        return (
            _listed(question, lacking, catalogue, f"没有{question.years[0]}年数值的指标")
            if lacking
            else None
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
        return _listed(question, chosen, catalogue, f"{opening}属性为{attribute}的指标")
    if attribute and not values and re.search(r"哪|几|多少|列|所有|全部|什么", question.folded):
        chosen = [r for r in rows if r.attribute == attribute]
        return _listed(question, chosen, catalogue, f"属性为{attribute}的指标")
    if values and asks_which:
        cells = [
            (r, c) for r in rows for c in r.cells
            if any(c.number == v for v, _ in values) and (not question.years or c.year in question.years)
        ]  # fmt: skip
        if cells:
            return Draft("indicator", tuple(sentence(r, [c]) for r, c in cells))
        return None
    if _WHICH.search(question.folded) and not attribute and not values and not row_terms(question):
        return _listed(question, _indicators(rows), catalogue, "指标")
    return None


def _indicators(rows: Sequence[Row]) -> list[Row]:
    """The rows of tables that tell of each whether it is 预期性 or 约束性; all where none does."""
    return [row for row in rows if row.kind] or list(rows)


def _listed(
    question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue, name: str
) -> Draft:
    """How many rows there are and which, each document for itself."""
    lead_only = re.search(r"几个|多少|几项", question.folded) and "list" not in question.wants
    documents = dict.fromkeys(r.document_id for r in rows)
    said: list[Statement] = []
    for document_id in documents:
        own = [r for r in rows if r.document_id == document_id]
        whose = f"{catalogue.title(document_id)}中，" if len(documents) > 1 else ""
        first = f"，这里列出前{_MOST}个" if len(own) > _MOST else ""
        lead = f"{whose}{name}共有{len(own)}个{first}："
        own = own[:_MOST]
        if lead_only:
            text = f"{lead}{'、'.join(r.subject for r in own)}。"
            said.append(Statement(text, tuple(r.evidence for r in own), derived=True))
        else:
            items = (Statement(r.subject, (r.evidence,), "item") for r in own)
            said.extend((Statement(lead, (), "lead", derived=True), *items))
    return Draft("indicator", tuple(said))


def _look_up(
    question: ParsedQuestion, row: Row, named: Named | None, catalogue: Catalogue
) -> list[Statement]:
    """The cells asked for, by column, year or unit; none where the row has nothing there."""
    pool = named.figures if named else row.cells
    cells = [c for c in pool if not question.years or c.year in question.years]
    if named and named.words and not cells:
        return [sentence(row, (), named.words)]
    if _asks_rate(question, row):
        cells = [c for c in row.cells if "年均" in c.measure] or cells
    if re.search(r"目标|到时候|届时|规划要|计划", question.folded) and not question.years:
        cells = [c for c in cells if c.year == row.last_year] or cells
    if not cells:
        return []
    cells = of_the_unit(question, cells)
    return [*_premise(question, row, cells, catalogue), sentence(row, cells)]


def _premise(
    question: ParsedQuestion, row: Row, cells: Sequence[Fact], catalogue: Catalogue
) -> list[Statement]:
    """What is to be said first of a figure or an achievement that the question states."""
    last = row.last_year or 0
    pool = cells if question.years else [c for c in cells if (c.year or 0) == last]
    cover = catalogue.cover(row_terms(question), fold(row.subject))
    said = verdict(question, pool, targets=any(c.year == last for c in pool), cover=cover)
    return [said] if said else []


def _difference(question: ParsedQuestion, row: Row) -> Draft:
    dated = comparable(row.cells)
    if question.years and len(question.years) >= 2:
        dated = [c for c in dated if c.year in question.years]
    if len(dated) < 2:
        text = f"“{row.subject}”只有{'、'.join(map(measure_text, dated)) or '一列'}的数值，无法计算变化。"
        return Draft(
            "indicator", (Statement(text, (), derived=True),), found=False, nearest=(row.evidence,)
        )
    first, last = dated[0], dated[-1]
    gap = (last.number or 0) - (first.number or 0)
    unit = "个百分点" if last.unit == "%" else last.unit
    bound = {"more_than": "超过", "at_least": "至少"}.get(last.bound, "")
    if _RATIO.search(question.folded) and first.number:
        shown = f"{bound}{(last.number or 0) / first.number:g}倍"
        text = f"{row.subject}：{measure_text(last)}{value_text(last)}，是{measure_text(first)}{value_text(first)}的{shown}。"
    else:
        word = "增加" if gap >= 0 else "减少"
        text = f"{row.subject}：{measure_text(first)}{value_text(first)}，{measure_text(last)}{value_text(last)}，{word}{bound}{abs(gap):g}{unit}。"
    return Draft("indicator", (Statement(text, (row.evidence,), derived=True),))


def _no_year(question: ParsedQuestion, row: Row) -> Draft:
    years = "、".join(str(y) + "年" for y in question.years)
    have = "、".join(map(measure_text, row.cells))
    text = f"“{row.subject}”没有{years}的数值，文件里列出的是{have}。"
    return Draft(
        "indicator", (Statement(text, (), derived=True),), found=False, nearest=(row.evidence,)
    )


def _empty(row: Row, named: Named) -> Draft:
    """The row has nothing in the column asked for."""
    text = f"“{row.subject}”的“{'”、“'.join(named.empty)}”一栏是空的，没有数值。"
    return Draft(
        "indicator", (Statement(text, (), derived=True),), found=False, nearest=(row.evidence,)
    )

"""Facts: every figure of a document with what it measures, its unit, year and bound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.documents import Bound, Document, Fact, Node, Span, Table, TableRow
from index.folding import fold
from index.sentences import clause_spans, sentence_spans

_UNITS = (
    "万亿元|亿元|万元|亿吨|万吨|公里|平方米|国家|人次|批次|门类|大类|个百分点|百分点|个小时|小时|"
    "个工作日|分钟|个月|年(?!代)|月(?!\\d)|[个名人项次套件例起票份期批种类倍天日吨元道米条章节款所座家]"
)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?(?:万亿|万|亿)?(?:/\d+)?"
_FIGURE = re.compile(
    rf"(?P<before>不少于|不低于|不超过|不高于|不小于|超过|至少|达到了|达到|达|约|近|为|≥|≤|>|<|在|到)?\s*"
    rf"(?P<number>{_NUMBER})(?P<percent1>%?)(?:\s*(?:-|至|~|—|到)\s*(?P<upper>{_NUMBER}))?"
    rf"(?P<unit>%|[多余]?(?:{_UNITS}))?(?P<after>以上|以下|以内|左右|多个?)?"
)
_BEFORE: dict[str, Bound] = {
    "不少于": "at_least", "不低于": "at_least", "不小于": "at_least", "至少": "at_least", "≥": "at_least",
    "超过": "more_than", ">": "more_than", "不超过": "at_most", "不高于": "at_most", "≤": "at_most",
    "<": "less_than", "约": "about", "近": "about",
}  # fmt: skip
_AFTER: dict[str, Bound] = {
    "以上": "at_least", "以下": "at_most", "以内": "at_most", "左右": "about", "多": "more_than",
    "多个": "more_than",
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_HEADER_UNIT = re.compile(r"[(（]([^()（）]{1,6})[)）]$")
_SCALE = {"万亿": 1e12, "亿": 1e8, "万": 1e4}


def find_facts(document: Document) -> tuple[Fact, ...]:
    """All facts of a document in reading order: table cells first, then figures in the text."""
    outline = document.outline
    table_nodes = {table.node_id for table in outline.tables}
    facts = [f for table in outline.tables for f in _table_facts(document, table)]
    for leaf in outline.leaves():
        if leaf.kind == "paragraph" and leaf.parent not in table_nodes:
            facts.extend(_text_facts(document, leaf))
    return tuple(facts)


# --- tables -----------------------------------------------------------------------------------


def _table_facts(document: Document, table: Table) -> Iterator[Fact]:
    for row in table.rows:
        yield from _row_facts(document, table, row)


def _row_facts(document: Document, table: Table, row: TableRow) -> Iterator[Fact]:
    node = document.outline.node(row.node_id)
    unit_match = _HEADER_UNIT.search(node.title)
    unit = unit_match[1] if unit_match else ""
    subject = _HEADER_UNIT.sub("", node.title).strip()
    remark = _remark(table, row)
    for place in range(1, len(row.cells)):
        cell, span = row.cells[place], row.spans[place]
        figure = _FIGURE.fullmatch(fold(cell).strip())
        if figure is None:
            continue
        bound, number, upper = _reading(figure)
        year = _YEAR.search(table.header[place])
        yield Fact(
            document.id, row.node_id, subject, table.header[place], cell, number, upper,
            figure["unit"] or figure["percent1"] or unit, int(year[1]) if year else None, bound,
            span, (row.spans[0][0], row.spans[-1][1]), remark,
        )  # fmt: skip


def _remark(table: Table, row: TableRow) -> str:
    """The last cell when it is words rather than a figure: 预期性, 约束性."""
    last = row.cells[-1]
    return "" if re.search(r"\d", last) or last in ("", "—", "-") else last


# --- running text -----------------------------------------------------------------------------


def _text_facts(document: Document, leaf: Node) -> Iterator[Fact]:
    text = document.outline.text
    year: int | None = None
    for sentence in sentence_spans(text, leaf.span):
        for clause in clause_spans(text, sentence):
            found = _YEAR.search(text, *clause)
            year = int(found[1]) if found else year
            yield from _clause_facts(document, leaf, sentence, clause, year)


def _clause_facts(
    document: Document, leaf: Node, sentence: Span, clause: Span, year: int | None
) -> Iterator[Fact]:
    text = document.outline.text
    folded = fold(text[clause[0] : clause[1]])
    for figure in _FIGURE.finditer(folded):
        unit = figure["unit"] or figure["percent1"] or ""
        if not unit and not _stands_alone(figure):
            continue
        if _is_date(folded, figure, unit) or _is_name(folded, figure):
            continue
        bound, number, upper = _reading(figure)
        before = figure["before"] or ""
        first = figure.start() if before in _BEFORE else figure.start("number")
        span = (clause[0] + first, clause[0] + figure.end())
        yield Fact(
            document.id, document.outline.address(leaf.id).id,
            _subject(text[clause[0] : clause[0] + figure.start()]),
            before, text[span[0] : span[1]], number, upper, unit.lstrip("多余"), year, bound,
            span, sentence,
        )  # fmt: skip


def _is_date(folded: str, figure: re.Match[str], unit: str) -> bool:
    number = figure["number"]
    if unit == "年":
        return len(number) == 4 and number.isdigit()
    return unit in ("月", "日") and bool(re.search(r"[年月]$", folded[: figure.start()]))


def _stands_alone(figure: re.Match[str]) -> bool:
    """A fraction or a range of decimals says something without a unit: 1/3, 0.95到1.05."""
    decimals = bool(figure["upper"]) and "." in figure["number"] and "." in figure["upper"]
    return "/" in figure["number"] or decimals


def _is_name(folded: str, figure: re.Match[str]) -> bool:
    """A figure inside a name such as H2018 or 5G, or in an address such as 第3项."""
    start = figure.start("number")
    before = folded[start - 1] if start else ""
    after = folded[figure.end() : figure.end() + 1]
    return (
        before == "第"
        or (before.isascii() and before.isalpha())
        or (after.isascii() and after.isalpha())
    )


def _subject(before: str) -> str:
    """The last words before a figure, back to the mark that sets them apart."""
    head = re.split(r"[,;:。、，；：]", before)
    subject = head[-1].strip()
    place = len(head) - 1
    while len(subject) < 4 and place > 0:
        place -= 1
        subject = f"{head[place].strip()}{subject}"
    return re.sub(r"(?:达到|达|为|约|了)+$", "", subject)


def _reading(figure: re.Match[str]) -> tuple[Bound, float | None, float | None]:
    upper = _value(figure["upper"]) if figure["upper"] else None
    if upper is not None:
        return "range", _value(figure["number"]), upper
    after = figure["after"] or ("多" if (figure["unit"] or "").startswith(("多", "余")) else "")
    bound = _AFTER.get(after) or _BEFORE.get(figure["before"] or "") or "exact"
    return bound, _value(figure["number"]), None


def _value(number: str) -> float | None:
    plain = number.replace(",", "")
    if "/" in plain:
        top, bottom = plain.split("/")
        return float(top) / float(bottom) if float(bottom) else None
    for suffix, scale in _SCALE.items():
        if plain.endswith(suffix):
            return float(plain.removesuffix(suffix)) * scale
    return float(plain)


VERBS = frozenset(["", "达到了", "达到", "达", "为", "在", "到", *_BEFORE])
"""Words that stand before a figure in running text; a table cell's measure is its column instead."""


def is_cell(fact: Fact) -> bool:
    """Whether the fact is a table cell rather than a figure in running text."""
    return fact.measure not in VERBS

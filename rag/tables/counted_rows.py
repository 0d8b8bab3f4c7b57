"""How many rows of a table a question says there are: “约束性指标不止一个吧”, “5个预期性2个约束性，对吗”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.folding import fold
from index.numerals import parse_numeral
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.negation import opening
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.stated_counts import BOUND, CHECKED, COUNT, first_group, limits
from rag.tables.rows import Row, table_rows
from rag.tables.selection import listed

_REMARK = r"(?P<remark>[\u4e00-\u9fff]{2}性)(?:质|的)*"
_FILL = (
    r"(?:里面?|当中|中|并|可|总数|数量|个数|一共|总共|总计|合计|共|都|也|就|只|仅|才|应该|好像|大概|确实|是不是|有没有"
    r"|不是|没有|有|是|为|达到?|的|,)*+"
)
_NUMBER = rf"{BOUND}(?<![第\d.]){COUNT}(?:个|项|条)"
_BEHIND = re.compile(
    rf"(?:{_REMARK}(?:指标|目标)?|指标|目标){_FILL}{_NUMBER}?(?:指标)?"
    rf"(?:(?P<from>以上|起码)|(?P<to>以下|以内))?(?:这么多|那么多|整|了|的)*{CHECKED}"
)
"""“约束性指标有3个吧”."""
_BEFORE = re.compile(rf"{_NUMBER}(?:是|为|属于|算)?{_REMARK}(?:指标|目标)?")
"""“3个约束性”."""
_TOTAL = re.compile(rf"{_NUMBER}(?:主要)?指标(?:里面?|当中|中|,)")
"""“7个指标里”, before the numbers of remarks."""
_ALL = re.compile(rf"{_NUMBER}(?:主要)?指标{CHECKED}")
"""“不是7个指标吧”."""
_SAID = re.compile(
    r"指标|目标|[这那]?张?表格?|里面?|其中|当中|中|内|总数|数量|个数|一共|总共|共|主要|核心|"
    r"应该|大概|好像|难道|确实|真的|我?记得|听说|是不是|有没有|没错|正确|对不对|并?不是|[只仅才就也都还可并]|不|有|是|为|的|了|对|吗|吧|么|呢"
)
"""What may be said beside the numbers and the words of the table's own headings; anything else sets a
condition to the rows, or tells another thing."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number of rows stated, of all or of those of a `remark`."""

    remark: str
    least: int
    most: int
    start: int
    end: int


def answer_counted_rows(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Draft | None:
    """是的 or 不对 to the number of rows, or of rows of each remark, that a question states, with the
    rows; None where it states none, or speaks of anything else."""
    if "check" not in question.wants:
        return None
    stated = _stated(question.subject)
    if not stated:
        return None
    rows = [row for row in table_rows(scope, catalogue) if row.kind]
    known = {fold(row.attribute) for row in rows}
    if len({row.document_id for row in rows}) != 1 or any(
        s.remark not in {"", *known} for s in stated
    ):
        return None
    pieces = re.sub(r"[^\w]+", " ", _SAID.sub(" ", _rest(question.subject, stated))).split()
    if any(piece not in _headings(rows, catalogue) for piece in pieces):
        return None
    counted = [(s, [r for r in rows if s.remark in ("", fold(r.attribute))]) for s in stated]
    right = all(s.least <= len(own) <= s.most for s, own in counted)
    said = opening(question.folded, stated[0].start, right=right)
    if len(counted) == 1:
        own, remark = counted[0][1], counted[0][0].remark
        name = f"属性为{remark}的指标" if remark else "指标"
        return listed(question, own, catalogue, f"{said}{name}")
    return _each(said, counted, rows)


def _headings(rows: Sequence[Row], catalogue: Catalogue) -> str:
    """The folded headings above the rows, and the title of their document."""
    outline = catalogue.outline(rows[0].document_id)
    path = outline.heading_path(outline.node(rows[0].node_id).parent or "")
    return re.sub(r"[^\w]+", "", fold("".join((outline.title, *path))))


def _each(said: str, counted: Sequence[tuple[_Stated, list[Row]]], rows: Sequence[Row]) -> Draft:
    """The verdict with the number and the names of the rows of each remark."""
    parts = (
        f"{s.remark}的{len(own)}个（{'、'.join(r.subject for r in own)}）"
        for s, own in counted
        if s.remark
    )
    text = f"{said}指标共有{len(rows)}个，其中{'，'.join(parts)}。"
    evidence = tuple(r.evidence for r in rows)
    return Draft("indicator", (Statement(text, evidence, derived=True),))


def _stated(folded: str) -> list[_Stated]:
    """The numbers of rows that a folded question states, each remark once."""
    found = list(_BEFORE.finditer(folded))
    if found:
        before = (t for t in _TOTAL.finditer(folded) if t.end() <= found[0].start())
        found = [*before, *found]
    else:
        found = list(_BEHIND.finditer(folded)) or list(_ALL.finditer(folded))
    kept: dict[str, _Stated] = {}
    for match in found:
        number = parse_numeral(match["n"])
        if number is not None:
            said = match.groupdict()
            remark = said.get("remark") or ""
            start = match.start(first_group(said))
            kept.setdefault(remark, _Stated(remark, *limits(said, number), start, match.end()))
    return list(kept.values())


def _rest(folded: str, stated: Sequence[_Stated]) -> str:
    """A folded question without what states the numbers, and of what."""
    for each in sorted(stated, key=lambda s: -s.start):
        before = folded[: each.start].replace(each.remark, " ", 1)
        folded = f"{before} {folded[each.end :]}"
    return folded

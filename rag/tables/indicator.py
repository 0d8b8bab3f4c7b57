"""Route “indicator”: look-up, filter, count and difference over the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact, Span
from index.folding import fold
from rag.alignment import Alignment, align
from rag.catalogue import Catalogue, pairs_of
from rag.draft import Draft, Statement
from rag.evidence.breakdowns import lacking_part
from rag.evidence.of_answer import asks_names
from rag.negation import opening
from rag.premises import verdict
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.tables.changes import claimed_change
from rag.tables.reading import answer_read
from rag.tables.reckoning import CHANGE, RATIO, from_to, over_years, reckon, reckons
from rag.tables.row_columns import Named, column_names, comparable, named_cells, of_the_unit
from rag.tables.row_names import named_rows
from rag.tables.rows import (
    Row,
    asks_part_of_year,
    has_parts_of_year,
    measure_text,
    sentence,
    table_rows,
)
from rag.tables.terms import SAYING, row_terms
from rag.tables.wording import left_terms

_TWO = re.compile(r"(?P<a>[^,;?]{2,30}?)(?:比|和|与|跟|同|、)(?P<b>[^,;?]{2,30})")
_ASKS_REMARK = re.compile(
    r"属性|性质|什么类型|(?:约束性?|预期性?)[^,?]{0,3}还是|是不是(?:约束|预期)|属于(?:约束|预期)"
)
_STATED = re.compile(
    r"(?<!还)(?:是|属于|算)(?:个|一个|一项)?([\u4e00-\u9fff]{2}性)(?:的|指标)*(?:吗|么|吧|对吗|对吧|\?|$)"
)
"""“是约束性的吗”: a remark that the question states."""
_ACTUAL = re.compile(r"实际|当时|现状|基数|基期")
_YEARLY = re.compile(r"年均|每年|一年(?!比)[^,?]{0,6}(?:多少|几)|平均")
"""Words for the column that tells what is done in a year."""
_ASKS_UNIT = re.compile(r"单位|以什么计|用什么计")
TELLING = 0.4
"""Share of the rarest word's weight from which a question names an indicator: 口岸 does not."""
MATCH = 0.7
"""Share of the question's word weight that a row's name must cover."""


def answer_indicator(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A draft for a question about table rows, or None when it is about none."""
    read = answer_read(question, scope, catalogue)
    if read is not None or asks_names(question.folded):
        return read
    rows = table_rows(scope, catalogue)
    if not rows:
        return None
    told = named_rows(question.subject, rows)
    matched = _told_only(question, told, catalogue) or match_rows(question, rows, catalogue)
    if not matched or (asks_part_of_year(question) and not has_parts_of_year(matched)):
        return None
    draft = _of_rows(question, matched, catalogue)
    said = fold("".join(s.text for s in draft.statements)) if draft is not None else ""
    return None if lacking_part(question.folded, said, points=2) else draft


def answer_reckoning(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A difference, ratio or total of several rows that the question names, or the figure that a
    table gives as the actual one of a year; None for others."""
    if _ACTUAL.search(question.subject) and len(question.years) == 1:
        return _known(question, table_rows(scope, catalogue), catalogue)
    if not reckons(question):
        return None
    rows = table_rows(scope, catalogue)
    if asks_part_of_year(question) and not has_parts_of_year(rows):
        return None
    told = named_rows(question.subject, rows)
    if len(told) > 1:
        return reckon(question, [found[0] for _, found in told])
    pair = _sides(question, rows, catalogue)
    return reckon(question, pair) if len(pair) > 1 else None


def _known(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> Draft | None:
    """“2020年实际多少”: the cell of that year where the table holds it as no goal."""
    known = [
        row for row in match_rows(question, rows, catalogue)
        if any(c.year in question.years and not row.is_target(c) for c in row.cells)
    ]  # fmt: skip
    return _of_rows(question, known, catalogue) if known else None


def _told_only(
    question: ParsedQuestion, told: Sequence[tuple[Span, tuple[Row, ...]]], catalogue: Catalogue
) -> list[Row]:
    """The rows that a question names whole, when it says nothing else that their tables do not."""
    rows = [row for _, found in told for row in found]
    text = question.subject
    for start, end in (span for span, _ in told):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    rest = ParsedQuestion(SAYING.sub(" ", text))
    return rows if rows and not left_terms(rest, rows, catalogue) else []


def _of_rows(
    question: ParsedQuestion, matched: Sequence[Row], catalogue: Catalogue
) -> Draft | None:
    dated = comparable(matched[0].cells)
    if len(dated) > 1 and (claimed := claimed_change(question, matched[0], dated)) is not None:
        return claimed
    named = {r: _named(question, r, catalogue) for r in matched[:3]}
    changes = CHANGE.search(question.folded) or RATIO.search(question.folded) or from_to(question)
    if changes and not _asks_rate(question, matched[0]) and named[matched[0]] is None:
        moved = (r for r in matched if len(comparable(r.cells)) >= 2)
        return over_years(question, next(moved, matched[0]))
    remarks = _remarks(question, matched[:3])
    if remarks:
        return Draft("indicator", remarks)
    wants = question.wants
    if {"how", "who", "where", "define"} & wants and not {"quantity", "check"} & wants:
        return None
    said = (_look_up(question, row, cells, catalogue) for row, cells in named.items())
    statements = tuple(statement for statements in said for statement in statements)
    if statements:
        return Draft("indicator", statements)
    first = named[matched[0]]
    if first is not None and first.empty:
        return _empty(matched[0], first)
    return _no_year(question, matched[0]) if question.years else None


def _remarks(question: ParsedQuestion, rows: Sequence[Row]) -> tuple[Statement, ...]:
    """The remark or the unit of the rows where nothing else is asked."""
    stated = _STATED.search(question.subject)
    if stated and any(r.attribute for r in rows):
        return tuple(
            Statement(
                f"{_opening(question, stated, r)}{r.subject}：属性为{r.attribute}。",
                (r.evidence,),
            )
            for r in rows
            if r.attribute
        )
    if question.years or re.search(r"\d|数值|目标|多少|几", question.subject):
        return ()
    if _ASKS_REMARK.search(question.subject):
        said = [(r, f"属性为{r.attribute}") for r in rows if r.attribute]
    elif _ASKS_UNIT.search(question.subject):
        said = [(r, f"单位为{r.cells[-1].unit}") for r in rows if r.cells[-1].unit]
    else:
        return ()
    return tuple(Statement(f"{r.subject}：{text}。", (r.evidence,)) for r, text in said)


def _opening(question: ParsedQuestion, stated: re.Match[str], row: Row) -> str:
    """What is said to the kind that a question states of a row."""
    return opening(question.subject, stated.start(1), right=stated[1] in fold(row.attribute))


def _sides(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> list[Row]:
    """The rows on both sides of a 比 or 和, by the words on each side."""
    sides = _TWO.match(question.subject)
    if sides is None:
        return []
    found = (match_rows(ParsedQuestion(sides[g]), rows, catalogue) for g in ("a", "b"))
    return list(dict.fromkeys(r[0] for r in found if r))


def _named(question: ParsedQuestion, row: Row, catalogue: Catalogue) -> Named | None:
    return named_cells(row_terms(question), row, catalogue.outline(row.document_id))


def _asks_rate(question: ParsedQuestion, row: Row) -> bool:
    return bool(_YEARLY.search(question.folded)) and any("年均" in c.measure for c in row.cells)


def match_rows(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> list[Row]:
    """Rows whose name covers the question's words, best first; equals only."""
    remarks = fold("".join({r.attribute for r in rows}))
    terms = [t for t in row_terms(question) if t not in remarks]
    if not _tells(terms, catalogue):
        return []
    asked = align(question, terms, catalogue)
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
        own = Alignment(tuple(w for w in asked.words if w.text in name or w.text not in columns))
        own_terms = [w.text for w in own.words]
        if len(own_terms) < len(terms) and not _tells(own_terms, catalogue):
            continue
        share = own.share(name)
        context = own.share(name + fold("".join(path[:-1]) + catalogue.info(row.document_id).title))
        back = catalogue.cover(pairs_of(re.sub(r"\W", "", name)), question.folded)
        if share >= MATCH or (context >= 0.9 and share >= 0.5):
            scored.append((share + 0.3 * back, row))
    scored.sort(key=lambda pair: -pair[0])
    return [row for score, row in scored if score >= scored[0][0] - 0.12]


def _tells(terms: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether the words are rare enough to name an indicator."""
    return sum(catalogue.weight(t) for t in terms) >= TELLING * catalogue.rarest


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
    if not cells:
        return []
    return [*_premise(question, row, cells, catalogue), sentence(row, cells)]


def _premise(
    question: ParsedQuestion, row: Row, cells: Sequence[Fact], catalogue: Catalogue
) -> list[Statement]:
    """What is to be said first of a figure or an achievement that the question states."""
    last = row.last_year or 0
    pool = cells if question.years else [c for c in cells if (c.year or 0) == last] or cells
    cover = catalogue.cover(row_terms(question), fold(row.subject))
    said = verdict(question, pool, targets=any(c.year == last for c in pool), cover=cover)
    return [said] if said else []


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

"""What a reading of a question asks to be done with rows of tables, and the doing of it.

Several rows are compared, added up or said side by side; all rows are counted, put in order or told
as a share; one row tells its change over the years or its figures. What nothing tells apart is said
whole: the rows with all their figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.negation import opening as verdict_opening
from rag.premises import verdict
from rag.question import ParsedQuestion
from rag.tables.asked import Asked
from rag.tables.changes import asked_changes, by_times, claimed_change
from rag.tables.reckoning import CHANGE, RATIO, from_to, over_years, reckon, reckons
from rag.tables.row_columns import comparable, named_cells, of_the_unit
from rag.tables.rows import Row, sentence
from rag.tables.selection import described, extreme, listed, opening_of
from rag.tables.telling import COLUMNS, COUNT, columns_told, kinds_told, share_told
from rag.tables.terms import row_terms
from rag.tables.understood import TABLE
from rag.tables.wording import ORDERED, SUPERLATIVE

_REMARK = re.compile(r"属性|性质|考核|约束性?|预期性?|哪一?类|什么性|类型")
_STATED = re.compile(r"(约束|预期)性?")
_SHARE = re.compile(r"几分之|其中|占[^,?]{0,14}(?:比|多少|几|百分)|比例|比重|百分之[几多]")
_NAMES = re.compile(r"哪|谁|什么|列|名单|叫|分别|各")
_CLAIM = re.compile(r"吗(?=[,?]|$)|对[吧不]|是不是|算不算|能[说算]")
_LESS = re.compile(r"减|相差|差(?:多少|几|了)?|幅度|涨|升|提高|增|新增|净增|降|跨度|变化|翻")
_AVERAGE = re.compile(r"(?:平均)?(?:每|一)年(?:平均)?|年均")
_GOAL = re.compile(
    r"目标|十[一二三四五六]五\"?末|年后|期末|到时|届时|末年|最后|最终|要到|要达|要求"
)
_BASE = re.compile(r"基数|基期|现状|起点|起步|当时|原来|原先|实际|起初")
_WHOLE = re.compile(
    r"全部|所有|完整|逐[条项一个]|每[条项个]|列表|全列|列[一出全]|各[项个]|整[个张]表|[报抄念过]一?[遍下]|过一遍|一览|汇总|都"
)
_WHOLLY = re.compile(r"累计|总共|一共|共计|总数|总量|合计|两者|全部")
_FIGURES = re.compile(r"数|值|多少|几|目标|\d{4}")


def carry_out(asked: Asked, catalogue: Catalogue) -> Draft | None:
    """The draft of a reading; None where its rows hold nothing that is asked for."""
    if COLUMNS.search(asked.question.subject):
        return columns_told(asked.table, catalogue)
    rows = asked.chosen
    if not asked.named:
        return _of_all(asked, rows, catalogue)
    said = _remarks(asked.question, rows)
    if said:
        return Draft("indicator", said)
    if any(_names_column(asked.question, row, catalogue) for row in rows):
        return None  # a column of the table's own: the look-up knows them
    if len(rows) > 1:
        return _of_several(asked.question, rows)
    return _of_one(asked.question, rows[0])


def _names_column(question: ParsedQuestion, row: Row, catalogue: Catalogue) -> bool:
    terms = row_terms(question)
    return named_cells(terms, row, catalogue.outline(row.document_id)) is not None


def _of_all(asked: Asked, rows: Sequence[Row], catalogue: Catalogue) -> Draft | None:
    question, text, conditions = asked.question, asked.question.subject, asked.conditions
    restricted = conditions.any or asked.complete
    noun = "指标" if "指标" in text or any(r.kind for r in asked.table) else "项目"
    name = described(conditions, noun) if conditions.any else noun
    if (times := by_times(question, asked.table)) is not None:
        return times
    if restricted and not rows:
        return _no_rows(asked, name)
    if (told := _summed_up(asked, rows, name, catalogue)) is not None:
        return told
    if ORDERED.search(text) or SUPERLATIVE.search(text):
        valued = conditions.compared or conditions.bounds or conditions.missing
        if not valued and (moved := asked_changes(question, rows)):
            return moved
        return extreme(question, rows, conditions)
    if not restricted and (moved := asked_changes(question, rows)):
        return moved
    if not restricted and _WHOLE.search(text) and not COUNT.search(text):
        return _side_by_side(question, rows)
    counts = COUNT.search(text) and not _NAMES.search(text)
    if counts or not _FIGURES.search(text):
        return listed(question, rows, catalogue, name)
    # A year that a condition is set to says nothing of what is asked: the rows are said whole.
    set_to = conditions.compared or conditions.missing or conditions.moved or asked.complete
    told_of = ParsedQuestion("") if set_to else question
    return _side_by_side(told_of, rows, f"{name}共有{len(rows)}个：" if restricted else "")


def _no_rows(asked: Asked, name: str) -> Draft | None:
    """No row meets the condition set to them; None where nothing says that a table is meant: the text
    may have it."""
    if not TABLE.search(asked.question.subject):
        return None
    evidence = tuple(r.evidence for r in asked.table[:9])
    return Draft("indicator", (Statement(f"没有{name}。", evidence, derived=True),))


def _summed_up(asked: Asked, rows: Sequence[Row], name: str, catalogue: Catalogue) -> Draft | None:
    """The kinds, the share or the claimed number of the rows of one document's table, where it is that
    which is asked."""
    text = asked.question.subject
    if len({r.document_id for r in asked.table}) != 1:
        return None
    if (kinds := kinds_told(text, asked.table)) is not None:
        return kinds
    if (asked.conditions.any or asked.complete) and _SHARE.search(text):
        return share_told(name, rows, asked.table, text)
    if (claimed := opening_of(asked.question, len(rows))) is not None:
        return listed(asked.question, rows, catalogue, f"{claimed}{name}")
    return None


def _side_by_side(question: ParsedQuestion, rows: Sequence[Row], lead: str = "") -> Draft | None:
    """Each row with the cells asked for."""
    said = tuple(s for r in rows if (s := _cells_said(question, r)) is not None)
    if not said:
        return None
    if len(said) > 1:
        said = tuple(Statement(s.text.rstrip("。"), s.evidence, "item") for s in said)
        if lead:
            said = (Statement(lead, (), "lead", derived=True), *said)
    return Draft("indicator", said)


def _cells_said(question: ParsedQuestion, row: Row) -> Statement | None:
    cells = asked_cells(question, row)
    return sentence(row, cells) if cells else None


def asked_cells(question: ParsedQuestion, row: Row) -> list[Fact]:
    """The cells of the years and columns that a question names; all where it names none."""
    text = question.subject
    columns = [c for c in row.cells if c.year is None and fold(c.measure) in text]
    dated = [c for c in row.cells if c.year in question.years]
    if not question.years and bool(_GOAL.search(text)) != bool(_BASE.search(text)):
        years = [c.year for c in row.cells if c.year]
        if len(years) > 1 or (years and columns):
            end = max(years) if _GOAL.search(text) else min(years)
            dated = [c for c in row.cells if c.year == end]
    wanted = [c for c in row.cells if c in columns or c in dated]
    if question.years and not dated:
        return columns
    if columns and not dated and _WHOLLY.search(text):
        return list(row.cells)
    return of_the_unit(question, wanted or list(row.cells))


def _remarks(question: ParsedQuestion, rows: Sequence[Row]) -> tuple[Statement, ...]:
    """The remarks of rows, after 是的 or 不对 to one that is stated, where they are what is asked."""
    text = question.subject
    if not _REMARK.search(text) or not all(r.attribute for r in rows):
        return ()
    others = question.years or re.search(
        r"目标值|目标[、和及]|年均|整[一]?行|都要|全部|多少|百分之|\d{2,}", text
    )
    stated = dict.fromkeys(_STATED.findall(text))
    opening = ""
    if len(stated) == 1 and is_claim(question):
        said = next(iter(stated))
        right = all(said in r.attribute for r in rows)
        opening = verdict_opening(text, text.index(said), right=right)
    if len(rows) > 1 and re.search(r"一样|相同|一致|同一|都是|都属", text) and not opening:
        same = len({r.attribute for r in rows}) == 1
        opening = "一样，" if same else "不一样，"
    if others:
        cells = [(r, asked_cells(question, r)) for r in rows]
        return tuple(
            Statement(
                f"{opening if at == 0 else ''}{_without_kind(r, c)}，属性为{r.attribute}。",
                (r.evidence,),
            )
            for at, (r, c) in enumerate(cells)
        )
    return tuple(
        Statement(f"{opening if at == 0 else ''}{r.subject}：属性为{r.attribute}。", (r.evidence,))
        for at, r in enumerate(rows)
    )


def _without_kind(row: Row, cells: Sequence[Fact]) -> str:
    return sentence(row, cells).text[:-1].replace(f"（{row.kind}）", "")


def _of_several(question: ParsedQuestion, rows: Sequence[Row]) -> Draft | None:
    values = _side_by_side(question, rows)
    if not reckons(question) and not _LESS.search(question.subject):
        return values
    worked = (
        reckon(question, rows) if len(rows) == 2 or not CHANGE.search(question.subject) else None
    )
    if worked is not None:
        return worked
    if CHANGE.search(question.subject) or _LESS.search(question.subject):
        said = [over_years(question, r) for r in rows if len(comparable(r.cells)) > 1]
        statements = tuple(s for d in said if d.found for s in d.statements)
        return Draft("indicator", statements) if statements else values
    return values


def _of_one(question: ParsedQuestion, row: Row) -> Draft | None:
    text = question.subject
    dated = comparable(row.cells)
    if len(dated) > 1 and (claimed := claimed_change(question, row, dated)) is not None:
        return claimed
    yearly = [c for c in row.cells if "年均" in c.measure]
    if yearly and _AVERAGE.search(text) and not _WHOLLY.search(text):
        aimed = [c for c in asked_cells(question, row) if _GOAL.search(text) and c not in yearly]
        said = None if aimed else verdict(question, yearly, targets=False, cover=1.0)
        return Draft("indicator", (*((said,) if said else ()), sentence(row, [*aimed, *yearly])))
    changes = CHANGE.search(text) or RATIO.search(text) or _LESS.search(text) or from_to(question)
    if changes and len(dated) > 1 and not is_claim(question):
        return _with_average(question, row, over_years(question, row), dated)
    cells = asked_cells(question, row)
    if CHANGE.search(text) and len(dated) < 2:
        return Draft("indicator", (sentence(row, row.cells),)) if yearly else None
    if not cells:
        return None
    last = row.last_year
    lead = verdict(
        question, cells, targets=any(c.year == last and row.is_target(c) for c in cells), cover=1.0
    )
    return Draft("indicator", (*((lead,) if lead else ()), sentence(row, cells)))


def is_claim(question: ParsedQuestion) -> bool:
    """Whether something stated is to be confirmed."""
    return "check" in question.wants or bool(_CLAIM.search(question.subject))


def _with_average(question: ParsedQuestion, row: Row, draft: Draft, dated: Sequence[Fact]) -> Draft:
    """The change with what it makes in a year, where that is asked for."""
    first, last = dated[0], dated[-1]
    years = (last.year or 0) - (first.year or 0)
    if not _AVERAGE.search(question.subject) or years < 2 or not draft.found:
        return draft
    gap = abs((last.number or 0) - (first.number or 0)) / years
    unit = "个百分点" if last.unit == "%" else last.unit
    text = f"{draft.statements[0].text.rstrip('。')}，{years}年平均每年{gap:.3g}{unit}。"
    return Draft("indicator", (Statement(text, (row.evidence,), derived=True),))

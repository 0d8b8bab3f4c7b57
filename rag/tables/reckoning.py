"""Sums over cells with the working shown: differences, ratios and totals, over the years or between rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion, numeral_value
from rag.tables.row_columns import comparable
from rag.tables.rows import Row, measure_text, value_text

CHANGE = re.compile(
    r"(?:增加|增长|提高|下降|减少|提升)了?百分之(?:几|多少)|(?:增加|增长|提高|提升|上升|上涨|新增|多出|高出|多|高|扩大|减少|下降|降低|缩短|少|低|涨|降|变)了?(?:了|出)?(?:多少|几)|差(?:多少|几|距|额|值)|相差|增幅|增量|升幅|降幅|变化了?多少|净增|比[^,?]{2,20}(?:多|高|少|低)(?:出|了)?(?:多少|几)|提(?:高|升)?(?:了)?(?:多少|几)"
)
RATIO = re.compile(r"翻(?:几|了几|多少)|(?:几|多少)倍|倍数|之比|比值")
_FURTHER = re.compile(
    r"(?<![一-鿿]不)(?:还|再)(?:得|要|需|应|会|能|可|有|须|必须|需要)*[^,;?]{0,10}?(?:多少|几)"
)
"""“再谈多少个”: how many more, from the first of two years to the second."""
_INVERSE = re.compile(
    r"(?P<a>(?:19|20)\d{2})[^,;?]{0,12}?(?:是|为|占|比|相当于)[^,;?]{0,6}?(?P<b>(?:19|20)\d{2})"
)
"""“2020年是2030年的几倍”: the year that is measured and the year it is measured by."""
_RATE = re.compile(r"百分之(?:几|多少)|增长率|增速|增幅(?:是|为)?百分|几成")
_SUM = re.compile(r"加起来|加在一起|之和|总和|合计|相加|加总|一共|总共|共计|加[^,?]{1,20}等于")
_MORE = re.compile(
    r"(?:哪个|哪一个|谁|哪项|哪一项)(?:的)?[^,?]{0,8}?(?:更|比较|较)?(?P<way>多|大|高|快|少|小|低)|还是[^,?]{2,20}(?P<way2>多|大|高|少|小|低)"
)
_PLACES = re.compile(
    r"(?:保留|精确到|取)(?:小数点后)?(?P<n>[一二两三四\d])位|保留整数|取整|四舍五入到整数"
)


def reckons(question: ParsedQuestion) -> bool:
    """Whether the wording asks for a difference, a ratio, a total or the larger of two."""
    patterns = (CHANGE, RATIO, _SUM, _MORE)
    return any(pattern.search(question.subject) for pattern in patterns)


def from_to(question: ParsedQuestion) -> bool:
    """Whether it is asked how many more it takes to get from one year to another."""
    return len(question.years) > 1 and bool(_FURTHER.search(question.subject))


def reckon(question: ParsedQuestion, rows: Sequence[Row]) -> Draft | None:
    """A difference, ratio or total of the two or more rows that a question names; None when it asks
    for none, or their cells cannot be reckoned together."""
    asked = question.subject
    cells = _common(question, rows)
    if len(cells) < 2 or cells[0][1].unit != cells[-1][1].unit:
        return None
    if _SUM.search(asked) and not CHANGE.search(asked):
        return _total(cells)
    (first, a), (second, b) = cells[0], cells[1]
    if RATIO.search(asked) and b.number:
        times = rounded((a.number or 0) / b.number, question)
        tail = f"前者是后者的{_open(a, b)}{times}倍"
    elif CHANGE.search(asked) or _MORE.search(asked):
        tail = _compared(a, b)
    else:
        return None
    text = f"{_said(first, a)}，{_said(second, b)}，{tail}。"
    evidence = tuple(dict.fromkeys((first.evidence, second.evidence)))
    return Draft("indicator", (Statement(text, evidence, derived=True),))


def _common(question: ParsedQuestion, rows: Sequence[Row]) -> list[tuple[Row, Fact]]:
    """One cell of each row: of the year asked for, else of the latest year that all of them have."""
    shared = [{c.year for c in row.cells if c.number is not None} for row in rows]
    years = set.intersection(*shared) if shared else set()
    wanted = [y for y in question.years if y in years] or sorted(
        (y for y in years if y is not None), reverse=True
    )
    year = wanted[0] if wanted else None
    pairs = []
    for row in rows:
        cells = [c for c in row.cells if c.number is not None and (year is None or c.year == year)]
        if question.years and year is None:
            return []
        if cells:
            pairs.append((row, cells[0]))
    return pairs


def _said(row: Row, cell: Fact) -> str:
    return f"{row.subject}{measure_text(cell)}{value_text(cell)}"


def _total(cells: Sequence[tuple[Row, Fact]]) -> Draft:
    said = "，".join(_said(row, cell) for row, cell in cells)
    least = "至少" if any(c.bound in ("at_least", "more_than") for _, c in cells) else ""
    total = sum(c.number or 0 for _, c in cells)
    text = f"{said}，合计{least}{total:g}{cells[0][1].unit}。"
    evidence = tuple(dict.fromkeys(row.evidence for row, _ in cells))
    return Draft("indicator", (Statement(text, evidence, derived=True),))


def _compared(a: Fact, b: Fact) -> str:
    gap = (a.number or 0) - (b.number or 0)
    unit = "个百分点" if a.unit == "%" else a.unit
    if not gap:
        return "两者相同"
    return f"前者比后者{'多' if gap > 0 else '少'}{_open(a, b)}{abs(gap):g}{unit}"


def _open(a: Fact, b: Fact) -> str:
    """超过 or 至少 where the larger figure is written with such a bound."""
    larger = a if (a.number or 0) >= (b.number or 0) else b
    return {"more_than": "超过", "at_least": "至少"}.get(larger.bound, "")


def over_years(question: ParsedQuestion, row: Row) -> Draft:
    """The change of a row between two years; a refusal where it has one figure only."""
    dated = comparable(row.cells)
    if len(question.years) >= 2:
        dated = [c for c in dated if c.year in question.years]
    if len(dated) < 2:
        have = "、".join(map(measure_text, dated)) or "一列"
        text = f"“{row.subject}”只有{have}的数值，无法计算变化。"
        return Draft(
            "indicator", (Statement(text, (), derived=True),), found=False, nearest=(row.evidence,)
        )
    first, last = dated[0], dated[-1]
    shown = f"{row.subject}：{measure_text(first)}{value_text(first)}，{measure_text(last)}{value_text(last)}"
    text = f"{shown}，{_change(question, first, last)}。"
    return Draft("indicator", (Statement(text, (row.evidence,), derived=True),))


def _change(question: ParsedQuestion, first: Fact, last: Fact) -> str:
    gap = (last.number or 0) - (first.number or 0)
    bound = {"more_than": "超过", "at_least": "至少"}.get(last.bound, "")
    word = "增加" if gap >= 0 else "减少"
    if RATIO.search(question.folded) and first.number:
        return _times(question, first, last, bound)
    if _RATE.search(question.folded) and first.number and last.unit != "%":
        rate = rounded(100 * abs(gap) / first.number, question)
        return f"{word}{bound}{abs(gap):g}{last.unit}，即{word}{bound}{rate}%"
    unit = "个百分点" if last.unit == "%" else last.unit
    return f"{word}{bound}{abs(gap):g}{unit}"


def _times(question: ParsedQuestion, first: Fact, last: Fact, bound: str) -> str:
    """The later figure in terms of the earlier one, or the other way round where that is asked."""
    a, b = first.number or 0, last.number or 0
    asked = _INVERSE.search(question.folded)
    if asked and int(asked["a"]) < int(asked["b"]) and b:
        ends = {"超过": "不到", "至少": "至多"}.get(bound, "")
        return f"前者是后者的{ends}{rounded(a / b, question)}倍"
    return f"后者是前者的{bound}{rounded(b / a, question)}倍"


def rounded(value: float, question: ParsedQuestion) -> str:
    """A quotient with the decimals that the question asks for, else with two at most: “约1.43”."""
    found = _PLACES.search(question.folded)
    if found:
        places = int(numeral_value(found["n"]) or 0) if found["n"] else 0
        return f"约{value:.{places}f}" if round(value, places) != value else f"{value:.{places}f}"
    exact = round(value, 2)
    return f"{exact:g}" if abs(exact - value) < 1e-9 else f"约{exact:g}"

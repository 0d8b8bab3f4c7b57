"""Conditions that a question sets to the rows of a table: a remark, a unit, a value, a column that is filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Bound, Fact
from index.folding import fold
from index.numerals import NUMERAL
from rag.question import ParsedQuestion, numeral_value
from rag.tables.rows import Row

_N = rf"(?:\d[\d,]*(?:\.\d+)?|{NUMERAL}{{1,6}})"
_LEVELS: tuple[tuple[str, str], ...] = (
    (">=", r"不低于|不少于|不小于|大于(?:或者?)?等于|高于等于|至少|起码|最少|≥|>="),
    ("<=", r"不超过|不高于|不多于|不大于|小于(?:或者?)?等于|至多|最多|≤|<="),
    (">", r"超过|超出|超|大于|高于|多于|突破|>"),
    ("<", r"低于|小于|少于|不到|不足|不满|未达到|<"),
    ("=", r"等于|正好|恰好|刚好|就是|是|为|达到|达|要求|要到|定在|=|:"),
)
_ANY_LEVEL = "|".join(f"(?:{words})" for _, words in _LEVELS)
_AFTER = (("(?:及|或)?以上", ">="), ("(?:及|或)?以下|以内", "<="))
_COMPARED = re.compile(
    rf"(?P<level>{_ANY_LEVEL})?(?:了|过|到|要|约|大约)*\s*(?P<share>百分之)?(?P<n>{_N})(?P<scale>万亿|亿|万)?\s*"
    rf"(?P<unit>%|个百分点|(?:(?!对[吗吧不么]|是[吗吧不]|没错|[吗吧呢])[\u4e00-\u9fff]){{1,3}}?(?:/[\u4e00-\u9fff]{{1,4}})?)?(?P<after>(?:及|或)?以上|(?:及|或)?以下|以内)?(?=[的,?的有是吗呢吧哪几多\s]|对[吗吧不么]|没错|指标|$)"
)
_YEARS = re.compile(
    r"百分[比数率号点制]|\\d+倍|(?:19|20)\d{2}\s*年?|第\s*\d+|专栏\s*\d+|\"?十[一二三四五六]五\"?"
)
_SIGNED = re.compile(
    r"(?:带|有|用|标|含|写)(?:着|了|有)?[^,?]{0,4}?(?P<sign>大于等于|大于|小于等于|小于|≥|>|≤|<|不少于|不低于)号?(?!\s*\d)"
)
_LACKS = re.compile(
    r"(?:(?<!有)没有?|未|缺少?|无|空着|空白|不含)(?:列出?|给出?|填写?|写明?|标出?|公布)?|是空|为空|空缺|[—-]{1,2}号?|没数"
)
_HAS = re.compile(
    r"(?:列|给|写|填|标|公布)(?:出|了|有|明|过)+|有(?=[^,?]{0,8}(?:数值|数据|数字|基数|基期|现状值|值))|(?:都|均)有"
)
_FIGURES = re.compile(r"数值|数据|数字|基数|数|值|一栏|这一列|一列|栏")
_PERCENT = re.compile(r"百分比|百分数|百分率|按百分|用百分|比率|百分号|%(?!\d)")


@dataclass(frozen=True, slots=True)
class Compared:
    """A level that a cell is compared with: `level` one of >=, <=, >, <, =; unit "" for any."""

    level: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the rows asked for must be: all that is not empty must hold.

    `missing` and `filled` tell that the column of the years (or the column named) must be empty or
    hold a figure; `bounds` are signs such as ≥ that a cell must carry.
    """

    attribute: str = ""
    unit: str = ""
    compared: tuple[Compared, ...] = ()
    bounds: tuple[Bound, ...] = ()
    years: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    filled: bool = False
    missing: bool = False

    @property
    def any(self) -> bool:
        """Whether any condition is set beside the years."""
        return bool(
            self.attribute
            or self.unit
            or self.compared
            or self.bounds
            or self.filled
            or self.missing
        )

    def cells(self, row: Row, *, last: bool) -> list[Fact]:
        """The cells that meet the conditions on cells; with `last` of undated ones the latest year."""
        pool = [c for c in row.cells if self._in_column(c)]
        if last and not self.years and not self.columns:
            pool = [c for c in pool if c.year == row.last_year] or pool
        if self.bounds:
            pool = [c for c in pool if c.bound in self.bounds]
        return [c for c in pool if all(_meets(c, level) for level in self.compared)]

    def holds(self, row: Row, *, last: bool) -> bool:
        """Whether a row meets all conditions."""
        if self.attribute and row.attribute != self.attribute:
            return False
        if self.unit and all(c.unit != self.unit for c in row.cells):
            return False
        if self.missing:
            return not any(self._in_column(c) for c in row.cells)
        return bool(self.cells(row, last=last))

    def _in_column(self, cell: Fact) -> bool:
        named = [c for c in self.columns if c in fold(cell.measure)]
        if self.years and self.columns:
            return cell.year in self.years or bool(named)
        if self.years:
            return cell.year in self.years
        return not self.columns or bool(named)


def read_conditions(question: ParsedQuestion, rows: Sequence[Row]) -> Conditions:
    """The conditions of a question; remarks, units and columns are those of the rows."""
    text = question.subject
    said = {r.attribute for r in rows if r.attribute and fold(r.attribute) in text}
    columns = tuple(dict.fromkeys(
        fold(c.measure) for r in rows for c in r.cells
        if c.year is None and fold(c.measure) in text
    ))  # fmt: skip
    at_column = bool(question.years or columns)
    compared = _compared(text)
    lacks = bool(_LACKS.search(text)) and at_column and not compared
    has = bool(_HAS.search(text)) and at_column and bool(_FIGURES.search(text)) and not compared
    return Conditions(
        attribute=next(iter(said)) if len(said) == 1 else "", unit=_unit(text, rows),
        compared=compared, bounds=_signs(text) if not compared else (), years=question.years,
        columns=columns, filled=has and not lacks, missing=lacks,
    )  # fmt: skip


def _unit(text: str, rows: Sequence[Row]) -> str:
    units = dict.fromkeys(c.unit for r in rows for c in r.cells if c.unit)
    if "%" in units and _PERCENT.search(text):
        return "%"
    for unit in units:
        word = re.escape(fold(unit))
        if re.search(
            rf"(?:以|按|用|单位(?:都)?(?:是|为)?)\"?{word}\"?(?:数|为|计|作|来|算|的|,|\?|$)|{word}(?:数|比)?(?:类|型)",
            text,
        ):
            return unit
    return ""


def _compared(text: str) -> tuple[Compared, ...]:
    """Levels such as “超过40个” and “50以上”; a bare figure counts only after a word of comparing."""
    found = []
    for match in _COMPARED.finditer(_YEARS.sub(lambda m: " " * len(m[0]), text)):
        value = numeral_value(match["n"].replace(",", "") + (match["scale"] or ""))
        after = next(
            (level for words, level in _AFTER if re.fullmatch(words, match["after"] or "")), ""
        )
        before = match["level"] or ""
        level = after or next((sign for sign, words in _LEVELS if re.fullmatch(words, before)), "")
        written = match["n"][0].isdigit() or match["share"] or match["unit"]
        if (
            not before
            and not after
            and match["unit"]
            and (match["n"][0].isdigit() or match["unit"][0] in _COUNTING)
            and text[match.end() : match.end() + 1] == "的"
        ):
            level = "="
        if value is None or not level or not written:
            continue
        said_unit = (match["unit"] or "").strip("的是吗呢有")
        unit = "%" if match["share"] or said_unit == "个百分点" else said_unit
        found.append(Compared(level, value, unit))
    return tuple(found)


def _signs(text: str) -> tuple[Bound, ...]:
    match = _SIGNED.search(text)
    if match is None:
        return ()
    least: tuple[Bound, ...] = ("at_least",) if re.search(r"等于|≥|不少于|不低于", text) else ()
    if match["sign"] in ("大于", ">"):
        return ("more_than", *least)
    if match["sign"] in ("大于等于", "≥", "不少于", "不低于"):
        return ("at_least",)
    return ("less_than",) if match["sign"] in ("小于", "<") else ("at_most",)


def _meets(cell: Fact, level: Compared) -> bool:
    """Whether a cell is as high as is said; “>90” is above 90 and “≥60” at least 60."""
    number = cell.number
    other = level.unit in _COUNTING and not cell.unit.startswith(level.unit)
    if number is None or (other and (cell.unit or level.unit == "%")):
        return False
    open_above = cell.bound == "more_than"
    return {
        ">=": number >= level.value, "<=": number <= level.value and not open_above,
        ">": number > level.value or (open_above and number == level.value),
        "<": number < level.value, "=": number == level.value,
    }[level.level]  # fmt: skip


_COUNTING = frozenset("个项家名人次条套%元天年")

"""Conditions that a question sets to the rows of a table: a remark, a unit, a value, a column that is filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Bound, Fact
from index.folding import fold
from index.tables.names import name_and_unit
from rag.question import ParsedQuestion, numeral_value
from rag.tables.moves import FIGURE, NO_FIGURES, moved_between
from rag.tables.rows import Row

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
    rf"(?P<level>{_ANY_LEVEL})?(?:了|过|到|要|约|大约)*\s*(?P<share>百分之)?(?P<n>(?!百分(?:几|多少|比|率)){FIGURE})(?P<scale>万亿|亿|万)?\s*"
    rf"(?P<unit>%|个百分点|(?:(?!对[吗吧不么]|是[吗吧不]|没错|[吗吧呢])[\u4e00-\u9fff]){{1,3}}?(?:/[\u4e00-\u9fff]{{1,4}})?)?(?P<after>(?:及|或)?以上|(?:及|或)?以下|以内)?(?=[的,?的有是吗呢吧哪几多\s]|对[吗吧不么]|没错|指标|$)"
)
_SIGN = r"大于等于|大于|小于等于|小于|≥|>|≤|<|不少于|不低于"
_SIGNED = re.compile(
    rf"(?:带|有|用|标|含|写|挂|冠|打|加|是|为|前面)(?:着|了|有|上)?[^,?]{{0,4}}?(?P<sign>{_SIGN})号?(?!\s*\d)"
)
_UNSIGNED = re.compile(rf"(?:没有?|不带|未带|不含|不用|无)[^,?]{{0,4}}?(?P<sign>{_SIGN})号")
_NOT_THAT = re.compile(rf"(?:不是|而非|不含|不算|不要|除了?)[^,?()]{{0,4}}?(?:{_SIGN})号?")
_WRITTEN = re.compile(r"(?P<sign>≥|>=|≤|<=|>|<)\s*(?=\d)")
"""“≥60”: the sign and the figure as a cell has them."""
_AT_BASE = re.compile(r"基数|基期|现状|起点|起步")
_AT_GOAL = re.compile(r"目标|末|终|到时|届时")
_LACKS = re.compile(
    r"(?:(?<!有)没有?|未|缺少?|无|空着|空白|不含)(?:列出?|给出?|填写?|写明?|标出?|公布)?|是空|为空|空缺|[—-]{1,2}号?|没数"
)
_HAS = re.compile(
    r"(?:列|给|写|填|标|公布)(?:出|了|有|明|过)+|有(?=[^,?]{0,8}(?:数值|数据|数字|基数|基期|现状值|值))|(?:都|均)有"
)
_FIGURES = re.compile(r"数值|数据|数字|基数|数|值|一栏|这一列|一列|栏")
_PERCENT = re.compile(r"百分比|百分数|百分率|按百分|用百分|比率|百分号|百分点|%(?!\d)")


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
    hold a figure; `bounds` are signs such as ≥ that a cell must carry, or must not where it is
    `unsigned`; `moved` are the first figure of a row and one of a later year.
    """

    attribute: str = ""
    unit: str = ""
    compared: tuple[Compared, ...] = ()
    bounds: tuple[Bound, ...] = ()
    years: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    filled: bool = False
    missing: bool = False
    unsigned: bool = False
    moved: tuple[float, float] | None = None

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
            or self.moved
        )

    def cells(self, row: Row, *, last: bool) -> list[Fact]:
        """The cells that meet the conditions on cells; with `last` of undated ones the latest year."""
        pool = [c for c in row.cells if self._in_column(c)]
        if last and not self.years and not self.columns:
            pool = [c for c in pool if c.year == row.last_year] or pool
        if self.bounds:
            pool = [c for c in pool if (c.bound in self.bounds) != self.unsigned]
        return [c for c in pool if all(_meets(c, level) for level in self.compared)]

    def holds(self, row: Row, *, last: bool) -> bool:
        """Whether a row meets all conditions."""
        if self.attribute and row.attribute != self.attribute:
            return False
        if self.unit and all(c.unit != self.unit for c in row.cells):
            return False
        if self.unsigned and any(c.bound in self.bounds for c in row.cells):
            return False
        if self.moved and not _moves(row, *self.moved):
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
        name for r in rows for c in r.cells
        if c.year is None and (name := fold(name_and_unit(c.measure)[0]).strip()) in text and name
    ))  # fmt: skip
    years = question.years or _column_year(text, rows)
    at_column = bool(years or columns)
    moved = moved_between(text)
    compared = () if moved else _compared(text)
    bounds, unsigned = _signs(text, written=bool(compared))
    lacks = bool(_LACKS.search(text)) and at_column and not compared
    has = bool(_HAS.search(text)) and at_column and bool(_FIGURES.search(text)) and not compared
    return Conditions(
        attribute=next(iter(said)) if len(said) == 1 else "", unit=_unit(text, rows),
        compared=compared, bounds=bounds, unsigned=unsigned, years=() if moved else years,
        columns=columns, filled=has and not lacks and not moved,
        missing=lacks and not unsigned and not moved, moved=moved,
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
    for match in _COMPARED.finditer(NO_FIGURES.sub(lambda m: " " * len(m[0]), text)):
        value = numeral_value(match["n"].replace(",", "") + (match["scale"] or ""))
        after = next(
            (level for words, level in _AFTER if re.fullmatch(words, match["after"] or "")), ""
        )
        before = match["level"] or ""
        level = after or next((sign for sign, words in _LEVELS if re.fullmatch(words, before)), "")
        if _WRITTEN.match(before + "0"):
            level = "="
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


def _signs(text: str, *, written: bool) -> tuple[tuple[Bound, ...], bool]:
    """The signs that a cell must carry, and whether it must not; with a figure only one that is
    written right before it."""
    text = _NOT_THAT.sub(lambda m: " " * len(m[0]), text)
    lacked = None if written else _UNSIGNED.search(text)
    match = lacked or (_WRITTEN if written else _SIGNED).search(text)
    if match is None:
        return (), False
    least: tuple[Bound, ...] = ("at_least",) if re.search(r"等于|≥|不少于|不低于", text) else ()
    if match["sign"] in ("大于", ">"):
        return ("more_than", *least), bool(lacked)
    if match["sign"] in ("大于等于", "≥", ">=", "不少于", "不低于"):
        return ("at_least",), bool(lacked)
    return (("less_than",) if match["sign"] in ("小于", "<") else ("at_most",)), bool(lacked)


def _moves(row: Row, first: float, last: float) -> bool:
    dated = [c.number for c in row.cells if c.year]
    return bool(dated) and dated[0] == first and last in dated[1:]


def _column_year(text: str, rows: Sequence[Row]) -> tuple[int, ...]:
    """The first year of the columns where a question asks for the base alone."""
    years = sorted({c.year for r in rows for c in r.cells if c.year})
    asked = _AT_BASE.search(text) and not _AT_GOAL.search(text)
    return tuple(years[:1]) if asked and len(years) > 1 else ()


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

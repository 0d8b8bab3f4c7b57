"""Premises: whether a figure that the question states is the one that the documents give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.documents import Bound, Fact
from index.folding import fold
from index.quantities.figures import find_figures, ready
from rag.draft import Statement
from rag.question import ParsedQuestion, numeral_value

DONE = re.compile(
    r"完成(?:了|没|吗|得)|达到了|已经?(?:达|建|完|实|有|是|经|超)|已经|达成了?|实现了|建成了|做到了|达标|兑现|(?:达到|完成|建成|实现|创建)[^,。?]{0,12}了(?:吗|没|么)?"
)
"""Words that ask whether something has been achieved."""
WHY = re.compile(r"为什么|为何|凭什么|怎么会|干嘛|为啥|何以|怎么才|怎么只")
"""Words that take what they ask about for granted."""

CONFIRMED = 0.85
"""Share of the question's word weight that must be met before a figure is confirmed."""
REST = re.compile(r"(?:没有?|未|尚未|剩下|其余|余下)[^,。?]{0,6}的")
"""“还没覆盖的20%” is what a written share leaves over, not that share."""
_SCALE = re.compile(r"万亿|[万亿]")
_AT_MOST = re.compile(
    r"不[得能应会可准]?(?:超过|高于|多于|大于)|最多|至多|以内|以下|最长|最高|顶多|上限|(?<!不)(?:低于|小于|少于)(?:或者?)?等于|≤|<="
)
_AT_LEAST = re.compile(
    r"不[得能应会可准]?(?:少于|低于|小于)|至少|最少|以上|起码|最短|最低|下限|达到(?:了)?[^,。?]{0,10}了"
)
_IN_ANY_CASE = re.compile(r"至少|起码")
"""“至少1万吗” holds of 不少于2万 too; 1万以上 would be another requirement."""
_MORE_THAN = re.compile(r"(?<!不)(?<!不[得能应会可准])(?:超过|大于|高于|多于|突破)")
_NO_LESS = re.compile(
    r"(?:(?<![得能应会可准])不(?:[得能应会可准宜]|应该|可以|能够|允许)?再?|(?<!有)没有?|未)(?:低于|小于|少于)"
)
_LESS_THAN = re.compile(
    r"(?:低于|小于|少于)(?!(?:或者?)?等于)|(?<![想料找看])不到|不足(?=[约\d一二两三四五六七八九十百千万])|<(?!=)"
)
_KIN = (
    {"名", "人"}, {"日", "天"}, {"周", "星期"}, {"周岁", "岁"}, {"个月", "月"}, {"个", "国家", "家", "座"},
)  # fmt: skip
"""Units that count the same things."""
_DATE = re.compile(r"\d{1,2}月(?:\d{1,2}日|份|底|初|末)?")
_AGED = re.compile(r"已满|年满|满\S{1,4}岁|岁以上")
_YOUNGER = re.compile(r"[不未]满|不到|岁以下|低于")
_ONE = re.compile(
    r"(?<![一二三四五六七八九十百千第每同任上下另某哪几过])一(?=个月|年(?![级度来里内中前后]|以[内前后])|个?小时|天(?!天)|周(?!岁)|个?星期)"
)
"""一 with a unit of time is a figure in a question (试用期一个月), which it need not be in a text."""
_MONTHS = {"年": 12.0, "个月": 1.0, "月": 1.0}
_DAYS = {
    "周": 7.0, "星期": 7.0, "日": 1.0, "天": 1.0, "个小时": 1 / 24, "小时": 1 / 24, "分钟": 1 / 1440,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a question states; `number` is in the unit as written, 3万名 = 30000, `bound` as
    the question puts it (不满五年)."""

    number: float
    unit: str
    bound: Bound = "exact"


def stated_figures(question: ParsedQuestion) -> tuple[Stated, ...]:
    """The figures that a question states, in order, in either numerals; dates and years are none."""
    text = _ONE.sub("1", _DATE.sub(lambda date: " " * len(date[0]), question.subject))
    found = [
        Stated(f.number, f.unit.lstrip("多余"), f.bound)
        for f in find_figures(text, ready(text, fold(text)))
        if f.number is not None and (f.unit or f.number >= 10 or text[f.core : f.end].isascii())
    ]
    if found:
        return tuple(found)
    values = ((numeral_value(n), u) for n, u in question.figures)
    return tuple(Stated(v, u) for v, u in values if v is not None)


def unstated(question: ParsedQuestion) -> ParsedQuestion:
    """The question without the figures that it states, of the same length: what is asked about."""
    if not ({"check"} & question.wants or WHY.search(question.folded)):
        return question
    text = list(question.folded)
    blanked = "".join(text)
    for figure in find_figures(blanked, ready(blanked, blanked)):
        if figure.number is not None and not _is_part_of_name(question, figure.start, figure.end):
            text[figure.start : figure.end] = " " * (figure.end - figure.start)
    return ParsedQuestion("".join(text), question.names)


def _is_part_of_name(question: ParsedQuestion, start: int, end: int) -> bool:
    """Whether a figure stands in the name of a document or inside quotation marks."""
    named = any(a < end and start < b for a, b in question.names)
    return named or question.folded.count('"', 0, start) % 2 == 1


def verdict(
    question: ParsedQuestion, facts: Sequence[Fact], *, targets: bool, cover: float
) -> Statement | None:
    """“是的。”, “不对，” or that only a target is written; None when the question states nothing.

    `targets` tells that the facts are goals of a plan: then nothing is said of their attainment.
    `cover` is the share of the question's words that the facts' own words hold: a question that
    says more than they do is not confirmed. A figure equal to an open bound (99 where >99 is
    written) does not meet it; of a range nothing is said.
    """
    if targets and DONE.search(question.folded):
        return Statement("文件写的是目标，没有写是否完成。", (), "lead", derived=True)
    why = bool(WHY.search(question.folded))
    if not why and "check" not in question.wants:
        return None
    claims = _claimed(question, facts)
    if not claims:
        return None
    if REST.search(question.folded) and _is_share(claims):
        return None
    if any(_within(f, v) for f in _comparable(facts, claims) for v in _numbers(claims)):
        return None
    if any(_of_other_age(question, f) for f in facts):
        return None
    met = [_is_met(question, f, v) for f in _comparable(facts, claims) for v in _numbers(claims)]
    right = any(met)
    if right and not all(met) and _is_below(claiming(question)):
        return None  # 42 in one year and ≥60 in another neither are nor are not 不到60
    if right and (cover < CONFIRMED or why or _states_others(question, claims)):
        return None
    if not right and any(
        _passes(question, f, v) for f in _comparable(facts, claims) for v in _numbers(claims)
    ):
        return None
    return Statement("是的。" if right else "不对，", (), "lead", derived=True)


def _of_other_age(question: ParsedQuestion, fact: Fact) -> bool:
    """Whether a rule is for those below an age and the claim for those above it, or the reverse."""
    above, below = bool(_AGED.search(question.folded)), bool(_YOUNGER.search(question.folded))
    if "岁" not in fact.unit or above == below:
        return False
    return fact.bound in (("less_than", "at_most") if above else ("at_least", "more_than"))


def _claimed(question: ParsedQuestion, facts: Sequence[Fact]) -> tuple[Stated, ...]:
    """The figure that the question claims: its last one (those before it are conditions, 5年内),
    when it has the unit of the facts, or none at all."""
    units = {f.unit.lstrip("多余") for f in facts if f.unit}
    claims = stated_figures(question)
    fitting = [
        c for c in claims if not c.unit or not units or any(alike_units(c.unit, u) for u in units)
    ]
    last = claims[-1:]
    return last if last and last[0] in fitting else ()


def _is_share(claims: Sequence[Stated]) -> bool:
    return any("%" in c.unit for c in claims)


def _states_others(question: ParsedQuestion, claims: Sequence[Stated]) -> bool:
    """Whether the question states further figures of the kind: one that is right says nothing of them."""
    others = [s for s in stated_figures(question) if s not in claims]
    return any(o.unit == c.unit for o in others for c in claims)


def alike_units(unit: str, known: str) -> bool:
    """Whether two units count the same things, or durations that can be compared."""
    if unit in known or known in unit or any({unit, known} <= kin for kin in _KIN):
        return True
    return any(unit in table and known in table for table in (_MONTHS, _DAYS))


def _numbers(claims: Sequence[Stated]) -> list[float]:
    return [in_base(c.number, c.unit) for c in claims]


def _comparable(facts: Sequence[Fact], claims: Sequence[Stated]) -> list[Fact]:
    """The facts with their numbers in the base of the claims' units."""
    scaled = any(c.number >= 10_000 for c in claims)
    return [_based(_in_ones(f) if scaled else f) for f in facts]


def _based(fact: Fact) -> Fact:
    if fact.number is None:
        return fact
    upper = None if fact.upper is None else in_base(fact.upper, fact.unit)
    return replace(fact, number=in_base(fact.number, fact.unit), upper=upper)


def in_base(number: float, unit: str) -> float:
    """A duration in months or in days; any other number as it is."""
    return number * (_MONTHS.get(unit) or _DAYS.get(unit) or 1.0)


def _within(fact: Fact, value: float) -> bool:
    return fact.upper is not None and fact.number is not None and fact.number <= value <= fact.upper


def claiming(question: ParsedQuestion) -> str:
    """The part of a question that states its last figure: bounds before it are those of conditions."""
    folded = question.folded
    last = max((f.start for f in find_figures(folded, ready(folded, folded)) if f.unit), default=0)
    return folded[folded.rfind(",", 0, last) + 1 :]


def _is_below(folded: str) -> bool:
    """Whether a claim puts a figure under its own; 不少于 and 不应该低于 do the opposite."""
    return bool(_LESS_THAN.search(_NO_LESS.sub("", folded)))


def _is_met(question: ParsedQuestion, fact: Fact, value: float) -> bool:
    """Whether the fact is what the question states: the figure, or a threshold that it passes."""
    if fact.number is None:
        return False
    folded = claiming(question)
    below = _is_below(folded)
    if fact.bound in ("exact", "about"):
        if below:
            return fact.number < value
        if _MORE_THAN.search(folded):
            return fact.number > value
        if _AT_LEAST.search(folded):
            return fact.number >= value
        if _AT_MOST.search(folded):
            return fact.number <= value
        return fact.number == value
    if fact.bound in ("at_least", "more_than") and fact.number > value:
        return bool(_MORE_THAN.search(folded) or _IN_ANY_CASE.search(folded))
    if fact.number != value or (below and fact.bound != "less_than"):
        return False
    if fact.bound == "more_than":
        return bool(_MORE_THAN.search(folded) or ">" in folded)
    if fact.bound == "less_than":
        return below or "<" in folded
    if _AT_MOST.search(folded):
        return fact.bound == "at_most"
    if _MORE_THAN.search(folded):
        return False
    return not _AT_LEAST.search(folded) or fact.bound == "at_least"


def _passes(question: ParsedQuestion, fact: Fact, value: float) -> bool:
    """Whether a figure with an open bound may lie on either side of the threshold that the question
    states: ≥60 speaks neither for nor against “超过90个吗” or “不超过90个吗”."""
    if fact.number is None:
        return False
    folded = claiming(question)
    beyond, below = bool(_MORE_THAN.search(folded)), _is_below(folded)
    if fact.bound in ("at_least", "more_than"):
        capped = bool(_AT_MOST.search(folded)) and fact.number < value
        return capped or (beyond and fact.number == value) or (below and fact.number < value)
    if fact.bound in ("at_most", "less_than"):
        raised = bool(_IN_ANY_CASE.search(folded)) and fact.number > value
        return raised or (below and fact.number <= value) or (beyond and fact.number > value)
    return False


def _in_ones(fact: Fact) -> Fact:
    """A table's 1240 under 亿元 as the 124000000000 that “1240亿元” in a question is worth."""
    scale = numeral_value(f"1{found[0]}") if (found := _SCALE.match(fact.unit)) else None
    if scale is None or fact.number is None:
        return fact
    upper = None if fact.upper is None else fact.upper * scale
    return replace(fact, number=fact.number * scale, upper=upper)

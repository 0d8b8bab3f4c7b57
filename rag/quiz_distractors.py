"""Wrong figures to choose from: of the same kind, size, unit and bound as the right one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from itertools import chain

from index.documents import Fact
from index.folding import fold

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SCALE = re.compile("万亿|亿|万")
_RATE = re.compile("率|比例|比重|占比|满意度|可用性|覆盖|误差")
_CHANGE = re.compile("增长|增加|增幅|提高|提升|下降|降低|压缩|减少|缩短")
_EACH = re.compile("年均|每年|每月|每日|每人|人均|月均|日均")
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_FACTORS = "0.8 1.2 0.7 1.3 0.6 1.4 0.9 1.1 0.5 1.5 2 2.5 3 4 0.4 0.3".split()
_SHARES_LEFT = "0.5 1.5 2 3 0.75 4 5".split()
_FACTOR = 4
_REAL, _ALL = 3, 6
_HUNDRED, _LEAST = Decimal(100), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written, taken apart: what stands around its numbers, and the numbers."""

    around: tuple[str, ...]
    numbers: tuple[Decimal, ...]
    decimals: int
    wide: bool
    commas: bool

    @property
    def scale(self) -> str:
        """万, 亿 or 万亿 behind the numbers, or nothing."""
        found = _SCALE.match(self.around[-1])
        return found[0] if found else ""

    @property
    def is_fraction(self) -> bool:
        """Whether it is written 1/5."""
        return len(self.numbers) == 2 and self.around[1].strip() == "/"

    def written(self, numbers: Sequence[Decimal]) -> str:
        """Other numbers in the same words and form."""
        shown = [f"{n:,.{self.decimals}f}" for n in numbers]
        shown = [each if self.commas else each.replace(",", "") for each in shown]
        if self.wide:
            shown = [each.translate(_WIDE) for each in shown]
        pairs = zip(self.around, [*shown, ""], strict=True)
        return "".join(chain.from_iterable(pairs))


@lru_cache(maxsize=1 << 14)
def taken_apart(value: str) -> Figure | None:
    """The figure of a value with one or two numbers; None for another value."""
    folded = fold(value)
    found = list(_NUMBER.finditer(folded))
    if not 1 <= len(found) <= 2:
        return None
    edges = [0, *(edge for each in found for edge in each.span()), len(value)]
    return Figure(
        around=tuple(value[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)),
        numbers=tuple(Decimal(each[0].replace(",", "")) for each in found),
        decimals=max(len(each[0].partition(".")[2]) for each in found),
        wide=not value[found[0].start()].isascii(),
        commas=any("," in each[0] for each in found),
    )


def kind_of(fact: Fact) -> tuple[str, str, bool]:
    """What sort of thing a figure measures: unit, rate or change or count, total or per year."""
    words = f"{fact.subject[-12:]}{fact.measure}"
    sort = "change" if _CHANGE.search(words) else "rate" if _RATE.search(words) else ""
    return fact.unit, sort, bool(_EACH.search(words))


def wrong_figures(
    fact: Fact, others: Iterable[Fact], true: Iterable[Fact], shown: str
) -> tuple[str, ...]:
    """Up to six wrong figures in the words of the right one; none when it cannot be varied.

    Figures of `others`, facts of the same kind, come first, nearest first, then near numbers. None is a
    figure of `true` (which hold of the same thing), and none stands in `shown`, the question.
    """
    key = taken_apart(fact.value)
    if key is None or not all(key.numbers):
        return ()
    taken = {key.numbers, *(figure.numbers for each in true if (figure := taken_apart(each.value)))}
    said = {Decimal(number.replace(",", "")) for number in _NUMBER.findall(fold(shown))}
    kept: list[tuple[Decimal, ...]] = []
    candidates = [(each, _REAL) for each in _real(fact, key, others)]
    candidates += [(each, _ALL) for each in _near(fact, key)]
    for numbers, most in candidates:
        fresh = numbers not in taken and numbers not in kept and not said & {*numbers}
        if fresh and len(kept) < most and _possible(fact, key, numbers):
            kept.append(numbers)
    return tuple(key.written(numbers) for numbers in kept)


def _real(fact: Fact, key: Figure, others: Iterable[Fact]) -> list[tuple[Decimal, ...]]:
    found = []
    for other in others:
        figure = taken_apart(other.value)
        if figure and _form(figure) == _form(key) and _as_round(fact, key, figure):
            found.append(figure.numbers)
    return sorted(found, key=lambda numbers: _apart(numbers[0], key.numbers[0]))


def _form(figure: Figure) -> tuple[int, int, str, bool]:
    return len(figure.numbers), figure.decimals, figure.scale, figure.is_fraction


def _as_round(fact: Fact, key: Figure, other: Figure) -> bool:
    """Whether a figure may carry the bound of the key: “271余种” says at once that it is made up."""
    return (fact.bound == "exact" and not re.match("[余多]", key.around[-1])) or (
        max(map(_digits, other.numbers)) <= max(map(_digits, key.numbers))
    )


def _digits(number: Decimal) -> int:
    """How many significant digits a number has: 1 for 300, 2 for 0.95."""
    return len(number.normalize().as_tuple().digits)


def _near(fact: Fact, key: Figure) -> list[tuple[Decimal, ...]]:
    first, last = key.numbers[0], key.numbers[-1]
    if key.is_fraction:
        return [(first, last + step) for step in (1, -1, 2, -2, 3) if last + step > first]
    if len(key.numbers) == 2:
        width = last - first
        return [(first + n * width, last + n * width) for n in (1, -1, 2, -2, 3)]
    if fact.unit == "%" and 80 <= first <= 100:
        return [(number,) for number in _near_hundred(first, key.decimals)]
    varied = [first * Decimal(factor) for factor in _FACTORS]
    if key.decimals:
        step = Decimal(1).scaleb(-key.decimals)
        return [(number.quantize(step),) for number in varied]
    return [(_rounded(number, _digits(first)),) for number in varied]


def _near_hundred(number: Decimal, decimals: int) -> list[Decimal]:
    """Near shares of a share close to 100 %: what is left to 100 is varied."""
    left = _HUNDRED - number
    if not left:
        return [Decimal(share) for share in (95, 90, 98, 85, 99)]
    step = Decimal(1).scaleb(-decimals)
    return [(_HUNDRED - left * Decimal(share)).quantize(step) for share in _SHARES_LEFT]


def _rounded(number: Decimal, digits: int) -> Decimal:
    """A number with so many significant digits."""
    step = Decimal(1).scaleb(number.adjusted() - digits + 1)
    return (number / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step


def _possible(fact: Fact, key: Figure, numbers: tuple[Decimal, ...]) -> bool:
    if any(number <= 0 for number in numbers) or _decimals(numbers) != key.decimals:
        return False
    # 100 % is one figure among others only beside whole exact shares; “over 100 %” is none at all
    ceiling = _HUNDRED if fact.bound == "exact" and not key.decimals else _HUNDRED - _LEAST
    if fact.unit == "%" and max(key.numbers) <= _HUNDRED and max(numbers) > ceiling:
        return False
    return all(
        _apart(number, right) <= _FACTOR for number, right in zip(numbers, key.numbers, strict=True)
    )


def _decimals(numbers: Sequence[Decimal]) -> int:
    return max(max(0, -int(number.normalize().as_tuple().exponent)) for number in numbers)


def _apart(one: Decimal, other: Decimal) -> Decimal:
    """How many times the greater is the lesser, at least 1."""
    low, high = sorted((one, other))
    return high / low if low > 0 else Decimal("Infinity")

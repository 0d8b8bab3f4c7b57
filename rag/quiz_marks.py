"""Marking one reply: letters, numerals, units and bounds written in any usual way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from index.folding import fold
from index.numerals import parse_numeral
from rag.quiz_items import LETTERS, QuizItem

_SCALES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_NUMERAL = re.compile(r"[零一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NOISE = re.compile(r"[\s\"'()\[\]<>《》〈〉,，。.;；:：、!?！？·…_-]+")
_RANGE = re.compile(r"(?<=\d)(%?)(?:到|至|-+|~|—+)(?=\d)")
_LETTER = re.compile(
    r"(?:我?选择?|答案?[是为:]?|第)?\s*\(?([a-d])\)?(?:项|[.、。,:)]|\s|$)\s*(.*)$"
)
_LEAST = re.compile(
    r"不少于|不低于|不小于|大于等于|大于或等于|至少|达到|达|≥|>=|>|超过|以上|及以上|最少"
)
_MOST = re.compile(r"不多于|不高于|不超过|不大于|小于等于|小于或等于|至多|≤|<=|<|以内|以下|最多")
_ABOUT = re.compile(r"大约|约为|约|近(?=\d)|左右|余|多|力争")

_TENTHS = re.compile(r"(\d+(?:\.\d+)?)成(\d)?(?![立为员功果本])")
_ONLY_LETTERS = re.compile(
    r"(?:我?选择?|答案?[是为:]?)?\s*\(?([a-z](?:[\s,、/和]*[a-z]){0,5})\)?[.。]?"
)
_ALIKE_UNITS = {
    "日": "天", "个小时": "小时", "个钟头": "小时", "钟头": "小时", "个月": "月", "位": "名",
    "人": "名", "个百分点": "百分点", "块": "元", "块钱": "元", "千米": "公里",
}  # fmt: skip
"""Units that say the same, in one form: a unit that is not here stays itself."""

Direction = Literal["", "least", "most"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in comparable form: its numbers, its bound, and what else is written."""

    numbers: tuple[Decimal, ...]
    direction: Direction
    rest: str


def arabic(text: str) -> str:
    """Folded text with Chinese numerals as digits, 百分之九十 as 90%, 1.5万 as 15000."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", fold(text).replace("〇", "零"))
    text = _NUMERAL.sub(_as_digits, text)
    text = re.sub(r"100分之(\d+(?:\.\d+)?)", r"\1%", text)
    return re.sub(r"(\d+(?:\.\d+)?)(万亿|万|亿)", _scaled, text)


def _as_digits(match: re.Match[str]) -> str:
    whole, _, fraction = match.group().partition("点")
    decimals = "".join(str(parse_numeral(digit)) for digit in fraction)
    return f"{parse_numeral(whole)}.{decimals}" if decimals else str(parse_numeral(whole))


def _as_percent(match: re.Match[str]) -> str:
    """8成 is 80%, 3成5 is 35%."""
    return f"{format((Decimal(match[1]) * 10 + int(match[2] or 0)).normalize(), 'f')}%"


def _scaled(match: re.Match[str]) -> str:
    value = Decimal(match[1]) * _SCALES[match[2]]
    return format(value.normalize(), "f")


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """What is compared of a text: folded, numerals as digits, no spaces and no punctuation."""
    folded = re.sub(r"(?<=\d)\.(?=\d)", "点", arabic(text))
    return _NOISE.sub("", folded).replace("点", ".")


@lru_cache(maxsize=1 << 16)
def amount(text: str) -> Amount:
    """The figure in a text; `numbers` is empty when there is none."""
    text = _TENTHS.sub(_as_percent, arabic(text))
    text = _RANGE.sub(r"\1~", text)
    direction: Direction = "most" if _MOST.search(text) else "least" if _LEAST.search(text) else ""
    text = _ABOUT.sub("", _LEAST.sub("", _MOST.sub("", text)))
    numbers = tuple(Decimal(found).normalize() for found in _NUMBER.findall(text))
    return Amount(numbers, direction, _NOISE.sub("", _NUMBER.sub("", text)).replace("~", ""))


def same_figure(reply: str, key: str, unit: str = "") -> bool:
    """Whether a reply states the figure of the key; bound words and the unit may be left out.

    A share may be given as a decimal (0.8 for 80%), and a bare number in the unit asked for (52
    for 52亿吨 when the unit is 亿吨).
    """
    given, wanted = amount(reply), amount(key)
    if not wanted.numbers or given.numbers not in _readings(given, wanted, unit):
        return False
    if given.direction and wanted.direction and given.direction != wanted.direction:
        return False
    wanted_rests = (wanted.rest, plain(unit), wanted.rest + plain(unit))
    rests = {"", *map(_one_unit, wanted_rests)}
    return _one_unit(given.rest) in rests or bool(given.rest and wanted.rest.endswith(given.rest))


def _readings(given: Amount, wanted: Amount, unit: str) -> list[tuple[Decimal, ...]]:
    """The numbers that say the same as the wanted ones: those themselves, or in another unit."""
    readings = [wanted.numbers]
    if given.rest == "":
        if plain(unit) == "%" or wanted.rest == "%":
            parts = tuple((number / 100).normalize() for number in wanted.numbers)
            readings += [parts] if max(parts) < 1 else []
        scale = re.match("万亿|亿|万", unit)
        if scale:
            readings.append(tuple((n / _SCALES[scale[0]]).normalize() for n in wanted.numbers))
    return readings


def _one_unit(text: str) -> str:
    return _ALIKE_UNITS.get(text, text)


@lru_cache(maxsize=1 << 16)
def same_answer(reply: str, key: str, unit: str = "") -> bool:
    """Whether a reply says the same as the key, as words or as a figure."""
    words = plain(reply)
    return bool(words) and (words == plain(key) or same_figure(reply, key, unit))


def is_right(item: QuizItem, reply: str) -> bool:
    """Whether a reply to an item is right; an empty reply never is."""
    if not item.choices:
        return same_answer(reply, item.key, item.unit)
    return _chosen(item, reply) == item.key


def impossible(item: QuizItem, reply: str) -> str:
    """What is wrong with a reply that names letters which are no choice, in Chinese; else ""."""
    found = _ONLY_LETTERS.fullmatch(fold(reply).strip()) if item.choices else None
    if not found or is_right(item, reply):
        return ""
    letters = re.findall("[a-z]", found[1])
    offered = LETTERS[: len(item.choices)]
    unknown = [letter.upper() for letter in letters if letter.upper() not in offered]
    if unknown:
        return f"没有选项 {unknown[0]}，只能选 {offered[0]} 到 {offered[-1]}。"
    return "只能选一项。" if len(letters) > 1 else ""


def _chosen(item: QuizItem, reply: str) -> str:
    """The letter that a reply means, or "" when it means none or more than one."""
    letter = _LETTER.match(fold(reply).strip())
    if letter and letter[1].upper() in LETTERS[: len(item.choices)]:
        chosen = letter[1].upper()
        rest = letter[2]
        if not rest or same_answer(rest, item.choices[LETTERS.index(chosen)], item.unit):
            return chosen
    for matches in (same_answer, _names):
        meant = [
            mark
            for mark, choice in zip(LETTERS, item.choices, strict=False)
            if matches(reply, choice, item.unit)
        ]
        if meant:
            return meant[0] if len(meant) == 1 else ""
    return ""


def _names(reply: str, choice: str, unit: str) -> bool:
    """Whether a reply names a heading by its title or by its number alone."""
    words, whole = plain(reply), plain(choice)
    number = re.sub(r"第|专栏|部分|[章节条篇编个]", "", words)
    if number.isdigit():
        head = re.match(r"(?:第|专栏)?(\d+)", whole)
        return bool(head and head[1] == number)
    return len(words) >= 4 and words in whole

"""Figures: the grammar of quantities in Chinese text, with bound, unit and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Bound, Change
from index.quantities.amounts import NUMBER, amount_of, share_of, two_neighbours
from index.quantities.changes import change_of, longest_first
from index.quantities.not_figures import is_no_figure, titles_of
from index.quantities.units import UNIT

_TO = r"\s*(?:-+|—+|―+|─+|~+|至|到)\s*"
_PERCENT = (
    rf"(?:(?P<base>百|千|万|100)分之(?P<share>{NUMBER})(?:{_TO}(?:百分之)?(?P<share_to>{NUMBER}))?)"
)
_FRACTION = rf"(?:(?P<bottom>{NUMBER})分之(?P<top>{NUMBER}))"
_SLASH = r"(?:(?P<slash>\d{1,3}\s?/\s?\d{1,3})(?![\d/]))"
_DOUBLING = r"(?:翻(?:了)?(?:[一两二三四\d]+\s?)?番)"
_HALF = r"(?:(?P<half>一半|半数)(?!会))"
_PLAIN = (
    rf"(?:(?P<sign>(?<=[为达至到是约:(])[-+]|^[-+])?(?P<number>{NUMBER})(?:(?P<more>\s?[多余来])?\s?(?P<unit>{UNIT}))?"
    rf"(?:{_TO}(?P<upper>{NUMBER})(?:(?P<more_to>\s?[多余来])?\s?(?P<unit_to>{UNIT}))?)?)"
)
_FIGURE = re.compile(f"{_PERCENT}|{_FRACTION}|{_SLASH}|{_DOUBLING}|{_HALF}|{_PLAIN}")

_FIRST = re.compile(r"[\d零一二三四五六七八九十百千万亿两半几数翻]|[-+](?=\d)")

_BEFORE: dict[str, Bound] = {
    "不得少于": "at_least", "不得低于": "at_least", "不能少于": "at_least", "不能低于": "at_least",
    "不应少于": "at_least", "不应低于": "at_least", "不少于": "at_least", "不低于": "at_least",
    "不小于": "at_least", "不短于": "at_least", "不下于": "at_least", "至少": "at_least",
    "最少": "at_least", "最低": "at_least", "大于等于": "at_least", "达到或超过": "at_least",
    "达到并超过": "at_least", "≥": "at_least", ">=": "at_least", "年满": "at_least", "已满": "at_least",
    "不得超过": "at_most", "不得高于": "at_most", "不得多于": "at_most", "不能超过": "at_most",
    "不能高于": "at_most", "不能多于": "at_most", "不应超过": "at_most", "不超过": "at_most",
    "不超": "at_most", "不高于": "at_most", "不多于": "at_most", "不大于": "at_most", "最多": "at_most",
    "至多": "at_most", "最高": "at_most", "最长": "at_most", "小于等于": "at_most", "≤": "at_most",
    "<=": "at_most", "不长于": "at_most", "不晚于": "at_most",
    "突破": "more_than", "超过": "more_than", "超出": "more_than", "高于": "more_than",
    "大于": "more_than", "多于": "more_than", "逾": "more_than", "超": "more_than", ">": "more_than",
    "低于": "less_than", "少于": "less_than", "小于": "less_than", "不足": "less_than",
    "不到": "less_than", "不满": "less_than", "未满": "less_than", "<": "less_than",
    "大约": "about", "大概": "about", "约为": "about",
    "约占": "about", "约有": "about", "约达": "about", "大约是": "about", "大约为": "about", "大约有": "about", "约": "about", "将近": "about",
    "接近": "about", "近": "about", "上": "about",
}  # fmt: skip
_VERBS = "达到了 达到 达成 实现 达 为 在 至 到".split()
_LEAD = re.compile(
    rf"(?P<verb>{longest_first(_VERBS)})?了?(?P<before>{longest_first(_BEFORE)})?\s*(?:人民币|[￥¥])?\s*$"
)
_AT_DISTANCE = re.compile(r"(?P<before>至少|最少|最多|至多|大约)[^,。;:、\d]{1,8}$")
_AFTER: dict[str, Bound] = {
    "以上": "at_least", "之上": "at_least", "起步": "at_least", "以下": "at_most", "以内": "at_most",
    "之内": "at_most", "内": "at_most", "左右": "about", "上下": "about", "不到": "less_than",
    "多个": "more_than", "多家": "more_than", "多": "more_than", "余": "more_than",
}  # fmt: skip
_TAIL = re.compile(
    r"\s?(?:\(含(?:本数|[^()]{0,8})?\))?(?:及|或|\(含\))?(?P<after>以上|之上|以下|以内|之内|左右|上下|多个|多家"
    r"|内(?![部容外地陆蒙需河销控政涵在生设存循贸资网的衣])|多(?![样双边层元种次方点式头功渠项年位发])|余(?![额下地项款生名]))?"
    r"(?:\(含\))?"
)
_SCALES = {"百": "%", "100": "%", "千": "‰", "万": "‱"}
_WIDE_COMMA = re.compile("(?<=[0-9])，(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: places count from the start of the text.

    `start` to `end` is the value with its bound, `core` where the number itself begins. `verb` is
    the verb or bound right before it.
    """

    start: int
    core: int
    end: int
    verb: str
    number: float | None
    upper: float | None
    unit: str
    bound: Bound
    change: Change


def ready(text: str, folded: str) -> str:
    """The folded text with “，” kept between ASCII digits, where it is no thousands mark, and 零 for ○."""
    folded = folded.replace("○", "零")
    kept = {found.start() for found in _WIDE_COMMA.finditer(text)}
    if not kept:
        return folded
    return "".join("，" if place in kept else c for place, c in enumerate(folded))


def find_figures(text: str, folded: str) -> Iterator[Figure]:
    """The figures of a text (written and folded) in reading order; they never overlap.

    Dates, names, addresses, numbers of documents and counted structure (三个方面) are none.
    """
    titles = titles_of(folded)
    place = 0
    while begun := _FIRST.search(folded, place):
        found = _FIGURE.match(folded, begun.start())
        if found is None:
            place = begun.end()
            continue
        ranged = _is_range(folded, found)
        place = found.end() if ranged or not found["upper"] else found.start("upper")
        figure = _figure(text, folded, found, titles, ranged=ranged)
        if figure is not None:
            place = max(place, figure.end)
            yield figure
        place = max(place, found.start() + 1)


def _is_range(folded: str, found: re.Match[str]) -> bool:
    """Whether two numbers are the ends of one range, not 由3个到5个 or 提高5个百分点至60%."""
    if not found["upper"]:
        return False
    if found["unit"] and found["unit"] != (found["unit_to"] or ""):
        return False
    return not (found["unit"] and re.search(r"[由从]$", folded[: found.start()][-2:]))


def _figure(
    text: str, folded: str, found: re.Match[str], titles: tuple[tuple[int, int], ...], *,
    ranged: bool,
) -> Figure | None:  # fmt: skip
    start, end = found.start(), _end(found, ranged=ranged)
    unit = _unit(found, ranged=ranged)
    tail = _TAIL.match(folded, end)
    after = tail["after"] if tail else None
    lead = _LEAD.search(folded[max(0, start - 12) : start])
    before = (lead["before"] if lead else None) or ""
    if before == "上" and found[0][0] not in "百千万亿":
        lead, before = None, ""  # 以上三倍以下
    bound = "range" if ranged else _bound(folded, found, before, after)
    if is_no_figure(text, folded, found, unit, bound, titles, ranged=ranged):
        return None
    number, upper = _numbers(found, ranged=ranged)
    stop = tail.end() if tail and after else end
    first = start - len(lead[0]) + lead.start("before") - lead.start() if lead and before else start
    verb = before or (lead["verb"] if lead else None) or ""
    change = change_of(folded, first, stop, doubling="番" in found[0])
    return Figure(
        first, start, stop, verb, number, upper, unit, "range" if upper is not None else bound,
        change,
    )  # fmt: skip


def _end(found: re.Match[str], *, ranged: bool) -> int:
    if ranged or not found["upper"]:
        return found.end()
    return found.end("unit") if found["unit"] else found.end("number")


def _unit(found: re.Match[str], *, ranged: bool) -> str:
    if found["base"]:
        return _SCALES[found["base"]]
    if found[0].startswith("翻"):
        return "番"
    unit = (found["unit_to"] if ranged else found["unit"]) or ""
    return "%" if unit == "成" else unit


def _bound(folded: str, found: re.Match[str], before: str, after: str | None) -> Bound:
    """The bound by the words behind the figure, within it and before it, in this order."""
    within = f"{found['more'] or ''}{found['number'] or ''}"
    if after:
        return _AFTER[after]
    if re.search("[多余]", within):
        return "more_than"
    if before:
        return _BEFORE[before]
    if re.search("[来几数]", within):
        return "about"
    distant = _AT_DISTANCE.search(folded[max(0, found.start() - 12) : found.start()])
    return _BEFORE[distant["before"]] if distant else "exact"


def _numbers(found: re.Match[str], *, ranged: bool) -> tuple[float | None, float | None]:
    if found["base"]:
        upper = amount_of(found["share_to"]) if found["share_to"] else None
        return amount_of(found["share"]), upper
    if found["top"]:
        return share_of(found["top"], found["bottom"]), None
    if found["slash"]:
        return amount_of(found["slash"].replace(" ", "")), None
    if found["half"]:
        return 0.5, None
    if not found["number"]:
        return _doublings(found[0]), None
    return _plain_numbers(found, ranged=ranged)


def _doublings(written: str) -> float | None:
    bare = written.strip("翻了番 ")
    return amount_of(bare) if bare else 1.0


def _plain_numbers(found: re.Match[str], *, ranged: bool) -> tuple[float | None, float | None]:
    neighbours = None if ranged else two_neighbours(found["number"].strip())
    low: float | None
    high: float | None
    if neighbours:
        low, high = neighbours
    else:
        low = amount_of(found["number"])
        high = amount_of(found["upper"]) if ranged else None
        low = _scaled_alike(found, low, high) if ranged else low
    if found["sign"] == "-" and low is not None:
        low = -low
    return _in_unit(low, found["unit"]), _in_unit(high, found["unit"])


def _in_unit(number: float | None, unit: str | None) -> float | None:
    """成 are tenths, given in %; 个半月 is half a month more."""
    if number is None:
        return None
    return number * 10 if unit == "成" else number + 0.5 if unit == "个半月" else number


def _scaled_alike(found: re.Match[str], low: float | None, high: float | None) -> float | None:
    """In 3至5万 the scale holds for both ends: 30,000 to 50,000."""
    scale = re.search(r"(?:[十百千]?[万亿]|万亿)$", found["upper"])
    if low is None or high is None or scale is None or re.search("[万亿]", found["number"]):
        return low
    if found["unit"] or low >= high / (amount_of(f"1{scale[0]}") or 1) * 1000:
        return low
    return amount_of(f"{found['number']}{scale[0]}")

"""Addresses in a question: “第三十五条”, “专栏19第二项”, “第三章”."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from index.numerals import NUMERAL, parse_numeral

Level = Literal["part", "chapter", "section", "article", "box", "clause", "item"]

_N = rf"(?:\d{{1,30}}|{NUMERAL}+)"

_POINTS = rf"(?<=\d)\d*(?:小?[节章项点])(?!目|评)|(?<!\d){NUMERAL}*(?:小?[节章项点])(?!目|评)"
"""Behind a number in “专栏三项分别是”, “专栏20个52节”: what is counted, and not the box of that number."""

_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("box", re.compile(rf"专栏\s*第?\s*(?P<n>{_N})(?!\s*个?专栏|[共起般样同]|(?:\d|{NUMERAL})*个(?=[、,?。!吧吗么对是了这]|$)|{_POINTS})|第\s*(?P<m>{_N})\s*个?专栏")),
    ("part", re.compile(rf"第\s*(?P<n>{_N})\s*[编篇]")),
    ("chapter", re.compile(rf"第\s*(?P<n>{_N})\s*(?:个?大?部分|个?小标题|章|大点|大块)|(?<![a-zA-Z\d.零一二三四五六七八九十百、哪某每几这那同前后下上整有共分设含为成止过少足])(?<!不是)(?<!并非)(?<!不到)(?!(?<=[\w\"'》])一章)(?P<m>{_N})(?:、(?=\s*[^\d零一二三四五六七八九十百、])|章(?!节|的?(?:标题|名称|题目|名字)?(?:依次|分别|各|都)))|(?<![\w、.])(?P<q>{_N})(?=\(\s*{_N}\s*\))")),
    ("article", re.compile(rf"第\s*(?P<n>{_N})\s*条(?:之(?P<branch>{_N}))?|(?<![\d零一二三四五六七八九十百、有共])(?P<m>\d{{1,3}}|[一二三四五六七八九十百]{{2,}})\s*条(?=[讲说写是的规内主])")),
    ("section", re.compile(rf"第\s*(?P<n>{_N})\s*小?节|第?\(\s*(?!(?:19|20)\d\d\s*\))(?P<m>{_N})\s*\)(?!\s*[项款点])(?:小?节(?!点))?|(?<![\d.零一二三四五六七八九十百几前后上下有共这那哪每分面边头个])(?P<o>{_N})\s*小?节(?=[讲说写是的规内主叫标])|(?<![\w])(?P<r>\d{{2,3}}|[一二三四五六七八九十百]{{2,}})\s*小?节$")),
    ("clause", re.compile(rf"第\s*(?P<n>{_N})\s*款")),
    ("item", re.compile(rf"第\s*\(?(?P<n>{_N})\)?\s*(?:小?项|小?点|小条|个(?:小项|小点|指标|方面|任务|问题|要点|原则|工程)|行)|指标\s*(?P<m>\d{{1,2}})(?![\d个项])|(?<![\w])(?P<o>[一二三四五六七八九十])是(?=[\"'])|(?<=[\"'第里中的])(?P<p>[一二三四五六七八九十])是(?=[\"'的讲说,写标题叫什])")),
)  # fmt: skip

_HOLDER = re.compile(rf"(?<![\w、.]){_N}$")


@dataclass(frozen=True, slots=True)
class Address:
    """A number that a question names: its level, ordinal, and where it stands in the folded text.

    `spoken` marks the number of a point that is written as it is spoken: “三是”; `counted` one that
    counts from the front whatever the numbers are: “打头的那条”; `exact` one in brackets right behind
    that of its holder, “七（三）”: the number as it is written there, never a place; `branch` is the 2 of
    第十七条之二.
    """

    level: Level
    ordinal: int
    start: int
    end: int
    spoken: bool = False
    counted: bool = False
    exact: bool = False
    branch: int = 0

    @property
    def leans(self) -> bool:
        """Whether it says nothing without the part that it is counted in."""
        return self.counted or self.ordinal < 0 or self.level in ("item", "clause")


_LAST: tuple[tuple[Level, str], ...] = (
    ("box", "专栏"), ("chapter", "章|大?部分|小标题"), ("section", "小?节"), ("article", "条"),
    ("clause", "款"), ("item", "项|点|个指标"), ("part", "编|篇"),
)  # fmt: skip


def _from_the_end(folded: str) -> list[Address]:
    """“最后一节”, “末章”, “倒数第二章”: ordinals counted from the end, -1 for the last; “首章” is 1."""
    found = []
    for level, words in _LAST:
        for match in re.finditer(
            rf"(?:(?:最后|最末|末尾|结尾)(?:面)?(?:的)?(?:那)?一?个?|末一?个?|倒数第?(?P<n>{_N})个?|(?P<first>(?:开头|最前面|最开头|打头)(?:的)?(?:那)?一?个?|首个?|头一个?))(?:{words})",
            folded,
        ):
            ordinal = parse_numeral(match["n"]) if match["n"] else 1
            if ordinal:
                first = bool(match["first"])
                ordinal = ordinal if first else -ordinal
                span = match.span()
                found.append(Address(level, ordinal, *span, counted=first))
    return found


_RANGE = re.compile(
    rf"第\s*(?P<n>{_N})\s*(?=(?:到|至|-|~|—)\s*第?\s*{_N}\s*(?P<k>章|部分|节|条|项|款|编|篇))"
)


def _first_of_range(folded: str) -> list[Address]:
    """The 第七 of “第七到第九章”: of the level that the number behind it has."""
    levels = {word: level for level, words in _LAST for word in re.sub(r"\?", "", words).split("|")}
    levels |= {"节": "section"}
    found = []
    for match in _RANGE.finditer(folded):
        ordinal = parse_numeral(match["n"])
        if ordinal is not None:
            found.append(Address(levels[match["k"]], ordinal, match.start(), match.end()))
    return found


_HOW_MANY = re.compile(
    rf"(?<![第\d零一二三四五六七八九十百]){_N}个?章[,、]?(?:共|一共)?{_N}(?:个?小?节|条|个专栏(?=[,、]?{_N}))"
    rf"(?:[,、]?(?:共|一共)?{_N}个?(?:专栏|小?节|条))*"
    r"[,、 ]*(?=(?:对不对?|对吗|对吧|是吗|是吧|是不是|没错吧|吧|吗)[?。!]?$)"
)
"""“8章98条，对吗”: how many there are, and no part."""


_BESIDE = re.compile(r"(?:后面|之后|后边|往后|前面|之前|前边|往前|接下来)的?(?:那|这)?$")


def _is_number_beside(folded: str, match: re.Match[str]) -> bool:
    """Whether “两章” in “第四章前面两章” says how many, and is no part."""
    if match[0].startswith("第") or not match[0][0].isalnum() or "专栏" in match[0]:
        return False
    return bool(_BESIDE.search(folded, 0, match.start()))


def find_addresses(folded: str) -> tuple[Address, ...]:
    """All addresses of a folded question in reading order; overlapping finds give the first kind."""
    found = [*_from_the_end(folded), *_first_of_range(folded)]
    counts = stated.span() if (stated := _HOW_MANY.search(folded)) else (0, 0)
    for level, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if counts[0] <= match.start() < counts[1] or _is_number_beside(folded, match):
                continue
            groups = match.groupdict()
            branch = parse_numeral(groups.pop("branch", None) or "") or 0
            ordinal = parse_numeral(next((n for n in groups.values() if n), ""))
            clash = any(a.start < match.end() and match.start() < a.end for a in found)
            if ordinal is not None and not clash:
                spoken = match[0].endswith("是")
                exact = match[0][0] == "(" and bool(_HOLDER.search(folded, 0, match.start()))
                counted = "个专栏" in match[0]
                span = match.span()
                found.append(Address(level, ordinal, *span, spoken, counted, exact, branch))
    return tuple(sorted(found, key=lambda a: a.start))


_OUTER: tuple[Level, ...] = ("part", "chapter")


def group_addresses(folded: str, addresses: tuple[Address, ...]) -> list[tuple[Address, ...]]:
    """The addresses as the parts they name: “第三章第一节” is one part, “第三章和第四章” two.

    An address of a level that its part has already begins another one, which shares the outer
    levels; a 到 or 至 between two of a level stands for all numbers in between.
    """
    groups: list[list[Address]] = []
    for address in addresses:
        last = groups[-1] if groups else []
        place = next((i for i, a in enumerate(last) if a.level == address.level), None)
        if place is None and last and address.level in _OUTER and last[-1].level not in _OUTER:
            groups.append([address])  # 第三十条属于第三章吗 names two parts
            continue
        if place is None:
            groups[-1:] = [[*last, address]]
            continue
        outer = last[:place]
        between = folded[last[-1].end : address.start].strip()
        first = last[place].ordinal + 1
        if between in ("到", "至", "-", "~", "—") and first < address.ordinal <= first + 20:
            for ordinal in range(first, address.ordinal):
                groups.append([*outer, replace(address, ordinal=ordinal)])
        groups.append([*outer, address])
    return [tuple(group) for group in groups]

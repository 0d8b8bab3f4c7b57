"""Addresses in a question: “第三十五条”, “专栏19第二项”, “第三章” → nodes of an outline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from index.documents import Node, Outline
from index.numerals import NUMERAL, parse_numeral
from index.outlining.labels import ordinal_of

Level = Literal["part", "chapter", "section", "article", "box", "clause", "item"]

_N = rf"(?:\d{{1,30}}|{NUMERAL}+)"
_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("box", re.compile(rf"专栏\s*第?\s*(?P<n>{_N})(?!\s*个?专栏|[共起般样同])|第\s*(?P<m>{_N})\s*个?专栏")),
    ("part", re.compile(rf"第\s*(?P<n>{_N})\s*[编篇]")),
    ("chapter", re.compile(rf"第\s*(?P<n>{_N})\s*(?:个?大?部分|章|大点|大块)|(?<![\d.零一二三四五六七八九十百、哪某每几这那同前后下上整有共])(?!(?<=[\w\"'》])一章)(?P<m>{_N})(?:、(?=\s*[^\d零一二三四五六七八九十百、])|章(?!节))")),
    ("article", re.compile(rf"第\s*(?P<n>{_N})\s*条|(?<![\d零一二三四五六七八九十百、有共])(?P<m>\d{{1,3}}|[一二三四五六七八九十百]{{2,}})\s*条(?=[讲说写是的规内主])")),
    ("section", re.compile(rf"第\s*(?P<n>{_N})\s*小?节|第?\(\s*(?!(?:19|20)\d\d\s*\))(?P<m>{_N})\s*\)(?!\s*[项款点])(?:小?节(?!点))?|(?<![\d.零一二三四五六七八九十百几前后上下有共这那哪每分面边头个])(?P<o>{_N})\s*小?节(?=[讲说写是的规内主叫标])|(?<![\w])(?P<r>\d{{2,3}}|[一二三四五六七八九十百]{{2,}})\s*小?节$")),
    ("clause", re.compile(rf"第\s*(?P<n>{_N})\s*款")),
    ("item", re.compile(rf"第\s*\(?(?P<n>{_N})\)?\s*(?:项|点|小?点|个(?:指标|方面|任务|问题|要点|原则|工程)|行)|指标\s*(?P<m>\d{{1,2}})(?![\d个项])|(?<![\w])(?P<o>[一二三四五六七八九十])是(?=[\"'])|(?<=[\"'第里中的])(?P<p>[一二三四五六七八九十])是(?=[\"'的讲说,写标题叫什])")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A number that a question names: its level, ordinal, and where it stands in the folded text.

    `spoken` marks the number of a point that is written as it is spoken: “三是”; `counted` one that
    counts from the front whatever the numbers are: “打头的那条”.
    """

    level: Level
    ordinal: int
    start: int
    end: int
    spoken: bool = False
    counted: bool = False

    @property
    def leans(self) -> bool:
        """Whether it says nothing without the part that it is counted in."""
        return self.counted or self.ordinal < 0 or self.level in ("item", "clause")


@dataclass(frozen=True, slots=True)
class Missing:
    """An address that does not exist, with how many of its kind there are in the part or document.

    `holder` names the part that was searched, `depth` says how many addresses before it were found,
    `ends` are the first and the last number that there are.
    """

    name: str
    total: int
    kind: str
    holder: str = ""
    depth: int = 0
    document_id: str = ""
    ends: tuple[str, ...] = ()


_LAST: tuple[tuple[Level, str], ...] = (
    ("box", "专栏"), ("chapter", "章|部分"), ("section", "小?节"), ("article", "条"),
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


def find_addresses(folded: str) -> tuple[Address, ...]:
    """All addresses of a folded question in reading order; overlapping finds give the first kind."""
    found = [*_from_the_end(folded), *_first_of_range(folded)]
    for level, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            ordinal = parse_numeral(next((n for n in groups.values() if n), ""))
            clash = any(a.start < match.end() and match.start() < a.end for a in found)
            if ordinal is not None and not clash:
                spoken = match[0].endswith("是")
                found.append(Address(level, ordinal, match.start(), match.end(), spoken))
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


def locate(
    outline: Outline, addresses: tuple[Address, ...], *, holder: Node | None = None
) -> tuple[Node, ...] | Missing:
    """The nodes that the addresses name, each inside the one before; Missing when there is none.

    The first is looked for in `holder`, or in the whole document.
    Where a number stands several times (numbering that restarts) all of them are given.
    """
    scope: tuple[Node, ...] = (holder or outline.root,)
    for depth, address in enumerate(addresses):
        if address.level == "clause" and scope[0].kind != "article":
            address = replace(address, level="item")  # outside laws 第二款 is said of any point
        inside = [n for holder in scope for n in _within(outline, holder, address)]
        if not inside:
            return _missing(outline, scope, address, depth)
        scope = tuple(inside)
    return scope


def _within(outline: Outline, holder: Node, address: Address) -> list[Node]:
    if address.level == "clause":
        return _nth(clauses(outline, holder), address.ordinal)
    if holder.kind == "paragraph":
        return [n for n in clause_items(outline, holder) if ordinal_of(n.number) == address.ordinal]
    below = [n for n in outline.nodes if _inside(n, holder)]
    kinds: dict[Level, tuple[str, ...]] = {
        "box": ("box",), "part": ("part",), "chapter": ("chapter",),
        "article": ("article", "section", "item"), "section": ("section", "item", "article"),
        "item": ("row", "item"),
    }  # fmt: skip
    for kind in kinds[address.level]:
        if kind == "item" and address.level == "article" and holder.kind not in ("box", "section"):
            continue
        same = [n for n in below if n.kind == kind]
        if address.ordinal < 0 or address.counted:
            if counted_off := _nth(_outermost(same) if same else [], address.ordinal):
                return counted_off
            continue
        named = [n for n in same if n.number != "——" and ordinal_of(n.number) == address.ordinal]
        pointed = [n for n in named if n.number.endswith("是")]
        if kind == "item" and holder.kind == "document" and address.spoken and len(pointed) == 1:
            return pointed
        if named and (kind != "item" or holder.kind != "document"):
            return _outermost(named)
        direct = [n for n in outline.children(holder.id) if n.kind == kind]
        inside = holder.kind != "document" and not named
        if kind == "chapter" and not any(n.number for n in direct):
            return _nth(direct, address.ordinal)  # headings without numbers are counted
        if kind == "box" and inside and 0 < address.ordinal <= len(same):
            return [same[address.ordinal - 1]]
        counted = kind in ("section", "item", "row") and inside
        if counted and 0 < address.ordinal <= len(direct):
            return [direct[address.ordinal - 1]]
    if address.level == "item" and holder.kind in ("part", "chapter"):
        own = [n for n in outline.children(holder.id) if n.number and n.kind != "box"]
        return _nth(own, address.ordinal)
    return []


def clauses(outline: Outline, article: Node) -> list[Node]:
    """The 款 of an article, its own paragraphs; the article itself where it is all in one."""
    own = [n for n in outline.children(article.id) if n.kind == "paragraph"]
    told = [n for n in own if n.label != article.label]
    return told or [article]


def clause_items(outline: Outline, clause: Node) -> list[Node]:
    """The 项 that a 款 of an article announces."""
    siblings = outline.children(clause.parent or "")
    return [n for n in siblings if n.kind == "item" and n.label.startswith(f"{clause.label}第")]


def _nth(nodes: list[Node], ordinal: int) -> list[Node]:
    """The node of this ordinal, -1 for the last."""
    at = ordinal - 1 if ordinal > 0 else len(nodes) + ordinal
    return nodes[at : at + 1] if ordinal and at >= 0 else []


def _outermost(nodes: list[Node]) -> list[Node]:
    level = min(n.level for n in nodes)
    return [n for n in nodes if n.level == level]


def _inside(node: Node, holder: Node) -> bool:
    if node.level <= holder.level:
        return False
    return holder.span[0] <= node.span[0] and node.span[1] <= holder.span[1]


_NAMES: dict[Level, tuple[str, str]] = {
    "box": ("专栏{n}", "专栏"), "part": ("第{n}编", "编"), "chapter": ("第{n}部分", "部分"),
    "article": ("第{n}条", "条"), "section": ("第{n}节", "节"), "item": ("第{n}项", "项"), "clause": ("第{n}款", "款"),
}  # fmt: skip


def _missing(outline: Outline, scope: tuple[Node, ...], address: Address, depth: int) -> Missing:
    name, kind = _NAMES[address.level]
    holder = scope[0]
    if address.level == "clause":
        own = clauses(outline, holder)
        return Missing(name.format(n=address.ordinal), len(own), kind, holder.label, depth)
    wanted = {"article": ("article", "section"), "item": ("row", "item")}.get(
        address.level, (address.level,)
    )
    total = 0
    ends: tuple[str, ...] = ()
    for want in wanted:
        same = [
            n
            for n in outline.nodes
            if n.kind == want and (_inside(n, holder) or holder.kind == "document")
        ]
        if same:
            total = len(same)
            ends = _ends(same)
            if written := re.fullmatch(r"第.+([章节条编篇])", same[0].number):
                kind = written[1]
                name = f"第{{n}}{kind}"
            break
    within = "" if holder.kind == "document" else holder.label.rstrip("、.")
    return Missing(name.format(n=address.ordinal), total, kind, within, depth, ends=ends)


def _ends(nodes: list[Node]) -> tuple[str, ...]:
    """The first and the last number, where all parts are numbered on."""
    ordinals = [ordinal_of(n.number) if n.number else None for n in nodes]
    counted_on = all(a and b and b == a + 1 for a, b in pairwise(ordinals))
    if len(nodes) < 2 or not counted_on:
        return ()
    return nodes[0].number.rstrip("、."), nodes[-1].number.rstrip("、.")

"""Addresses in a question: “第三十五条”, “专栏19第二项”, “第三章” → nodes of an outline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from index.documents import Node, Outline
from index.numerals import NUMERAL, parse_numeral
from index.outlining.labels import ordinal_of

Level = Literal["part", "chapter", "section", "article", "box", "clause", "item"]

_N = rf"(?:\d{{1,4}}|{NUMERAL}+)"
_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("box", re.compile(rf"专栏\s*第?\s*(?P<n>{_N})(?!\s*个?专栏)|第\s*(?P<m>{_N})\s*个?专栏")),
    ("part", re.compile(rf"第\s*(?P<n>{_N})\s*[编篇]")),
    ("chapter", re.compile(rf"第\s*(?P<n>{_N})\s*(?:个?大?部分|章|大点|大块)|(?<![\d零一二三四五六七八九十百、哪某每几这那同前后下上整有共])(?P<m>{_N})(?:、(?=\s*[^\d零一二三四五六七八九十百、])|章(?!节))")),
    ("article", re.compile(rf"第\s*(?P<n>{_N})\s*条|(?<![\d零一二三四五六七八九十百、有共])(?P<m>\d{{1,3}}|[一二三四五六七八九十百]{{2,}})\s*条(?=[讲说写是的规内主])")),
    ("section", re.compile(rf"第\s*(?P<n>{_N})\s*小?节|第?\(\s*(?P<m>{_N})\s*\)(?:小?节(?!点))?")),
    ("clause", re.compile(rf"第\s*(?P<n>{_N})\s*款")),
    ("item", re.compile(rf"第\s*\(?(?P<n>{_N})\)?\s*(?:项|点|小?点|个(?:指标|方面|任务|问题|要点|原则|工程)|行)|指标\s*(?P<m>\d{{1,2}})(?![\d个项])")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A number that a question names: its level, ordinal, and where it stands in the folded text."""

    level: Level
    ordinal: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Missing:
    """An address that does not exist, with how many of its kind there are in the part or document.

    `holder` names the part that was searched, `depth` says how many addresses before it were found.
    """

    name: str
    total: int
    kind: str
    holder: str = ""
    depth: int = 0
    document_id: str = ""


_LAST: tuple[tuple[Level, str], ...] = (
    ("box", "专栏"), ("chapter", "章|部分"), ("section", "小?节"), ("article", "条"),
    ("clause", "款"), ("item", "项|点|个指标"), ("part", "编|篇"),
)  # fmt: skip


def _from_the_end(folded: str) -> list[Address]:
    """“最后一节”, “倒数第二章”: ordinals counted from the end, -1 for the last."""
    found = []
    for level, words in _LAST:
        for match in re.finditer(
            rf"(?:最后(?:的)?一?个?|倒数第?(?P<n>{_N})个?)(?:{words})", folded
        ):
            ordinal = parse_numeral(match["n"]) if match["n"] else 1
            if ordinal:
                found.append(Address(level, -ordinal, match.start(), match.end()))
    return found


def find_addresses(folded: str) -> tuple[Address, ...]:
    """All addresses of a folded question in reading order; overlapping finds give the first kind."""
    found = _from_the_end(folded)
    for level, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            ordinal = parse_numeral(groups["n"] or groups.get("m") or "")
            clash = any(a.start < match.end() and match.start() < a.end for a in found)
            if ordinal is not None and not clash:
                found.append(Address(level, ordinal, match.start(), match.end()))
    return tuple(sorted(found, key=lambda a: a.start))


def group_addresses(folded: str, addresses: tuple[Address, ...]) -> list[tuple[Address, ...]]:
    """The addresses as the parts they name: “第三章第一节” is one part, “第三章和第四章” two.

    An address of a level that its part has already begins another one, which shares the outer
    levels; a 到 or 至 between two of a level stands for all numbers in between.
    """
    groups: list[list[Address]] = []
    for address in addresses:
        last = groups[-1] if groups else []
        place = next((i for i, a in enumerate(last) if a.level == address.level), None)
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


def locate(outline: Outline, addresses: tuple[Address, ...]) -> tuple[Node, ...] | Missing:
    """The nodes that the addresses name, each inside the one before; Missing when there is none.

    Where a number stands several times (numbering that restarts) all of them are given.
    """
    scope: tuple[Node, ...] = (outline.root,)
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
        if address.ordinal < 0:
            level = _outermost(same) if same else []
            if -address.ordinal <= len(level):
                return [level[address.ordinal]]
            continue
        named = [n for n in same if n.number != "——" and ordinal_of(n.number) == address.ordinal]
        if named and (kind != "item" or holder.kind != "document"):
            return _outermost(named)
        direct = [n for n in outline.children(holder.id) if n.kind == kind]
        inside = holder.kind != "document" and not named
        if kind == "box" and inside and 0 < address.ordinal <= len(same):
            return [same[address.ordinal - 1]]
        counted = kind in ("section", "item", "row") and inside
        if counted and 0 < address.ordinal <= len(direct):
            return [direct[address.ordinal - 1]]
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
    for want in wanted:
        same = [
            n
            for n in outline.nodes
            if n.kind == want and (_inside(n, holder) or holder.kind == "document")
        ]
        if same:
            total = len(same)
            break
    within = "" if holder.kind == "document" else holder.label.rstrip("、.")
    return Missing(name.format(n=address.ordinal), total, kind, within, depth)

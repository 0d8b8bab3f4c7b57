"""Where the addresses of a question stand in a document: the nodes that they name, or what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from index.documents import UNNUMBERED, Node, Outline
from index.numerals import parse_numeral
from index.outlining.labels import ordinal_of
from rag.structure.addresses import Address, Level


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


_KINDS: dict[Level, tuple[str, ...]] = {
    "box": ("box",), "part": ("part",), "chapter": ("chapter",),
    "article": ("article", "section", "item"), "section": ("section", "item", "article"),
    "item": ("row", "item"),
}  # fmt: skip
"""Kinds of nodes that a number of each level may mean, the likeliest first."""


def _within(outline: Outline, holder: Node, address: Address) -> list[Node]:
    """The nodes inside a part, or the document, that an address names; none where there is none."""
    if address.level == "clause":
        return _nth(clauses(outline, holder), address.ordinal)
    if holder.kind == "paragraph":
        return [n for n in clause_items(outline, holder) if ordinal_of(n.number) == address.ordinal]
    of_part = address.level == "item" and holder.kind in ("part", "chapter")
    if of_part and _counts(address):
        return _nth(_own(outline, holder), address.ordinal)
    below = [n for n in outline.nodes if _inside(n, holder)]
    points = [n for n in outline.children(holder.id) if n.number == UNNUMBERED]
    if points and address.level == "item" and holder.kind != "document":
        return _nth(points, address.ordinal)  # rather than rows or points of a box in it
    for kind in _KINDS[address.level]:
        if kind == "item" and address.level == "article" and holder.kind not in ("box", "section"):
            continue
        if address.exact and kind != "section" and any(n.kind == "section" for n in below):
            continue  # the points of its boxes are none of its own
        same = [n for n in below if n.kind == kind]
        if found := _of_kind(outline, holder, address, kind, same):
            return found
    return _nth(_own(outline, holder), address.ordinal) if of_part else []


def _of_kind(
    outline: Outline, holder: Node, address: Address, kind: str, same: list[Node]
) -> list[Node]:
    """The nodes that an address names among those of one kind: by their numbers, else counted."""
    if _counts(address):
        return _nth(_outermost(same) if same else [], address.ordinal)
    named = [n for n in same if n.number != "——" and ordinal_of(n.number) == address.ordinal
             and _branch(n.number) == address.branch]  # fmt: skip
    pointed = [n for n in named if n.number.endswith("是")]
    if kind == "item" and holder.kind == "document" and address.spoken and len(pointed) == 1:
        return pointed
    if named and (kind != "item" or holder.kind != "document"):
        return _outermost(named)
    direct = [n for n in outline.children(holder.id) if n.kind == kind]
    if kind == "chapter" and not any(n.number for n in direct):
        return _nth(direct, address.ordinal)  # headings without numbers are counted
    inside = holder.kind != "document" and not named
    if kind == "box" and inside and address.ordinal > 0:
        return _nth(same, address.ordinal)
    counted = kind in ("section", "item", "row") and inside and not address.exact
    return _nth(direct, address.ordinal) if counted and address.ordinal > 0 else []


def _branch(number: str) -> int:
    """The 2 of 第十七条之二; 0 for others."""
    return parse_numeral(number.partition("条之")[2]) or 0


def _counts(address: Address) -> bool:
    """Whether a number counts from an end, whatever the numbers are."""
    return address.ordinal < 0 or address.counted


def _own(outline: Outline, holder: Node) -> list[Node]:
    """The numbered parts right below a part."""
    return [n for n in outline.children(holder.id) if n.number and n.kind != "box"]


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
    branch = f"之{address.branch}" if address.branch else ""
    name = name.format(n=address.ordinal) + branch
    return Missing(name, total, kind, within, depth, ends=ends)


def _ends(nodes: list[Node]) -> tuple[str, ...]:
    """The first and the last number, where all parts are numbered on."""
    ordinals = [ordinal_of(n.number) if n.number else None for n in nodes]
    counted_on = all(a and b and b == a + 1 for a, b in pairwise(ordinals))
    if len(nodes) < 2 or not counted_on:
        return ()
    return nodes[0].number.rstrip("、."), nodes[-1].number.rstrip("、.")

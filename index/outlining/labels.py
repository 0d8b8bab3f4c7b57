"""Labels: how people call a node, unique in its document: “（三十五）”, “专栏15（四）”, “六（一）3”."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from index.documents import UNNUMBERED, Kind, Node
from index.numerals import write_numeral
from index.outlining.numbering import DECIMAL, match_number
from index.outlining.tree import OpenNode

_HEADINGS: frozenset[Kind] = frozenset({"part", "chapter", "section", "article", "box", "table"})


def with_labels(nodes: Sequence[OpenNode], title: str) -> tuple[Node, ...]:
    """The nodes with their labels: the own number where it is unique, else after the parent's."""
    counts = Counter((node.kind, node.number) for node in nodes if node.kind in _HEADINGS)
    numbered = {id(n.parent) for n in nodes if n.kind == "row" and n.number}
    given: defaultdict[str, int] = defaultdict(int)
    ordinals: defaultdict[tuple[str, Kind, bool], int] = defaultdict(int)
    for node in nodes:
        parent = node.parent
        if parent is None:
            node.title = node.label = title
        elif node.kind == "paragraph":
            node.label = _clause(parent, node.ordinal)
        else:
            key = (parent.id, node.kind, node.number in ("", UNNUMBERED))
            ordinals[key] += 1
            label = _label(node, parent, counts, ordinals[key])
            if node.kind == "row" and node.title and not node.number and id(parent) in numbered:
                label = f"{parent.label or '表'} {node.title}"  # 合计 below numbered rows
            if node.kind != "table" or node.number:
                given[label] += 1
                label += f"（第{given[label]}处）" if given[label] > 1 else ""
            node.label = label
    return tuple(
        Node(
            n.id, n.parent.id if n.parent else None, n.kind, n.level, n.number, n.label, n.title,
            (n.start, n.end),
        )
        for n in nodes
    )  # fmt: skip


def _clause(article: OpenNode, ordinal: int) -> str:
    """“第九条第二款” for a paragraph of an article that has several, else the label of the holder."""
    if article.kind != "article" or article.clauses < 2:
        return "" if article.kind == "document" else article.label
    return f"{article.label}第{_numeral(ordinal)}款"


@lru_cache(maxsize=256)
def _numeral(ordinal: int) -> str:
    return write_numeral(ordinal) if ordinal < 10_000 else str(ordinal)


def _label(
    node: OpenNode, parent: OpenNode, counts: Counter[tuple[Kind, str]], ordinal: int
) -> str:
    above = "" if parent.kind == "document" else parent.label
    if node.kind == "table" and not node.number:
        return above
    if node.kind == "row":
        own = re.sub(r"\D", "", node.number) or str(ordinal)
        return f"{above or '表'} 第{own}项"
    if node.number == UNNUMBERED:
        return f"{above}第{ordinal}点"
    if not node.number:
        return node.title
    if node.style in DECIMAL or (node.kind in _HEADINGS and counts[node.kind, node.number] == 1):
        return node.number
    own = node.number.rstrip("、.")
    if node.kind == "item" and parent.kind == "article" and parent.clauses > 1:
        return f"{_clause(parent, node.clause)}第{own}项"
    if parent.label.endswith("项") and parent.kind == "item":
        return f"{above}第{own}目"
    above = above.rstrip("、.")
    if above[-1:].isdigit() and own[:1].isdigit():  # 专栏3 and 1. are not 专栏31
        return f"{above} 第{own.rstrip('）')}项"
    return f"{above}{own}"


def ordinal_of(number: str) -> int | None:
    """The ordinal that a written number stands for: “（三十五）” → 35; None without one."""
    if number == UNNUMBERED:
        return None
    for tail in ("", "x", "，x", " 字"):  # 第一， and A. are numbers only before something
        numbered = match_number(f"{number}{tail}")
        if numbered is not None:
            return numbered.ordinal
    return None

"""Labels: how people call a node, unique in its document: “（三十五）”, “专栏15（四）”, “六（一）3”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.documents import Kind, Node
from index.numbering import match_number


def with_labels(nodes: Sequence[Node], title: str) -> tuple[Node, ...]:
    """Gives every node its label: its own number where that is unique, else after its parent's."""
    by_id = {node.id: node for node in nodes}
    counts: dict[tuple[Kind, str], int] = {}
    for node in nodes:
        counts[node.kind, node.number] = counts.get((node.kind, node.number), 0) + 1
    labels: dict[str, str] = {}
    given: dict[str, int] = {}
    ordinals: dict[tuple[str, Kind, bool], int] = {}
    for node in nodes:
        parent = by_id[node.parent] if node.parent else None
        unnumbered = node.number in ("", "——")
        key = (node.parent or "", node.kind, unnumbered)
        ordinals[key] = ordinals.get(key, 0) + 1
        label = _label(node, parent, labels, counts, ordinals[key], title)
        if node.kind not in ("document", "paragraph", "table"):
            given[label] = given.get(label, 0) + 1
            label += f"（第{given[label]}处）" if given[label] > 1 else ""
        labels[node.id] = label
    return tuple(
        replace(n, label=labels[n.id], title=title if n.parent is None else n.title) for n in nodes
    )


def _label(
    node: Node,
    parent: Node | None,
    labels: dict[str, str],
    counts: dict[tuple[Kind, str], int],
    ordinal: int,
    title: str,
) -> str:
    if parent is None:
        return title
    above = "" if parent.kind == "document" else labels[parent.id]
    if node.kind in ("paragraph", "table"):
        return above
    if node.kind == "row":
        own = re.sub(r"\D", "", node.number) or str(ordinal)
        return f"{above or '表'} 第{own}项"
    if node.number == "——":
        return f"{above}第{ordinal}点"
    if not node.number:
        return node.title
    if (
        node.kind in ("part", "chapter", "section", "article", "box")
        and counts[node.kind, node.number] == 1
    ):
        return node.number
    own = node.number.rstrip("、.")
    return f"{above.rstrip('、.')}{own}" if above else own


def ordinal_of(number: str) -> int | None:
    """The ordinal that a written number stands for: “（三十五）” → 35; None without one."""
    numbered = match_number(
        number if number.startswith(("第", "（", "专栏", "附")) else number + "x"
    )
    return numbered.ordinal if numbered else None

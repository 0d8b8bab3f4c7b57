"""Tree: the nodes of an outline being opened and closed while the canonical text is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.documents import Kind
from index.outlining.numbering import Style


@dataclass(slots=True, eq=False)
class OpenNode:
    """A node that is still being filled.

    `style` is that of its number (None without one), `mark` the level at which the file marks it
    (0 where it does not). `clauses` counts its own paragraphs, `clause` says after how many of its
    parent's it stands. `run_in` says that its heading stands in
    one line with text. A node that is `shut` (前言, 结语)
    holds text and lists, no numbered section.
    """

    id: str
    parent: OpenNode | None
    kind: Kind
    start: int
    style: Style | None = None
    number: str = ""
    title: str = ""
    ordinal: int = 0
    mark: int = 0
    shut: bool = False
    run_in: bool = False
    end: int = 0
    level: int = 0
    children: int = 0
    clauses: int = 0
    clause: int = 0
    label: str = ""


@dataclass(slots=True)
class Tree:
    """Nodes in reading order and the text so far; `stack` holds the open nodes, the document first."""

    document_id: str
    nodes: list[OpenNode] = field(default_factory=list)
    stack: list[OpenNode] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def open(
        self, kind: Kind, *, style: Style | None = None, number: str = "", title: str = "",
        ordinal: int = 0, mark: int = 0,
    ) -> OpenNode:  # fmt: skip
        """Opens a node below the innermost open one."""
        node = self._node(kind)
        node.style, node.number, node.title = style, number, title
        node.ordinal, node.mark = ordinal, mark
        self.stack.append(node)
        return node

    def close_to(self, depth: int) -> None:
        """Closes nodes until `depth` of them are open."""
        while len(self.stack) > depth:
            self.stack.pop().end = self.length

    def paragraph(self, line: str) -> None:
        """Writes a line as a leaf of the innermost open node."""
        node = self._node("paragraph")
        self.stack[-1].clauses += 1
        node.ordinal = self.stack[-1].clauses
        self.write(line)
        node.end = self.length

    def write(self, line: str) -> int:
        """Appends a line to the text and tells where it begins."""
        start = self.length
        self.parts.append(line)
        self.parts.append("\n")
        self.length += len(line) + 1
        return start

    def _node(self, kind: Kind) -> OpenNode:
        if not self.stack:
            node = OpenNode(f"{self.document_id}#0", None, kind, self.length)
        else:
            parent = self.stack[-1]
            parent.children += 1
            node = OpenNode(f"{parent.id}.{parent.children}", parent, kind, self.length)
            node.level = len(self.stack)
            node.clause = parent.clauses
        self.nodes.append(node)
        return node

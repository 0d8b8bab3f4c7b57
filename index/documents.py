"""The nouns of index: document, node, table, row, chunk, fact. Frozen; nothing here does any work."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Span = tuple[int, int]
"""Half-open range of characters in the canonical text of one document."""

Kind = Literal[
    "document",  # the root
    "part",  # 编, 篇, 附件, a plan attached to a notice
    "chapter",  # 章, 一、, 第一部分, 1 (with 1.1 below it), 前言, an unnumbered heading
    "section",  # 节, （一）, 1.1
    "article",  # 条
    "item",  # 1. （1） ① A. 1.1.1 第一 一是, the （一） of a box or an article, a point “——” or “●”
    "box",  # 专栏
    "table",
    "row",
    "paragraph",  # a leaf: a heading line, a table header or a paragraph of text
]

Bound = Literal["exact", "at_least", "more_than", "at_most", "less_than", "about", "range"]

Change = Literal["", "rise", "fall", "from", "to"]
"""What a figure says of a change: nothing; by how much a thing rises or falls (提高5个百分点); the
level before it and the level after it (由42个增加到60个)."""


@dataclass(frozen=True, slots=True)
class Node:
    """One addressable part of a document.

    `number` is what is written (“（三十五）”, “专栏15”, “第十二条”, “1.1”, “表1”), with full-width
    brackets; “——” stands for any point without a number. `label` names the node to people and is
    unique in the document for all numbered nodes (“（三十五）”, “专栏15（四）”, “专栏1 第6项”, “六（一）3”,
    “第九条第二款第（一）项”); a paragraph of an article of several says which it is (“第九条第二款”).
    `title` is the heading without its number; `level` is the depth in the tree, 0 for the document. The spans of the leaves tile the text:
    joined in order they are the canonical text to the character.
    """

    id: str
    parent: str | None
    kind: Kind
    level: int
    number: str
    label: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class TableRow:
    """One body row of a table: its node and the cells as written (same length as the header).

    `category` is what stands over several rows and holds for this one: a cell that covers them
    (“贸易安全”) or a line across the table above them (“一、安全类”); "" without one.
    """

    node_id: str
    cells: tuple[str, ...]
    spans: tuple[Span, ...]
    category: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its node, the header cells and the body rows.

    `header` holds empty cells where the table has no header. `caption` is what stands above it and
    is about it alone (“表2 主要指标”, “单位：亿元”), `unit` the unit of all its figures if it names one.
    """

    node_id: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class OutlineWarning:
    """Something in a document's numbering that a person should look at, with its place.

    `message` is a Chinese sentence that names the place (“第三章：缺少第十一条（在第十条之后）。”);
    `node_id` is the node where it shows and `span` that node's heading line. `kind` “contents”
    says that the file holds a table of contents and nothing else.
    """

    kind: Literal["missing", "doubled", "out_of_order", "contents"]
    message: str
    node_id: str
    span: Span


@dataclass(frozen=True)
class Outline:
    """The tree of one document over its canonical text; `nodes` stand in reading order, root first."""

    title: str
    text: str
    nodes: tuple[Node, ...]
    tables: tuple[Table, ...] = ()
    warnings: tuple[OutlineWarning, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _children(self) -> dict[str | None, tuple[Node, ...]]:
        grouped: dict[str | None, list[Node]] = {}
        for node in self.nodes:
            grouped.setdefault(node.parent, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in grouped.items()}

    @property
    def root(self) -> Node:
        """The document node."""
        return self.nodes[0]

    def node(self, node_id: str) -> Node:
        """The node with this id; KeyError when there is none."""
        return self._by_id[node_id]

    def children(self, node_id: str) -> tuple[Node, ...]:
        """Direct children in reading order."""
        return self._children.get(node_id, ())

    def leaves(self) -> Iterator[Node]:
        """Nodes without children, in reading order."""
        return (node for node in self.nodes if node.id not in self._children)

    def ancestors(self, node_id: str) -> tuple[Node, ...]:
        """From the root to the node itself, both included."""
        chain = [self.node(node_id)]
        while chain[-1].parent is not None:
            chain.append(self.node(chain[-1].parent))
        return tuple(reversed(chain))

    def heading_path(self, node_id: str) -> tuple[str, ...]:
        """Headings from the outermost to the innermost, numbers as written: the `path` of a citation."""
        return tuple(heading(n) for n in self.ancestors(node_id)[1:] if is_address(n))

    def titles(self, node_id: str) -> str:
        """The titles above and of a node without their numbers, outermost first, as one text."""
        return "".join(n.title for n in self.ancestors(node_id)[1:])

    def address(self, node_id: str) -> Node:
        """The nearest node at or above this one that a citation can name (the root if none)."""
        chain = self.ancestors(node_id)
        return next((n for n in reversed(chain) if is_address(n)), chain[0])

    def point(self, node_id: str, span: Span) -> Node:
        """The part of an address that a whole span stands in and that can be counted off there: a clause
        of an article (“第九条第二款”), one of several points (“（25）第2点”); else the address itself.
        """
        address = self.address(node_id)
        chain = self.ancestors(self.at(span[0]).id)
        below = chain[chain.index(address) + 1 :] if address in chain else ()
        node = below[0] if below and span[1] <= below[0].span[1] else address
        if node.number == UNNUMBERED:
            alike = sum(child.number == UNNUMBERED for child in self.children(address.id))
            return node if alike > 1 else address
        return node if address.kind == "article" and node.kind == "paragraph" else address

    def at(self, offset: int) -> Node:
        """The leaf that holds the character at `offset`."""
        node = self.root
        while True:
            inner = self.children(node.id)
            at = bisect_right(inner, offset, key=lambda n: n.span[0]) - 1
            if at < 0 or offset >= inner[at].span[1]:
                return node
            node = inner[at]

    def slice(self, node_id: str) -> str:
        """The exact text of a node, without the line end that closes it."""
        start, end = self.node(node_id).span
        return self.text[start:end].rstrip("\n")


UNNUMBERED = "——"
"""The number of a point that has none: “——…”, “●…”."""


def is_address(node: Node) -> bool:
    """Whether a citation names this node: it has a number of its own or is an unnumbered heading.

    A table is named when its caption numbers it (“表1”).
    """
    if node.kind in ("document", "paragraph"):
        return False
    if node.kind == "table":
        return bool(node.number)
    return node.number != UNNUMBERED


def heading(node: Node) -> str:
    """The heading of a node as one line: “（三十五）深化海关大数据应用”, “专栏15 大数据海关应用提升工程”."""
    wide = (
        node.kind in ("box", "table")
        or node.number.startswith(("第", "附"))
        or node.number[-1:].isdigit()
    )
    return f"{node.number}{' ' if wide and node.title else ''}{node.title}"


@dataclass(frozen=True, slots=True)
class Document:
    """One document as people know it; copies of it are kept aside, not shown twice."""

    id: str
    title: str
    outline: Outline
    issuer: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    file: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text: what lists and menus need."""

    id: str
    title: str
    issuer: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    file: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one document that is searched as a whole.

    `text` is exact: `outline.text[span]`. `embedding_text` is the path and the text (a row with its
    header). `node_id` is the innermost node that holds all of it.
    """

    id: str
    document_id: str
    node_id: str
    text: str
    embedding_text: str
    span: Span
    tokens: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of a document with what it measures.

    `subject` is what is measured, `measure` the column or the verb it stands under, `value` the
    figure as written (“≥60”, “不少于10”), `number` its (lower) value and `upper` the end of a range,
    `unit` as written (% for 百分之 and 成), `year` the year it holds for, `attribute` a remark such as
    预期性, `span` the place of the value in the canonical text, `sentence` that of the sentence or
    row. `cell` tells that the figure is the cell of a table, `category` the category of its row,
    `change` what the figure says of a change.
    """

    document_id: str
    node_id: str
    subject: str
    measure: str
    value: str
    number: float | None
    upper: float | None
    unit: str
    year: int | None
    bound: Bound
    span: Span
    sentence: Span
    attribute: str = ""
    category: str = ""
    change: Change = ""
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found by a search; a higher score is better.

    `part` is the id of a node within the chunk where the search found it there, "" for all of it.
    """

    chunk: Chunk
    score: float
    words_rank: int | None = None
    vector_rank: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file in a build: read, a copy of another document, or failed and why.

    “unchanged” is a file that the index before had; “skipped” one that is no document.
    """

    file: str
    outcome: Literal["read", "copy", "failed", "unchanged", "skipped"]
    message: str = ""
    document_id: str = ""
    warnings: tuple[str, ...] = field(default=())

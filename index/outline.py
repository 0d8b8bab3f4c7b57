"""Outline: blocks of a document → one tree of addressable nodes over one canonical text.

Number patterns only propose (numbering.py); the sequence of numbers, the place of the line and
its length decide here what is a heading. Nothing in a sentence is ever taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.blocks import Block, Grid, Marked, line_of
from index.contents import drop_contents
from index.documents import Kind, Node, Outline, Span, Table, TableRow
from index.headings import bracketed_title, is_heading_like, is_plausible, run_in_title, widen
from index.labels import with_labels
from index.mending import mend
from index.numbering import NAMED, RANK, Numbered, Style, ends_sentence, match_number

DOCUMENT_TITLE_LIMIT = 80
"""Longest first line, in characters, that is taken for the title of the document."""
_POINTS: frozenset[Style] = frozenset({"dash", "ordinal_is", "circled"})
_TITLED: frozenset[Style] = NAMED - {"article"} | {"box", "annex"}
_BYLINE = re.compile(
    r"(?:作者|来源|编辑|记者|通讯员|发表时间|发布时间|日期)\s*[:：]|记者\s+\S{2,4}$"
)
_KINDS: dict[Style, Kind] = {
    "annex": "part", "part": "part", "subpart": "part", "chapter": "chapter", "section": "section",
    "article": "article", "box": "box", "cn_comma": "chapter", "cn_bracket": "section",
}  # fmt: skip


def parse_outline(
    text: str, *, document_id: str, title: str = "", verbatim: bool = False
) -> Outline:
    """The outline of a document given as plain text: see `outline_of_blocks`."""
    return outline_of_blocks([text], document_id=document_id, title=title, verbatim=verbatim)


def outline_of_blocks(
    blocks: Sequence[Block], *, document_id: str, title: str = "", verbatim: bool = False
) -> Outline:
    """The outline of a document given as the blocks of a file.

    Page furniture and a table of contents are left out of the canonical text, broken lines are
    joined. With `verbatim` the spaces inside lines stay as they are. A text without any heading
    gives a root with its paragraphs.
    """
    kept = drop_contents(mend(blocks, verbatim=verbatim))
    return _Builder(kept, document_id, title).build()


@dataclass(slots=True)
class _Open:
    """A node that is still being filled."""

    id: str
    style: Style | None
    kind: Kind
    number: str
    title: str
    ordinal: int
    start: int
    place: int
    points: int = 0
    children: int = 0
    mark: int = 0


@dataclass(slots=True)
class _Builder:
    blocks: Sequence[Block]
    document_id: str
    title: str
    text: str = ""
    nodes: list[Node] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    running: dict[Style, int] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[str] = field(default_factory=list)
    numbers: list[Numbered | None] = field(default_factory=list)
    plain_headings: set[int] = field(default_factory=set)

    def build(self) -> Outline:
        self.lines = [line_of(b) for b in self.blocks]
        self.numbers = [match_number(line) if line else None for line in self.lines]
        self.plain_headings = self._find_plain_headings()
        self._open(None, "document", "", self.title, 0)
        for place, block in enumerate(self.blocks):
            if isinstance(block, Grid):
                self._close_points(place)
                self._add_table(block)
            else:
                self._add_line(place, self.lines[place])
        self._close_to(0)
        self.text = "".join(self.parts)
        self.nodes.sort(key=lambda node: (node.span[0], node.level))
        nodes = with_labels(self.nodes, self.title)
        return Outline(self.title, self.text, nodes, tuple(self.tables), tuple(self.warnings))

    # --- lines ------------------------------------------------------------------------------

    def _add_line(self, place: int, line: str) -> None:
        numbered = self.numbers[place]
        if numbered is not None and self._place_heading(place, line, numbered):
            self._paragraph(line)
            return
        self._close_points(place)
        if place == 0 and self._is_title(line):
            self.stack[0].title = self.title = self.title or line.strip()
        elif place in self.plain_headings:
            self._close_to(1)
            self._open(None, "chapter", "", line.strip(), 0)
        elif isinstance(mark := self.blocks[place], Marked):
            self._open_marked(mark)
        self._paragraph(line)

    def _open_marked(self, mark: Marked) -> None:
        """Opens a node for a heading without a number that the file marks."""
        depth = len(self.stack)
        while depth > 1 and not 0 < self.stack[depth - 1].mark < mark.level:
            depth -= 1
        self._close_to(depth)
        kind: Kind = "chapter" if depth == 1 else "section"
        self._open(None, kind, "", mark.text, 0)
        self.stack[-1].mark = mark.level

    def _is_title(self, line: str) -> bool:
        return (
            len(line) <= DOCUMENT_TITLE_LIMIT
            and not ends_sentence(line)
            and not any(mark in line for mark in "。；")
            and not _BYLINE.search(line)
        )

    def _find_plain_headings(self) -> set[int]:
        """Places of unnumbered headings: short lines between paragraphs, in a text without numbers."""
        structural = ("part", "chapter", "article", "cn_comma", "cn_bracket", "box")
        if any(n and n.style in structural for n in self.numbers):
            return set()
        found = set()
        for place, line in enumerate(self.lines[:-1]):
            short = (
                4 <= len(line) <= 30
                and not ends_sentence(line)
                and not any(c in line for c in "，,。；：:")
            )
            if place and short and not _BYLINE.search(line) and len(self.lines[place + 1]) >= 40:
                found.add(place)
        return found

    # --- headings ---------------------------------------------------------------------------

    def _place_heading(self, place: int, line: str, numbered: Numbered) -> bool:
        """Opens a node for a numbered line if it is a heading; False leaves it as text."""
        style, ordinal = numbered.style, numbered.ordinal
        if not is_plausible(line, numbered):
            return False
        depth = self._depth_for(place, style, ordinal, is_heading_like(line, numbered))
        if depth is None:
            return False
        self._close_to(depth)
        title = self._title_of(line, numbered)
        kind = self._kind_of(style)
        self._open(style, kind, numbered.number, title, ordinal)
        block = self.blocks[place]
        self.stack[-1].mark = block.level if isinstance(block, Marked) else 0
        inside_its_like = any(o.style == style for o in self.stack[:-1])
        if not self._in_box() and not inside_its_like:
            self.running[style] = ordinal
        return True

    def _depth_for(self, place: int, style: Style, ordinal: int, heading_like: bool) -> int | None:
        """How many open nodes stay open above the new one; None when the line is no heading."""
        if style == "dash":
            return self._depth_by_rank(style)
        if style == "box":
            return self._depth_for_box(ordinal)
        siblings = [i for i in range(len(self.stack) - 1, 0, -1) if self.stack[i].style == style]
        nexts = [
            i for i in siblings if self.stack[i].ordinal + 1 == ordinal or self._is_zhi(i, ordinal)
        ]
        if len(nexts) > 1 and self._number_comes_again(place, style, ordinal):
            return nexts[0]
        if len(nexts) > 1:
            return nexts[-1]
        if nexts:
            return nexts[0]
        if ordinal == 1 and self._may_restart(place, style, siblings):
            if siblings and not heading_like and self.stack[siblings[0]].kind == "section":
                return siblings[0] + 1  # a list of （一）…；（二）…。 inside section （三）
            return self._depth_by_rank(style)
        if self.running.get(style, -1) + 1 == ordinal and style not in _POINTS:
            return self._depth_by_rank(style, outside_box=True)
        return self._depth_with_gap(place, style, ordinal, siblings, heading_like)

    def _is_zhi(self, place: int, ordinal: int) -> bool:
        """第十二条之一 follows 第十二条: the same ordinal again in a law."""
        return self.stack[place].style == "article" and self.stack[place].ordinal == ordinal

    def _may_restart(self, place: int, style: Style, siblings: list[int]) -> bool:
        if style not in _POINTS:
            return not siblings or self._comes_next(place, style, 2)
        return self._comes_next(place, style, 2)

    def _depth_with_gap(
        self, place: int, style: Style, ordinal: int, siblings: list[int], heading_like: bool
    ) -> int | None:
        """A number is missing or doubled, or the text starts in the middle: taken with a warning."""
        if not heading_like or style in _POINTS or style in ("digit_point", "digit_bracket"):
            return None
        if style in NAMED and not self._is_spaced(place):
            return None
        known = self.stack[siblings[0]].ordinal if siblings else self.running.get(style, 0)
        start = f"编号不连续：“{self.lines[place][:20]}”"
        if ordinal == known and siblings:
            self.warnings.append(f"{start}的编号重复")
        elif known < ordinal and (ordinal <= known + 5 or style in NAMED):
            missing = f"缺少第{known + 1}项" if known else "没有编号，文件可能不是从头开始"
            self.warnings.append(f"{start}之前{missing}")
        else:
            return None
        return siblings[0] if siblings else self._depth_by_rank(style, outside_box=True)

    def _is_spaced(self, place: int) -> bool:
        """Whether a line says “第二百零五条　…”: with the space a heading, however far it jumps."""
        numbered = self.numbers[place]
        return numbered is not None and numbered.spaced

    def _number_comes_again(self, place: int, style: Style, ordinal: int) -> bool:
        """Whether this number stands again before the next one: then this one is the box's own."""
        for numbered in self.numbers[place + 1 :]:
            if numbered and numbered.style == style:
                if numbered.ordinal == ordinal:
                    return True
                if numbered.ordinal == ordinal + 1:
                    return False
        return False

    def _comes_next(self, place: int, style: Style, ordinal: int) -> bool:
        for numbered in self.numbers[place + 1 :]:
            if numbered and numbered.style == style:
                return numbered.ordinal == ordinal
            if numbered and RANK.get(numbered.style, 99) < RANK[style]:
                return False
        return False

    def _depth_for_box(self, ordinal: int) -> int | None:
        known = self.running.get("box", 0)
        if not (known <= ordinal <= known + 5) and ordinal != 1:
            return None
        if ordinal > known + 1:
            self.warnings.append(f"编号不连续：缺少专栏{known + 1}")
        if ordinal == known:
            self.warnings.append(f"编号不连续：专栏{known}重复")
        self.running["box"] = ordinal
        keep: tuple[Kind, ...] = ("document", "part", "chapter", "section", "article")
        inside = self._box_place()
        depth = inside if inside is not None else len(self.stack)
        while depth > 1 and self.stack[depth - 1].kind not in keep:
            depth -= 1
        return depth

    def _depth_by_rank(self, style: Style, *, outside_box: bool = False) -> int:
        floor = self._box_place()
        bottom = 1
        if floor is not None:
            bottom = 1 if outside_box else floor + 1
        depth = len(self.stack)
        while depth > bottom and not self._may_hold(self.stack[depth - 1], style):
            depth -= 1
        return depth

    def _may_hold(self, holder: _Open, style: Style) -> bool:
        if holder.style == "box":
            return False
        return holder.style is None or RANK[holder.style] < RANK[style]

    def _box_place(self) -> int | None:
        return next(
            (i for i in range(len(self.stack) - 1, 0, -1) if self.stack[i].style == "box"), None
        )

    def _in_box(self) -> bool:
        return self._box_place() is not None

    def _kind_of(self, style: Style) -> Kind:
        inside = self._in_box() or any(o.kind == "article" for o in self.stack)
        kind = _KINDS.get(style, "item")
        if inside and style in ("cn_comma", "cn_bracket"):
            return "item"
        parent = self.stack[-1]
        if style == "digit_bracket" and parent.kind == "chapter":
            return "section"
        if (
            style == "cn_comma"
            and parent.kind in ("chapter", "section")
            and parent.style in ("chapter", "section")
        ):
            return "section" if parent.style == "chapter" else "item"
        if style == "cn_bracket" and parent.kind not in ("chapter", "document", "part"):
            return "item"
        return kind

    def _title_of(self, line: str, numbered: Numbered) -> str:
        rest = line[numbered.rest :].strip()
        in_article = any(o.kind == "article" for o in self.stack)
        if numbered.style == "article":
            return bracketed_title(rest)
        if in_article and numbered.style not in _TITLED:
            return ""
        if numbered.style in _TITLED:
            return re.sub(
                r"(?<=[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff])", "", widen(rest).rstrip("。|")
            )
        return run_in_title(rest, colon=numbered.style == "dash")

    def _close_points(self, place: int) -> None:
        """“——” and 一是 points end with their paragraph unless another point of theirs follows."""
        while len(self.stack) > 1 and self.stack[-1].style in _POINTS:
            style = self.stack[-1].style
            if style is not None and self._point_follows(place, style, self.stack[-1].ordinal + 1):
                return
            self._close_to(len(self.stack) - 1)

    def _point_follows(self, place: int, style: Style, ordinal: int) -> bool:
        for numbered in self.numbers[place:]:
            if numbered is None:
                continue
            if numbered.style == style:
                return style == "dash" or numbered.ordinal == ordinal
            if RANK.get(numbered.style, 0) < RANK[style]:
                return False
        return False

    # --- nodes ------------------------------------------------------------------------------

    def _open(self, style: Style | None, kind: Kind, number: str, title: str, ordinal: int) -> None:
        if self.stack:
            parent = self.stack[-1]
            parent.children += 1
            node_id = f"{parent.id}.{parent.children}"
        else:
            node_id = f"{self.document_id}#0"
        place = len(self.nodes)
        self.stack.append(_Open(node_id, style, kind, number, title, ordinal, self.length, place))

    def _close_to(self, depth: int) -> None:
        while len(self.stack) > depth:
            done = self.stack.pop()
            parent = self.stack[-1].id if self.stack else None
            span = (done.start, self.length)
            self.nodes.append(
                Node(done.id, parent, done.kind, len(self.stack), done.number, "", done.title, span)
            )

    def _paragraph(self, line: str) -> None:
        parent = self.stack[-1]
        parent.children += 1
        start = self._write(line)
        node_id = f"{parent.id}.{parent.children}"
        span = (start, self.length)
        self.nodes.append(Node(node_id, parent.id, "paragraph", len(self.stack), "", "", "", span))

    def _write(self, line: str) -> int:
        start = self.length
        self.parts.append(line + "\n")
        self.length += len(line) + 1
        return start

    # --- tables -----------------------------------------------------------------------------

    def _add_table(self, grid: Grid) -> None:
        self._open(None, "table", "", "", 0)
        table_id = self.stack[-1].id
        self._paragraph(" | ".join(grid.header))
        rows = tuple(self._add_row(cells) for cells in grid.rows)
        self._close_to(len(self.stack) - 1)
        self.tables.append(Table(table_id, grid.header, rows))

    def _add_row(self, cells: tuple[str, ...]) -> TableRow:
        numbered = match_number(cells[0])
        number, rest, ordinal = "", 0, 0
        if numbered and numbered.style in (
            "digit_point",
            "cn_comma",
            "digit_bracket",
            "cn_bracket",
        ):
            number, rest, ordinal = numbered.number, numbered.rest, numbered.ordinal
        self._open(None, "row", number, widen(cells[0][rest:]), ordinal)
        row_id = self.stack[-1].id
        start = self._write(" | ".join(cells))
        self._close_to(len(self.stack) - 1)
        return TableRow(row_id, cells, _cell_spans(cells, start))


def _cell_spans(cells: Sequence[str], start: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for cell in cells:
        spans.append((start, start + len(cell)))
        start += len(cell) + len(" | ")
    return tuple(spans)

"""Outline: blocks of a document → one tree of addressable nodes over one canonical text.

Number patterns only propose (numbering.py); the sequence of numbers (sequence.py), the place of
the line and its length decide what is a heading. Nothing in a sentence is ever taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.blocks import Block, FrameEnd, Grid, Marked, line_of
from index.documents import Kind, Outline, OutlineWarning, Table
from index.mending.mend import mend
from index.outlining.contents import find_contents, is_only_contents
from index.outlining.front import attached_titles, find_title, is_title
from index.outlining.gaps import Gap, gap_warnings, row_warnings
from index.outlining.headings import (
    bracketed_title,
    heading_title,
    is_heading_like,
    is_plausible,
    is_weak,
    run_in_title,
    widen,
)
from index.outlining.labels import with_labels
from index.outlining.lookahead import Lookahead
from index.outlining.numbering import (
    DECIMAL,
    NAMED,
    POINTS,
    Numbered,
    Style,
    ends_sentence,
    match_number,
)
from index.outlining.plain_headings import PlainHeading, find_plain_headings
from index.outlining.sequence import Line, Numbers
from index.outlining.tree import Tree
from index.tables.captions import Caption, find_captions
from index.tables.cut_tables import join_cut_tables
from index.tables.table_nodes import add_table

_TITLED: frozenset[Style] = NAMED - {"article"} | {"box", "annex", "digit_plain"}
_NATURE = re.compile(r"[（(](?:资料性|规范性)(?:附录)?[）)]")
_KINDS: dict[Style, Kind] = {
    "annex": "part", "part": "part", "subpart": "part", "portion": "chapter", "chapter": "chapter",
    "digit_plain": "chapter", "section": "section", "article": "article", "box": "box",
    "cn_comma": "chapter", "cn_bracket": "section", "decimal2": "section",
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
    whole = join_cut_tables(mend(blocks, verbatim=verbatim))
    lines = [line_of(block) for block in whole]
    numbers = [match_number(line) for line in lines]
    contents = find_contents(lines, numbers)
    for listed in (whole, lines, numbers):
        del listed[contents.start : contents.stop]
    return _Builder(whole, lines, numbers, document_id, title).build()


@dataclass(slots=True)
class _Builder:
    blocks: Sequence[Block]
    lines: Sequence[str]
    numbered: list[Numbered | None]
    document_id: str
    title: str
    tree: Tree = field(init=False)
    numbers: Numbers = field(init=False)
    plain: dict[int, PlainHeading] = field(init=False)
    attached: dict[int, str] = field(init=False)
    tables: list[Table] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def build(self) -> Outline:
        for place, numbered in enumerate(self.numbered):
            if numbered is not None and not is_plausible(self.lines[place], numbered):
                self.numbered[place] = None
        captions = find_captions(self.blocks, self.numbered)
        written = {i for at, caption in captions.items() for i in range(caption.start, at)}
        for place in written:
            self.numbered[place] = None
        found, front = find_title(self.lines, self.numbered)
        self.title = self.title or found
        self.plain = find_plain_headings(self.lines, self.numbered, front)
        self.attached = attached_titles(self.lines, self.numbered, self.title)
        self.tree = Tree(self.document_id)
        self.numbers = Numbers(Lookahead(self.numbered), self.tree.stack)
        self.tree.open("document", title=self.title)
        for place, block in enumerate(self.blocks):
            if isinstance(block, Grid):
                self._add_table(place, block, captions.get(place))
            elif isinstance(block, FrameEnd):
                self._close_box()
            elif place not in written:
                self._add_line(place, block)
        self.tree.close_to(0)
        return self._outline()

    def _outline(self) -> Outline:
        nodes = with_labels(self.tree.nodes, self.title)
        warnings = [*gap_warnings(self.gaps), *row_warnings(self.tables, self.tree.nodes)]
        if is_only_contents(self.lines):
            message = "这份文件只有目录，没有正文。"
            span = nodes[0].span
            warnings.insert(0, OutlineWarning("contents", message, nodes[0].id, span))
        text = "".join(self.tree.parts)
        return Outline(self.title, text, nodes, tuple(self.tables), tuple(warnings))

    def _add_table(self, place: int, grid: Grid, caption: Caption | None) -> None:
        self._close_points(place)
        caption = caption or Caption(place)
        above = self.lines[caption.start : place]
        table = add_table(self.tree, grid, number=caption.number, title=caption.title, above=above)
        self.tables.append(table)

    def _close_box(self) -> None:
        """The frame of a 专栏 ends: the text behind it belongs to the section around it."""
        stack = self.tree.stack
        box = next((i for i in range(len(stack) - 1, 0, -1) if stack[i].style == "box"), None)
        if box is not None:
            self.tree.close_to(box)

    # --- lines ------------------------------------------------------------------------------

    def _add_line(self, place: int, block: Block) -> None:
        line, numbered = self.lines[place], self.numbered[place]
        mark = block.level if isinstance(block, Marked) else 0
        opened = numbered is not None and self._open_numbered(place, line, numbered, mark)
        if not opened:
            self._close_points(place)
            self._close_clause(place)
            if place in self.plain:
                self._open_plain(line, self.plain[place])
            elif place in self.attached:
                self.tree.close_to(1)
                self.numbers.running.clear()
                self.tree.open("part", title=self.attached[place])
            elif mark and not (place == 0 and is_title(line)):
                self._open_marked(line, mark)
        self.tree.paragraph(line)

    def _open_plain(self, line: str, heading: PlainHeading) -> None:
        """Opens a node for a heading without a number."""
        stack = self.tree.stack
        if heading == "section":
            depth = len(stack)
            while depth > 1 and not (stack[depth - 1].style and stack[depth - 1].kind != "item"):
                depth -= 1
            self.tree.close_to(depth)
            self.tree.open("item", title=line.strip())
            return
        self.tree.close_to(
            2
            if len(stack) > 1 and stack[1].style in ("annex", None) and stack[1].kind == "part"
            else 1
        )
        framed = heading == "frame"
        title = heading_title(line.strip()) if framed else line.strip()
        self.tree.open("chapter", title=title).shut = framed and title not in ("附则", "附則")

    def _open_marked(self, line: str, mark: int) -> None:
        """Opens a node for a heading without a number that the file marks."""
        stack = self.tree.stack
        depth = len(stack)
        marked = any(node.mark for node in stack)
        while depth > 1 and not 0 < stack[depth - 1].mark < mark:
            if not marked and stack[depth - 1].kind in ("part", "chapter"):
                break
            depth -= 1
        self.tree.close_to(depth)
        kind: Kind = "chapter" if depth == 1 else "section"
        self.tree.open(kind, title=line.strip(), mark=mark)

    # --- headings ---------------------------------------------------------------------------

    def _open_numbered(self, place: int, line: str, numbered: Numbered, mark: int) -> bool:
        """Opens a node for a numbered line if it is a heading; False leaves it as text."""
        if numbered.style in ("dash", "bullet") and self._is_subtitle(place):
            return False
        like = bool(mark) or is_heading_like(line, numbered)
        weak = not mark and is_weak(line, numbered)
        run_in = ends_sentence(line) or "。" in line
        placed = self.numbers.place(Line(place, numbered, like, weak, run_in))
        if placed is None:
            return False
        self.tree.close_to(placed.depth)
        ordinal = numbered.ordinal
        if placed.jump is not None:
            ordinal = max(placed.jump.known, ordinal)
        elif numbered.style == "ordinal" and not ordinal:
            ordinal = -1  # 最后: nothing follows it
        node = self.tree.open(
            self._kind_of(numbered.style), style=numbered.style, number=numbered.number,
            title=self._title_of(place, line, numbered), ordinal=ordinal, mark=mark,
        )  # fmt: skip
        node.run_in = run_in
        self.numbers.opened(numbered)
        if placed.jump is not None:
            self.gaps.append(Gap(node, placed.jump))
        return True

    def _is_subtitle(self, place: int) -> bool:
        """“——2016年3月5日在…会议上” below the title is no point."""
        return place <= 2 and len(self.tree.stack) == 1 and len(self.lines[place]) <= 60

    def _kind_of(self, style: Style) -> Kind:
        stack = self.tree.stack
        parent = stack[-1]
        inner = style in ("cn_comma", "cn_bracket")
        for node in stack:
            if node.style == style and style not in NAMED:
                return "item"
            if inner and node.kind in ("article", "box"):
                return "item"
        if style == "digit_bracket" and parent.kind == "chapter":
            return "section"
        if style == "cn_comma" and parent.style in ("portion", "chapter", "section"):
            return "section" if parent.style != "section" else "item"
        if style in ("cn_comma", "cn_bracket", "decimal2") and parent.kind not in (
            "chapter", "document", "part",
        ):  # fmt: skip
            return "item"
        return _KINDS.get(style, "item")

    def _title_of(self, place: int, line: str, numbered: Numbered) -> str:
        rest = line[numbered.rest :].strip()
        if numbered.style == "article":
            return bracketed_title(rest)
        if (numbered.style == "annex" or numbered.style in DECIMAL) and not rest:
            return self._title_below(place)
        if numbered.style in _TITLED:
            return heading_title(rest)
        for node in self.tree.stack:
            if node.kind == "article":
                return ""
        return run_in_title(rest, colon=numbered.style in ("dash", "bullet"))

    def _title_below(self, place: int) -> str:
        """The title that stands on the line below “附件1”, “附录A”（资料性） or “3.1”."""
        if place + 1 < len(self.lines) and _NATURE.fullmatch(self.lines[place + 1].strip()):
            place += 1
        below = self.lines[place + 1] if place + 1 < len(self.lines) else ""
        titled = is_title(below) and self.numbered[place + 1] is None and len(below) <= 60
        return widen(below) if titled else ""

    def _close_points(self, place: int) -> None:
        """Points end with their paragraph unless another point of theirs follows."""
        stack = self.tree.stack
        while len(stack) > 1 and (style := stack[-1].style) in POINTS and style is not None:
            following = None if style in ("dash", "bullet") else stack[-1].ordinal + 1
            if self.numbers.ahead.follows(place, style, following):
                return
            self.tree.close_to(len(stack) - 1)

    def _close_clause(self, place: int) -> None:
        """In an article a paragraph behind the last item of a list is a new paragraph of it (款)."""
        stack = self.tree.stack
        depth = len(stack)
        while depth > 1 and stack[depth - 1].kind == "item":
            depth -= 1
        if depth == len(stack) or stack[depth - 1].kind != "article":
            return
        if not self.lines[place - 1].endswith("。"):
            return
        for at in range(depth, len(stack)):
            style = stack[at].style
            if style and self.numbers.ahead.follows(place, style, stack[at].ordinal + 1):
                return
        self.tree.close_to(depth)

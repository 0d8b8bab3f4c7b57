"""Sequence: where a numbered line goes in the tree, or that it is no heading at all.

The pattern of a number only proposes (numbering.py, headings.py). Here the numbers that are open,
those that were last used and those that follow decide.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from index.documents import Kind
from index.outlining.lookahead import Lookahead
from index.outlining.numbering import DECIMAL, NAMED, POINTS, RANK, Numbered, Style
from index.outlining.tree import OpenNode

_BOX_HOLDERS: tuple[Kind, ...] = ("document", "part", "chapter", "section", "article")
_COUNTED: frozenset[Style] = frozenset({"digit_plain", "digit_point", "cn_comma", "cn_bracket"})
_LETTERS: frozenset[Style] = frozenset({"lower", "upper"})
"""Points that may hold numbers: a） 1） 2） b）."""
_LONGEST_GAP = 5
"""Most numbers that may be missing before a heading whose form alone does not prove it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line: its place among the blocks, its number, and how sure its form is.

    `heading_like` lines are headings even out of sequence, `weak` ones only in it; in `run_in` ones
    the text follows the heading in the same line.
    """

    place: int
    numbered: Numbered
    heading_like: bool
    weak: bool
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Jump:
    """A number out of sequence; `known` is the number before it (0 where there was none)."""

    kind: Literal["missing", "doubled", "out_of_order"]
    known: int
    ordinal: int


@dataclass(slots=True)
class Placed:
    """Where a line goes: how many open nodes stay open above it, and what was wrong with its number."""

    depth: int
    jump: Jump | None = None


@dataclass(slots=True)
class Numbers:
    """The numbers of a document while it is read; `stack` is that of the tree."""

    ahead: Lookahead
    stack: list[OpenNode]
    running: dict[Style, int] = field(default_factory=dict)
    missing: set[tuple[Style, int]] = field(default_factory=set)
    nested: set[tuple[Style, Style]] = field(default_factory=set)

    def place(self, line: Line) -> Placed | None:
        """Where a numbered line goes; None when it is no heading."""
        style = line.numbered.style
        if style in ("dash", "bullet"):
            return Placed(self.by_rank(style))
        if style == "annex":
            return self._place_annex(line)
        if style == "box":
            return self._place_box(line)
        if style in DECIMAL:
            return self._place_decimal(line)
        if style == "digit_plain" and not self._is_chaptered(line.place, line.numbered):
            return None
        return self._place_counted(line)

    def opened(self, numbered: Numbered) -> None:
        """Takes note of a heading that was just opened, the innermost of the stack."""
        style = numbered.style
        if style == "annex":
            self.running.clear()
            self.missing.clear()
        if style != "box":
            for node in self.stack[:-1]:
                if node.style == style or node.style == "box":
                    return
        self.running[style] = self.stack[-1].ordinal

    # --- styles that count by themselves ----------------------------------------------------

    def _place_counted(self, line: Line) -> Placed | None:
        style, ordinal = line.numbered.style, line.numbered.ordinal
        stack = self.stack
        siblings = [i for i in range(len(stack) - 1, 0, -1) if stack[i].style == style]
        nexts = [i for i in siblings if self._is_next(stack[i], line.numbered)]
        if nexts:
            return Placed(nexts[0] if len(nexts) == 1 else self._fitting(line, nexts))
        if ordinal == 1 and self._may_start(line, siblings):
            return Placed(self._start_depth(line, siblings))
        if self.running.get(style, -1) + 1 == ordinal and style not in POINTS:
            return Placed(self.by_rank(style, outside_box=True))
        return None if line.weak else self._place_jump(line, siblings)

    def _fitting(self, line: Line, nexts: list[int]) -> int:
        """Which of several open numbers the line follows, in a box or around it.

        The one that looks alike; of several the inner one where the same number is still to come,
        else the outermost.
        """
        numbered = line.numbered
        alike = [i for i in nexts if self.stack[i].run_in == line.run_in] or nexts
        again = self.ahead.comes_again(line.place, numbered.style, numbered.ordinal)
        return alike[0] if again else alike[-1]

    def _is_next(self, node: OpenNode, numbered: Numbered) -> bool:
        """Whether the number follows that of an open node; 第十二条之一 and 最后 follow too."""
        if node.ordinal + 1 == numbered.ordinal:
            return True
        inserted = numbered.style == "article" and "之" in numbered.number
        return (inserted and node.ordinal == numbered.ordinal) or (
            numbered.style == "ordinal" and numbered.ordinal == 0
        )

    def _may_start(self, line: Line, siblings: list[int]) -> bool:
        if line.numbered.style in POINTS or siblings or line.weak:
            return self.ahead.comes_next(line.place, 2)
        return True

    def _start_depth(self, line: Line, siblings: list[int]) -> int:
        """Where a list that begins at 1 goes: below its like, or by rank."""
        style = line.numbered.style
        box = self._box_place() or 0
        if siblings and siblings[0] > box and style not in NAMED:
            open_one = self.stack[siblings[0]]
            if not line.heading_like and open_one.kind == "section":
                return siblings[0] + 1  # a list of （一）…；（二）…。 inside section （三）
            if len(siblings) == 1 and self.ahead.after_run(line.place) == open_one.ordinal + 1:
                return siblings[0] + 1  # 一、…五、 inside 二、, and then 三、
        return self.by_rank(style, place=line.place, outside_box=self._leaves_box(line))

    def _leaves_box(self, line: Line) -> bool:
        """Whether （一） behind the 1. 2. 3. of a box is the text around the box again."""
        box, style = self._box_place(), line.numbered.style
        if box is None or box + 1 >= len(self.stack):
            return False
        first = self.stack[box + 1].style
        if first is None or first in POINTS or RANK[style] >= RANK[first]:
            return False
        return not self.ahead.is_held(line.place, first, self.stack[box + 1].ordinal)

    def _place_jump(self, line: Line, siblings: list[int]) -> Placed | None:
        """A number is missing, doubled or late, or the text starts in the middle: taken and told."""
        style, ordinal = line.numbered.style, line.numbered.ordinal
        listed = style in POINTS or RANK[style] >= RANK["digit_point"]
        if listed:
            return self._list_jump(line, siblings)
        if not line.heading_like:
            return None
        known = self.stack[siblings[0]].ordinal if siblings else self.running.get(style, 0)
        if (style, ordinal) in self.missing:
            self.missing.discard((style, ordinal))
            jump = Jump("out_of_order", known, ordinal)
        elif ordinal == known and siblings:
            jump = Jump("doubled", known, ordinal)
        elif known < ordinal and (ordinal <= known + _LONGEST_GAP or style in NAMED):
            self._note_missing(style, known, ordinal)
            jump = Jump("missing", known, ordinal)
        else:
            return None
        depth = siblings[0] if siblings else self.by_rank(style, outside_box=True)
        return Placed(depth, jump)

    def _list_jump(self, line: Line, siblings: list[int]) -> Placed | None:
        """A number of a list that is open: at most two may be missing, or it stands twice."""
        ordinal = line.numbered.ordinal
        if not siblings or siblings[0] < len(self.stack) - 1 or ordinal == 0:
            return None
        known = self.stack[siblings[0]].ordinal
        if known + 1 < ordinal <= known + 3:
            return Placed(siblings[0], Jump("missing", known, ordinal))
        if ordinal == known and line.heading_like:
            return Placed(siblings[0], Jump("doubled", known, ordinal))
        return None

    def _note_missing(self, style: Style, known: int, ordinal: int) -> None:
        if known and ordinal - known <= 50:
            self.missing.update((style, number) for number in range(known + 1, ordinal))

    # --- styles of their own kind -----------------------------------------------------------

    def _place_box(self, line: Line) -> Placed | None:
        ordinal, known = line.numbered.ordinal, self.running.get("box", 0)
        jump = None
        if ("box", ordinal) in self.missing:
            self.missing.discard(("box", ordinal))
            jump = Jump("out_of_order", known, ordinal)
        elif ordinal == known:
            jump = Jump("doubled", known, ordinal)
        elif known + 1 < ordinal <= known + _LONGEST_GAP:
            self._note_missing("box", known, ordinal)
            jump = Jump("missing", known, ordinal)
        elif ordinal not in (known + 1, 1):
            return None
        inside = self._box_place()
        depth = inside if inside is not None else len(self.stack)
        while depth > 1 and self.stack[depth - 1].kind not in _BOX_HOLDERS:
            depth -= 1
        return Placed(depth, jump)

    def _place_annex(self, line: Line) -> Placed | None:
        """An annex closes all; a list of annexes before the annexes themselves is text."""
        style, ordinal = line.numbered.style, line.numbered.ordinal
        listed = self.ahead.next_of(line.place, style, ordinal)
        if listed is not None and line.place + 1 == self.ahead.next_same(line.place, style):
            return None
        if self.running.get("annex") == ordinal and ordinal:
            return Placed(1, Jump("doubled", ordinal, ordinal))
        return Placed(1)

    def _place_decimal(self, line: Line) -> Placed | None:
        """1.1 lies in 1, 3.2.1 in 3.2; nothing else is a decimal heading."""
        numbered = line.numbered
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            if node.style == numbered.style and node.number.rpartition(".")[0] == numbered.prefix:
                if node.ordinal + 1 == numbered.ordinal:
                    return Placed(depth)
                if node.ordinal < numbered.ordinal <= node.ordinal + 3 and line.heading_like:
                    return Placed(depth, Jump("missing", node.ordinal, numbered.ordinal))
                return None
            if self._is_prefix(node, numbered.prefix):
                return Placed(depth + 1) if numbered.ordinal == 1 else None
        return None

    def _is_prefix(self, node: OpenNode, prefix: str) -> bool:
        if node.style in DECIMAL:
            return node.number == prefix
        if node.style == "annex":
            return node.number == f"附录{prefix}"
        counted = node.style in _COUNTED or node.style in NAMED
        return counted and str(node.ordinal) == prefix

    def _is_chaptered(self, place: int, numbered: Numbered) -> bool:
        """“1 总则” is a heading where 1.1 follows, or 2 with 2.1; so is “7 附则” behind them."""
        if place in self.ahead.chaptered:
            return True
        return self.running.get("digit_plain", -1) + 1 == numbered.ordinal

    # --- depth by rank ----------------------------------------------------------------------

    def by_rank(self, style: Style, *, outside_box: bool = False, place: int | None = None) -> int:
        """How many open nodes may hold a line of this style: those that rank before it."""
        floor = self._box_place()
        bottom = 1
        if floor is not None and RANK[style] > RANK["article"]:
            bottom = 1 if outside_box else floor + 1
        depth = len(self.stack)
        while depth > bottom and not self._may_hold(self.stack[depth - 1], style, place):
            depth -= 1
        return depth

    def _may_hold(self, holder: OpenNode, style: Style, place: int | None) -> bool:
        if holder.style == "box":
            return False
        if holder.shut and RANK[style] <= RANK["cn_bracket"]:
            return False
        if holder.style is None or RANK[holder.style] < RANK[style]:
            return True
        if style in NAMED or holder.style in NAMED or holder.style == style:
            return False
        pair = (holder.style, style)
        listed = place is not None and holder.style not in POINTS - _LETTERS
        if listed and self.ahead.is_held(place or 0, holder.style, holder.ordinal):
            self.nested.add(pair)
        return pair in self.nested

    def _box_place(self) -> int | None:
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].style == "box":
                return place
        return None

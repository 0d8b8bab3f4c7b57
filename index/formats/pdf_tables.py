"""Tables of a PDF page: ruled lines → cells with their place in the table and their lines."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.formats.pdf_edges import closed
from index.formats.pdf_lines import Line, line_of_row, rows_of
from index.formats.pdf_places import Glyph, Rule

_SNAP = 3.0
"""Ruled lines closer than this, in points, are one."""
_CROSSINGS = 1_500
"""Most places where ruled lines of one page cross: more is squared paper or a drawing."""
_EDGES = 600
"""Most ruled lines whose open ends are looked at."""
_WHOLE_PAGE = 0.85
"""A frame that fills this share of the width and height of a page is its decoration."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(slots=True)
class TableCell:
    """A cell: its box, first row and column, how many of each it covers, its lines."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A ruled table on one page; a frame around text is a table of one column."""

    box: Box
    page: int
    columns: list[float]
    cells: list[TableCell]

    def row(self, place: int) -> list[TableCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((c for c in self.cells if c.row == place), key=lambda c: c.column)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max((c.row + c.rows for c in self.cells), default=0)


def find_tables(rules: Sequence[Rule], page: int, width: float, height: float) -> list[Table]:
    """The ruled tables and frames of a page, still without text, from the top."""
    cells = _cell_boxes(rules)
    groups = [_bounds(group) for group in _connected(cells)]
    tables = []
    for box, group in groups:
        holds_other = any(other is not box and _contains(box, other) for other, _ in groups)
        covers = (box[2] - box[0]) / width > _WHOLE_PAGE and (
            box[3] - box[1]
        ) / height > _WHOLE_PAGE
        if not (len(group) == 1 and (holds_other or covers)):
            tables.append(_table(box, group, page))
    return sorted(tables, key=lambda t: (t.box[1], t.box[0]))


def _cell_boxes(rules: Sequence[Rule]) -> list[Box]:
    """The smallest boxes that ruled lines enclose; pdfplumber's geometry on pdfium's lines."""
    upright = sum(rule.x0 == rule.x1 for rule in rules)
    if upright < 2 or len(rules) - upright < 2:
        return []
    from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    edges = [e for e in edges if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) > 2 * _SNAP]
    if len(edges) < _EDGES:
        edges = closed(edges)
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright * (len(edges) - upright) > _CROSSINGS * 400:
        return []
    crossings = edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > _CROSSINGS:
        return []
    boxes: list[Box] = intersections_to_cells(crossings)
    return [box for box in boxes if box[2] - box[0] > 2 * _SNAP and box[3] - box[1] > 2 * _SNAP]


def _edge(rule: Rule) -> dict[str, object]:
    return {
        "orientation": "v" if rule.x0 == rule.x1 else "h",
        "x0": rule.x0, "x1": rule.x1, "top": rule.y0, "bottom": rule.y1, "doctop": rule.y0,
        "width": rule.x1 - rule.x0, "height": rule.y1 - rule.y0,
    }  # fmt: skip


def _connected(cells: Iterable[Box]) -> list[list[Box]]:
    """Cells by tables: cells that share a corner belong together."""
    groups: dict[int, list[Box]] = {}
    owner: dict[tuple[float, float], int] = {}
    for number, cell in enumerate(cells):
        corners = [(x, y) for x in cell[::2] for y in cell[1::2]]
        touched = {owner[c] for c in corners if c in owner}
        groups[number] = [cell]
        for other in touched:
            groups[number].extend(groups.pop(other))
        for box in groups[number] if touched else [cell]:
            owner.update(dict.fromkeys(((x, y) for x in box[::2] for y in box[1::2]), number))
    return list(groups.values())


def _bounds(group: Sequence[Box]) -> tuple[Box, Sequence[Box]]:
    lefts, tops, rights, bottoms = zip(*group, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms)), group


def _contains(outer: Box, inner: Box) -> bool:
    inside = outer[0] <= inner[0] and outer[1] <= inner[1]
    return inside and outer[2] >= inner[2] and outer[3] >= inner[3]


def _table(box: Box, group: Sequence[Box], page: int) -> Table:
    xs = _grouped(x for cell in group for x in cell[::2])
    ys = _grouped(y for cell in group for y in cell[1::2])
    cells = []
    for cell in sorted(group, key=lambda c: (c[1], c[0])):
        left, right = bisect_right(xs, cell[0]) - 1, bisect_right(xs, cell[2]) - 1
        top, bottom = bisect_right(ys, cell[1]) - 1, bisect_right(ys, cell[3]) - 1
        cells.append(TableCell(cell, top, left, max(1, bottom - top), max(1, right - left)))
    return Table(box, page, xs, cells)


def _grouped(values: Iterable[float]) -> list[float]:
    """Values in rising order, each more than the snapping distance above the one before."""
    ordered = sorted(set(values))
    return ordered[:1] + [b for a, b in pairwise(ordered) if b - a > _SNAP]


def fill(tables: Sequence[Table], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Gives each cell its lines; the glyphs that stand in no cell are returned."""
    cells = sorted((c for t in tables for c in t.cells), key=lambda c: _area(c.box))
    owned: dict[int, list[Glyph]] = defaultdict(list)
    rest: list[Glyph] = []
    for glyph in glyphs:
        place = _cell_at(cells, glyph)
        (rest if place is None else owned[place]).append(glyph)
    page = tables[0].page if tables else 0
    for place, own in owned.items():
        lines = [line for row in rows_of(own) if (line := line_of_row(row, page))]
        for line in lines:
            line.lane = f"cell {place}"
        cells[place].lines = lines
    return rest


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _cell_at(cells: Sequence[TableCell], glyph: Glyph) -> int | None:
    """The smallest cell that a glyph stands in."""
    x = glyph.x0 + min(glyph.x1 - glyph.x0, glyph.size) / 2
    y = glyph.y - 0.35 * glyph.size
    for place, cell in enumerate(cells):
        left, top, right, bottom = cell.box
        if left <= x <= right and top <= y <= bottom:
            return place
    return None

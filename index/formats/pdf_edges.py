"""Open sides of ruled tables closed: at a page end, and where a table has no line left and right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

_NEAR = 3.0
"""Ends closer than this, in points, are at one place."""

Edge = dict[str, Any]
"""A ruled line as pdfplumber takes it: orientation "h" or "v", x0, x1, top, bottom and more."""


def closed(edges: Sequence[Edge]) -> list[Edge]:
    """The lines, with one more wherever several of them end together at no other line."""
    upright = [e for e in edges if e["orientation"] == "v"]
    level = [e for e in edges if e["orientation"] == "h"]
    more_level = _missing(upright, level, ("top", "bottom"), ("x0", "x1"))
    more_upright = _missing(level, upright, ("x0", "x1"), ("top", "bottom"))
    return [*edges, *more_level, *more_upright]


def _missing(
    ending: Sequence[Edge], across: Sequence[Edge], along: tuple[str, str], side: tuple[str, str]
) -> list[Edge]:
    """The lines that should run across the common ends of neighbours that others join already.

    `along` names the two ends of the ending lines, `side` those of the lines across.
    """
    found: list[Edge] = []
    for end in along:
        for group in _together(ending, end):
            place = group[0][end]
            for a, b in pairwise(sorted(group, key=lambda e: float(e[side[0]]))):
                between = [
                    o for o in across if _meet(a, o, along, side) and _meet(b, o, along, side)
                ]
                if between and all(abs(o[along[0]] - place) > _NEAR for o in between):
                    found.append(_edge(place, a[side[0]], b[side[0]], along, side))
    return found


def _meet(e: Edge, other: Edge, along: tuple[str, str], side: tuple[str, str]) -> bool:
    """Whether two lines, one along and one across, touch."""
    inside = e[along[0]] - _NEAR <= other[along[0]] <= e[along[1]] + _NEAR
    return bool(inside and other[side[0]] - _NEAR <= e[side[0]] <= other[side[1]] + _NEAR)


def _together(edges: Sequence[Edge], end: str) -> list[list[Edge]]:
    """Lines by where they end."""
    groups: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda e: float(e[end])):
        if groups and edge[end] - groups[-1][0][end] <= _NEAR:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _edge(
    place: float, low: float, high: float, along: tuple[str, str], side: tuple[str, str]
) -> Edge:
    edge: Edge = {"orientation": "h" if side[0] == "x0" else "v"}
    edge.update({along[0]: place, along[1]: place, side[0]: low, side[1]: high})
    edge.update({"doctop": edge["top"], "width": edge["x1"] - edge["x0"]})
    edge["height"] = edge["bottom"] - edge["top"]
    return edge

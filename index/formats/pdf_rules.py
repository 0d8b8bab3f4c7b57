"""Ruled lines of a PDF page: the straight level and upright strokes and thin boxes drawn on it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from index.formats.pdf_places import Rule, Turning

OBJECT_LIMIT = 60_000
"""Most drawn objects on a page whose ruled lines are looked for."""
RULE_LIMIT = 4_000
"""Most ruled lines of a page that are taken for tables: more is a drawing or a map."""
_THIN = 3.0
"""A filled box thinner than this, in points, is a ruled line."""
_DEPTH = 4
"""How deep forms within forms are looked into."""

_Matrix = tuple[float, float, float, float, float, float]
_Box = tuple[float, float, float, float]


def rules_and_images(pdfium: Any, page: Any, turning: Turning) -> tuple[list[Rule], float]:
    """The ruled lines of an open pdfium page, and the share of it that the largest picture covers."""
    if pdfium.FPDFPage_CountObjects(page) > OBJECT_LIMIT:
        return [], 0.0
    width, height = turning.size()
    rules: list[Rule] = []
    picture = 0.0
    for place in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_IMAGE:
            picture = max(picture, _area(pdfium, thing) / (width * height))
        for box in _boxes(pdfium, thing, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0):
            rules.extend(turning.rule(*side) for side in _sides(box))
        if len(rules) > RULE_LIMIT:
            return [], picture
    return [rule for rule in rules if _is_inside(rule, width, height)], picture


def _area(pdfium: Any, thing: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return 0.0
    return (right.value - left.value) * (top.value - bottom.value)


def _boxes(pdfium: Any, thing: Any, outer: _Matrix, depth: int) -> Iterator[_Box]:
    """The level and upright strokes and boxes that an object draws, in page coordinates."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, own)
    matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        if depth < _DEPTH:
            for place in range(min(pdfium.FPDFFormObj_CountObjects(thing), OBJECT_LIMIT)):
                inner = pdfium.FPDFFormObj_GetObject(thing, place)
                yield from _boxes(pdfium, inner, matrix, depth + 1)
        return
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(min(pdfium.FPDFPath_CountSegments(thing), RULE_LIMIT)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, place)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _outline(points)
            points = []
        points.append(_apply(matrix, x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points.append((math.nan, math.nan))  # a curve is no side of a cell
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield from _outline(points)


def _outline(points: list[tuple[float, float]]) -> Iterator[_Box]:
    """One thin box for a path that is a thin filled box, else a box for each straight side."""
    plain = [p for p in points if p[0] == p[0]]
    if len(plain) != len(points) or len(points) < 2:
        return
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    whole = (min(xs), min(ys), max(xs), max(ys))
    if whole[2] - whole[0] < _THIN or whole[3] - whole[1] < _THIN:
        yield whole
        return
    for (ax, ay), (bx, by) in pairwise(points):
        yield (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _sides(box: _Box) -> Iterator[_Box]:
    """The box as one straight line through its middle; nothing when it is slanted or a dot."""
    x0, y0, x1, y1 = box
    if x1 - x0 < _THIN < y1 - y0:
        yield ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    elif y1 - y0 < _THIN < x1 - x0:
        yield (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)


def _is_inside(rule: Rule, width: float, height: float) -> bool:
    """Whether a line is not the edge of the sheet itself (a background painted over the page)."""
    if rule.x0 == rule.x1:
        return 2 < rule.x0 < width - 2
    return 2 < rule.y0 < height - 2


def _times(a: _Matrix, b: _Matrix) -> _Matrix:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def _apply(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]

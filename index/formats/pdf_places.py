"""Places on a PDF page: glyphs and ruled lines, in points from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character: left and right edge, baseline, size of its font, all in points.

    `run` tells apart the pieces in which a page was drawn.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    run: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, upright when x0 == x1, else level."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Turning:
    """From the page's coordinates (upwards, unrotated) to those of a reader (downwards, upright)."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        if self.turns == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Rule:
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

"""PDF pages as pdfium sees them: glyphs with their places, and the ruled lines of tables.

Places are in points from the upper left corner, as the page is looked at: pages that are rotated,
or written sideways, are turned upright here and nowhere else.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.formats.pdf_places import Glyph, Rule, Turning
from index.formats.pdf_rules import rules_and_images

GLYPH_LIMIT = 60_000
"""Most characters on one page: a dense newspaper page has 20,000."""
UNKNOWN = "\ufffd"
"""Stands for a drawn character of which the file does not say what it is."""
_HYPHEN = 2
"""What pdfium gives for the hyphen of a word broken at a line end."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on one page.

    `askew` is text at another angle than the rest, in drawn order; `picture` is the share of the
    page that its largest picture covers, `objects` how many things are drawn.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    askew: str = ""
    picture: float = 0.0
    objects: int = 0


class TooMuch(Exception):
    """A page has more characters than are read of one page, or of one file."""


def read_sheet(page: Any, room: int = GLYPH_LIMIT) -> Sheet:
    """The glyphs and ruled lines of an open pdfium page; TooMuch, or pdfium's own error.

    `room` is how many characters it may have at most.
    """
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        if pdfium.FPDFText_CountChars(text_page) > min(room, GLYPH_LIMIT):
            raise TooMuch
        drawn = list(_drawn(pdfium, text_page))
    finally:
        text_page.close()
    turns = Counter(turn for _, turn in drawn if turn < 4)
    rotated = (page.get_rotation() // 90) % 4
    upright = turns.most_common(1)[0][0] if turns else rotated
    left, bottom, right, top = page.get_bbox()
    turning = Turning(left, bottom, right, top, upright)
    glyphs = [_glyph(raw, turning) for raw, turn in drawn if turn == upright]
    askew = "".join(raw.text for raw, turn in drawn if turn != upright)
    rules, picture = rules_and_images(pdfium, page, turning)
    objects = int(pdfium.FPDFPage_CountObjects(page))
    width, height = turning.size()
    return Sheet(width, height, glyphs, rules, askew.strip(), picture, objects)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A character in the page's own coordinates: origin, end of its advance, size."""

    text: str
    x: float
    y: float
    advance: float
    size: float
    run: int


def _drawn(pdfium: Any, text_page: Any) -> Iterator[tuple[_Drawn, int]]:
    """Each drawn character with the quarter turns (clockwise) that bring it upright; 9 if askew."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, place)
        piece = pdfium.FPDFText_GetTextObject(text_page, place)
        if not piece or (0 < code < 32 and code != _HYPHEN):
            continue  # line ends that pdfium adds
        if code == 32 and pdfium.FPDFText_IsGenerated(text_page, place):
            continue  # a space that pdfium guessed: the places tell it better
        pdfium.FPDFText_GetCharOrigin(text_page, place, x, y)
        pdfium.FPDFText_GetMatrix(text_page, place, matrix)
        pdfium.FPDFText_GetLooseCharBox(text_page, place, box)
        turn = _turn(matrix.a, matrix.b)
        size = pdfium.FPDFText_GetFontSize(text_page, place) * math.hypot(matrix.c, matrix.d)
        reach = (box.right - x.value, box.top - y.value, x.value - box.left, y.value - box.bottom)
        advance = reach[turn] if turn < 4 else 0.0
        run = ctypes.cast(piece, ctypes.c_void_p).value or 0
        text = chr(code) if 0 < code < 0x110000 else UNKNOWN
        yield _Drawn(text, x.value, y.value, advance, size, run), turn


def _turn(a: float, b: float) -> int:
    """Quarter turns clockwise that make text upright whose baseline runs along (a, b)."""
    if abs(b) <= abs(a) * 0.1:
        return 0 if a >= 0 else 2
    if abs(a) <= abs(b) * 0.1:
        return 1 if b > 0 else 3
    return 9


def _glyph(drawn: _Drawn, turning: Turning) -> Glyph:
    x, y = turning.point(drawn.x, drawn.y)
    size = drawn.size if math.isfinite(drawn.size) and drawn.size > 0 else 1.0
    return Glyph(drawn.text, x, x + max(drawn.advance, 0.0), y, size, drawn.run)

"""Cells: the figure that is the whole of a table cell: ≥60, 42, [10], -5.2, 3—5, 约20万."""

from __future__ import annotations

import re
from dataclasses import replace

from index.documents import Bound
from index.folding import fold
from index.quantities.amounts import NUMBER, amount_of
from index.quantities.figures import Figure, find_figures, ready
from index.quantities.units import UNIT

_FRAME = re.compile(r"[\[(](?P<inner>[^\[\]()]+)[\])](?P<after>以上|以下|左右|以内)?")
_BARE = re.compile(
    rf"(?P<before>≥|≤|>=|<=|>|<|约|近|超|逾|超过|不少于|不低于|不超过|不高于|高于|低于|大于|小于|达到?)?=?\s*(?P<sign>[+-])?(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?"
    rf"(?:\s*(?:-+|—+|~+|至|到)\s*(?P<upper>{NUMBER})\s*(?P<unit2>{UNIT})?)?(?P<after>以上|以下|以内|左右|上下|多|余)?"
    r"\s*(?:\*|[(\[]?(?:注\d?|[①-⑩]|含|累计|年均|预计|预期)[^()\[\]]{0,6}[)\]]?)?"
)
_BOUNDS: dict[str, Bound] = {
    "≥": "at_least", ">=": "at_least", "不少于": "at_least", "不低于": "at_least", "以上": "at_least",
    "≤": "at_most", "<=": "at_most", "不超过": "at_most", "不高于": "at_most", "以下": "at_most",
    "以内": "at_most", ">": "more_than", "超": "more_than", "逾": "more_than", "超过": "more_than",
    "高于": "more_than", "大于": "more_than", "多": "more_than", "余": "more_than",
    "<": "less_than", "低于": "less_than", "小于": "less_than",
    "约": "about", "近": "about", "左右": "about", "上下": "about",
}  # fmt: skip
_DATE = re.compile(r"(?:(?:19|20)\d{2}|[一二][零一二三四五六七八九]{3})\s*(?:年.*|[-./]\d.*)")


def read_cell(cell: str) -> Figure | None:
    """The figure of a cell, places counted in the cell; None for words, dates, dashes and blanks.

    A figure in square brackets (a total over the years in a plan) counts as the figure itself.
    """
    folded = fold(cell).strip()
    if not folded or len(folded) > 60 or _DATE.fullmatch(folded):
        return None
    framed = _FRAME.fullmatch(folded)
    if framed:
        folded = framed["inner"].strip() + (framed["after"] or "")
    found = _BARE.fullmatch(folded)
    if found and _is_number(found):
        return _figure(cell, found)
    return _sole_figure(cell)


def _is_number(found: re.Match[str]) -> bool:
    number = found["number"]
    return number[0].isdigit() or bool(found["unit"] and found["unit"] not in ("月", "日"))


def _figure(cell: str, found: re.Match[str]) -> Figure:
    low = amount_of(found["number"])
    high = amount_of(found["upper"]) if found["upper"] else None
    if found["sign"] == "-" and low is not None:
        low = -low
    bound = _BOUNDS.get(found["after"] or "") or _BOUNDS.get(found["before"] or "") or "exact"
    unit = found["unit2"] or found["unit"] or ""
    return Figure(0, 0, len(cell), "", low, high, unit, "range" if high is not None else bound, "")


def _sole_figure(cell: str) -> Figure | None:
    """The figure of a cell that says no more than it in words: 百分之六十, 达到三分之一以上."""
    folded = fold(cell)
    figures = list(find_figures(cell, ready(cell, folded)))
    if len(figures) != 1:
        return None
    rest = f"{folded[: figures[0].start]}{folded[figures[0].end :]}"
    if re.sub(r"[\s。;达到为年均累计增长提高下降()]|力争|实现|保持在?|控制在", "", rest):
        return None
    return replace(figures[0], start=0, end=len(cell))

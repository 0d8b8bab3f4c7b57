"""Furniture of PDF pages: page numbers, running headers and footers, told by their place.

Only the outermost lines in the margins of a page are looked at: a line further in is furniture
only when all lines outside it are. A sentence is never furniture, however often it comes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from index.formats.pdf_lines import Line

_DEEPEST = 4
"""Most lines at the top, or at the bottom, that can be furniture."""
_ZONE = 0.15
"""The margins with furniture are no deeper than this share of the height of the page."""
_SENTENCE = re.compile("[，。；！？]")
_NEAR = 3.0
"""Lines of two pages stand at the same height when they differ by no more than this, in points."""
_DIGITS = re.compile(r"\d+")
_DASHES = r"[-‐–—－―─·•.~～|<>〈〉【】\[\]（）()]*"
_NUMBER = re.compile(
    rf"{_DASHES}\s*(?:第\s*|P(?:age|\.)?\s*)?(?P<n>\d{{1,4}}|[ivxlc]{{1,6}})\s*页?"
    rf"\s*(?:(?:[/／,，|]|of|共|\(共|（共)\s*共?\s*(?:\d{{1,4}})?\s*页?[)）]?)?\s*{_DASHES}",
    re.I,
)
_NAMED = re.compile(
    r"第\s*\d+\s*页|\bpage\b|\d\s*[/／]\s*\d|[-—–－―·~～]\s*\d+\s*[-—–－―·~～]", re.I
)

_PRINTED = re.compile(
    r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}[,，]?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s{2,}.*)?"
    r"|(?:file|https?)://\S+\s+\d+\s*/\s*\d+|about:blank(?:\s+\d+/\d+)?",
    re.I,
)
"""What a browser prints at the edges of a page: when, what title, which address."""

Edge = tuple[int, bool, int]
"""Page, whether at the bottom, and how many lines stand outside it."""


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the places of its lines that are furniture; lines go from top to bottom.

    `heights` are those of the pages, in points.
    """
    found: list[set[int]] = [set() for _ in pages]
    for bottom in (False, True):
        open_pages = set(range(len(pages)))
        for depth in range(_DEEPEST):
            edge = _edge(pages, open_pages, bottom, depth)
            edge = {p: line for p, line in edge.items() if _in_margin(line, heights[p], bottom)}
            dropped = _repeated(edge) | _page_numbers(edge) | _printed(edge)
            dropped |= _in_slot(edge, dropped)
            for page in dropped:
                found[page].add(_place(pages[page], bottom, depth))
            open_pages = dropped
    return found


def _in_margin(line: Line, height: float, bottom: bool) -> bool:
    return line.y > (1 - _ZONE) * height if bottom else line.y < _ZONE * height


def _place(lines: Sequence[Line], bottom: bool, depth: int) -> int:
    return len(lines) - 1 - depth if bottom else depth


def _edge(
    pages: Sequence[Sequence[Line]], wanted: set[int], bottom: bool, depth: int
) -> dict[int, Line]:
    """The line at that depth from the edge, for each page that has one."""
    return {
        page: pages[page][_place(pages[page], bottom, depth)]
        for page in sorted(wanted)
        if len(pages[page]) > depth
    }


def _repeated(edge: dict[int, Line]) -> set[int]:
    """Pages whose outermost line comes again at the same height of another page."""
    alike: dict[str, list[int]] = defaultdict(list)
    for page, line in edge.items():
        if _SENTENCE.search(line.text):
            continue
        alike[_DIGITS.sub("#", "".join(line.text.split()))].append(page)
    found: set[int] = set()
    for pages in alike.values():
        level = [p for p in pages if sum(_is_level(edge[p], edge[q]) for q in pages) > 1]
        if len(level) > 1 and _numbers_go_on([(p, edge[p].text) for p in level]):
            found.update(level)
    return found


def _is_level(one: Line, other: Line) -> bool:
    return abs(one.y - other.y) <= _NEAR and abs(one.size - other.size) <= 1


def _numbers_go_on(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether each number in the lines stays the same, or rises as the pages do."""
    columns = zip(*([int(n) for n in _DIGITS.findall(text)] for _, text in lines), strict=True)
    pages = [page for page, _ in lines]
    return all(
        len(set(column)) == 1 or len({n - page for n, page in zip(column, pages, strict=True)}) == 1
        for column in columns
    )


def _page_numbers(edge: dict[int, Line]) -> set[int]:
    """Pages whose outermost line is a page number: it says so, or it rises with the pages."""
    numbers = {page: _number(line.text) for page, line in edge.items()}
    known = {page: n for page, n in numbers.items() if n is not None}
    offsets = Counter(n - page for page, n in known.items())
    follows = {a for a, b in pairwise(known) if known[b] - known[a] == b - a}
    follows |= {b for a, b in pairwise(known) if known[b] - known[a] == b - a}
    return {
        page
        for page, n in known.items()
        if _NAMED.search(edge[page].text) or page in follows or (n == page + 1 and offsets[1] > 0)
    }


def _printed(edge: dict[int, Line]) -> set[int]:
    """Pages whose outermost line was set there by the browser that printed the page."""
    return {page for page, line in edge.items() if _PRINTED.fullmatch(line.text.strip())}


def _number(text: str) -> int | None:
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    return int(found["n"]) if found["n"].isdigit() else _roman(found["n"].lower())


def _roman(text: str) -> int | None:
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in text]
    return sum(-a if a < b else a for a, b in pairwise([*worth, 0]))


def _in_slot(edge: dict[int, Line], known: set[int]) -> set[int]:
    """Pages whose line stands where most pages have a running header, as that of a new chapter."""
    if len(known) < 3 or len(known) * 2 < len(edge):
        return set()
    slots = [edge[page] for page in known]
    return {
        page
        for page, line in edge.items()
        if page not in known
        and len(line.text) <= 40
        and not _SENTENCE.search(line.text)
        and sum(_is_level(line, slot) for slot in slots) * 2 > len(slots)
    }

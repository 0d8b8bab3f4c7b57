"""The body of a page: which lines are the document, and which belong to the site around it.

What is left out must be the site's by its tag, its name or its words and must not hold much of
the page's sentences; what is not sure is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from index.blocks import Grid, Marked, line_of
from index.formats.html_blocks import Line, Region
from index.formats.html_site import (
    is_body,
    is_comments,
    is_foot,
    is_frame,
    is_site,
    is_site_line,
    names_source,
    stands_at_foot,
)
from index.outlining.numbering import match_number

_FEW = 40
"""Fewest characters of sentences by which a body can be told from the rest of its page."""
_NEARLY_ALL = 0.9
_TAIL = 15
_LONG = 120


def body_of(lines: Sequence[Line], regions: Sequence[Region]) -> list[int]:
    """The places of the lines that are the document, in reading order."""
    weights = [_weight(line) for line in lines]
    left = _without_site(lines, regions, weights)
    body = _container(regions, left, weights)
    if len(body) < len(lines):
        left = sorted({*left, *_frames_inside(lines, regions, body)})
    chosen = [
        place
        for place in left
        if place in body
        or (weights[place] and not _is_contact(lines[place], place, body))
        or (place < body.start and names_source(line_of(lines[place].block)))
    ]
    return _trimmed(lines, chosen, weights) or left or list(range(len(lines)))


def _is_contact(line: Line, place: int, body: range) -> bool:
    """Whether a line below the body is the site's address."""
    return is_site_line(line) or (place >= body.stop and stands_at_foot(line_of(line.block)))


def _weight(line: Line) -> int:
    """How many characters of sentences a line holds: 0 for labels, links and the site's words."""
    if line.linked > 0.5:
        return 0
    if isinstance(line.block, Grid):
        return sum(len(cell) for row in (line.block.header, *line.block.rows) for cell in row)
    text = line_of(line.block)
    if _is_numbered(text):
        return len(text)
    sentence = len(text) >= 20 and any(c in text for c in "，。；：、,;")
    return len(text) if sentence and not is_site_line(line) else 0


def _is_numbered(text: str) -> bool:
    numbered = match_number(text)
    return numbered is not None and numbered.style not in ("dash", "ordinal_is", "digit_point")


def _without_site(
    lines: Sequence[Line], regions: Sequence[Region], weights: Sequence[int]
) -> list[int]:
    """Places outside hidden regions and the site's; one with much of the sentences is left in."""
    sums = [0, *accumulate(weights)]
    dropped = bytearray(len(lines))
    for region in regions:
        size = region.end - region.start
        share = (sums[region.end] - sums[region.start]) / max(sums[-1], 1)
        if size and _leaves(lines, region, share):
            dropped[region.start : region.end] = b"\x01" * size
    gone = sum(weight for weight, drop in zip(weights, dropped, strict=True) if drop)
    if gone > 0.7 * sums[-1]:  # every paragraph has a name like the site's: names mean nothing here
        return list(range(len(lines)))
    return [place for place in range(len(lines)) if not dropped[place]]


def _leaves(lines: Sequence[Line], region: Region, share: float) -> bool:
    """Whether a region with a share of the page's sentences is left out."""
    if region.tag in ("body", "html"):
        return False
    if region.hidden:
        return share <= 0.5
    held = lines[region.start : region.end]
    if is_comments(region):
        return share <= 0.7
    numbered = any(_is_numbered(line_of(line.block)) and line.linked < 0.5 for line in held)
    if numbered or share > 0.25 or not is_site(region, speaks=share > 0):
        return False
    return not _heads_article(region, held)


def _heads_article(region: Region, held: Sequence[Line]) -> bool:
    """Whether a <header>, or a <div class="head">, is the head of the article: its heading."""
    heading = any(isinstance(line.block, Marked) and line.linked < 0.5 for line in held)
    links = sum(line.linked > 0.5 for line in held)
    return (
        heading and links <= 2 and len(held) <= 12 and region.tag not in ("nav", "aside", "footer")
    )


def _container(regions: Sequence[Region], left: Sequence[int], weights: Sequence[int]) -> range:
    """The smallest region named as a body that holds nearly all sentences, or the whole page."""
    whole = range(len(weights))
    inside = bytearray(len(weights))
    for place in left:
        inside[place] = 1
    sums = [0, *accumulate(w if i else 0 for w, i in zip(weights, inside, strict=True))]
    fitting = [
        region
        for region in regions
        if not region.hidden
        and is_body(region)
        and sums[region.end] - sums[region.start] >= _NEARLY_ALL * sums[-1]
    ]
    best = min(fitting, key=lambda region: region.end - region.start, default=None)
    return range(best.start, best.end) if best and sums[-1] >= _FEW else whole


def _frames_inside(lines: Sequence[Line], regions: Sequence[Region], body: range) -> list[int]:
    """Lines of <header>, <aside> and <footer> inside the body: the head or a box of the article."""
    return [
        place
        for region in regions
        if is_frame(region)
        and not region.hidden
        and body.start <= region.start
        and region.end <= body.stop
        for place in range(region.start, region.end)
        if lines[place].linked < 0.5 and not is_site_line(lines[place])
    ]


def _trimmed(lines: Sequence[Line], chosen: list[int], weights: Sequence[int]) -> list[int]:
    """Without the site's words, links before the first and after the last sentence, the footer."""
    chosen = _without_foot(lines, chosen)
    heavy = [i for i, place in enumerate(chosen) if weights[place]]
    if not heavy:
        return [place for place in chosen if not is_site_line(lines[place])]
    return [
        place
        for i, place in enumerate(chosen)
        if not is_site_line(lines[place])
        and (heavy[0] <= i <= heavy[-1] or lines[place].linked <= 0.6)
    ]


def _without_foot(lines: Sequence[Line], chosen: list[int]) -> list[int]:
    """Without a last run of short lines that holds a licence number or a copyright notice."""
    texts = [line_of(lines[place].block) for place in chosen]
    tail = range(max(len(texts) - _TAIL, 0), len(texts))
    found = next((i for i in tail if is_foot(texts[i])), None)
    if found is None:
        return chosen
    rest = chosen[found:]
    if any(len(line_of(lines[p].block)) > _LONG or isinstance(lines[p].block, Grid) for p in rest):
        return chosen
    while found and stands_at_foot(texts[found - 1]):
        found -= 1
    return chosen[:found]

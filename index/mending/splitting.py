"""Splitting: several items or paragraphs on one line, cut where their numbers or indents show it."""

from __future__ import annotations

import re
from bisect import bisect_right

from index.outlining.headings import is_plausible
from index.outlining.numbering import Numbered, Style, match_number

_LONG = 400
"""Shortest line, in characters, that may hold paragraphs whose line breaks were lost."""
_INDENT = re.compile(r"[ \t]*\u3000[ \t]*[\u3000 \t]\s*")
_BREAKS = re.compile(r"[ \t]*\t[ \t]*(?=\S)")
_HEAD = 48
_INLINE: dict[Style, re.Pattern[str]] = {
    "cn_bracket": re.compile(r"(?<=[。;；!?！？:：])\s*(?=[(（])"),
    "digit_bracket": re.compile(r"(?<=[。;；!?！？])\s*(?=[(（])"),
    "digit_point": re.compile(r"(?<=[。;；!?！？])\s*(?=[\d０-９])"),
    "circled": re.compile(r"(?<=[。;；!?！？,，])\s*(?=[②-⑳])"),
    "cn_comma": re.compile(r"(?<=[。；;!?！？:：])\s*(?=[一二三四五六七八九十])"),
}
"""Where the next item of a list may begin within a line."""
_STARTS = frozenset("(（①⑴⒈㈠０１２３４５６７８９0123456789零一二三四五六七八九十")


def split_items(line: str) -> list[str]:
    """Splits `（一）…。（二）…。` on one line into its items, when the numbers run 1, 2, 3…"""
    if line[:1] not in _STARTS or len(line) < 6:
        return [line]
    first = match_number(line)
    if first is None or first.style not in _INLINE or not is_plausible(line, first):
        return [line]
    return _cut(line, _run(line, 0, first))


def _run(line: str, start: int, first: Numbered) -> list[int]:
    """Places where the items of a list begin, of which `first` stands at `start`."""
    places, expected = [start], first.ordinal + 1
    for found in _INLINE[first.style].finditer(line, start + first.rest):
        numbered = match_number(line[found.end() : found.end() + _HEAD])
        if numbered is None or (numbered.style, numbered.ordinal) != (first.style, expected):
            continue
        if is_plausible(line[found.end() : found.end() + 2 * _HEAD], numbered):
            places.append(found.end())
            expected += 1
    return places


def _cut(line: str, places: list[int]) -> list[str]:
    ends = [*places[1:], len(line)]
    return [line[a:b].strip() for a, b in zip(places, ends, strict=True)]


def split_lost_lines(line: str) -> list[str]:
    """The paragraphs of a long line whose line breaks were lost.

    They are told by the two ideographic spaces that each began with; where there are none, by
    一、二、三、… and （一）（二）… that follow the end of a sentence and run in sequence.
    """
    if len(line) < _LONG:
        return [line]
    if len(_INDENT.findall(line, 0, 20_000)) >= 3:
        return [piece for part in _INDENT.split(line) for piece in _BREAKS.split(part)]
    for style in ("cn_comma", "cn_bracket"):
        pieces = _split_by_run(line, style)
        if len(pieces) > 1:
            return [part for piece in pieces for part in _split_further(piece, style)]
    return [line]


def _split_further(piece: str, style: Style) -> list[str]:
    return _split_by_run(piece, "cn_bracket") if style == "cn_comma" else [piece]


def _split_by_run(line: str, style: Style) -> list[str]:
    """Cuts where 一、 and what follows it begin; the line itself where they do not run 1, 2, 3."""
    places: dict[int, list[int]] = {}
    for found in _INLINE[style].finditer(line):
        head = line[found.end() : found.end() + 2 * _HEAD]
        numbered = match_number(head)
        if numbered and numbered.style == style and is_plausible(head, numbered):
            places.setdefault(numbered.ordinal, []).append(found.end())
    cuts = [0]
    for start in places.get(1, []):
        run = _run_from(start, places) if start >= cuts[-1] else []
        if len(run) >= (2 if style == "cn_comma" else 3):
            cuts.extend(run)
    return _cut(line, cuts) if len(cuts) > 1 else [line]


def _run_from(start: int, places: dict[int, list[int]]) -> list[int]:
    """The places of 1, 2, 3… from `start` on, each the first behind the one before."""
    run, ordinal = [start], 2
    while ordinal in places:
        at = bisect_right(places[ordinal], run[-1])
        if at == len(places[ordinal]):
            break
        run.append(places[ordinal][at])
        ordinal += 1
    return run

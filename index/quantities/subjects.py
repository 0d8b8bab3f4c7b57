"""Subjects: what a figure in running text measures, read from the words before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from index.documents import Span
from index.quantities.figures import Figure
from index.quantities.years import YearMention

_MARKS = ",;:。、，；：|"
_MARK = re.compile(f"[{_MARKS}]")
_YEAR = r"(?:(?:19|20)\d{2}|[一二][零〇○一二三四五六七八九]{3})年[底末]?的?"
_MOVED = r"(?:上|下|回|攀)?[增提升降减压缩落调][加高长低少短升缩减]?[到至为]"
_TRAILING = re.compile(
    rf"(?:(?:[已则将]?[由从]|{_MOVED}){_YEAR}|{_MOVED}|(?:现在|目前|当前)的?|达到了?|达成|达|为|约|了|由|从|至|到|是|共计|合计|总计|分别|"
    r"力争|超过|突破|恢复到|控制在|(?:保持|控制|稳定|维持)?在|保持|均|只有|仅|的)+$"
)
_ONLY_YEAR = re.compile(
    r"(?:到|至|截至|自|从|比|较|在|于|按|预计|其中|力争|[\d零一二三四五六七八九十年月日底末初前后内间·\-—~]|时期|规划|\"十[一二三四五]五\"|期)*"
)
_NEARBY = 80
_LISTED = 160
_SHORT = 4
_NO_NOUN = frozenset("占有共为达计增减各每即其和与及或中在以用")
_ADVERBS = re.compile(
    "(?:累计|每年|年均|平均|合计|占比|占|比重|增速|增长|增幅|同比|环比|较上年|提高|下降|升至)+"
)
_BETWEEN = re.compile(
    r"\s*(?:以上|以下|左右)?\s*[、,和及与]\s*(?:和|及)?\s*(?:约|近|超过|不少于|不低于|达到?)?\s*"
)
_JOINTS = re.compile(r"[、]|(?<=[^\s])(?:和|及|与)(?=[^\s])")


def subjects_of(text: str, clause: Span, figures: Sequence[Figure]) -> list[str]:
    """For each figure of a clause of `text` what it measures; places in `figures` count from it.

    The words between the figure and the mark or figure before it; a figure that only goes on
    (由42个增加到60个) measures what the one before it does.
    """
    subjects: list[str] = []
    floor = clause[0]
    for figure in figures:
        start = clause[0] + figure.start
        subject = _behind(text, clause, figure) or _subject(
            text, max(floor, start - _NEARBY), start
        )
        if subjects:
            subject = _carried(subjects[-1], subject, text[floor:start])
        subjects.append(subject)
        floor = clause[0] + figure.end
    return _respective(text, clause, figures, subjects)


def _behind(text: str, clause: Span, figure: Figure) -> str:
    """“，90%以上的政务服务实现网上可办”: what a share that begins a clause is a share of."""
    start, end = clause[0] + figure.start, clause[0] + figure.end
    opens = start == clause[0] or text[start - 1] in f"{_MARKS}\n"
    if not opens or text[end : end + 1] != "的" or figure.unit not in ("%", "‰", ""):
        return ""
    found = _MARK.search(text, end + 1, clause[1])
    return text[end + 1 : min(found.start() if found else clause[1], end + 17)].rstrip("。！？")


def _carried(before: str, subject: str, between: str) -> str:
    """The subject of a figure that follows another: its own words, or those go on with the other's."""
    if not subject or subject in _NO_NOUN:
        return before
    directly = not _MARK.search(between) and len(subject) > 1
    if (
        _ADVERBS.fullmatch(subject)
        or (directly and len(subject) < _SHORT)
        or between.startswith("的")
    ):
        return f"{before}{subject}"
    return subject


def _subject(text: str, floor: int, start: int) -> str:
    pieces = _MARK.split(text[floor:start])
    subject = ""
    for piece in reversed(pieces):
        bare = piece.strip()
        if not subject:
            bare = _TRAILING.sub("", bare)
        if _ONLY_YEAR.fullmatch(bare):
            continue
        subject = f"{bare}{subject}"
        if len(subject) >= _SHORT:
            break
    return subject


def _respective(
    text: str, clause: Span, figures: Sequence[Figure], subjects: list[str]
) -> list[str]:
    """“出口、进口分别增长5%、8%”: to each figure its own subject of the list before 分别."""
    for first, count in respective_runs(text, clause, figures):
        items = _items_before(text, clause, figures[first])
        if len(items) == count:
            for place, item in enumerate(items):
                if not _ONLY_YEAR.fullmatch(item):
                    subjects[first + place] = item
    return subjects


def respective_runs(text: str, clause: Span, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """Runs of figures after 分别: the place of the first and how many there are."""
    found = []
    for first, count in runs(text, clause, figures):
        floor = clause[0] + figures[first - 1].end if first else clause[0]
        start = clause[0] + figures[first].start
        if "分别" in text[max(floor, start - 16) : start]:
            found.append((first, count))
    return found


def runs(text: str, clause: Span, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """Runs of two or more figures that only 、 or 和 sets apart: place of the first, how many."""
    found = []
    first = 0
    for place in range(1, len(figures) + 1):
        joined = place < len(figures) and _BETWEEN.fullmatch(
            text, clause[0] + figures[place - 1].end, clause[0] + figures[place].start
        )
        if not joined:
            if place - first > 1:
                found.append((first, place - first))
            first = place
    return found


def _items_before(text: str, clause: Span, figure: Figure) -> list[str]:
    """The list that 分别 goes back to, before it or before the comma before it."""
    floor = max(clause[0], clause[0] + figure.start - _LISTED)
    end = text.rfind("分别", floor, clause[0] + figure.start)
    start = _last_mark(text, floor, end)
    listed = text[start:end].strip()
    if not listed:  # “出口、进口，分别增长…”
        end = max(start - 1, floor)
        listed = text[_last_mark(text, floor, end) : end].strip()
    return [item.strip() for item in _JOINTS.split(listed) if item.strip()]


def _last_mark(text: str, floor: int, end: int) -> int:
    """The place behind the last mark that ends a clause."""
    return max(floor, 1 + max(text.rfind(mark, floor, end) for mark in ",;:，；：。"))


def years_of(
    text: str, clause: Span, figures: Sequence[Figure], mentions: Sequence[YearMention],
    known: int | None,
) -> list[int | None]:  # fmt: skip
    """For each figure the year it holds for: the last one named before it, else `known`, the one
    that the text before named. A year that others are compared with (比2020年) does not count.
    """
    named = [mention for mention in mentions if not mention.base]
    years: list[int | None] = []
    place = 0
    compared = {mention.end: mention.year for mention in mentions if mention.base}
    for figure in figures:
        while place < len(named) and named[place].end <= figure.start:
            known = named[place].year
            place += 1
        # 比2020年的548个增长: the figure right behind a base year is that year's own.
        own = compared.get(figure.start - 1) if figure.unit != "倍" else None
        later = named[place] if place < len(named) else None
        years.append(own or _bracketed(text, clause, figure, later) or known)
    if named and all(year is None for year in years):
        years = [named[0].year] * len(years)
    return _respective_years(text, clause, figures, named, years)


def _bracketed(text: str, clause: Span, figure: Figure, later: YearMention | None) -> int | None:
    """60个（2025年）: the year in brackets right behind the figure."""
    behind = text[clause[0] + figure.end : clause[0] + figure.end + 1]
    near = later is not None and later.start - figure.end <= 2
    return later.year if later is not None and near and behind in ("（", "(") else None


def _respective_years(
    text: str, clause: Span, figures: Sequence[Figure], named: Sequence[YearMention],
    years: list[int | None],
) -> list[int | None]:  # fmt: skip
    for first, count in respective_runs(text, clause, figures):
        known = bisect_right(named, figures[first].start, key=lambda mention: mention.end)
        before = named[max(0, known - count) : known]
        together = len(before) == count and all(
            re.fullmatch(r"\s*底?\s*[、,，和及]\s*", text[clause[0] + a.end : clause[0] + b.start])
            for a, b in pairwise(before)
        )
        if together and figures[first].start - before[-1].end <= 40:
            years[first : first + count] = [mention.year for mention in before]
    return years

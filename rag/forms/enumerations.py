"""Enumerations: the members of lists inside running text, each an exact piece of it.

“平安、效能、智慧、法治、绿色”, “一是……二是……”, “（一）……；（二）……”, “即：甲。乙。丙。”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.documents import Span

LONGEST = 30
"""Most characters of a member of a list that is set apart by 、."""
_CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]+")
_MARK = re.compile(r"、(?:以及)?|(?<!、)(?:以及|和|与|及)(?=[^、]{1,30}$)")
_LEAD = re.compile(r".*(?:分为|分成|包括|包含|涵盖|如下|即|成为|是|有|为)(?=.{2})")
_VERB = re.compile(
    r"(?:形成|构建|建立|健全|完善|打造|建设|建成|实现|推进|坚持|加强|强化|实施|落实|统筹|发展|筑牢|运用|采取|围绕|按照|通过|同步防控|防控|贯穿|覆盖|聚焦|突出|兼顾)(?=.{2})"
)
_NAME = re.compile(
    r"(?<=.{2})(?:[“\"]|(?:等)?[两三四五六七八九十\d]+(?:个|大|种|项|类|级|条|支|位|道|型)|等(?!级|待|效|于))"
)
"""What stands behind the last member: the name of all of them, or how many they are."""
_ORDINAL = re.compile(r"(?:^|(?<=[，,。；;：:\s]))第?([一二三四五六七八九十])(?:是|要|、|，|,)")
_ORDER = "一二三四五六七八九十"
_STOP = re.compile(r"[。；;]|$")
_OPEN, _CLOSE = "“‘（(《", "”’）)》"


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list in a text: the places of its members, and all of it."""

    members: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first member to the end of the last."""
        return self.members[0][0], self.members[-1][1]


def rows(text: str, span: Span) -> list[Enumeration]:
    """Lists set apart by 、 in `text[span]`, each inside one clause, in reading order."""
    found = []
    for clause in _CLAUSE.finditer(text, *span):
        marks = [
            m.span() for m in _MARK.finditer(text, *clause.span()) if _is_open(text, clause, m)
        ]
        if not any(text[a] == "、" for a, _ in marks):
            continue
        cuts = [clause.start(), *(c for mark in marks for c in mark), clause.end()]
        members = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]
        if len(members) >= 2:
            found.append(Enumeration(_tidied(text, members)))
    return found


def _is_open(text: str, clause: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether a mark stands outside brackets and quotation marks of its clause."""
    before = text[clause.start() : mark.start()]
    opened = sum(before.count(c) for c in _OPEN) - sum(before.count(c) for c in _CLOSE)
    return opened <= 0


def _tidied(text: str, members: list[Span]) -> tuple[Span, ...]:
    """The members without the words that lead to the first and that follow the last.

    “建设平安、效能、智慧、法治口岸” says neither where the first begins nor where the last ends:
    where all members between are of one length, so are these two.
    """
    inner = {b - a for a, b in members[1:-1]}
    first, last = members[0], members[-1]
    if len(members) >= 4 and len(inner) == 1 and (size := inner.pop()):
        first = (max(first[0], first[1] - size), first[1])
        last = (last[0], min(last[1], last[0] + size))
    elif lead := _LEAD.match(text, *first) or _VERB.match(text, *first):
        first = (lead.end(), first[1])
    if tail := _NAME.search(text, *last):
        last = (last[0], tail.start())
    return (first, *members[1:-1], last)


def numbered(text: str, span: Span) -> Enumeration | None:
    """“一是……；二是……” in `text[span]`, from 一 on without a gap; None for fewer than two."""
    starts: list[int] = []
    for mark in _ORDINAL.finditer(text, *span):
        if len(starts) < len(_ORDER) and mark[1] == _ORDER[len(starts)]:
            starts.append(mark.start())
    if len(starts) < 2:
        return None
    ends = [*starts[1:], span[1]]
    return Enumeration(
        tuple((a, _first_stop(text, a, b)) for a, b in zip(starts, ends, strict=True))
    )


def _first_stop(text: str, start: int, end: int) -> int:
    """The end of the first sentence or part of a sentence from `start` on."""
    found = _STOP.search(text, start, end)
    return found.end() if found else end


def clause_around(text: str, span: Span) -> Span:
    """A list with the words of its clause on both sides."""
    start = max(text.rfind(mark, 0, span[0]) for mark in "，。；;,：:\n")
    ends = (end for mark in "，。；;,\n" if (end := text.find(mark, span[1])) >= 0)
    return start + 1, min(ends, default=span[1])

"""Anchors by time: the years and periods of a question that stand for documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Span
from rag.catalogue import Catalogue
from rag.comparing.anchor import DATED, Anchor
from rag.question import ParsedQuestion
from rag.scope import Scope

FEW = 3
"""Most documents that a time may stand for: what more of them speak of names none."""
_YEAR = re.compile(
    r"(?<![\da-z.])(?P<to>到|截至|至)?(?P<year>(?:19|20)\d{2})(?:年(?!底|末|前|初|以前|之前)|(?![\d年]))"
    r"|(?<![\d第每满达过近超判期了约共])(?P<short>[0-4]\d)(?:年(?=[^级期龄以间内底后前里中来,和与]{2})|年?(?=那|的?(?:规划|方案|文件|老|版)|版|说|定|提|要求|搞|[和与跟、,]))"
)
PERIOD = re.compile(r"[\"']?(十[一二三四五六七八九]五)[\"']?(?:时期|期间)?")
_APART = re.compile(r"[,;?!。]|[和与跟、]$|^[和与跟、]")
TOGETHER = re.compile(r"[的\s]*(?:[那这][份版套个项篇部]?|修订|制定|发布|出台|印发|新|老|旧)?的?")


def dated(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> list[Anchor]:
    """The years and periods that a few documents were made in or speak of."""
    found = []
    for match in _YEAR.finditer(question.folded):
        year = match["year"] or f"20{match['short']}"
        ids = _of_year(year, scope, catalogue, loosely=bool(match["to"]))
        found.append(Anchor(match.span(), ids, DATED))
    for match in PERIOD.finditer(question.folded):
        titled = tuple(d for d in scope.allowed if match[1] in catalogue.info(d).title)
        found.append(Anchor(match.span(), titled, DATED))
    return [a for a in found if 1 <= len(a.documents) <= FEW]


def _of_year(
    year: str, scope: Scope, catalogue: Catalogue, *, loosely: bool
) -> tuple[str, ...]:  # fmt: skip
    """The documents made in a year; else, or `loosely`, the few that speak of it."""
    infos = [catalogue.info(d) for d in scope.allowed]
    made = tuple(i.id for i in infos if year in f"{i.title}{i.date}{i.source}")
    if (made and not loosely) or len(infos) > FEW * FEW:
        return made
    return tuple(i.id for i in infos if i.id in made or year in catalogue.folded(i.id))


def is_asked(
    anchor: Anchor, sure: Sequence[Anchor], question: ParsedQuestion, catalogue: Catalogue
) -> bool:
    """Whether a time is asked for: it stands in one clause with a document that speaks of it."""
    said = question.folded[slice(*anchor.span)]
    time = re.sub(r"\D", "", said) or re.sub(r"\W|时期|期间", "", said)
    lasting = said.endswith(("时期", "期间"))
    for other in sure:
        between = question.folded[slice(*_between(anchor, other))]
        beside = other.span[0] >= anchor.span[1] and bool(TOGETHER.fullmatch(between))
        speaks = any(time in catalogue.folded(d) for d in other.documents)
        if speaks and not beside and (lasting or not _APART.search(between)):
            return True
    return False


def is_goal(anchor: Anchor, dated: Sequence[Anchor], question: ParsedQuestion) -> bool:
    """“2014年说到2020年要……”: the year that another one's document looks ahead to."""
    start, _ = anchor.span
    before = [a for a in dated if a.span[1] <= start]
    said = re.search(r"[到至]", question.folded[max(0, start - 1) : start + 2])
    return bool(said and before) and not _APART.search(
        question.folded[before[-1].span[1] : start].strip()
    )


def _between(one: Anchor, other: Anchor) -> Span:
    first, last = sorted((one.span, other.span))
    return first[1], last[0]

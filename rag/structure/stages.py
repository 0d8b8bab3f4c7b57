"""Stages: points that begin with the name of a stage and its years, “中期（2016—2017年）：……”."""

from __future__ import annotations

import re

from index.documents import Span
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.describe import describe
from rag.structure.places import Place

_BEGINS = re.compile(
    r"\W*(?P<name>[\u4e00-\u9fff]{2,6})\((?:到|至)?(?:19|20)\d{2}年?[^()]{0,10}\):"
)
_SPOKEN = re.compile(r"(?<!时)期|阶段|步")
"""Without such a word no stage is named, and the points need not be read."""
_OTHER = "评|合同|交易|外汇|汇率|票据|借款|贷款|检查|考核|报告|调整|总结|规划|计划|督[导查]|审计"
"""中期评估 names no stage."""
_SMALL = ("item", "paragraph")
_MOST = 40
"""Characters of a point in which the name of its stage stands."""
_WHAT = re.compile(
    r"阶段|时期|目标|任务|工作|内容|重点|主要|具体|分别|各自?|完成|实现|推进|做到|达到|什么|哪些|[哪几啥要干做成是有的又指讲说都得该里中事情呢吗?,。 ]"
)
"""What asks no more of a stage than what it is to bring."""


def answer_stage(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """All that is said of the stage that a question names and asks nothing else of; None for others."""
    place = named_stage(question, scope, catalogue)
    if place is None or {"time", "count", "who"} & question.wants:
        return None
    rest = question.subject.replace(_name(place), "")
    return None if _WHAT.sub("", rest) else describe(place)


def named_stage(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Place | None:
    """The point of the only stage that a question names (“中期要干成哪些事”); None where it names none or
    several, or documents have several of that name."""
    said = question.subject
    if not _SPOKEN.search(said) or not (scope.named or "阶段" in said):
        return None  # 近期 alone is “lately”
    named: dict[tuple[str, Span], Place] = {}
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        for node in outline.nodes:
            if node.kind not in _SMALL:
                continue
            place = Place(document_id, outline, node)
            name = _name(place)
            if name and re.search(rf"{name}(?!{_OTHER})", said):
                named.setdefault((document_id, node.span), place)
    return next(iter(named.values())) if len(named) == 1 else None


def _name(place: Place) -> str:
    """The name of the stage that a point begins with; "" for none."""
    start, end = place.node.span
    text = place.outline.text[start : min(end, start + _MOST)]
    found = _BEGINS.match(fold(text)) if "（" in text or "(" in text else None
    return found["name"] if found else ""

"""Abbreviations: the name that a text gives beside the one asked for: “经认证的经营者”（AEO）."""

from __future__ import annotations

import re

from index.documents import Span
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import quoted
from rag.question import ParsedQuestion

LOOKED_AT = 30
_MEANS = re.compile(
    r"什么意思|是什么|什么是|指什么|指的是|全称|简称|含义|叫什么|何谓|是啥|啥意思|定义|英文|中文"
)
_MARK = '[“”"‘’《》]?'


def abbreviated(found: Found) -> Draft | None:
    """The clause that gives a code and its name side by side, when the meaning of it is asked."""
    question = found.question
    name = _name(question)
    if not name or not _MEANS.search(question.folded):
        return None
    beside = re.compile(
        rf"(?:[\u4e00-\u9fff]{{2,}}{_MARK}[（(](?:以下简称|简称)?{_MARK}{name}{_MARK}[）)]|{name}{_MARK}[（(][\u4e00-\u9fff]{{3,}})",
        re.IGNORECASE,
    )
    for candidate in found.candidates[:LOOKED_AT]:
        text = found.outline(candidate).text
        for match in beside.finditer(text, *candidate.span):
            if _names(text, match):
                span = _clause(text, match.span(), candidate.span)
                return Draft(
                    "passage", (quoted(found.outline(candidate), candidate.document_id, span),)
                )
    return None


def _name(question: ParsedQuestion) -> str:
    """The code or the quoted name whose meaning is asked; "" for any other question."""
    names = [*question.latin, *question.quoted]
    left = re.sub(r"\W", "", _MEANS.sub("", question.core))
    alone = len(names) == 1 and len(left) <= len(names[0]) + 2
    return re.escape(names[0]) if alone else ""


def _names(text: str, match: re.Match[str]) -> bool:
    """Whether the name is set apart: in quotation marks, or “以下简称” stands with it."""
    return bool(re.search(r"[”\"》][（(]|简称|[（(][\u4e00-\u9fff]{3,}[）)]?$", match[0]))


def _clause(text: str, span: Span, sentence: Span) -> Span:
    start = max((text.rfind(m, *(sentence[0], span[0])) for m in "，；。,;"), default=-1)
    ends = (e for m in "，；。,;" if (e := text.find(m, span[1], sentence[1])) >= 0)
    return max(start + 1, sentence[0]), min(ends, default=sentence[1])

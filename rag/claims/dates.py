"""Claimed dates: “某法是2022年6月1日施行的吗”, held against the sentence that says from when it holds."""

from __future__ import annotations

import re
from dataclasses import replace

from index.folding import fold
from rag.draft import Draft, Statement
from rag.forms.found import Found
from rag.forms.times import in_force
from rag.question import ParsedQuestion
from rag.terms import subject_terms

_DATE = re.compile(
    r"(?:从|自|于|是|在)?(?:(?:19|20)\d{2}年?)(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:当[天日])?(?:起|就|便)?(?:开始)?"
)
_NUMBERS = re.compile(r"\d+")


def answer_force(found: Found) -> Draft | None:
    """“是的。” or “不对，” with the sentence that says when the document takes effect, or None."""
    question = found.question
    stated = _DATE.search(question.subject)
    if stated is None:
        return None
    start, end = stated.span()
    text = f"{question.folded[:start]}什么时候{question.folded[end:]}"
    moved = tuple(
        n if n[1] <= start else (n[0] + 4 - (end - start), n[1] + 4 - (end - start))
        for n in question.names
    )
    asked = ParsedQuestion(text, moved)
    draft = in_force(replace(found, question=asked, terms=tuple(subject_terms(asked))))
    if draft is None:
        return None
    said = {int(n) for s in draft.statements for n in _NUMBERS.findall(fold(s.text))}
    if not any(number > 1900 for number in said):
        return draft  # “自公布之日起”: the day itself is not written
    right = {int(n) for n in _NUMBERS.findall(stated[0])} <= said
    lead = Statement("是的。" if right else "不对，", (), "lead", derived=True)
    return Draft("passage", (lead, *draft.statements))

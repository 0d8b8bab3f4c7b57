"""Several subjects in one question: “甲和乙各多少” is asked as two and answered together."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.draft import Draft
from rag.question import ParsedQuestion

_JOINED = re.compile(
    r"^(?P<a>[^,;?]{2,20}?)(?:和|与|跟|、|以及|\s)(?P<b>[^,;?、]{2,20}?)(?:的?(?:目标|数量|人数)值?)?(?:分别|各自|各)(?:是|有|为|要|培养|引进|达到)*(?P<tail>多少[^?。]{0,6}|几[^?。]{1,6})[?。]*$"
)
_SHARED = re.compile(r"(?:目标|数量|人数)值?(?=分别|各)")


def split_subjects(question: ParsedQuestion) -> tuple[str, str] | None:
    """The two questions that a question for two subjects stands for, or None."""
    found = _JOINED.match(question.folded)
    if found is None:
        return None
    text = question.text
    first, second = text[slice(*found.span("a"))], text[slice(*found.span("b"))]
    shared = _SHARED.search(question.folded)
    tail = f"{shared[0] if shared else ''}{text[slice(*found.span('tail'))]}"
    return f"{first}{tail}", f"{second}{tail}"


def answer_several(question: ParsedQuestion, answer: Callable[[str], Draft]) -> Draft | None:
    """Both answers when both subjects are answered; None leaves the question whole."""
    parts = split_subjects(question)
    if parts is None:
        return None
    drafts = [answer(part) for part in parts]
    if not all(d.found for d in drafts) or drafts[0].statements == drafts[1].statements:
        return None
    statements = tuple(dict.fromkeys(s for d in drafts for s in d.statements))
    return Draft(drafts[0].route, statements)

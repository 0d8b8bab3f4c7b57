"""Claimed persons: “署长是某某，对吗”, held against the name that stands with the office."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.draft import Draft, Statement
from rag.forms.found import Found
from rag.forms.persons import OFFICE, named_in_line, who_answer
from rag.question import ParsedQuestion

_CLAIMED = re.compile(
    rf"(?:{OFFICE})(?:现在)?(?:是|叫|为)(?P<name>[\u4e00-\u9fff·]{{2,4}}?)(?=[,?。!]|吗|吧|么|对|是|没错|$)"
)


def answer_person(found: Found) -> Draft | None:
    """“是的。” or “不对，” with the sentence that names the holder of the office, or None."""
    claimed = _CLAIMED.search(found.question.folded)
    if claimed is None or claimed["name"] in ("谁", "什么", "哪位"):
        return None
    folded = found.question.folded
    asked = ParsedQuestion(f"{folded[: claimed.start('name')]}谁?", found.question.names)
    asking = replace(found, question=asked)
    draft = named_in_line(asking) or who_answer(asking)
    if draft is None or not draft.found:
        return None
    right = any(claimed["name"] in s.text for s in draft.statements)
    lead = Statement("是的。" if right else "不对，", (), "lead", derived=True)
    return Draft("passage", (lead, *draft.statements))

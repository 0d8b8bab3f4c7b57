"""Claimed members: “五关”里有……吗, held against the list that the numbered name stands for."""

from __future__ import annotations

import re

from rag.abbreviations import answer_abbreviation
from rag.draft import Draft, Statement
from rag.forms.found import Found
from rag.question import ParsedQuestion

_MEMBER = re.compile(
    r"(?P<set>[\"'][二三四五六七八九十][\u4e00-\u9fff][\"'])[\u4e00-\u9fff]{0,4}?(?:里面?|中|当中)?(?:是不是|是否)?(?:有|包括|包含|含)(?:一[个项条关智型])?(?:是|叫)?[\"']?(?P<member>[\u4e00-\u9fff]{2,10}?)[\"']?(?:这一[个项条关智型])?(?=[,?。!]|吗|吧|么|对|是|没错|$)"
)
_BELONGS = re.compile(
    r"[\"']?(?P<member>[\u4e00-\u9fff]{2,10}?)[\"']?(?:是不是|是否|是|也|算)?(?:属于|列入|算在|算是)(?P<set>[\"'][二三四五六七八九十][\u4e00-\u9fff][\"'])"
)


def answer_member(found: Found) -> Draft | None:
    """“是的。” or “不对，” with the list, or None where the question claims no member of one."""
    folded = found.question.folded
    claimed = _MEMBER.search(folded) or _BELONGS.search(folded)
    if claimed is None:
        return None
    asked = ParsedQuestion(f"{claimed['set']}是指什么")
    draft = answer_abbreviation(asked, found.scope, found.catalogue)
    if draft is None:
        return None
    right = any(claimed["member"] in s.text for s in draft.statements)
    lead = Statement("是的。" if right else "不对，", (), "lead", derived=True)
    return Draft("passage", (lead, *draft.statements))

"""“专栏15是大数据还是实验室”: which of two things a part is about is told by its title."""

from __future__ import annotations

import re
from dataclasses import replace

from index.folding import fold
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.structure.describe import describe
from rag.structure.left_over import left_over
from rag.structure.part_words import HEADED, blanked
from rag.structure.placed import Placed
from rag.terms import subject_terms

_ABOUT = r"(?:主要|专门|到底|究竟|关于|有关|讲述|讲|说|写|谈|叫做?|名为|是|的|了|在|个)"
_EITHER = re.compile(
    rf"^(?P<before>[^§]*)§+(?:的|这个?|那个?|里面?|,)*(?:标题|名称|题目|主题|内容|名字|重点)?(?:到底|究竟|主要|专门)?(?:是|叫|讲|说|写|谈|关于|名为){_ABOUT}*"
    rf"(?P<a>[^,;?§]{{2,16}}?)的?,?还是{_ABOUT}*(?P<b>[^,;?§]{{2,16}}?)(?:的|呢|啊|吗|来着)*[?。]*$"
)
_RULE = re.compile(r"\d|[一二三四五六七八九十两][年月日天个万]|[应可不必能会须由]|哪|几|什么")
"""What is said of no title: a figure, a duty, a question of its own."""


def either_title(asked: Placed) -> Draft | None:
    """The title of the one part of which two things are asked, “都不是，” where neither it nor the part
    itself says either of them; None for other questions."""
    if len(asked.places) != 1 or not asked.places[0].node.title:
        return None
    bare = ParsedQuestion(blanked(asked.question, asked.addresses), asked.question.names).subject
    found = _EITHER.match(bare)
    if found is None or _RULE.search(f"{found['a']} {found['b']}") or left_over(found["before"]):
        return None
    place = asked.places[0]
    terms = [subject_terms(ParsedQuestion(found[side])) for side in "ab"]
    shares = [asked.catalogue.cover(t, fold(place.node.title)) if t else 0.0 for t in terms]
    if not any(shares) and place.node.kind not in HEADED:
        return None
    draft = describe(place, title_only=True)
    inside = fold(place.outline.slice(place.node.id))
    if any(shares) or any(found[side] in inside for side in "ab"):
        return draft
    first = draft.statements[0]
    return replace(draft, statements=(replace(first, text=f"都不是，{first.text}"),))

"""“规划最开头讲的是哪一部分”: the first or the last part of a document."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.answers import described
from rag.structure.part_words import PART_WORDS
from rag.structure.parts import inner_nodes, roots

_FIRST = "开头|开篇|开始|前面|先"
_ASKED = re.compile(
    rf"(?:最|一)*(?:(?P<first>{_FIRST})|最?后面?|末尾|结尾|收尾)(?:的|那|处|部分)*(?:讲|说|写|谈|放|安排|是)(?:的|了|到|着)*是?(?:哪|什么|啥)(?:一|个|些)*(?P<k>{PART_WORDS}|内容)?[呢啊呀?。]*$"
)
_BESIDE = re.compile(
    r"规划|方案|文件|纲要|条例|办法|法律|报告|文章|全文|整个|全篇|这份|这个|那份|里面?|中|在|的|§"
)


def answer_ends(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The first or last part of the kind that is asked for; None for other questions."""
    found = _ASKED.search(question.subject)
    if found is None or re.sub(r"\W", "", _BESIDE.sub("", question.subject[: found.start()])):
        return None
    asked = found["k"] or ""
    word = asked if asked and asked != "内容" else "部分"
    for root in roots(scope, catalogue, word, every=False):
        nodes = inner_nodes(root, word)
        if nodes:
            node = nodes[0 if found["first"] else -1]
            return described((replace(root, node=node),), title_only=bool(found["k"]))
    return None

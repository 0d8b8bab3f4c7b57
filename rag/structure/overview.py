"""What a whole document says: “总结一下规划”, “条例讲了什么” are told by its chapters."""

from __future__ import annotations

import re

from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.naming import FORMS
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.describe import describe
from rag.structure.places import Place

MOST = 3
"""Documents that are told of side by side."""
_ASKS = re.compile(
    r"(?:主要|大概|都|到底|究竟)*(?:讲|说|写|谈|介绍|提|规定)(?:了|的是|的|到)?(?:什么|啥|些什么|哪些|些啥)(?:内容|东西|方面)?"
    r"|(?:主要|基本|核心|大致|总体)内容|大意|概括|总结|概述|梗概|概要|概况|内容(?:是什么|有哪些|概要|简介)|有(?:什么|哪些)(?:主要)?内容|介绍一?下"
)
_PRESS = r"文章|报道|新闻|稿子"
_KIND = re.compile(rf"{FORMS}|{_PRESS}")
_NOISE = re.compile(
    rf"{FORMS}|{_PRESS}|文件|请|帮我?|给我?|一下|一遍|这|那|本|该|整个?|全[文篇]|[份篇部个]|的|都|主要|里面?|中|大概|大致|简单|简要|简短|做|来|个|是|了|下|有|呢|吗|吧|啊|呀|可以|能|我|想|看|知道|什么|哪些|内容|[\s\W_]"
)


def answer_overview(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The chapters of the document that the question asks about as a whole, of up to MOST that it
    may mean; None where it asks of something in it, or where it does not tell which one."""
    text = question.subject
    if not _ASKS.search(text) or _NOISE.sub("", _ASKS.sub(" ", text)):
        return None
    documents = _meant(text, scope, catalogue)
    if not 0 < len(documents) <= MOST:
        return None
    outlines = [(d, catalogue.outline(d)) for d in documents]
    drafts = [describe(Place(d, outline, outline.root)) for d, outline in outlines]
    return Draft("structure", tuple(s for draft in drafts for s in draft.statements))


def _meant(text: str, scope: Scope, catalogue: Catalogue) -> tuple[str, ...]:
    """The documents of the scope; where it does not tell them those of the kind that is said."""
    if scope.named or len(scope.documents) == 1:
        return scope.documents
    kind = _KIND.search(text)
    if kind is None:
        return ()
    infos = [catalogue.info(d) for d in scope.documents]
    if re.fullmatch(_PRESS, kind[0]):
        return tuple(i.id for i in infos if i.author)
    return tuple(i.id for i in infos if fold(i.title).endswith(kind[0]))

"""A question that is no more than the heading of a part: “2006年规划指导思想”."""

from __future__ import annotations

import re

from rag.catalogue import Catalogue
from rag.document_names import bare
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.describe import describe
from rag.structure.part_words import HEADED
from rag.structure.title_index import standing

_LEADS = re.compile(r"^(?:里面?|中|上|关于|对于?|的|、|,|:|\s)+")
_ASKS = re.compile(
    r"(?:又|都|具体|到底|究竟|主要)*(?:是|指的?是?|包括|有|讲|说|写|提)?了?(?:些|个)?(?:什么|啥|哪些|哪几[个条点项]|怎么[说写讲]的?)"
    r"(?:内容|意思|东西)?[呢呀啊吗]?[?。!]*$|[呢?。!]+$"
)


def answer_bare_title(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """What the only part says whose heading the question is, besides the name of its document; None for
    other questions."""
    said = bare(_ASKS.sub("", _LEADS.sub("", question.subject.strip())))
    places = [
        place
        for place, title in standing(said, scope.documents, catalogue)
        if title == said == bare(place.node.title) and place.node.kind in HEADED
    ]
    return describe(places[0]) if len(places) == 1 else None

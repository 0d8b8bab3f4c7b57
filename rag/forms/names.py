"""Names: what a thing is called, where a heading or a sentence sets the name in quotation marks."""

from __future__ import annotations

import re

from index.folding import fold
from rag.candidates import Candidate
from rag.document_names import bare
from rag.draft import Draft, Statement, heading_evidence
from rag.forms.found import Found
from rag.forms.saying import said, shown

LOOKED_AT = 6
NEAR = 0.8
"""Share of the best sentence's cover that another must reach which has a name."""
_ASKED = re.compile(
    r"叫(?:什么|啥|做什么|做啥|个什么|个啥)(?!时候)|什么(?:名字|名称|名目|叫法|称呼)|(?:名字|名称|简称|全称|叫法|代号)(?:是|叫|为)(?:什么|啥)|(?:称|称作|称为|取名|命名)(?:什么|啥)"
)
_NAME = re.compile(r"[“\"《「]([^”\"》」]{2,40})[”\"》」]")


def name_answer(found: Found) -> Draft | None:
    """The heading, or the sentence, that names what is asked about; None when no name is asked for
    or none stands near."""
    if not _ASKED.search(found.question.folded):
        return None
    for candidate in found.candidates[:LOOKED_AT]:
        if candidate.node.id != found.best.node.id and candidate.own < NEAR * found.best.own:
            continue
        if candidate is found.best and (titled := _titled(found, candidate)):
            return Draft("passage", (titled,))
        if _named(found, candidate.text):
            return Draft("passage", (said(found, candidate),))
    return None


def _titled(found: Found, candidate: Candidate) -> Statement | None:
    """The heading of a section whose name says more of what is asked than the sentence does."""
    title = candidate.node.title
    if not _named(found, title) or found.cover(title) < found.cover(candidate.text):
        return None
    place = heading_evidence(found.outline(candidate), candidate.document_id, candidate.node.id)
    return Statement(shown(found.outline(candidate).text[slice(*place.span)]), (place,))


def _named(found: Found, text: str) -> bool:
    """Whether a text holds a name in quotation marks that the question does not say."""
    asked = bare(found.question.text)
    return any(bare(name) not in asked for name in _NAME.findall(fold(text)))

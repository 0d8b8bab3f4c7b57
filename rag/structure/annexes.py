"""“正文之后附了什么”, “有没有附件”: the headed parts behind the text that are called 附……."""

from __future__ import annotations

import re

from index.documents import Node
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement, heading_evidence
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.describe import heading_statement
from rag.structure.left_over import left_over
from rag.structure.parts import owner
from rag.structure.places import Place

_WORD = r"附(?:件|录|表|图|页|加材料|属材料)"
_ASKED = re.compile(
    rf"(?:有没有|有无|是否有|有|带|含|附有?)(?:哪些|什么|几[个张份]|一?[个张份])*{_WORD}|{_WORD}(?:都|分别|一共|总共)*(?:是|有|叫|列)?(?:哪|什么|啥|几)"
    r"|(?:后面|之后|后边|后头|最后|末尾|文末|结尾|之外|以外)[^,;?]{0,4}(?:还)?附(?:带|上|有|了|着|的)*(?:是)?(?:些|个|张)?(?:什么|哪|啥|几)(?:个|张|些)?(?:表|东西|文件)?"
)
_LINE = re.compile(r"(?:^|\n)\s*附(?:件|表|录|图|页|[:\s\d])")
"""A line that may head an annex though the outline has no heading there."""
_ANNEX = re.compile(r"附(?!则|\w?近)")


def answer_annexes(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """What is annexed to the document of the scope that has annexes, or that the one of the scope has
    none; None for other questions."""
    found = _ASKED.search(question.subject)
    if found is None:
        return None
    if left_over(f"{question.subject[: found.start()]} {question.subject[found.end() :]}"):
        return None
    outlines = ((d, catalogue.outline(d)) for d in scope.documents)
    places = [Place(d, outline, outline.root) for d, outline in outlines]
    having = [(p, nodes) for p in places if (nodes := _annexes(p))]
    if len(having) != 1:
        alone = len(places) == 1 and not _LINE.search(catalogue.folded(places[0].document_id))
        return _without(places[0], catalogue) if alone else None
    place, annexes = having[0]
    lead = Statement(f"正文之后附有{len(annexes)}个附件：", (), "lead", derived=True)
    return Draft("structure", (lead, *(heading_statement(place, n, form="item") for n in annexes)))


def _without(place: Place, catalogue: Catalogue) -> Draft:
    own = heading_evidence(place.outline, place.document_id, place.node.id)
    text = f"{owner(place, catalogue)}没有附件。"
    return Draft("structure", (Statement(text, (own,), derived=True),))


def _annexes(place: Place) -> list[Node]:
    return [n for n in place.outline.children(place.node.id) if _is_annex(n)]


def _is_annex(node: Node) -> bool:
    return node.kind not in ("article", "paragraph") and bool(
        _ANNEX.match(node.title) or _ANNEX.match(node.label)
    )

"""Mentions: which documents speak of a subject, each with its best sentence."""

from __future__ import annotations

import re

from index.sentences import sentence_spans
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.terms import subject_terms

MENTIONED = re.compile(
    r"(?:哪|几|多少|有几)(?:些|几)?(?:份|个|部|篇)?(?:文件|文档|材料|规划|文章|法律)(?:里|中|都)*(?:提到|讲|说|涉及|写|有|出现|包含|规定)|提到(?:了|过)?.{0,12}的(?:文件|规划|文章)有(?:哪|几)"
)
_EACH = re.compile(
    r"(?:提|讲|说|写|涉)(?:到|及)(?:了|过)?[^,。?]{1,16}(?:吗|没有?|么)|有没有(?:提|讲|说|写|涉)|是否(?:提|讲|说|写|涉)(?:到|及)|(?:谁|哪个)(?:也|都)?(?:提|讲|说|写|涉)(?:到|及)?"
)
_SHARE = 0.9
"""Share of the words' weight that a document and one sentence of it must hold."""
_DOCUMENTS = re.compile(r"几份|哪|文件|文档|材料|提及|写到|说到|讲到|涉及")


def asks_mentions(question: ParsedQuestion, scope: Scope) -> bool:
    """Whether a question asks which documents speak of something, or whether several named ones do."""
    several = scope.named and len(scope.documents) > 1
    return bool(MENTIONED.search(question.folded) or (several and _EACH.search(question.folded)))


def answer_mentions(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The documents that speak of the subject; None when none does."""
    words = [t for t in subject_terms(question) if not _DOCUMENTS.search(t)]
    found = {d: _mention(words, d, catalogue) for d in scope.documents} if words else {}
    items = [said for said in found.values() if said is not None]
    if not items:
        return None
    lead = Statement(f"提到的文件有{len(items)}份：", (), "lead", derived=True)
    silent = [catalogue.title(d) for d, said in found.items() if said is None]
    gap = Statement(f"{'、'.join(silent)}没有提到。", (), "lead", derived=True)
    return Draft("compare", (lead, *items, *([gap] if silent and scope.named else ())))


def _mention(words: list[str], document_id: str, catalogue: Catalogue) -> Statement | None:
    outline, folded = catalogue.outline(document_id), catalogue.folded(document_id)
    if catalogue.cover(words, folded) < _SHARE:
        return None
    spans = sentence_spans(outline.text)
    best = max(spans, key=lambda span: catalogue.cover(words, folded[span[0] : span[1]]))
    if catalogue.cover(words, folded[best[0] : best[1]]) < _SHARE:
        return None
    node = outline.address(outline.at(best[0]).id)
    text = f"{catalogue.title(document_id)}（{node.label}）"
    return Statement(text, (Evidence(document_id, node.id, best),), "item")

"""Questions about what there is to ask: “有哪些文件”."""

from __future__ import annotations

import re

from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.question import ParsedQuestion
from rag.scope import Scope

LISTED = 50
"""Documents that a list names at most."""
_THINGS = r"(?:文件|文档|资料|材料|文献|文章|法规|法律|法律文件|规划文件)"
_LIST = re.compile(
    rf"(?:请问|请|你们?|您|我|这里|库[里中]|系统|资料库|知识库|语料库?|里面?|中|现在|目前|手头|手上|一共|总共|都|收录了?|收了|能查到?|可以?查到?|能[看问]|可以?[看问]|能|可以|查询?|用|有|存了?|包含|包括|装了|读了|依据|根据|的|是)*"
    rf"(?:(?:哪些|哪[几\d]?[份个部篇]|什么|几[份个部篇]|多少[份个部篇]?)的?{_THINGS}|{_THINGS}(?:都|一共|总共)*(?:有|是|包括)(?:哪些|哪[几\d][份个部篇]|几[份个部篇]|多少[份个部篇]?|什么))"
    r"(?:可以|可|能|可供|供|我|查|问|查询|用|看|在|库里|里面|呢|啊|吗|呀|的)*"
    rf"|(?:请|帮我|给我)*(?:列出|列举|列一下|看看|显示)(?:一下|全部|所有|你的|有的|收录的)*{_THINGS}(?:的)?(?:清单|目录|列表|名单|名称|标题)?"
    rf"|{_THINGS}(?:清单|列表|名单)"
)


def answer_holdings(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The list of the documents; None for other questions."""
    text = re.sub(r"[\W_]+", "", question.subject)
    return _listed(scope, catalogue) if _LIST.fullmatch(text) else None


def _listed(scope: Scope, catalogue: Catalogue) -> Draft:
    total = len(scope.documents)
    first = f"，这里列出前{LISTED}份" if total > LISTED else ""
    lead = Statement(f"一共有{total}份文件{first}：", (), "lead", derived=True)
    items = tuple(
        Statement(catalogue.title(d), (_top(d, catalogue),), "item", derived=True)
        for d in scope.documents[:LISTED]
    )
    return Draft("structure", (lead, *items))


def _top(document_id: str, catalogue: Catalogue) -> Evidence:
    """The first line of a document."""
    outline = catalogue.outline(document_id)
    first = next(iter(outline.leaves()), None)
    if first is None:
        return heading_evidence(outline, document_id, outline.root.id)
    return heading_evidence(outline, document_id, first.id)

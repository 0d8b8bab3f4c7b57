"""Questions about what there is to ask: “有哪些文件”, and who issued a document."""

from __future__ import annotations

import re

from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.question import ParsedQuestion
from rag.scope import Scope

LISTED = 50
"""Documents that a list names at most."""
EDGE = 8
"""Leaves at the beginning and the end of a document where it says who issued it."""
_THINGS = r"(?:文件|文档|资料|材料|文献|文章|法规|法律|法律文件|规划文件)"
_LIST = re.compile(
    rf"(?:请问|请|你们?|您|我|这里|库[里中]|系统|资料库|知识库|语料库?|里面?|中|现在|目前|手头|手上|一共|总共|都|收录了?|收了|能查到?|可以?查到?|能[看问]|可以?[看问]|能|可以|查询?|用|有|存了?|包含|包括|装了|读了|依据|根据|的|是)*"
    rf"(?:(?:哪些|哪[几\d]?[份个部篇]|什么|几[份个部篇]|多少[份个部篇]?)的?{_THINGS}|{_THINGS}(?:都|一共|总共)*(?:有|是|包括)(?:哪些|哪[几\d][份个部篇]|几[份个部篇]|多少[份个部篇]?|什么))"
    r"(?:可以|可|能|可供|供|我|查|问|查询|用|看|在|库里|里面|呢|啊|吗|呀|的)*"
    rf"|(?:请|帮我|给我)*(?:列出|列举|列一下|看看|显示)(?:一下|全部|所有|你的|有的|收录的)*{_THINGS}(?:的)?(?:清单|目录|列表|名单|名称|标题)?"
    rf"|{_THINGS}(?:清单|列表|名单)"
)
_ISSUE = r"(?:发布|印发|颁布|公布|制定|出台|下发|发文|编制|起草)"
_BODY = r"(?:部门|单位|机关|机构|组织|部委)"
_ISSUER = re.compile(
    rf"(?:请问|这[份个部]|该|本|文件|规划|方案|条例|办法|法|是|由|的)*(?:谁|(?:哪|什么)(?:一|个|家|些)*{_BODY})(?:来|负责|牵头|联合)?{_ISSUE}(?:和实施)?(?:的|了)*(?:呢|啊|呀)?"
    rf"|(?:的|是)*{_ISSUE}(?:{_BODY}|主体|者|人)(?:是|为)?(?:谁|(?:哪|什么)(?:一|个|家|些)*{_BODY}?)?"
)
_SIGNED = re.compile(r"[\u4e00-\u9fff]{2,30}(?:发布|印发|颁布|公布|令第|通过)")


def answer_holdings(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The list of the documents, or who issued the one that is named; None for other questions."""
    text = re.sub(r"[\W_]+", "", question.subject)
    if _LIST.fullmatch(text):
        return _listed(scope, catalogue)
    if _ISSUER.fullmatch(text) and len(scope.documents) == 1:
        return _issuer(scope.documents[0], catalogue)
    return None


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


def _issuer(document_id: str, catalogue: Catalogue) -> Draft:
    """The line at either end of the document that says who issued it, else that none does."""
    outline, title = catalogue.outline(document_id), catalogue.title(document_id)
    leaves = list(outline.leaves())
    for leaf in (*leaves[:EDGE], *leaves[-EDGE:]):
        line = outline.text[slice(*leaf.span)].strip()
        if len(line) <= 80 and _SIGNED.search(fold(line)):
            said = f"{title}写着：{' '.join(line.split())}"
            evidence = Evidence(document_id, leaf.id, leaf.span)
            return Draft("structure", (Statement(said, (evidence,)),))
    issuer = catalogue.info(document_id).issuer
    known = f"，资料目录登记的发布单位是{issuer}" if issuer else ""
    text = f"{title}的正文里没有写明由谁发布{known}。"
    return Draft("structure", (Statement(text, (), derived=True),), found=False)

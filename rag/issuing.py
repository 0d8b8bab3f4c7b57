"""Questions about who issued a document, and when: “这份规划是谁印发的”, “方案啥时候发的”.

A document says so in a line at its beginning or end; one that does not is said not to, whatever dates and
bodies its text speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.documents import DocumentInfo
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement
from rag.naming import FORMS
from rag.question import ParsedQuestion
from rag.scope import Scope

EDGE = 8
"""Leaves at the beginning and the end of a document where it says who issued it and when."""
LINE = 80
"""Most characters of such a line."""
MOST = 5
"""Documents of one kind (“规划”) that are told of at most when none of them is named."""
_KINDS = f"{FORMS}|计划"
_WHAT = rf"(?:请问|这[份个部]|该|本|文件|{_KINDS}|是|由|在|的|到底|究竟)*"
_ISSUE = r"(?:发布|印发|颁布|公布|制定|出台|下发|发文|编制|起草)"
_BODY = r"(?:部门|单位|机关|机构|组织|部委)"
_WHO = re.compile(
    rf"{_WHAT}(?:谁|(?:哪|什么)(?:一|个|家|些)*{_BODY})(?:来|负责|牵头|联合)?(?:{_ISSUE}(?:和实施)?(?:的|了)*|[发出](?:出来)?[的了])(?:{_KINDS}|文件|呢|啊|呀)?"
    rf"|{_WHAT}{_ISSUE}(?:{_BODY}|主体|者|人)(?:是|为)?(?:谁|(?:哪|什么)(?:一|个|家|些)*{_BODY}?)?"
)
_ISSUED = r"(?:发布|印发|颁布|公布|出台|下发|发文|公开)"
_TIME = r"(?:[什啥](?:么)?(?:时候|时间|年份)|何时|多会儿|哪(?:一)?[年天]|几号|几几年|几月几号)"
_WHEN = re.compile(
    rf"{_WHAT}{_TIME}(?:才|就|正式)?(?:{_ISSUED}(?:的|了)*|[发出](?:出来)?[的了])(?:呢|啊|呀)?"
    rf"|{_WHAT}{_ISSUED}(?:的|是)*{_TIME}(?:的|呢|啊)*"
    rf"|{_WHAT}{_ISSUED}(?:的)?(?:时间|日期|年份|日子)(?:是|在|为)?{_TIME}?"
)
_KIND = re.compile(_KINDS)
_SIGNED = re.compile(r"[\u4e00-\u9fff]{2,30}(?:发布|印发|颁布|公布|令第|通过)")
_DATED = re.compile(
    r"(?:(?:19|20)\d{2}|[一二][零一二三四五六七八九]{3})年.{0,40}(?:发布|印发|颁布|公布|通过)|(?:发布|印发|颁布|公布)(?:时间|日期)?:?\s*(?:19|20)\d{2}"
    r"|^(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?$"
)


def answer_issuing(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """Who issued the documents meant, or when; None for other questions."""
    parts = [re.sub(r"[\W_]+", "", part) for part in re.split("[,;、]", question.subject)]
    asked = [part for part in parts if part]
    tellers = [tell for part in asked if (tell := _teller(part))]
    if not tellers or len(tellers) < len(asked):
        return None
    infos = _meant(question.subject, scope, catalogue)
    if not infos:
        return None
    statements = tuple(tell(info, catalogue) for info in infos for tell in tellers)
    return Draft("structure", statements, found=any(each.evidence for each in statements))


def _teller(part: str) -> Callable[[DocumentInfo, Catalogue], Statement] | None:
    """What tells the part of a question that asks for an issuer or a date of issue, and nothing else."""
    if _WHO.fullmatch(part):
        return _issuer
    return _date if _WHEN.fullmatch(part) else None


def _meant(text: str, scope: Scope, catalogue: Catalogue) -> list[DocumentInfo]:
    """The documents in scope, where several are and none is named those of the kind that is said."""
    infos = [catalogue.info(document_id) for document_id in scope.documents]
    if len(infos) > 1 and not scope.named:
        kind = _KIND.search(text)
        said = kind[0] if kind else ""
        infos = [info for info in infos if said in info.title] if said or "文件" in text else []
    return infos if len(infos) <= MOST else []


def _issuer(info: DocumentInfo, catalogue: Catalogue) -> Statement:
    known = f"，资料目录登记的发布单位是{info.issuer}" if info.issuer else ""
    return _line(info, _SIGNED, catalogue) or Statement(
        f"{catalogue.title(info.id)}的正文里没有写明由谁发布{known}。", (), derived=True
    )


def _date(info: DocumentInfo, catalogue: Catalogue) -> Statement:
    known = f"，资料目录登记的日期是{info.date}" if info.date else ""
    return _line(info, _DATED, catalogue) or Statement(
        f"{catalogue.title(info.id)}的正文里没有写明发布日期{known}。", (), derived=True
    )


def _line(info: DocumentInfo, says: re.Pattern[str], catalogue: Catalogue) -> Statement | None:
    """The line at either end of a document that says it."""
    outline = catalogue.outline(info.id)
    leaves = list(outline.leaves())
    for leaf in (*leaves[:EDGE], *leaves[-EDGE:]):
        line = outline.text[slice(*leaf.span)].strip()
        if len(line) <= LINE and says.search(fold(line)):
            said = f"{catalogue.title(info.id)}写着：{' '.join(line.split())}"
            return Statement(said, (Evidence(info.id, leaf.id, leaf.span),))
    return None

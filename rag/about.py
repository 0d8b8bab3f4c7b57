"""Questions about a document itself: author, date, source, and who edited it."""

from __future__ import annotations

import re

from index.documents import DocumentInfo
from rag.catalogue import Catalogue
from rag.comparing.asking import is_report
from rag.draft import Draft, Evidence, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope

_AUTHOR = re.compile(r"作者|谁写|谁撰|记者(?:是谁|叫)|哪位记者|撰稿|执笔|署名(?!的?(?:责任)?编辑)")
_EDITOR = re.compile(r"编辑|责编")
_DATE = re.compile(
    r"(?:发表|发布(?!会)|刊发|刊登|登载|公布|见报|发文|印发)(?:的)?(?:时间|日期|于|在|是)?|(?:哪天|[什啥]么?时候|何时|哪一天|几号|多会儿|哪(?:一)?年)(?:发(?!展)|刊|登|见报|的(?:文章|报道|新闻))|日期"
)
_SOURCE = re.compile(
    r"来源|出处|哪家(?:媒体|网站|报纸)|哪个(?:媒体|网站|报纸)|媒体(?!融合|宣传|平台|运营|矩阵|记者)|刊登在|发在|转载自"
)
_STATED_DATE = re.compile(
    r"(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}[日号])?|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}"
)
_STATED_AUTHOR = re.compile(
    r"(?:作者|记者|撰稿人?|执笔人?)(?:是|叫|为)(?P<name>[\u4e00-\u9fff]{2,4}?)(?=[,?]|吗|吧|么|对|是|$)"
)
_STATED_EDITOR = re.compile(
    r"(?:编辑|责编)(?:是|叫|为)(?P<name>[\u4e00-\u9fff]{2,4}?)(?=[,?]|吗|吧|么|对|是|$)"
)
_ASKS = re.compile(r"谁|哪|什么|啥|何时|多少|几|是|吗|吧")
_WHO = re.compile(r"谁|哪|什么|啥|叫|姓|名字")
_BY_WHOM = re.compile(r"谁(?:来)?(?:发|刊|登|公布|印发)")
_TEXT = re.compile(r"文章|报道|新闻|稿[子件]?|这篇|该文|本文|全文|文末")
_MAKERS = (("作者", _AUTHOR), ("来源", _SOURCE), ("编辑", _EDITOR))
"""What a line is headed with, and the words that ask for it."""


def answer_about(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A draft for a question about a document's own particulars, or None when it is about its content."""
    if not scope.named and len(scope.documents) != 1:
        return None
    if not _ASKS.search(question.folded) or not re.search(
        r"文章|报道|新闻|这篇|文件|规划|方案|法|稿", question.folded
    ):
        return None
    for document_id in scope.documents:
        info = catalogue.info(document_id)
        wanted = [
            (name, value)
            for pattern, name, value in (
                (_AUTHOR, "作者", info.author),
                (_DATE, "日期", info.date),
                (_SOURCE, "来源", info.source),
            )
            if pattern.search(_BY_WHOM.sub("", question.folded)) and value
        ]
        evidence = [_place(info, value, catalogue) for _, value in wanted]
        if wanted and all(evidence):
            said = "，".join(f"{name}：{value}" for name, value in wanted)
            places = tuple(dict.fromkeys(e for e in evidence if e))
            opening = _verdict(question, info) if len(wanted) == 1 else ""
            return Draft("structure", (Statement(f"{opening}《{info.title}》{said}。", places),))
    return None


def answer_credits(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The makers asked for, an editor among them, of the one report meant, from the lines in which it
    names them; None where no editor is asked for, and for a text that names none."""
    folded = question.folded
    asked = [name for name, said in _MAKERS if said.search(folded)]
    stated = _STATED_EDITOR.search(folded) if "check" in question.wants else None
    if "编辑" not in asked or not (stated or _WHO.search(folded)):
        return None
    infos = [catalogue.info(d) for d in scope.documents]
    reports = [i.id for i in infos if i.author and is_report(i.title, i.author)]
    if len(reports) != 1 or not (stated or _TEXT.search(folded) or scope.named):
        return None
    told = {name: line for name in asked if (line := _line(name, reports[0], catalogue))}
    if len(told) < len(asked):
        return None
    opening = ("是的，" if stated["name"] in told["编辑"][0] else "不对，") if stated else ""
    names = "，".join(f"{name}：{said}" for name, (said, _) in told.items())
    places = tuple(dict.fromkeys(place for _, place in told.values()))
    text = f"{opening}{catalogue.title(reports[0])}{names}。"
    return Draft("structure", (Statement(text, places),))


def _line(name: str, document: str, catalogue: Catalogue) -> tuple[str, Evidence] | None:
    """What stands behind the head of a line, with its place."""
    outline = catalogue.outline(document)
    head = "责任编辑|编辑|责编" if name == "编辑" else name
    found = re.search(rf"(?:{head})\s*[:：]\s*(?P<said>[\u4e00-\u9fff·]{{2,12}})", outline.text)
    if found is None:
        return None
    leaf = outline.at(found.start("said"))
    return found["said"], Evidence(document, leaf.id, leaf.span)


def _verdict(question: ParsedQuestion, info: DocumentInfo) -> str:
    """“是的，” or “不对，” to a day of publication or an author that the question states."""
    if "check" not in question.wants:
        return ""
    stated = _STATED_DATE.search(question.subject)
    if stated and info.date:
        written = [int(n) for n in re.findall(r"\d+", info.date)]
        right = {int(n) for n in re.findall(r"\d+", stated[0])} <= set(written)
        return "是的，" if right else "不对，" if len(written) == 3 else ""
    author = _STATED_AUTHOR.search(question.subject)
    if author and info.author:
        return "是的，" if author["name"] in info.author else "不对，"
    return ""


def _place(info: DocumentInfo, value: str, catalogue: Catalogue) -> Evidence | None:
    """The line near the beginning or end of the document that says it."""
    outline = catalogue.outline(info.id)
    leaves = [
        leaf for leaf in outline.leaves() if value in outline.text[leaf.span[0] : leaf.span[1]]
    ]
    if not leaves:
        return None
    leaf = leaves[0]
    return Evidence(info.id, leaf.id, leaf.span)

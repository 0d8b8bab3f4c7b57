"""Who wrote and who edited a text: the lines in which it names its makers, told together."""

from __future__ import annotations

import re

from rag.catalogue import Catalogue
from rag.comparing.asking import is_report
from rag.draft import Draft, Evidence, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope

_TEXT = re.compile(r"文章|报道|新闻|稿[子件]?|这篇|该文|本文|全文|文末")
_MAKERS = {
    "作者": re.compile(r"作者|谁写|谁撰|撰稿|执笔|署名(?!的?(?:责任)?编辑)"),
    "来源": re.compile(r"哪家(?:媒体|报|网站)|哪个(?:媒体|网站)|什么媒体|来源"),
    "编辑": re.compile(r"编辑|责编"),
}
"""What a line is headed with, and the words that ask for it."""
_ASKS = re.compile(r"谁|哪|什么|啥|叫|姓|名字")


def answer_credits(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The makers asked for, of the one report meant; None where none of them or an editor alone of a
    text that names none is asked for."""
    folded = question.folded
    asked = [name for name, said in _MAKERS.items() if said.search(folded)]
    if "编辑" not in asked or not _ASKS.search(folded) or not (_TEXT.search(folded) or scope.named):
        return None
    infos = [catalogue.info(d) for d in scope.documents]
    reports = [i.id for i in infos if i.author and is_report(i.title, i.author)]
    if len(reports) != 1:
        return None
    lines = [(name, _line(name, reports[0], catalogue)) for name in asked]
    told = [(f"{name}：{line[0]}", line[1]) for name, line in lines if line is not None]
    if len(told) < len(asked):
        return None
    title = catalogue.title(reports[0])
    text = f"{title}{'，'.join(said for said, _ in told)}。"
    return Draft("structure", (Statement(text, tuple(dict.fromkeys(e for _, e in told))),))


def _line(name: str, document: str, catalogue: Catalogue) -> tuple[str, Evidence] | None:
    """What stands behind the head of a line, with its place."""
    outline = catalogue.outline(document)
    head = "责任编辑|编辑|责编" if name == "编辑" else name
    found = re.search(rf"(?:{head})\s*[:：]\s*(?P<said>[\u4e00-\u9fff·]{{2,12}})", outline.text)
    if found is None:
        return None
    leaf = outline.at(found.start("said"))
    return found["said"], Evidence(document, leaf.id, leaf.span)

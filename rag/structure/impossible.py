"""Numbers that no part can have: “第-3章”, “专栏1.5”, “第2.5节” are not 第3章, 专栏1 and 第5节."""

from __future__ import annotations

import re

from index.numerals import NUMERAL
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope

_K = r"(?:章|部分|编|篇|小?节|条|款|项|点|个专栏)"
_HALF = rf"(?:\d+\.\d+|{NUMERAL}+点{NUMERAL}+)"
_NONE = re.compile(
    rf"第\s*(?:[-−–—－负]\s*(?:\d+|{NUMERAL}+)|{_HALF})\s*{_K}"
    rf"|专栏\s*第?\s*(?:[-−–—－负]\s*(?:\d+|{NUMERAL}+)|{_HALF})(?![\d%万亿个项])"
    rf"|(?<![\w\d])[-−－负](?:\d+|{NUMERAL}+)\s*(?:章|编)"
)


def answer_impossible(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """That there is no part of such a number; None where the question names no such number, or one
    that stands so in a document (a heading “专栏2.1”)."""
    found = _NONE.search(question.subject)
    if found is None:
        return None
    name = re.sub(r"\s+", "", found[0])
    for document_id in scope.documents:
        if name in re.sub(r"\s+", "", catalogue.folded(document_id)):
            return None
    text = f"没有“{name}”：文件里的各部分都用正整数编号，请核对编号后再问。"
    return Draft("structure", (Statement(text, (), derived=True),), found=False)

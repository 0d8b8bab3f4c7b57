"""What a question compares: documents with one another, or a plan with what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.catalogue import Catalogue
from rag.premises import DONE
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.tables.rows import Row, table_rows

Kind = Literal["documents", "outcome"]

COMPARES = re.compile(
    r"对比|相比|比较|区别|不同|差异|异同|一样|一致|相同|变化|有何变|改了|调整了|各自|各(?:是|有|为|提|怎|要|设|占|说|多|定|写|讲|规定)|分别(?:怎么|如何|是怎么|是如何|是什么|是多少|有哪些)?(?:说|写|规定|要求|提|讲|定|设)?|哪个更|谁更|(?:更|较)[高低多少长短大小严]"
)
OUTCOME = re.compile(
    r"实际|完成(?:得|了|情况|没|吗|多少|率)|落实(?:情况|得|了)|兑现|达成|达到了吗|达标|做到了|实现(?:了|得)(?:吗|多少|没)|进展|成效|结果(?:是|怎么|如何|呢|到|达)|超额|后来|最后(?:是|达|做|有)|(?:现在|如今|目前)(?:是|有|达|做到)?(?:了|到)?(?:多少|几|怎样|如何)"
)
SUMS = re.compile(
    r"相差|差(?:了|距|额|值)?(?:多少|几|多大)|差[距额值]|[多少高低超](?:了|出)?(?:多少|几)|几倍|多少倍|完成率|百分之几|占.{0,6}(?:多少|几|比例)|超额"
)
_PLANNED = re.compile(r"规划|目标|计划|要求|指标|原定|原来|当初|定的")
_ACROSS = re.compile(
    r"(?:[两二三四五几各]|这些|不同|所有|哪些|哪几)(?:个|份|部|篇|项|本)?(?:规划|文件|方案|文章|文本|材料|法律|法|条例|报告)|新旧|前后"
)
_RULES = re.compile(
    r"(?:规划|方案|纲要|计划|意见|条例|法|办法|规定|决定|细则|规则|标准|要点|章程|制度)(?:[(（].{0,20})?$"
)
"""How the titles of documents end that say what shall be, not what is."""
_ASPECT = re.compile(
    r"提法|说法|表述|表达|措辞|论述|阐述|口径|侧重点?|态度|看法|观点|部署|描述|写法|讲法|定义(?=有|的)|内容(?=有|上|的)|方面(?=有|的)"
)
_RESIDUE = re.compile(
    r"(?:19|20)\d{2}年?版?|各(?:自|是|有|为|提|怎|要|占|说|定|写|讲)|分别|多久|多少|哪些|什么|哪个|怎么样?|怎样|如何|说法|安排|有何|方面|[,，。？?!！：:；;、]|(?<=\s)[的在和与跟同对说要是有把将从里中就](?=\s|$)|^[的在和与跟同对说把将]\s?"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: the kind, the documents, the subject in the words of the question.

    `sums` tells that a difference or a ratio is asked for, `named` that the documents are named.
    """

    kind: Kind
    documents: tuple[str, ...]
    subject: str
    sums: bool
    named: bool


def comparison_in(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue, *, rows: Sequence[Row]
) -> Comparison | None:
    """What a question compares, or None. `rows`: those of tables that its subject names."""
    folded = question.folded
    named = scope.named and len(scope.documents) >= 2
    sums = bool(SUMS.search(folded))
    outcome = asks_outcome(question) and bool(_PLANNED.search(folded) or rows)
    across = bool(_ACROSS.search(folded))
    compares = bool(COMPARES.search(folded) or sums) and (named or (across and not scope.named))
    if not (compares or outcome or (named and across)):
        return None
    if outcome and not named:
        documents = _plan_and_reports(scope, rows, catalogue)
        return Comparison("outcome", documents, subject_of(question), sums, False)
    kind: Kind = "outcome" if outcome else "documents"
    return Comparison(kind, scope.documents, subject_of(question), sums, named)


def asks_outcome(question: ParsedQuestion) -> bool:
    """Whether a question asks what became of a goal."""
    return bool(OUTCOME.search(question.folded) or DONE.search(question.folded))


def is_report(title: str, author: str) -> bool:
    """Whether a document tells what has been done: it has an author, or its title sets no rule."""
    return bool(author) or not _RULES.search(title)


def _plan_and_reports(scope: Scope, rows: Sequence[Row], catalogue: Catalogue) -> tuple[str, ...]:
    """The documents that set the goal, and all reports: an older plan is no outcome."""
    infos = [catalogue.info(d) for d in scope.allowed]
    reports = [i.id for i in infos if is_report(i.title, i.author)]
    goals = {r.document_id for r in rows}
    plans = [
        d for d in scope.documents
        if d not in reports and (d in goals or (not goals and (scope.named or _has_rows(d, catalogue))))
    ]  # fmt: skip
    return (*plans, *reports)


def _has_rows(document_id: str, catalogue: Catalogue) -> bool:
    return bool(table_rows(Scope((document_id,)), catalogue))


def subject_of(question: ParsedQuestion) -> str:
    """The question without words of comparing and asking, and names of documents."""
    bare = question.subject
    for pattern in (COMPARES, OUTCOME, SUMS, _ASPECT, _RESIDUE, _RESIDUE):
        bare = pattern.sub(" ", bare)
    return re.sub(r"\s+", " ", bare).strip()

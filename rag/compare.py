"""Route “compare”: several documents, or plan and outcome, side by side with a source in each cell."""

from __future__ import annotations

import re
from dataclasses import replace

from index.sentences import sentence_spans
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement
from rag.indicator import match_rows
from rag.passage import answer_passage
from rag.premises import DONE
from rag.question import ParsedQuestion
from rag.rows import measure_text, table_rows, value_text
from rag.scope import Scope
from rag.terms import subject_terms

_COMPARE = re.compile(
    r"对比|相比|比较|区别|不同|差异|异同|变化|有何变|各自|各(?:是|有|为|提|怎|要|设|占|说|多)|分别(?:怎么|如何|是怎么|是如何)(?:说|写|规定|要求|提)"
)
_OUTCOME = re.compile(
    r"实际|完成(?:得|了|情况|没|吗|多少)|落实(?:情况|得|了)|兑现|达成|达到了吗|达标|做到了|实现(?:了|得)(?:吗|多少|没)|进展|成效|结果(?:是|怎么|如何|呢)|超额"
)
_MENTIONED = re.compile(
    r"(?:哪|几|多少|有几)(?:些|几)?(?:份|个|部|篇)?(?:文件|文档|材料|规划|文章)(?:里|中|都)*(?:提到|讲|说|涉及|写|有|出现|包含)|提到(?:了|过)?.{0,12}的(?:文件|规划|文章)有(?:哪|几)"
)
_PLANNED = re.compile(r"规划|目标|计划|要求|指标")
_ACROSS = re.compile(
    r"(?:两|三|四|几|各|这些|不同|所有|哪些|哪几)(?:个|份|部|篇|项)?(?:规划|文件|方案|文章|文本|材料)|新旧|前后|与|和|跟|同|还是"
)


def answer_compare(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A table of what the documents say of one subject, or None when nothing is compared."""
    if len(scope.allowed) < 2:
        return None
    if _MENTIONED.search(question.folded):
        return _mentions(question, scope, catalogue)
    asks_outcome = bool(_OUTCOME.search(question.folded) or DONE.search(question.folded))
    outcome = asks_outcome and (
        bool(_PLANNED.search(question.folded)) or _is_indicator(question, scope, catalogue)
    )
    several = scope.named and len(scope.documents) >= 2
    across = bool(_ACROSS.search(question.folded))
    compares = bool(_COMPARE.search(question.folded)) and (several or across)
    if not (compares or outcome or (several and across)):
        return None
    documents = scope.documents if several or not outcome else _plan_and_reports(scope, catalogue)
    figures_only = outcome and (bool(question.figures) or "quantity" in question.wants)
    cells = [(d, _cell(question, d, catalogue, figures_only=figures_only)) for d in documents]
    found = [(d, c) for d, c in cells if c is not None]
    if len(found) < 2:
        return None
    gaps = [d for d, c in cells if c is None] if several else []
    return Draft("compare", (*_table(found, catalogue), *_gaps(gaps, catalogue)))


def _plan_and_reports(scope: Scope, catalogue: Catalogue) -> list[str]:
    """Documents that set the goal, and reports: an undated or older plan is no outcome."""
    return [
        d for d in scope.allowed
        if catalogue.info(d).author or (d in scope.documents and (scope.named or _has_rows(d, catalogue)))
    ]  # fmt: skip


def _has_rows(document_id: str, catalogue: Catalogue) -> bool:
    return bool(table_rows(Scope((document_id,)), catalogue))


def _is_indicator(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> bool:
    """Whether the question is about a row of a table (whose outcome another document may report)."""
    return bool(match_rows(question, table_rows(scope, catalogue), catalogue))


def _cell(
    question: ParsedQuestion, document_id: str, catalogue: Catalogue, *, figures_only: bool
) -> tuple[Statement, ...] | None:
    """What one document says of the subject: its indicator, else its best sentences.

    With `figures_only` (plan and outcome) a sentence without a figure is no match.
    """
    subject = ParsedQuestion(_subject(question))
    scope = Scope((document_id,), named=True)
    rows = match_rows(subject, table_rows(scope, catalogue), catalogue)
    if rows:
        cells = "，".join(f"{measure_text(c)}{value_text(c)}" for c in rows[0].cells)
        return (Statement(f"{rows[0].subject}：{cells}", (rows[0].evidence,)),)
    wants = (
        "多久"
        if "多久" in question.folded
        else "多少"
        if "quantity" in question.wants or "time" in question.wants
        else ""
    )
    draft = answer_passage(ParsedQuestion(f"{subject.text}{wants}"), scope, catalogue)
    if not draft.found and wants:
        draft = answer_passage(subject, scope, catalogue)
    if not draft.found:
        return None
    kept = [s for s in draft.statements if s.evidence][:3]
    if figures_only:
        kept = [whole_sentence(s, catalogue) for s in kept if re.search(r"\d", s.text)]
    return tuple(kept) or None


def whole_sentence(statement: Statement, catalogue: Catalogue) -> Statement:
    """The statement widened to the sentence it stands in."""
    place = statement.evidence[0]
    outline = catalogue.outline(place.document_id)
    leaf = outline.at(place.span[0])
    for span in sentence_spans(outline.text, leaf.span):
        if span[0] <= place.span[0] < span[1]:
            return Statement(outline.text[span[0] : span[1]], (replace(place, span=span),))
    return statement


def _mentions(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The documents that speak of a subject, each with its best sentence."""
    words = [t for t in subject_terms(question) if not re.search(r"几份|哪|文件|文档|材料", t)]
    items = []
    for document_id in scope.documents:
        outline, folded = catalogue.outline(document_id), catalogue.folded(document_id)
        if not words or catalogue.cover(words, folded) < 0.9:
            continue
        spans = sentence_spans(outline.text)
        best = max(spans, key=lambda span: catalogue.cover(words, folded[span[0] : span[1]]))
        if catalogue.cover(words, folded[best[0] : best[1]]) >= 0.9:
            node = outline.address(outline.at(best[0]).id)
            place = Evidence(document_id, node.id, best)
            items.append(
                Statement(f"{catalogue.title(document_id)}（{node.label}）", (place,), "item")
            )
    if not items:
        return None
    lead = Statement(f"提到的文件有{len(items)}份：", (), "lead", derived=True)
    return Draft("compare", (lead, *items))


_RESIDUE = re.compile(
    r"各(?:自|是|有|为|提|怎|要|占|说)|分别|多久|哪些|什么|怎么|怎样|如何|说法|安排|有何|方面|[,，。？?!！：:；;]|(?<=\s)[的在和与跟同对说要是有](?=\s|$)"
)


def _subject(question: ParsedQuestion) -> str:
    """The question without words of comparing, asking, and names of documents."""
    bare = question.subject
    for pattern in (_COMPARE, _OUTCOME, _RESIDUE, _RESIDUE):
        bare = pattern.sub(" ", bare)
    return re.sub(r"\s+", " ", bare).strip() or question.text


def _table(
    found: list[tuple[str, tuple[Statement, ...]]], catalogue: Catalogue
) -> tuple[Statement, ...]:
    lines = []
    for document_id, statements in found:
        said = " ".join(s.text.replace("|", "，").replace("\n", " ") for s in statements)
        evidence = tuple(dict.fromkeys(e for s in statements for e in s.evidence))
        lines.append(Statement(f"| {catalogue.title(document_id)} | {said} ", evidence, "table"))
    head = Statement("| 文件 | 内容 |\n|---|---|", (), "table")
    return (head, *lines)


def _gaps(missing: list[str], catalogue: Catalogue) -> tuple[Statement, ...]:
    if not missing:
        return ()
    titles = "、".join(catalogue.title(d) for d in missing)
    return (Statement(f"{titles}没有找到相关内容。", (), "lead", derived=True),)

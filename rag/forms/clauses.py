"""Clauses: the words around a figure that say what it is the figure of."""

from __future__ import annotations

import re

from index.documents import Fact, Outline, Span
from index.folding import fold
from index.sentences import clause_spans

FOLLOWING = 80
"""Characters behind a clause that are looked at for what it is the condition of."""
_END = re.compile(r"[，；。,;：！？]|(?<![\u4e00-\u9fff]{4})、")
"""The end of a clause; a 、 some words behind the figure parts what is said of it, not figures."""
_MARKS = "，、；：,;"
_CONDITION = re.compile(r"起[^,，]{1,12}内$|的$|之日起$")
_NO_SUBJECT = re.compile(
    r"(?:但|并)?(?:可以|应当|不得|最长|最高|最低|最短)|有[^，,；;。]{1,20}的(?=达|占|为|不[少低超高]|超)"
)
_RANGE = re.compile(
    r"[^，、；：,;。\s]{1,8}(?:以上|以下|以内|左右)(?:不满[^，、；：,;。]{1,6})?的?$"
)
"""“三年以上” right before a subject belongs to it."""
_OWN_FIGURE = re.compile(r"\d(?![\d年月日天至\-—])")
_EXCEPTION = re.compile(r"(?:规定|情形|之|以|除)外$")
_EXCEPTS = re.compile(
    r"(?:但|情节|情况|案情|逾期|拒不|尚|逾越|不(?!得|予|再)|未|造成|构成|经|因|确有|有特殊|特别|特殊|期满|到期|后果)[^，,；;。]{0,40}(?:的[，,]|[，,、])|但[^；;。]"
)
"""The opening of a clause that says when the rule before it goes further or does not hold: “情节严重的，”."""
EXCEPTIONS = 120
"""Most characters of them that are given with the rule."""
_BARE = re.compile(
    r"^(?:现在|目前|现|已经|已|累计|其中|共|全年|年均|平均|总计|合计)*(?:总数|总量|总额|总值|总计|合计|数量|规模|占比|比重|货值|价值|价格|面积|人数|金额|增速|增幅|比例|余额|产值|税额)?(?:已经|已|约|共)*$"
)
"""A subject that is only a measure: of what, the clause before says."""


def clause_of(fact: Fact, outline: Outline) -> Span:
    """The words around a figure, from its subject to the next mark."""
    text = outline.text
    head = fact.subject[:6]
    start = text.rfind(head, fact.sentence[0], fact.span[0]) if head else -1
    if start < 0:
        start = max(text.rfind(mark, fact.sentence[0], fact.span[0]) for mark in _MARKS)
        start = max(start + 1, fact.sentence[0])
    range_before = _RANGE.search(text, max(fact.sentence[0], start - 12), start)
    if range_before:
        start = max(text.rfind(mark, fact.sentence[0], start) for mark in _MARKS)
        start = max(start + 1, fact.sentence[0])
    start = _with_listed(text, start, fact.sentence[0])
    found = _END.search(text, fact.span[1], fact.sentence[1])
    return (start, found.start() if found else fact.sentence[1])


def _with_listed(text: str, start: int, first: int) -> int:
    """The start moved back over “甲、乙、” so that all that a figure holds for is kept.

    A part before the 、 that has a figure of its own is another statement.
    """
    while start > first and text[start - 1] == "、":
        before = max(text.rfind(mark, first, start - 1) for mark in _MARKS)
        piece_start = max(before + 1, first)
        if _OWN_FIGURE.search(text[piece_start : start - 1]):
            break
        start = piece_start
    return start


def is_bare(fact: Fact) -> bool:
    """Whether a fact's subject names only a measure (总数, 货值) or nothing."""
    return bool(_BARE.match(fold(fact.subject)))


def context_of(fact: Fact, clause: Span, text: str) -> Span:
    """A clause with the one before it where the fact names only a measure (“总数达311个”), with all
    before it where it follows an exception (“……的期限，除第五十条外，为……”)."""
    if text[fact.span[1] : fact.span[1] + 2] == "的人":  # of whom the next clause is said
        return clause[0], min(segment_of(text, fact)[1], clause[1] + FOLLOWING)
    if _EXCEPTION.search(fact.subject):
        return segment_of(text, fact)[0], clause[1]
    if is_bare(fact) and clause[0] > fact.sentence[0]:
        return before_in(text, clause, fact.sentence[0])[0], clause[1]
    return clause


def before_in(text: str, clause: Span, first: int) -> Span:
    """The clause before one, from `first` on; empty where there is none."""
    end = clause[0]
    while end > first and text[end - 1] in _MARKS:
        end -= 1
    start = max(text.rfind(mark, first, end) for mark in "，；：,;")
    return (max(start + 1, first), end)


def segment_of(text: str, fact: Fact) -> Span:
    """The part of the sentence, between semicolons, that holds the figure."""
    parts = clause_spans(text, fact.sentence)
    return next((c for c in parts if c[0] <= fact.span[0] < c[1]), fact.sentence)


def completed(text: str, span: Span, sentence: Span) -> Span:
    """A clause of a law with the one that it needs: a condition (“……一年内”, “……的”) with what
    follows from it, a rule without a subject (“可以……”) with what it is said of."""
    start, end = span
    if _CONDITION.search(text[start:end]):
        following = re.compile(r"[；。;]|[，,]").search(text, end + 1, sentence[1])
        end = following.start() if following else sentence[1]
    if start > sentence[0] and _NO_SUBJECT.match(text, start):
        before = max(text.rfind(mark, sentence[0], start - 1) for mark in "，；：,;")
        start = max(before + 1, sentence[0])
    return start, end


def with_exceptions(text: str, span: Span, sentence: Span) -> Span:
    """A rule that ends at a semicolon, with the clauses behind it that say what holds otherwise: a reader
    who is told of 七十二小时 must know that 情况紧急的 means 二十四小时."""
    start, end = span
    if "；" not in text[end - 1 : end + 1] and ";" not in text[end - 1 : end + 1]:
        return span
    for clause in clause_spans(text, (end, sentence[1])):
        if not _EXCEPTS.match(text[slice(*clause)]) or clause[1] - span[1] > EXCEPTIONS:
            break
        end = clause[1]
    return start, end

"""Dates: the sentence that says when, and the day from which a document is in force."""

from __future__ import annotations

import re

from index.documents import Span
from index.folding import fold
from index.sentences import sentence_spans
from rag.asking import Want
from rag.candidates import Candidate
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import quoted, said
from rag.sentence_features import DATE

LOOKED_AT = 8
WORSE = 0.35
PARAGRAPH = 320
"""Most characters of a paragraph that is given whole."""
_TYPED: frozenset[Want] = frozenset(("time", "who", "where", "quantity", "count", "check"))
"""How much worse than the best a sentence may score that holds a date."""
_TIME = re.compile(
    rf"{DATE.pattern}|每(?:年|季度?|月|周|日|天|半年|[两二三四五六七八九十\d]+[年月天日])|(?:之|公布|发布|印发|签发|施行)日"
    r"|[\d一二两三四五六七八九十百]+(?:个)?(?:工作日|日|天|月|年|小时)(?:之?内|以内|前|后|以前|以后)|定期|当[年月日天]|[年月季]底|届满|期满|第[一二三四五六七八九十]个?五年"
)
_OFTEN = re.compile(r"每|定期|[一二两三四五六\d]+年一|常态|随时|不定期")
_OFTEN_ASKED = re.compile(
    r"(?:多久|多长时间|几年|几个月|几天|多少年)(?:搞|开|做|查|评|组织|进行|开展|举行|报|会)?[^,。?]{0,8}[一1](?:次|回)|频率|周期"
)
_YEAR_ASKED = re.compile(r"哪(?:一|个)?年(?!级)|什么年份|哪个年份|几几年")
_YEAR = re.compile(
    r"\d{2,4}年|[二一][零〇○一二三四五六七八九]{3}年|年[初中底末]|当年|次年|[今去明]年|[上下]半年|届满|期满|之日|五年"
)
"""A year, or what stands for one; a month and a day alone do not say it."""
_IN_FORCE_ASKED = re.compile(r"施行|实施|生效|起效|执行|实行|起用")
_IN_FORCE = re.compile(r"自[^,。;]{2,20}起?(?:施行|实施|生效|执行|实行)|自(?:公布|发布|印发)之日起")


_HEAD = re.compile(
    r"\s*[—\-]*(?:[近中远]期|第[一二三四五]阶段)?\s*[（(]?(?:到|至)?\s*(?:19|20)\d{2}\s*(?:[-—–至到]+\s*(?:19|20)?\d{2,4}\s*)?年[）)]?(?:[^，。；：]{0,8}(?P<colon>[：:]))?"
)
"""A date at the head of a paragraph."""


def time_answer(found: Found) -> Draft | None:
    """The sentence that says when; a refusal when none does; None when no time is asked."""
    if "time" not in found.question.wants:
        return None
    asked = found.question.folded
    pattern = (
        _OFTEN if _OFTEN_ASKED.search(asked) else _YEAR if _YEAR_ASKED.search(asked) else _TIME
    )
    for candidate in found.candidates[:LOOKED_AT]:
        if candidate.score < found.best.score - WORSE:
            break
        if candidate is not found.best and not found.judge(candidate).enough:
            continue
        if pattern.search(fold(candidate.text)):
            return Draft("passage", (said(found, candidate),))
        dated = _dated_before(found, candidate)
        if dated is not None and candidate.own >= found.best.own:
            statement = quoted(found.outline(candidate), candidate.document_id, dated)
            return Draft("passage", (statement, said(found, candidate)))
    return None if "quantity" in found.question.wants else found.refuse("所问的时间")


def _dated_before(found: Found, candidate: Candidate) -> Span | None:
    """What stands before in the same paragraph and dates all that follows: “到2030年，……。……。”,
    “——近期（2024—2025年）：……。……。” (cut at its colon)."""
    outline = found.outline(candidate)
    leaf = outline.at(candidate.span[0])
    for start, end in reversed(
        list(sentence_spans(outline.text, (leaf.span[0], candidate.span[0])))
    ):
        head = _HEAD.match(outline.text, start, end)
        if head:
            return (start, head.end()) if head["colon"] else (start, end)
    return None


def dated_answer(found: Found) -> Draft | None:
    """All of the short paragraph whose head is the date asked about: “到2030年要做到什么”."""
    question = found.question
    if not question.years or _TYPED & question.wants:
        return None
    for candidate in found.candidates[:LOOKED_AT]:
        if candidate.node.id != found.best.node.id:
            continue
        outline = found.outline(candidate)
        leaf = outline.at(candidate.span[0])
        head = _HEAD.match(outline.text, *leaf.span)
        if head and all(str(year) in head[0] for year in question.years):
            spans = list(sentence_spans(outline.text, leaf.span))
            if leaf.span[1] - leaf.span[0] > PARAGRAPH:
                return None
            whole = tuple(quoted(outline, candidate.document_id, span) for span in spans)
            return Draft("passage", whole)
    return None


def in_force(found: Found) -> Draft | None:
    """“本条例自……起施行” of the one document asked about."""
    if "time" not in found.question.wants:
        return None
    if not _IN_FORCE_ASKED.search(found.question.folded) or len(found.scope.documents) != 1:
        return None
    document_id = found.scope.documents[0]
    bare = fold(found.catalogue.info(document_id).title)
    rest = [t for t in found.terms if t not in bare and not _IN_FORCE_ASKED.search(t)]
    if [t for t in rest if t not in ("本法", "条例", "开始", "正式", "起", "时间", "日期")]:
        return None
    outline, folded = found.catalogue.outline(document_id), found.catalogue.folded(document_id)
    for span in reversed(list(sentence_spans(outline.text))):
        if _IN_FORCE.search(folded[slice(*span)]) and not re.search("废止$", folded[slice(*span)]):
            return Draft("passage", (quoted(outline, document_id, span),))
    return None

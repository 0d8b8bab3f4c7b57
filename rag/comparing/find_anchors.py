"""Anchors: the places of a question that say which document is meant, by name or by its time.

A name counts as it is. A year names the document that was made in it, or the few that speak of it;
“后来” and “实际” name the reports; “现在” beside an older document names all the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.catalogue import Catalogue
from rag.comparing.anchor import DATED, Anchor
from rag.comparing.asking import COMPARES, is_report
from rag.comparing.dated import FEW, PERIOD, TOGETHER, is_asked, is_goal
from rag.comparing.dated import dated as dated_in
from rag.comparing.implied import implied
from rag.document_names import bare
from rag.question import ParsedQuestion
from rag.scope import Scope, all_mentions

GROUP = 6
"""Most documents that are put side by side where a question means them together."""
MANY = 30
"""Most documents that a bare “法” may stand for."""
_REPORTED = re.compile(
    r"后来(?!的?(?:[五十]年)?(?:规划|方案|纲要|条例|办法|法|文件))|实际上|事实上|实际(?=[是有又已达压做完增减截征办查到共])|落地(?=[了到的覆后情])|兑现|[五几]年下来|这[几五]年(?!规划)|发言人|官员|官方(?=[说称讲公宣介])|讲话"
    r"|(?:部|署|局|厅|省|市|院|校)长(?=.{0,6}[说讲称提])"
)
_NOW = re.compile(
    r"现在|如今|现行|目前|眼下|(?:新|(?:后来|之后|此后|随后)的?(?:[五十]年)?)的?(?:那版|版|规划|方案|规定|文件|条例|办法|法(?![律规治]))"
)
_OLDER = re.compile(r"\d|[老旧]|以前|过去|早先|原来|早期|之前")
_PLANNED = re.compile(
    r"(?:[五十]年)?(?P<plan>规划|方案|计划|纲要|条例|办法|意见|决定|法律|(?:(?<![\u4e00-\u9fff])|(?<=[在和与跟]))法(?=[和与跟、里]))"
)
_GROUP = re.compile(
    r"(?:[两二三四五六几各]|这些|所有|不同|新旧|前后)(?:[两二三四五六几])?(?:个|份|部|篇|项|本|版|代)?的?[老旧]?(?P<form>规划|方案|条例|办法|法律|法|文件|文本|材料|文档|文章)(?![官院律人定])"
)
_ANY = frozenset("文件 文本 材料 文档 文章".split())
"""Words that people say of any document."""
_AND = re.compile(r"[里中上]*[和与跟同、][在]?")
_HINTS = re.compile(
    "|".join(p.pattern for p in (PERIOD, _REPORTED, _NOW, _GROUP, _PLANNED)) + r"|\d\d"
)
"""Without any of these and a second name no two documents are compared."""


def anchors_in(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> list[Anchor]:
    """The anchors of a question in their order, one for neighbours that mean the same."""
    named = _named(question, scope, catalogue)
    if len(named) < 2 and not _HINTS.search(question.folded):
        return sorted(_implied(question, scope, catalogue, named), key=lambda a: a.span)
    reported = [a for a in _reported(question, scope, catalogue) if not _taken(a, named)]
    dated = _outcomes(dated_in(question, scope, catalogue), question, catalogue)
    found = [*named, *reported, *(a for a in dated if not _taken(a, [*named, *reported]))]
    planned = _planned(question, scope, found, catalogue)
    sure = [*named, *reported, *(a for a in planned if not _taken(a, found))]
    dated = [a for a in dated if not _taken(a, sure) and not is_asked(a, sure, question, catalogue)]
    dated = [a for a in dated if not is_goal(a, dated, question)]
    found = [*sure, *dated]
    found += [a for a in _now(question, scope, found, catalogue) if not _taken(a, found)]
    found = [_widened(a, question, scope, catalogue) for a in found]
    found = [a for a in found if not _is_quoted(a, question.folded)]
    if len({a.documents for a in found}) < 2 and (group := _group(question, scope, catalogue)):
        return group
    if len({a.documents for a in found}) < 2:
        found = _implied(question, scope, catalogue, found)
    return _joined(question.folded, _apart(sorted(found, key=lambda a: a.span)))


def _implied(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue, found: Sequence[Anchor]
) -> list[Anchor]:  # fmt: skip
    """The anchors with those that the question only implies, in place of any that they overlap."""
    meant = {d for a in found for d in a.documents}
    others = [Anchor(s, ids, 0) for s, ids in implied(question, scope, catalogue, meant)]
    return [*(a for a in found if not _taken(a, others)), *others]


_DONE = re.compile(r"^[^,;?!。]{0,12}(?:了|已经?|累计|实际|以来|总?共(?!建|同|享))")


def _widened(
    anchor: Anchor, question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Anchor:
    """“十四五”新开了多少: what was done in a period stands in any document that has it in its title."""
    period = PERIOD.fullmatch(question.folded[slice(*anchor.span)])
    if period is None or not _DONE.search(question.folded[anchor.span[1] :]):
        return anchor
    titled = tuple(d for d in scope.allowed if period[1] in catalogue.info(d).title)
    return replace(anchor, documents=titled) if len(titled) <= FEW else anchor


def _named(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> list[Anchor]:
    """The documents that are called by their names."""
    if not scope.named:
        return []
    ids = frozenset(scope.allowed)
    infos = catalogue.infos
    if len(ids) < len(infos):
        infos = tuple(i for i in infos if i.id in ids)
    found = (Anchor(m.span, m.documents) for m in all_mentions(question.folded, infos))
    return _widest([a for a in found if a.documents])


def _widest(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Of names that cover one another, the widest."""
    wide = sorted(anchors, key=lambda a: a.span[0] - a.span[1])
    kept: list[Anchor] = []
    for anchor in wide:
        if not _taken(anchor, kept):
            kept.append(anchor)
    return kept


def _is_quoted(anchor: Anchor, folded: str) -> bool:
    """Whether a name is a part of a longer one in quotation marks."""
    start, end = anchor.span
    quotes = re.finditer(r'"[^"]*"', folded)
    return any(q.start() < start and end < q.end() and len(q[0]) > end - start + 4 for q in quotes)


def _taken(anchor: Anchor, others: Sequence[Anchor]) -> bool:
    return any(a.span[0] < anchor.span[1] and anchor.span[0] < a.span[1] for a in others)


def _reported(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> list[Anchor]:
    infos = [catalogue.info(d) for d in scope.allowed]
    reports = tuple(i.id for i in infos if is_report(i.title, i.author))
    if not 1 <= len(reports) <= FEW:
        return []
    return [Anchor(m.span(), reports) for m in _REPORTED.finditer(question.folded)]


def _outcomes(
    dated: Sequence[Anchor], question: ParsedQuestion, catalogue: Catalogue
) -> list[Anchor]:  # fmt: skip
    """A bare plan before, and “到2025年干到哪一步了”: of the documents of that time the reports."""
    plan = _PLANNED.search(question.folded)
    return [
        replace(a, documents=reports)
        if plan and plan.end() < a.span[0] and _DONE.search(question.folded[a.span[1] :])
        and (reports := tuple(d for d in a.documents if _is_report(d, catalogue))) else a
        for a in dated
    ]  # fmt: skip


def _planned(
    question: ParsedQuestion, scope: Scope, found: Sequence[Anchor], catalogue: Catalogue
) -> list[Anchor]:  # fmt: skip
    """A bare “规划” or “法” beside a report, or joined to a name: the documents whose titles end so."""
    folded, anchors = question.folded, []
    reported = any(all(_is_report(d, catalogue) for d in a.documents) for a in found)
    reported = reported or len({m["plan"] for m in _PLANNED.finditer(folded)}) > 1
    for match in _PLANNED.finditer(folded):
        beside = any(
            _AND.fullmatch(folded[match.end() : a.span[0]])
            or _AND.fullmatch(folded[a.span[1] : match.start()])
            for a in found
        )
        form = match["plan"][:1] if match["plan"].startswith("法") else match["plan"]
        ending = tuple(d for d in scope.allowed if bare(catalogue.info(d).title).endswith(form))
        said = tuple(d for d in ending if any(d in a.documents for a in found))
        ending = said if len(said) == 1 else ending
        if (reported or beside) and 1 <= len(ending) <= MANY:
            anchors.append(Anchor(match.span(), ending, DATED))
    return anchors


def _is_report(document_id: str, catalogue: Catalogue) -> bool:
    info = catalogue.info(document_id)
    return is_report(info.title, info.author)


def _now(
    question: ParsedQuestion, scope: Scope, found: Sequence[Anchor], catalogue: Catalogue
) -> list[Anchor]:  # fmt: skip
    """“现在” beside an older document: all but those that are named."""
    other = {d for a in found for d in a.documents}
    rest = tuple(d for d in scope.allowed if d not in other)
    older = any(_OLDER.search(question.folded[slice(*a.span)]) for a in found)
    if not older or all(_is_report(d, catalogue) for d in other) or not 1 <= len(rest) <= FEW:
        return []
    return [Anchor(m.span(), rest, 0) for m in _NOW.finditer(question.folded)]


def _group(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> list[Anchor]:
    """“两个规划”, “各份文件”: one anchor for each of them, where what they say is compared."""
    match = _GROUP.search(question.folded)
    if match is None or not COMPARES.search(question.folded):
        return []
    titles = ((d, bare(catalogue.info(d).title)) for d in scope.allowed)
    same = [d for d, title in titles if match["form"] in _ANY or title.endswith(match["form"])]
    return [Anchor(match.span(), (d,), 0) for d in same] if 2 <= len(same) <= GROUP else []


def _apart(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Each anchor without the documents that a surer one means."""
    apart: list[Anchor] = []
    for anchor in anchors:
        surer = {d for a in anchors if a.rank > anchor.rank for d in a.documents}
        left = tuple(d for d in anchor.documents if d not in surer) or anchor.documents
        apart.append(replace(anchor, documents=left))
    return apart


def _joined(folded: str, anchors: Sequence[Anchor]) -> list[Anchor]:
    """Neighbours that mean one thing (“2014年方案”, “后来发布会上”) as one, the surer one's documents."""
    joined: list[Anchor] = []
    for anchor in anchors:
        before = joined[-1] if joined else None
        apart = before and before.rank == anchor.rank > 0
        if apart and before and not set(before.documents) & set(anchor.documents):
            joined.append(anchor)
        elif before and TOGETHER.fullmatch(folded[before.span[1] : anchor.span[0]]):
            surer = max(before, anchor, key=lambda a: a.rank)
            both = tuple(d for d in anchor.documents if d in before.documents)
            span = (before.span[0], anchor.span[1])
            joined[-1] = replace(surer, documents=both or surer.documents, span=span)
        else:
            joined.append(anchor)
    return joined

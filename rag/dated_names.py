"""Documents called by their year or their age: “2014年方案”, “06年那份”, “(2006)”, “现行规划”.

A year names a document only where it is one of the document's own years: of its date, its title, its
id or its file. Then it tells where to look and is no year that the answer must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.documents import DocumentInfo, Span
from index.folding import fold
from rag.document_names import WITHIN, bare, in_pieces

_PLANS = "规划|方案|纲要|计划|条例|办法|细则|规定|意见|决定|通知|报告|报道|新闻|文章|法"
_FORM = (
    rf"(?:规划纲要|总体方案|发布会|{_PLANS}|战略|改革|文件|文本|材料)(?:(?<!法)|(?![官院律人定]))"
)
_ANY = frozenset("改革 文件 文本 材料 规定 办法 计划".split())
"""Form words that people say of any document, whatever its title ends with."""
_YEAR = r"(?<![\d.\-—至到~])(?P<year>(?:19|20)\d{2}|\d{2}(?=年|版|规划|方案|纲要))年?"
_PIECE = r"(?:份|个|部|套|次|版|篇|轮|稿)"
_DATED = re.compile(
    rf"{_YEAR}(?:修订|制定|发布|出台|印发|公布|修正)?(?:的|那|这)*{_PIECE}?的?(?:老|旧|新)?"
    rf"(?P<gap>[\"'\u4e00-\u9fff]{{0,10}}?)(?P<form>{_FORM}){WITHIN}?"
)
_POINTED = re.compile(
    rf"{_YEAR}(?:的?(?:那|这)(?:一?{_PIECE}|会儿?|时候?)|修订版|版|的?时候|那时|当时){WITHIN}?"
)
_SAID = re.compile(
    rf"{_YEAR}(?=(?:就|都|曾|里)*(?:怎么[说写提讲]|[说写讲提定]的|要求的|提了|提出|打算|搞|官方|官员)|\s+(?:哪|第几)一?个?[条章节点])"
)
_BRACKETED = re.compile(r"[(\[【](?P<year>(?:19|20)\d{2})年?版?[)\]】]")
_LISTED = re.compile(rf"{_YEAR}(?=[、,和与跟及]\"?(?:19\d\d|20\d\d|十[一二三四五]五))")
_BESIDE = re.compile(
    rf"\"?(?P<plan>十[一二三四五]五)\"?(?!\"?(?:时期|期间|以来|以后|以前|之前|头|末|初|开局)){WITHIN}?"
)
"""“06年那份和十四五”: a plan called by its number beside another document."""
_AGED = re.compile(
    rf"(?:(?P<new>现行|最新|当前|现在|如今|最近|眼下)|(?P<old>早年|早先|早期|最早|以前|过去|原来|老|旧))(?:的|这|那|一)*{_PIECE}?的?"
    rf"(?:五年)?(?P<form>{_PLANS})(?:(?<!法)|(?![官院律人定])){WITHIN}?"
)
_WRITTEN = re.compile(r"(?<![\da-z])(?:19|20)\d{2}(?![\da-z])")
_COUNTED = re.compile(r"十([一二三四五])五")
_TENTH = 2001
"""The first year of the tenth five-year plan, from which the plans named 十…五 are counted."""

Named = tuple[tuple[str, ...], Span]
"""The ids of documents, and the place of what names them."""


@lru_cache(maxsize=50_000)
def own_years(info: DocumentInfo) -> frozenset[int]:
    """The years that a document is known by."""
    years = {
        int(y) for y in _WRITTEN.findall(fold(f"{info.date} {info.title} {info.id} {info.file}"))
    }
    if not years and (counted := _COUNTED.search(fold(info.title))):
        years = {_TENTH + 5 * ("一二三四五".index(counted[1]) + 1)}
    return frozenset(years)


def dated_names(folded: str, infos: Sequence[DocumentInfo]) -> list[Named]:
    """The documents that a folded question calls by a year or by their age, in reading order."""
    found: list[Named] = []
    for documents, span in (*_by_year(folded, infos), *_by_age(folded, infos)):
        if documents and not any(a < span[1] and span[0] < b for _, (a, b) in found):
            found.append((documents, span))
    return sorted(found, key=lambda named: named[1])


def plans_beside(folded: str, infos: Sequence[DocumentInfo], named: Sequence[Named]) -> list[Named]:
    """The five-year plans called by their number alone, where another document is named too."""
    found: list[Named] = []
    for match in _BESIDE.finditer(folded):
        plans = tuple(i.id for i in infos if match["plan"] in bare(i.title) and not i.author)
        covered = any(a < match.end() and match.start() < b for _, (a, b) in named)
        if plans and not covered and any(set(d) - set(plans) for d, _ in named):
            found.append((plans, match.span()))
    return found


def _by_year(folded: str, infos: Sequence[DocumentInfo]) -> Iterator[Named]:
    if not re.search(r"\d\d", folded):
        return
    for match in _DATED.finditer(folded):
        yield tuple(i.id for i in _of(match, infos) if _fits(match, i)), match.span()
    for pattern in (_POINTED, _SAID, _LISTED, _BRACKETED):
        for match in pattern.finditer(folded):
            yield tuple(i.id for i in _of(match, infos)), match.span()


def _of(match: re.Match[str], infos: Sequence[DocumentInfo]) -> Iterator[DocumentInfo]:
    """The documents that have the year of a match, written in four digits or two, as their own."""
    year = int(match["year"])
    for info in infos:
        if any(year in (own, own % 100) for own in own_years(info)):
            yield info


def _fits(match: re.Match[str], info: DocumentInfo) -> bool:
    """Whether the words between year and form word, and the form word, can be said of a document."""
    title, form = bare(info.title), match["form"]
    press = form in ("报道", "新闻", "文章", "发布会")
    if press or info.author:
        return press and bool(info.author)
    if form not in _ANY and form not in title:
        return False
    said = bare(match["gap"])
    return not said or in_pieces(said, title) or in_pieces(f"{said}{form}", title)


def _by_age(folded: str, infos: Sequence[DocumentInfo]) -> Iterator[Named]:
    """The newest or the oldest of the documents of a form, where their years are known."""
    for match in _AGED.finditer(folded):
        same = [i for i in infos if match["form"] in bare(i.title)[-8:] and not i.author]
        dated = [i for i in same if own_years(i)]
        if len(same) < 2 or len(dated) < len(same):
            continue
        pick = max if match["new"] else min
        chosen = pick(dated, key=lambda i: max(own_years(i)))
        yield (chosen.id,), match.span()

"""Lists by their kind: “按哪些对象”, “跟哪几个邻国”, “划成哪几类” name the kind of what is listed, and the
text lists the things themselves, often without the word for the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.candidates import Candidate
from rag.draft import Draft, Statement
from rag.forms.enumerations import clause_around, rows
from rag.forms.found import Found, evidence_of
from rag.forms.saying import points_after, whole
from rag.question import ParsedQuestion
from rag.substance import kind_of, substance
from rag.terms import subject_terms

LOOKED_AT = 14
"""Sentences whose lists are looked at."""
WORSE = 0.3
"""How much worse than the best a sentence may score that has a list."""
NEAR = 0.45
"""Share of the other words' weight that the clause of a list, or what announces it, must hold."""
CLOSE = 0.8
"""The same by the share that the best sentence holds, where kinds of a thing are not asked for."""
STRANGE = 0.5
"""The same share of the whole sentence where no document knows the word for the kind."""
INTRODUCED = 0.8
"""Share of what announces a list that the question must say for it to be the list asked for."""
NAMING = 0.3
"""Substance of a word of an announcement that says of what the points are."""
_KIND = re.compile(
    r"(?:(?:划|分|归|列|定|算|叫|认|视)(?:成|为|作))?(?:哪|有?几)(?:些|几)?(?:个|种|类|项|条|方面|样|级|档)*的?(?P<kind>[\u4e00-\u9fff]{0,4}?)(?=要|应|可|能|会|在|是|被|由|参|有|需|属|对(?!象)|来|建|做|当|算|写|的|$|[?,。])"
)
_ANY = re.compile(r"(?:包括|包含|涵盖|囊括|分[为成]|有)(?:了|些)?(?:什么|啥)(?P<kind>)(?=[?,。]|$)")
"""主刑包括什么: the kind of what is listed is not named."""
_OTHERS = ("文件", "规划", "方案", "法律", "法规", "文章", "报道")
"""Kinds that another route asks for: which documents say something."""
_PARTED = re.compile(
    r"分为|分成|划为|划分|归为|列为|包括|包含|即|种类|[一二三四五六七八九十][类种级档]"
)
"""What divides a thing into kinds: 划成哪几类 asks for that, and not for any list."""
_DIVIDED = re.compile(r"[划分归][成为作]了?(?:哪|有?几)几?个?([类种级档等样])")
_POINTING = re.compile(r"下列|以下|如下|第[一二三四五六七八九十百]+条")
_GENERIC = frozenset(
    "东西 对象 单位 部门 地方 方面 内容 措施 种类 类别 类型 事项 情形 情况 条件 因素 环节 领域 条款 条目 程序 步骤 行为 "
    "人员 材料 文件 职责 权利 义务 要求 方式 方法 手段 形式 规定".split()
)
"""Words for kinds that fit anything."""


@dataclass(frozen=True, slots=True)
class _List:
    score: float
    statements: tuple[Statement, ...]


def kind_listed(found: Found) -> Draft | None:
    """The sentence, or what it announces, that lists what is asked for by its kind.

    None for other questions, and where the best sentence already answers with a list.
    """
    question = found.question
    asked = _KIND.search(question.folded) or _ANY.search(question.folded)
    if asked is None or not {"list", "count"} & question.wants:
        return None
    if asked["kind"].endswith(_OTHERS):
        return None
    if {"quantity", "time", "who", "check"} & question.wants or (
        _has_list(found, found.best) and not _undivided(found)
    ):
        return None
    bare = _without(found, asked)
    if not bare.terms:
        return None
    known = not asked["kind"] or asked["kind"] in _GENERIC or _known(found, asked["kind"])
    lists = [
        listed
        for candidate in found.candidates[:LOOKED_AT]
        if candidate.score >= found.best.score - WORSE
        and (known or bare.cover(candidate.text) >= STRANGE)
        for listed in (*_announced(bare, found, candidate), *_inside(bare, candidate, asked))
    ]  # fmt: skip
    best = max(lists, key=lambda listed: listed.score, default=None)
    if best is None and _undivided(found):
        return found.refuse("所问的分类")
    return Draft("passage", best.statements) if best else None


def _undivided(found: Found) -> bool:
    """Whether a division is asked for (分成哪几级) of which the best sentence says nothing."""
    divided = _DIVIDED.search(found.question.folded)
    said = found.best.reading.folded
    return divided is not None and divided[1] not in said and not _PARTED.search(said)


def _known(found: Found, kind: str) -> bool:
    words = ParsedQuestion(kind).terms
    return all(found.catalogue.known(w) or substance(w) < STRANGE for w in words)


def _without(found: Found, asked: re.Match[str]) -> Found:
    """What was found, judged by the question without the word for the kind."""
    folded = found.question.folded
    start, end = asked.span()
    text = f"{folded[:start]}{' ' * (end - start)}{folded[end:]}"
    question = ParsedQuestion(text, found.question.names, found.question.learned)
    return replace(found, question=question, terms=tuple(subject_terms(question)))


def _has_list(found: Found, candidate: Candidate) -> bool:
    text = found.outline(candidate).text
    listed = candidate.text.endswith(("：", ":")) or bool(rows(text, candidate.span))
    return listed and found.judge(candidate).enough


def _names(word: str) -> bool:
    """Whether a word of an announcement says of what the points are."""
    return word not in _GENERIC and substance(word) >= NAMING and kind_of(word) != "v"


def _headed(found: Found, candidate: Candidate) -> str:
    """A sentence with the headings above it and the title of its document."""
    return f"{candidate.text}{candidate.reading.headings}{found.outline(candidate).title}"


def _announced(bare: Found, found: Found, candidate: Candidate) -> Iterator[_List]:
    """The points that a sentence announces whose words the question says."""
    if not candidate.text.endswith(("：", ":")):
        return
    points = points_after(found.outline(candidate), candidate)
    bare_text = _POINTING.sub("", candidate.text)
    words = [w for w in ParsedQuestion(bare_text).terms if _names(w)]
    said = found.catalogue.cover(words, found.question.folded) if words else 0.0
    if len(points) >= 2 and said >= INTRODUCED and bare.cover(_headed(bare, candidate)) >= NEAR:
        lead = Statement(candidate.text, (evidence_of(candidate),), "lead")
        yield _List(candidate.score + 0.6 * said, (lead, *points))


def _inside(bare: Found, candidate: Candidate, asked: re.Match[str]) -> Iterator[_List]:
    """The sentence with a list in the clause that holds most of the other words."""
    text = bare.outline(candidate).text
    divides = len(asked["kind"]) < 2
    parted = bool(_PARTED.search(candidate.text))
    above = _headed(bare, candidate).removeprefix(candidate.text)
    best = 0.0 if parted and divides else bare.cover(_headed(bare, bare.best))
    for row in rows(text, candidate.span) if bare.judge(candidate).enough else ():
        clause = text[slice(*clause_around(text, row.span))]
        share = bare.cover(clause + above)
        near = share >= max(NEAR, CLOSE * best)
        if len(row.members) >= 3 and near and (parted or not divides):
            yield _List(candidate.score + 0.3 * share, (whole(bare, candidate),))

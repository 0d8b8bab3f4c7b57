"""Scope: which documents a question is about, from its wording or from the asker's choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import DocumentInfo
from index.folding import fold
from rag.errors import UnknownDocument
from rag.question import ParsedQuestion

_PRESS = re.compile(r"文章|报道|新闻|发布会|记者|这篇|通讯稿|采访")
_FORM = re.compile(r"规划|方案|法|条例|办法|纲要|意见|规定|细则|报告|决定|通知")
_BARE_FORM = re.compile(
    r"(?:按照?|根据|依据|在|这个|这份|本|与|和)?(?:本|这个)?(规划|方案)(?=里|中|要|提出|规定|目标|说|对|的(?:目标|要求)|是?怎|,)"
)
_SEVERAL = re.compile(r"(两|几|各|这些)(?:个|份|部)?(规划|方案|法|条例|办法)")
_SHARED = 6
"""A piece of a title of this many characters, found in no other title, names the document."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids of the documents to answer from, best first; `named` when the question itself names them.

    `allowed` are all that the asker's choice permits, whatever the question names.
    """

    documents: tuple[str, ...]
    named: bool = False
    allowed: tuple[str, ...] = ()


def choose_scope(
    question: ParsedQuestion, infos: Sequence[DocumentInfo], limits: Sequence[str] = ()
) -> Scope:
    """The documents of a question. UnknownDocument when a limit fits no document."""
    allowed = tuple(_limited(infos, limits))
    every = tuple(info.id for info in allowed)
    named = [info.id for info in allowed if _is_named(question, info, allowed)]
    several = _SEVERAL.search(question.folded)
    if several and not named:
        same = [i.id for i in allowed if not i.author and _bare(i.title).endswith(several[2])]
        if len(same) == (2 if several[1] == "两" else len(same)) and len(same) > 1:
            return Scope(tuple(same), True, every)
    main = _main_of_form(question, allowed, named)
    if main:
        named = [info.id for info in allowed if info.id in (*named, main)]
    if named:
        return Scope(tuple(named), True, every)
    return Scope(every, False, every)


def _limited(infos: Sequence[DocumentInfo], limits: Sequence[str]) -> list[DocumentInfo]:
    if not limits:
        return list(infos)
    chosen: list[DocumentInfo] = []
    for limit in limits:
        wanted = _bare(limit)
        fits = [i for i in infos if limit == i.id] or [
            i for i in infos if wanted and wanted in _bare(i.title)
        ]
        if not fits:
            titles = "、".join(f"《{i.title}》" for i in infos[:8])
            raise UnknownDocument(f"没有标题含“{limit[:40]}”的文件，现有：{titles}。")
        chosen.extend(i for i in fits if i not in chosen)
    return chosen


def _bare(title: str) -> str:
    return re.sub(r"[\W_]", "", fold(title))


def _is_named(question: ParsedQuestion, info: DocumentInfo, others: Sequence[DocumentInfo]) -> bool:
    asked = _bare(question.text)
    title = _bare(info.title)
    titles = [_bare(o.title) for o in others if o.id != info.id]
    if title and title in asked and not any(title in other and other in asked for other in titles):
        return True
    for name in re.findall(r"《([^《》]+)》", question.text):
        bare = _bare(name)
        if bare and (bare in title) and not any(bare == other for other in titles):
            return True
    if info.author and _PRESS.search(question.folded):
        return True
    return _named_by_piece(asked, title, titles) or _named_by_form(question, info, others)


def _main_of_form(
    question: ParsedQuestion, infos: Sequence[DocumentInfo], named: Sequence[str]
) -> str:
    """The document meant by a bare “规划里”: the first of that form, when no other of it is named."""
    found = _BARE_FORM.search(question.folded)
    if found is None:
        return ""
    same = [i for i in infos if not i.author and _bare(i.title).endswith(found[1])]
    return same[0].id if same and not any(i.id in named for i in same) else ""


def _named_by_piece(asked: str, title: str, others: Sequence[str]) -> bool:
    for start in range(len(title) - _SHARED + 1):
        piece = title[start : start + _SHARED]
        if piece in asked and not any(piece in other for other in others):
            return True
    return False


def _named_by_form(
    question: ParsedQuestion, info: DocumentInfo, others: Sequence[DocumentInfo]
) -> bool:
    """“改革方案”, “十四五规划”, “2006年的规划”: the form of the document with a word of its title."""
    title = _bare(info.title)
    form = _FORM.search(title[-4:])
    if info.author or form is None or form[0] not in question.folded:
        return False
    same_form = [o for o in others if _bare(o.title).endswith(title[-2:]) and not o.author]
    if len(same_form) == 1:
        return len(form[0]) > 1
    if any(str(year) in info.date for year in question.years):
        return True
    older = rf"(?:老|旧|以前|过去|早先|原来|早期)的?(?:那个|那份)?{form[0]}"
    if re.search(older, question.folded) and re.match(r"(?:19|20)\d{2}", info.date):
        return True
    own = [title[i : i + 3] for i in range(len(title) - 2)]
    rest = [_bare(o.title) for o in same_form if o.id != info.id]
    around = re.findall(rf"([\w\"“”']{{2,12}}){form[0]}", question.folded)
    asked = "".join(_bare(a) for a in around)
    return any(piece in asked and not any(piece in other for other in rest) for piece in own)

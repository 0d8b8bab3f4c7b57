"""Scope: which documents a question is about, from its wording or from the asker's choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.documents import DocumentInfo, Span
from rag.dated_names import dated_names, plans_beside
from rag.document_names import bare
from rag.errors import UnknownDocument
from rag.naming import Mention, find_mentions
from rag.question import ParsedQuestion


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids of the documents to answer from, best first; `named` when the question itself names them.

    None and `named`: the question names a document that is not there. `allowed` are all that the
    asker's choice permits, whatever the question names. `spans` are the places of the names;
    `limited` tells that the asker chose documents.
    """

    documents: tuple[str, ...]
    named: bool = False
    allowed: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    limited: bool = False


def choose_scope(
    question: ParsedQuestion, infos: Sequence[DocumentInfo], limits: Sequence[str] = ()
) -> Scope:
    """The documents of a question. UnknownDocument when a limit fits no document."""
    allowed = _limited(infos, limits)
    every = tuple(info.id for info in allowed)
    mentions = all_mentions(question.folded, allowed)
    strong = [m for m in mentions if not m.weak]
    counted = strong if any(m.documents for m in strong) else mentions
    if any(m.weak for m in mentions) and all(_is_press(m.documents, allowed) for m in strong):
        counted = mentions
    named = {d for m in counted for d in m.documents}
    foreign = [m for m in strong if not m.documents]
    spans = tuple(m.span for m in mentions)
    if named:
        return Scope(tuple(d for d in every if d in named), True, every, spans, bool(limits))
    if foreign:
        return Scope((), True, every, spans, bool(limits))
    return Scope(every, False, every, spans, bool(limits))


def all_mentions(folded: str, infos: Sequence[DocumentInfo]) -> list[Mention]:
    """All mentions; one that a name with a year covers tells no more which document is meant."""
    dated = [Mention(documents, span) for documents, span in dated_names(folded, infos)]
    others = [
        replace(m, documents=narrowed.documents, weak=False) if (narrowed := _over(m, dated)) else m
        for m in find_mentions(folded, infos)
    ]
    named = [(m.documents, m.span) for m in (*dated, *others) if not m.weak]
    beside = [Mention(*found) for found in plans_beside(folded, infos, named)]
    return [*dated, *others, *beside]


def _over(mention: Mention, dated: Sequence[Mention]) -> Mention | None:
    start, end = mention.span
    return next((d for d in dated if d.span[0] < end and start < d.span[1]), None)


def _is_press(documents: Sequence[str], infos: Sequence[DocumentInfo]) -> bool:
    return all(i.author for i in infos if i.id in documents)


def _limited(infos: Sequence[DocumentInfo], limits: Sequence[str]) -> Sequence[DocumentInfo]:
    if not limits:
        return infos
    chosen: list[DocumentInfo] = []
    for limit in limits:
        wanted = bare(limit)
        fits = [i for i in infos if limit == i.id] or [
            i for i in infos if wanted and wanted in bare(i.title)
        ]
        if not fits:
            titles = "、".join(f"《{i.title}》" for i in infos[:8])
            raise UnknownDocument(f"没有标题含“{limit[:40]}”的文件，现有：{titles}。")
        chosen.extend(i for i in fits if i not in chosen)
    return chosen

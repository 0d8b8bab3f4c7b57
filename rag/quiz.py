"""A quiz over the documents: made from outline and facts alone, and marked."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from index.documents import DocumentInfo
from index.folding import fold
from rag.errors import QuizError, UnknownDocument
from rag.quiz_drafts import Draft, QuizStore, item_of, usable
from rag.quiz_figures import figure_drafts
from rag.quiz_headings import heading_drafts
from rag.quiz_items import ItemResult, Marking, Quiz, QuizCitation, QuizItem
from rag.quiz_marks import is_right

__all__ = [
    "ItemResult",
    "Marking",
    "Quiz",
    "QuizCitation",
    "QuizItem",
    "QuizStore",
    "grade",
    "make_quiz",
]

MOST = 200
_MOST_READ = 60
"""Of a large library a quiz reads so many documents, drawn by the seed."""

_TURNS = ("cell", "blank", "box", "figure", "title", "part")
"""Families take turns in this order, so that a short quiz has some of each."""


def make_quiz(store: QuizStore, n: int, seed: int, documents: Sequence[str] = ()) -> Quiz:
    """A quiz of up to `n` items (1 to 200), the same for the same store, `n`, seed and documents.

    `documents` are titles, ids or parts of them; all documents when empty. When fewer items can be
    made, there are fewer and `notice` says so. QuizError for another `n`, UnknownDocument for a
    name that fits none.
    """
    if not 1 <= n <= MOST:
        raise QuizError(f"题数要在 1 到 {MOST} 之间，收到的是 {n}。")
    chosen = _chosen(store.documents(), documents)
    dice = random.Random(seed)
    if len(chosen) > _MOST_READ:
        chosen = tuple(sorted(dice.sample(chosen, _MOST_READ), key=chosen.index))
    outlines = {info.id: store.outline(info.id) for info in chosen}
    items = [
        item_of(draft, outlines[draft.document.id], dice)
        for draft in _picked(_drafts(store, chosen), n, dice)
    ]
    notice = "" if len(items) == n else f"所选文件只能出 {len(items)} 道题，少于要求的 {n} 道。"
    return Quiz(seed, n, tuple(info.id for info in chosen), tuple(items), notice)


def grade(quiz: Quiz, replies: Sequence[str]) -> Marking:
    """The quiz marked; replies in the order of the items, missing ones count as empty.

    QuizError when there are more replies than items.
    """
    if len(replies) > len(quiz.items):
        raise QuizError(f"这份测验有 {len(quiz.items)} 道题，却收到 {len(replies)} 个回答。")
    padded = [*replies, *[""] * (len(quiz.items) - len(replies))]
    return Marking(
        tuple(
            ItemResult(item, reply, is_right(item, reply))
            for item, reply in zip(quiz.items, padded, strict=True)
        )
    )


def _chosen(infos: Sequence[DocumentInfo], names: Sequence[str]) -> tuple[DocumentInfo, ...]:
    chosen: dict[str, DocumentInfo] = {}
    for name in names:
        exact = [info for info in infos if name in (info.id, info.title)]
        part = fold(name).strip("《》 ")
        fits = exact or [
            info for info in infos if part and part in fold(info.id + "\n" + info.title)
        ]
        if not fits:
            raise UnknownDocument(f"库里没有名为“{name}”的文件。")
        chosen.update((info.id, info) for info in fits)
    return tuple(info for info in infos if info.id in chosen) if names else tuple(infos)


def _drafts(store: QuizStore, documents: Sequence[DocumentInfo]) -> Iterator[Draft]:
    for info in documents:
        outline = store.outline(info.id)
        yield from heading_drafts(info, outline)
        yield from figure_drafts(info, outline, store.facts([info.id]))


def _picked(drafts: Iterator[Draft], n: int, dice: random.Random) -> list[Draft]:
    """Up to `n` drafts, families in turn, no topic and no question twice."""
    piles: dict[str, list[Draft]] = {family: [] for family in _TURNS}
    for draft in drafts:
        if usable(draft):
            piles[draft.family].append(draft)
    for pile in piles.values():
        dice.shuffle(pile)
    picked: list[Draft] = []
    seen: set[str] = set()
    while len(picked) < n and any(piles.values()):
        for pile in piles.values():
            found = _next_new(pile, seen)
            if found and len(picked) < n:
                picked.append(found)
    return picked


def _next_new(pile: list[Draft], seen: set[str]) -> Draft | None:
    """The next draft of a pile whose topic and question are new, taken off the pile."""
    while pile:
        draft = pile.pop()
        marks = {f"topic {draft.topic}", f"question {draft.question}"}
        if not marks & seen:
            seen |= marks
            return draft
    return None

"""A quiz over the documents: made from outline and facts alone, and marked."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.documents import DocumentInfo, Fact, Outline, is_address
from index.folding import fold
from rag.errors import QuizError, UnknownDocument
from rag.quiz_contents import content_drafts
from rag.quiz_drafts import Draft, QuizStore, shared, usable
from rag.quiz_figures import figure_drafts
from rag.quiz_headings import heading_drafts
from rag.quiz_items import ItemResult, Marking, Quiz, QuizCitation, QuizItem
from rag.quiz_marks import amount, impossible, is_right
from rag.quiz_picking import picked_items
from rag.quiz_sentences import squeezed

__all__ = [
    "ItemResult",
    "Marking",
    "Quiz",
    "QuizCitation",
    "QuizItem",
    "QuizStore",
    "grade",
    "make_quiz",
    "mark",
]

MOST = 200
_MOST_READ = 60
"""Of a large collection a quiz reads so many documents, drawn by the seed."""

_ALIKE = 0.6
"""Two subjects that share so many pairs of characters are one."""


def make_quiz(store: QuizStore, n: int, seed: int, documents: Sequence[str] = ()) -> Quiz:
    """A quiz of up to `n` items (1 to 200), the same for the same store, `n`, seed and documents.

    Documents have their turns by how much there is in them, families of questions one after the
    other; no item answers another, and one in six at most asks for a number or title.
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
    facts = {info.id: store.facts([info.id]) for info in chosen}
    piles = _piles(_drafts(chosen, outlines, facts, dice))
    weights = {key: _weight(outlines[key], facts[key]) for key in piles}
    items = picked_items(piles, weights, n, outlines, dice)
    notice = "" if len(items) == n else f"所选文件只能出 {len(items)} 道题，少于要求的 {n} 道。"
    return Quiz(seed, n, tuple(info.id for info in chosen), tuple(items), notice)


def grade(quiz: Quiz, replies: Sequence[str]) -> Marking:
    """The quiz marked; replies in the order of the items, missing ones count as empty.

    QuizError when there are more replies than items.
    """
    if len(replies) > len(quiz.items):
        raise QuizError(f"这份测验有 {len(quiz.items)} 道题，却收到 {len(replies)} 个回答。")
    padded = [*replies, *[""] * (len(quiz.items) - len(replies))]
    return Marking(tuple(mark(*pair) for pair in zip(quiz.items, padded, strict=True)))


def mark(item: QuizItem, reply: str) -> ItemResult:
    """One reply marked; `remark` tells of a reply that names no choice of the item."""
    return ItemResult(item, reply, is_right(item, reply), impossible(item, reply))


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


def _drafts(
    documents: Sequence[DocumentInfo],
    outlines: Mapping[str, Outline],
    facts: Mapping[str, Sequence[Fact]],
    dice: random.Random,
) -> Iterator[Draft]:
    texts = {key: squeezed(outline.text) for key, outline in outlines.items()}
    for info in documents:
        outline = outlines[info.id]
        others = [text for key, text in texts.items() if key != info.id]
        yield from heading_drafts(info, outline)
        yield from figure_drafts(info, outline, facts[info.id], dice)
        yield from content_drafts(info, outline, others, dice)


def _piles(drafts: Iterable[Draft]) -> dict[str, list[Draft]]:
    """Usable drafts by document; of a figure that stands in two places only those of the first."""
    piles: dict[str, list[Draft]] = {}
    seen: dict[tuple[object, ...], list[Draft]] = {}
    for draft in filter(usable, drafts):
        if draft.subject:
            same = seen.setdefault((amount(draft.answer).numbers, draft.unit), [])
            if any(each.topic != draft.topic and _alike(each, draft) for each in same):
                continue
            same.append(draft)
        piles.setdefault(draft.document.id, []).append(draft)
    return piles


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two figures measure the same thing, in much the same words."""
    return max(shared(one.subject, other.subject), shared(other.subject, one.subject)) >= _ALIKE


def _weight(outline: Outline, facts: Sequence[Fact]) -> float:
    """How often a document has its turn: by the root of what it has to ask about."""
    titled = sum(bool(node.title) and is_address(node) for node in outline.nodes)
    return math.sqrt(max(1, titled + len(facts)))

"""Which drafts make a quiz: documents and families in turn, no item that answers another."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.documents import Outline
from rag.quiz_drafts import NUMBERING, Draft, item_of
from rag.quiz_items import QuizItem
from rag.quiz_marks import plain

FAMILIES = ("blank", "source", "cell", "statement", "figure", "part", "box", "title")
"""The least used family is drawn from; of equal ones the first of these."""

_NUMBERING_SHARE = 6
_TABLE_SHARE = 8
Piles = dict[str, list[Draft]]


@dataclass(slots=True)
class _Picked:
    """The drafts and items so far."""

    drafts: list[Draft] = field(default_factory=list)
    items: list[QuizItem] = field(default_factory=list)
    families: Counter[str] = field(default_factory=Counter)
    tables: Counter[str] = field(default_factory=Counter)

    def add(self, draft: Draft, item: QuizItem) -> None:
        self.drafts.append(draft)
        self.items.append(item)
        self.families[draft.family] += 1
        if draft.table:
            self.tables[draft.table] += 1

    def wants(self, draft: Draft, *, tables_in_turn: bool) -> bool:
        """Whether numbering stays at one item in six, and a table at about one in eight."""
        reached = len(self.items) + 1
        if draft.family in NUMBERING:
            numbering = sum(self.families[family] for family in NUMBERING)
            return (numbering + 1) * _NUMBERING_SHARE <= reached
        if draft.table and tables_in_turn:
            return self.tables[draft.table] < max(1, reached // _TABLE_SHARE)
        return True

    def bears(self, draft: Draft, item: QuizItem) -> bool:
        """Whether a further item asks something new and neither answers another nor is answered."""
        return not any(
            _clash(draft, item, other, put)
            for other, put in zip(self.drafts, self.items, strict=True)
        )


def picked_items(
    piles: Mapping[str, Sequence[Draft]],
    weights: Mapping[str, float],
    n: int,
    outlines: Mapping[str, Outline],
    dice: random.Random,
) -> list[QuizItem]:
    """Up to `n` items from the drafts of each document, documents in turn by their weights.

    Fewer when nothing is left that would not repeat, answer or be answered by another item, or
    when only numbers and titles are left: those are one item in six at most.
    """
    sorted_piles = {document: _by_family(drafts, dice) for document, drafts in piles.items()}
    credit = {document: weights[document] * dice.random() for document in piles}
    picked = _Picked()
    while len(picked.items) < n:
        for document in credit:
            credit[document] += weights[document]
        turn = sorted(credit, key=lambda document: -credit[document])
        drawn = _drawn(picked, turn, sorted_piles, outlines, dice)
        if drawn is None:
            break
        credit[drawn] -= sum(weights.values())
    return picked.items


def _by_family(drafts: Iterable[Draft], dice: random.Random) -> Piles:
    piles: Piles = {family: [] for family in FAMILIES}
    for draft in drafts:
        piles[draft.family].append(draft)
    for pile in piles.values():
        dice.shuffle(pile)
    return piles


def _drawn(
    picked: _Picked,
    turn: Sequence[str],
    piles: Mapping[str, Piles],
    outlines: Mapping[str, Outline],
    dice: random.Random,
) -> str | None:
    """Add one item; the document it came from, the first in turn that has one, or None.

    A table gives more than its share only when there is nothing else.
    """
    for tables_in_turn in (True, False):
        for document in turn:
            for family in sorted(FAMILIES, key=lambda each: picked.families[each]):
                pile = piles[document][family]
                found = _next(picked, pile, outlines[document], dice, tables_in_turn)
                if found:
                    picked.add(*found)
                    return document
    return None


def _next(
    picked: _Picked,
    pile: list[Draft],
    outline: Outline,
    dice: random.Random,
    tables_in_turn: bool,
) -> tuple[Draft, QuizItem] | None:
    """The next fitting draft, taken off the pile; those that can never fit any more go with it."""
    waiting: list[Draft] = []
    found = None
    while pile and found is None:
        draft = pile.pop()
        if not picked.wants(draft, tables_in_turn=tables_in_turn):
            waiting.append(draft)
            continue
        item = item_of(draft, outline, dice)
        if picked.bears(draft, item):
            found = draft, item
    pile.extend(reversed(waiting))
    return found


def _clash(new: Draft, new_item: QuizItem, old: Draft, old_item: QuizItem) -> bool:
    if new.topic == old.topic or new.question == old.question or _overlap(new, old):
        return True
    if _names(new, old) or _names(old, new):
        return True
    # what is told after an answer can only help with the items that follow
    known = [*_seen(old_item), f"{old_item.quote} {old_item.section}"]
    return _tell(known, new) or _tell(_seen(new_item), old)


def _overlap(one: Draft, other: Draft) -> bool:
    (a, b), (c, d) = one.quote, other.quote
    return one.document.id == other.document.id and a < d and c < b


def _names(one: Draft, other: Draft) -> bool:
    """Whether a question about something in a box or section names it, and the other asks that."""
    if other.family not in NUMBERING or one.document.id != other.document.id:
        return False
    (start, end), (low, high) = one.node.span, other.node.span
    return low <= start and end <= high and plain(other.node.number) in plain(one.question)


def _seen(item: QuizItem) -> list[str]:
    return [item.question, *item.choices]


def _tell(pieces: Sequence[str], draft: Draft) -> bool:
    """Whether one of the pieces holds all the words of one group that gives the answer away."""
    groups = [[plain(word) for word in group] for group in draft.tells]
    return any(
        all(word in text for word in group)
        for text in map(plain, pieces)
        for group in groups
        if all(group)
    )

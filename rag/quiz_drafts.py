"""A quiz question before it is put: the right answer, wrong ones to choose from, and its proof."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from index.documents import DocumentInfo, Fact, Node, Outline, Span, heading
from rag.quiz_items import LETTERS, QuizCitation, QuizItem
from rag.quiz_marks import amount, plain, same_answer

BLANK = "____"
_NEAR = 8
FILL_IN = ("blank", "cell", "box")
"""Families that may be put without choices: their answers can be written in one way only."""
FIGURES = ("cell", "blank", "figure")
"""Families whose answer is a figure."""
NUMBERING = ("box", "title")
"""Families that ask for a number or a title of the outline rather than for content."""


class QuizStore(Protocol):
    """What a quiz is made from; index.store.Store is one."""

    def documents(self) -> tuple[DocumentInfo, ...]: ...

    def outline(self, document_id: str) -> Outline: ...

    def facts(self, documents: Collection[str] | None = None) -> tuple[Fact, ...]: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with every wrong answer that may be offered, nearest first; none: a fill-in.

    `topic` is what a person would have to know: no quiz asks one topic twice. `tells` are groups
    of words: a piece of text that holds all words of one group gives the answer away. `subject` is
    what a figure measures, and `table` the node of the table it stands in.
    """

    family: str
    topic: str
    document: DocumentInfo
    node: Node
    question: str
    answer: str
    wrong: tuple[str, ...]
    quote: Span
    unit: str = ""
    tells: tuple[tuple[str, ...], ...] = ()
    subject: str = ""
    table: str = ""


def usable(draft: Draft) -> bool:
    """Whether a draft can be put: it does not give its answer away, and has enough choices."""
    if _gives_away(draft):
        return False
    if not draft.wrong:
        return draft.family in FILL_IN
    return len(draft.wrong) >= len(LETTERS) - 1


def _gives_away(draft: Draft) -> bool:
    question, answer = plain(draft.question), plain(draft.answer)
    if draft.family in FIGURES:
        return bool({*amount(draft.answer).numbers} & {*amount(draft.question).numbers})
    return not answer or answer in question


def shared(answer: str, question: str) -> float:
    """Share of the pairs of neighbouring characters of an answer that stand in the question."""
    wanted = _pairs(answer)
    return len(wanted & _pairs(question)) / len(wanted) if wanted else 1.0


def shared_characters(answer: str, question: str) -> float:
    """Share of the characters of an answer that stand in the question, 的 and 和 not counted."""
    wanted = {*re.sub("[^\u4e00-\u9fffa-z]|[的和与及]", "", plain(answer))}
    return len(wanted & {*plain(question)}) / len(wanted) if wanted else 1.0


def _pairs(text: str) -> set[str]:
    return {a + b for a, b in pairwise(plain(text))}


def distinct(answer: str, others: Iterable[str], unit: str = "") -> tuple[str, ...]:
    """The first few others that differ from the answer and from one another, in their order."""
    kept: list[str] = []
    for other in others:
        if len(kept) == _NEAR:
            break
        if other and not any(same_answer(other, seen, unit) for seen in (answer, *kept)):
            kept.append(other)
    return tuple(kept)


def item_of(draft: Draft, outline: Outline, dice: random.Random) -> QuizItem:
    """The item of a draft: three of its nearest wrong answers shuffled with the right one."""
    choices: list[str] = []
    if draft.wrong:
        near = list(draft.wrong)
        choices = [draft.answer, *dice.sample(near, len(LETTERS) - 1)]
        dice.shuffle(choices)
    address = outline.address(draft.node.id)
    path = outline.heading_path(draft.node.id)
    start, end = draft.quote
    return QuizItem(
        id=_identity(draft),
        kind="single_choice" if choices else "fill_in",
        question=draft.question,
        choices=tuple(choices),
        key=LETTERS[choices.index(draft.answer)] if choices else draft.answer,
        unit=draft.unit,
        quote=outline.text[start:end],
        citation=QuizCitation(
            draft.document.title, draft.document.id, address.label, path, draft.quote
        ),
        section=" › ".join((draft.document.title, *path)),
    )


def _identity(draft: Draft) -> str:
    """The same question has the same id in every quiz."""
    parts = (draft.document.id, draft.family, draft.question)
    return "q" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]


def quote_of(node: Node, outline: Outline) -> Span:
    """The span of the heading of a node: its number and title, and no more of its first line."""
    start, end = node.span
    title = outline.text.find(node.title, start, end) if node.title else -1
    if title >= 0 and "\n" not in outline.text[start:title].strip():
        return start, title + len(node.title)
    line = outline.text.find("\n", start, end)
    return start, line if line >= 0 else end


def named(node: Node) -> str:
    """The heading of a node without any space at its ends."""
    return heading(node).strip()


def inner(text: str) -> str:
    """Text to stand between quotation marks: its own become single ones."""
    return text.translate(str.maketrans("“”", "‘’"))


def spoken(label: str) -> str:
    """A label as part of a sentence: “四、” becomes 第四部分, others stay as they are."""
    return f"第{label[:-1]}部分" if label.endswith("、") else label

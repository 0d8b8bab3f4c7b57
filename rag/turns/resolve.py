"""Resolving a follow-up against earlier turns: the stand-alone question that is shown and answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from index.documents import Span
from index.folding import fold
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.small_talk import answer_small_talk
from rag.structure.addresses import find_addresses
from rag.structure.part_words import kind_word
from rag.structure.places import Place
from rag.turns.dependence import (
    BESIDE,
    CHANGES,
    LEAD,
    MORE,
    PRONOUN,
    TOGETHER,
    is_dependent,
)
from rag.turns.elsewhere import elsewhere
from rag.turns.pointing import TAIL, pointed, with_subject
from rag.turns.previous import (
    Answerer,
    Previous,
    answered_place,
    place_name,
    subject_of,
)
from rag.turns.replacing import in_document, names_document, swapped, with_year
from rag.turns.rewriting import Reading, Rewriter, Turn, reread

_SAID = re.compile(
    r"^(?:她|他|文章|报道)(?:还|又)?(?:说|表示|介绍|指出|提到|讲)(?:的|到)?(?=[^?。]{4})"
)
_LATE = re.compile(r"(?<=\w)[他她](?=[?？。]?$)")
"""A person named last (“何时通知他”): no subject of the turn before."""


def resolve(
    turns: tuple[str, ...], catalogue: Catalogue, answer: Answerer, *,
    rewriter: Rewriter | None = None,
) -> str:  # fmt: skip
    """The stand-alone form of the last turn. `answer` drafts an answer for an earlier question.

    `rewriter` is asked for the last turn where the rules are not sure of it; for earlier turns it
    only says what it has found out before.
    """
    turns = (*(t for t in turns[:-1] if not _is_talk(t)), turns[-1])
    standalone = turns[0]
    before: list[Previous] = []
    earlier: list[Turn] = []
    for typed in turns[1:]:
        turn = _SAID.sub("", typed) or typed
        before.append(Previous(standalone, answer(standalone)))
        earlier.append(Turn(turns[len(earlier)], standalone))
        reading = _read(turn, before, catalogue, answer)
        standalone = reading.text
        if rewriter is not None:
            last = len(earlier) == len(turns) - 1
            standalone = reread(reading, turn, earlier, rewriter, catalogue, answer, ask=last)
    return standalone


def _is_talk(turn: str) -> bool:
    """Thanks and greetings, which nothing later refers to."""
    return answer_small_talk(ParsedQuestion(turn), ()) is not None


def _read(turn: str, before: Sequence[Previous], catalogue: Catalogue, answer: Answerer) -> Reading:
    """The turn as the rules read it."""
    if not is_dependent(turn, catalogue):
        return Reading(turn, "alone")
    question = ParsedQuestion(turn)
    body = TAIL.sub("", LEAD.sub("", turn.strip())).strip(" ,，。？?")
    if exact := _placed(turn, question, body, before, catalogue):
        return Reading(elsewhere(exact, turn, catalogue, answer), "exact")
    said = _said_of(turn, question, body, before[-1], catalogue, answer)
    return replace(said, text=elsewhere(said.text, turn, catalogue, answer))


def _placed(
    turn: str, question: ParsedQuestion, body: str, before: Sequence[Previous],
    catalogue: Catalogue,
) -> str:  # fmt: skip
    """A turn about a place: rows put together, the part beside, a number; "" for other turns."""
    if TOGETHER.search(question.folded) and (together := _together(body, before, catalogue)):
        return together
    beside = BESIDE.match(question.folded)
    if beside and not (beside["kind"] and "下面的" in question.folded):
        return _beside(beside, before[-1], catalogue)
    return pointed(turn, question, body, before[-1], catalogue)


def _said_of(
    turn: str, question: ParsedQuestion, body: str, previous: Previous,
    catalogue: Catalogue, answer: Answerer,
) -> Reading:  # fmt: skip
    """A turn about the subject before, or the question before about another one."""
    found = previous.draft.found and previous.draft.route in ("structure", "indicator")
    kind: Literal["exact", "guess"] = "exact" if found else "guess"
    if PRONOUN.search(turn) and not _LATE.search(turn):
        return Reading(with_subject(LEAD.sub("", turn.strip()), previous, catalogue), kind)
    turn, bare = _LATE.sub("", turn), ParsedQuestion(_LATE.sub("", body))
    if _reckons(question, previous):
        said = LEAD.sub("", turn.strip()).rstrip("?？。 ")
        return Reading(f"{subject_of(previous, catalogue)}{said}", "exact")
    if _only_year(bare):
        return Reading(with_year(previous.question, f"{bare.years[0]}年"), "exact")
    if MORE.search(question.folded) and len("".join(bare.core.split())) <= 6:
        return Reading(f"{subject_of(previous, catalogue)}具体内容是什么", kind)
    if names_document(bare, catalogue):
        return Reading(in_document(body, previous.question, catalogue), "exact")
    numbered = find_addresses(bare.folded) and find_addresses(fold(previous.question))
    said = swapped(bare.text, previous, catalogue, answer)
    return Reading(said, "exact" if numbered else "guess")


def _only_year(bare: ParsedQuestion) -> bool:
    rest = re.sub(r"(?:19|20)\d{2}年?|[\s年的]|目标|达到|是|多少|到", "", bare.folded)
    return bool(bare.years) and len(rest) <= 1


def _reckons(turn: ParsedQuestion, previous: Previous) -> bool:
    """“比2020年多多少”, “属性是什么” after an answer from a table: said of its row."""
    if previous.draft.route != "indicator" or not previous.draft.found:
        return False
    rest = CHANGES.sub(
        "", re.sub(r"(?:19|20)\d{2}年?|目标|最?[低高少多]|至少|大约", "", turn.folded)
    )
    changes = CHANGES.search(turn.folded) and len(re.sub(r"\W|[了呢吗的是个]", "", rest)) <= 3
    remark = re.search(r"约束性|预期性|属性|单位", turn.folded)
    short = len("".join(turn.core.split())) <= 8 and not re.search(r"呢[?？]?$|哪", turn.folded)
    return bool(changes or (remark and short))


def _together(body: str, before: Sequence[Previous], catalogue: Catalogue) -> str:
    """“两者相差多少”: said of the rows of the last two turns that were answered from different ones."""
    rows: dict[str, Previous] = {}
    parts = "同一" in body
    for previous in reversed(before):
        place = answered_place(previous.draft, catalogue)
        fits = parts or (place is not None and place.node.kind == "row")
        if previous.draft.route in ("indicator", "structure") and place and fits:
            rows.setdefault(place_name(place, catalogue), previous)
    if len(rows) < 2:
        return ""
    names = list(rows)[:2][::-1]
    years = next((y for p in reversed(before) for y in ParsedQuestion(p.question).years), None)
    own = ParsedQuestion(body).years
    said = re.sub(
        r"^(?:这|那)?(?:两者|二者|两个数|两个数字|两个|两项|它们)(?:数|之间)?|^(?:它们|这)",
        "",
        body,
    )
    return f"{names[0]}和{names[1]}{f'{years}年' if years and not own else ''}{said}"


def _beside(beside: re.Match[str], previous: Previous, catalogue: Catalogue) -> str:
    way = "后面" if beside["way"][-1] in "下后" else "前面"
    place = answered_place(previous.draft, catalogue)
    asked = find_addresses(ParsedQuestion(previous.question).folded)
    direct = previous.draft.route == "structure" and re.search("面的", previous.question)
    start, end = (asked[0].start, asked[-1].end) if asked and not direct else (0, 0)
    subject = previous.question[start:end] or subject_of(previous, catalogue)
    name = (
        ""
        if direct
        else "".join(previous.question[a:b] for a, b in _spans(previous.question, catalogue))
    )
    folded = beside.string
    kind = beside["kind"] or ("条" if "条" in folded else _own_kind(place) if place else "部分")
    return f"{name}{subject}{way}的{kind}是什么"


def _own_kind(place: Place) -> str:
    return kind_word([place.node])


def _spans(question: str, catalogue: Catalogue) -> tuple[Span, ...]:
    """Where a question names its document."""
    return choose_scope(ParsedQuestion(question), catalogue.infos).spans

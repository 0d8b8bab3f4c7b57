"""Resolving a follow-up against earlier turns: the stand-alone question that is shown and answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from index.documents import Span
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Evidence
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.small_talk import answer_small_talk
from rag.structure.addresses import find_addresses
from rag.structure.part_words import kind_word
from rag.structure.places import Place
from rag.turns.carrying import chosen, document_of, in_same_document, own_words
from rag.turns.dependence import (
    BESIDE,
    CHANGES,
    LAST,
    LEAD,
    MORE,
    NTH,
    PRONOUN,
    TAIL,
    TOGETHER,
    is_dependent,
)
from rag.turns.dependence import (
    INSIDE as _INSIDE,
)
from rag.turns.elsewhere import elsewhere
from rag.turns.openings import without_opening
from rag.turns.pointing import point_of_list, pointed, with_subject
from rag.turns.previous import (
    Answerer,
    Previous,
    answered_place,
    place_name,
    subject_of,
)
from rag.turns.replacing import (
    ASKING,
    OWN,
    names_document,
    of_document,
    only_looks,
    own_weight,
    says_nothing_of_its_own,
    swapped,
    with_context,
    with_year,
)
from rag.turns.rewriting import Reading, Rewriter, Turn, reread

_SAID = re.compile(
    r"^(?:她|他|文章|报道)(?:还|又)?(?:说|表示|介绍|指出|提到|讲)(?:的|到)?(?=[^?。]{4})"
)
_THAT_YEAR = re.compile(r"(?:那|这)(?:一|同一)?年(?!度|代|龄|轻)|(?<![\u4e00-\u9fff])(?:当年|同年)")
_DEFINES = re.compile(r"什么是|什么叫|何谓|是指什么")
_PARTED = re.compile(r"^(?P<first>[^，,。?？]{1,16}呢)[，,。?？]+\s*(?P<rest>[^呢]{3,})$")
"""“最终的呢？结果怎么用”: first another subject, then a question about it."""
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
    opened = without_opening(turn)
    turn = opened.text
    turn = _with_same_year(turn, before)
    if opened.turns:
        return Reading(turn, "alone")
    if opened.same:
        return Reading(_in_the_same(turn, before, catalogue, answer), "guess")
    if parts := _PARTED.match(turn):
        if only_looks(parts["first"], catalogue):
            return _alone(turn, before[-1], catalogue, answer)
        first = _read(parts["first"], before, catalogue, answer)
        if first.text != parts["first"]:
            return replace(first, text=f"{first.text.rstrip('?？。')}，{parts['rest']}")
    if not is_dependent(turn, catalogue):
        return _alone(turn, before[-1], catalogue, answer)
    question = ParsedQuestion(turn)
    body = TAIL.sub("", LEAD.sub("", turn.strip())).strip(" ,，。？?")
    if exact := _placed(turn, question, body, before, catalogue):
        return Reading(elsewhere(exact, turn, catalogue, answer), "exact")
    said = _said_of(turn, question, body, before[-1], catalogue, answer)
    return replace(said, text=elsewhere(said.text, turn, catalogue, answer))


def _alone(turn: str, previous: Previous, catalogue: Catalogue, answer: Answerer) -> Reading:
    """A turn that is a whole question: one that hardly names a subject may still be about the one
    before, and one that names no document stays with the one before where that answers it too."""
    if says_nothing_of_its_own(turn, catalogue):
        return Reading(of_document(turn.rstrip("?？。"), previous, catalogue, answer), "exact")
    if inside := point_of_list(turn, previous, catalogue):
        return Reading(inside, "exact")
    drafted = answer(turn)
    if drafted.route != "passage" or _DEFINES.search(turn):
        return Reading(turn, "alone")
    words = own_words(turn)
    if own_weight(turn) < OWN and words and not find_addresses(fold(turn)):
        return Reading(with_context(turn, previous, catalogue, answer), "guess")
    return Reading(in_same_document(turn, turn, previous, catalogue, answer), "alone")


def _in_the_same(
    turn: str, before: Sequence[Previous], catalogue: Catalogue, answer: Answerer
) -> str:
    """A turn that says it means the same document: its question, or its subject, asked there."""
    document = next((d for p in reversed(before) if (d := document_of(p.draft))), "")
    if not document:
        return turn
    body = TAIL.sub("", turn).strip(" ，,。？?")
    asks = ASKING.search(body) or not is_dependent(turn, catalogue)
    said = turn if asks else swapped(body, before[-1], catalogue, answer)
    if choose_scope(ParsedQuestion(said), catalogue.infos).named:
        return said
    return f"{catalogue.title(document)}里，{said}"


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
    listed = _listing(question, before, catalogue)
    return pointed(turn, question, body, listed, catalogue)


def _listing(
    question: ParsedQuestion, before: Sequence[Previous], catalogue: Catalogue
) -> Previous:
    """The turn whose points “最后一个” counts: the one before, or the one that listed the point which
    the one before was about."""
    last = before[-1]
    counts = any(a.leans for a in find_addresses(question.folded))
    if not (counts or LAST.search(question.folded) or NTH.search(question.folded)):
        return last
    cited = [e for s in last.draft.statements for e in s.evidence]
    for previous in reversed(before[:-1]):
        points = [s for s in previous.draft.statements if s.form == "item" and s.evidence]
        held = [p for s in points for p in s.evidence]
        if len(points) > 1 and cited and all(_within(e, held, catalogue) for e in cited):
            return previous
    return last


def _within(cited: Evidence, held: Sequence[Evidence], catalogue: Catalogue) -> bool:
    """Whether a place stands in one of the parts of others."""
    outline = catalogue.outline(cited.document_id)
    spans = [outline.node(p.node_id).span for p in held if p.document_id == cited.document_id]
    return any(a <= cited.span[0] and cited.span[1] <= b for a, b in spans)


def _said_of(
    turn: str, question: ParsedQuestion, body: str, previous: Previous,
    catalogue: Catalogue, answer: Answerer,
) -> Reading:  # fmt: skip
    """A turn about the subject before, or the question before about another one."""
    found = previous.draft.found and previous.draft.route in ("structure", "indicator")
    kind: Literal["exact", "guess"] = "exact" if found else "guess"
    if _determines(turn, catalogue):
        return Reading(of_document(body, previous, catalogue, answer), "exact")
    if PRONOUN.search(turn) and not _LATE.search(turn):
        return Reading(with_subject(LEAD.sub("", turn.strip()), previous, catalogue), kind)
    if _INSIDE.match(turn):
        ways = [f"{subject_of(previous, catalogue)}{turn}", turn]
        return Reading(chosen(ways, turn, previous, catalogue, answer), "guess")
    turn, bare = _LATE.sub("", turn), ParsedQuestion(_LATE.sub("", body))
    if _reckons(question, previous):
        said = LEAD.sub("", turn.strip()).rstrip("?？。 ")
        return Reading(f"{subject_of(previous, catalogue)}{said}", "exact")
    if _only_year(bare):
        return Reading(with_year(previous.question, f"{bare.years[0]}年"), "exact")
    if MORE.search(question.folded) and len("".join(bare.core.split())) <= 6:
        return Reading(f"{subject_of(previous, catalogue)}具体内容是什么", kind)
    if names_document(bare, catalogue):
        return Reading(of_document(body, previous, catalogue, answer), "exact")
    numbered = find_addresses(bare.folded) and find_addresses(fold(previous.question))
    said = swapped(bare.text, previous, catalogue, answer)
    return Reading(said, "exact" if numbered else "guess")


def _determines(turn: str, catalogue: Catalogue) -> bool:
    """Whether the only pronoun stands before the name of a document: “那份方案”."""
    found = PRONOUN.search(turn)
    spans = choose_scope(ParsedQuestion(turn), catalogue.infos).spans
    if found is None or PRONOUN.search(turn, found.end()):
        return False
    return any(
        found.start() <= a and not re.sub(r"[\d年到至的\-—~]", "", turn[found.end() : a])
        for a, _ in spans
    )


def _with_same_year(turn: str, before: Sequence[Previous]) -> str:
    """“那年”, “同年”: the year that was asked about before."""
    year = next((y for p in reversed(before) for y in ParsedQuestion(p.question).years), None)
    return _THAT_YEAR.sub(f"{year}年", turn, count=1) if year else turn


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
    name = "" if subject.startswith(name) else name
    folded = beside.string
    kind = beside["kind"] or ("条" if "条" in folded else _own_kind(place) if place else "部分")
    return f"{name}{subject}{way}的{kind}是什么"


def _own_kind(place: Place) -> str:
    return kind_word([place.node])


def _spans(question: str, catalogue: Catalogue) -> tuple[Span, ...]:
    """Where a question names its document."""
    return choose_scope(ParsedQuestion(question), catalogue.infos).spans

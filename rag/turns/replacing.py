"""One piece of the question before put in place of another: year, part or subject."""

from __future__ import annotations

import re

from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.structure.addresses import Address, find_addresses
from rag.structure.part_words import BARE_WORDS, PART_WORD
from rag.turns.carrying import (
    OWN,
    SAID,
    chosen,
    document_of,
    in_same_document,
    own_weight,
    said_share,
    without_names,
)
from rag.turns.counterparts import goes_along
from rag.turns.dependence import RELATIVE, WHOLE
from rag.turns.filling import readings
from rag.turns.previous import (
    ASKS,
    Answerer,
    Previous,
    core_of,
    subject_of,
    words_of,
)

_GOES_ON = re.compile(
    r"^(?:那|它们|他们|这些|那些)?(?:又|都|分别|各|各自|依次)(?:是|叫|有|讲|为|在)"
)


ASKING = re.compile(
    r"哪|什么|啥|多少|谁|几[个项条章节年天次步类种]|怎|如何|咋|多[久长大高]|[吗么]$|是否|有没有|是不是|能不能"
)
"""Words by which a turn asks something itself."""


_OWN_TIME = re.compile(r"今年|去年|前年|明年|(?:19|20)\d{2}年|\d{1,2}月|上半年|下半年|季度")

_TOTAL = re.compile(r"(?<=.{2})(?:合计|总共|一共|总的)$")
_SET_DOWN = re.compile(
    r"^(?:规划|方案|纲要|条例|办法|报告|文件|新闻|报道|文章)?(?:里面?|中)?所?(?:定|提|说|写|讲|要求|提出|规定)(?:到|下)?的"
)


def with_year(question: str, year: str) -> str:
    """The question before with another year."""
    changed, count = re.subn(r"(?:19|20)\d{2}年?", year, question, count=1)
    return changed if count else f"{year}{question}"


def swapped(body: str, previous: Previous, catalogue: Catalogue, answer: Answerer) -> str:
    """The question before with the new subject in place of the old one."""
    addresses = find_addresses(ParsedQuestion(body).folded)
    before = find_addresses(ParsedQuestion(previous.question).folded)
    body = _TOTAL.sub("", body)
    if addresses:
        if before:
            return readdressed(body, addresses[0], previous.question, before)
        return f"{body}讲什么"
    if _GOES_ON.match(body):
        return f"{previous.question.rstrip('?？。')}，{body}"
    if ASKING.search(body):
        return _asked_of(body, previous, before, catalogue, answer)
    text = text_before(previous, catalogue)
    ways = readings(body, previous.question, catalogue, text)
    return chosen(ways, body, previous, catalogue, answer)


def text_before(previous: Previous, catalogue: Catalogue) -> str:
    """The text, folded, of the only document that the answer before cites; "" for several."""
    document = document_of(previous.draft)
    return catalogue.folded(document) if document else ""


def _asked_of(
    body: str, previous: Previous, before: tuple[Address, ...], catalogue: Catalogue,
    answer: Answerer,
) -> str:  # fmt: skip
    """A turn that asks something itself: of the part before, or of its subject."""
    asked = ParsedQuestion(body)
    parts = any(PART_WORD.search(w) for w in asked.terms)
    only_parts = all(
        PART_WORD.fullmatch(w) or w in BARE_WORDS or w in RELATIVE for w in asked.terms
    )
    if WHOLE.search(body) and parts and not _finer(asked, before):
        return body
    if before and only_parts:
        return f"{previous.question[: before[-1].end]}{body}"
    listed = [s for s in previous.draft.statements if s.form == "item"]
    asks = ASKS.search(previous.question)
    if not asked.terms and len(listed) > 1 and asks and asks.start() > 1:
        return f"{previous.question[: asks.start()]}{body}"
    if only_parts and previous.draft.route in ("structure", "indicator"):
        return f"{subject_of(previous, catalogue)}{body}"
    return with_context(body, previous, catalogue, answer)


_RANKS = {"part": 0, "chapter": 1, "section": 2, "article": 2, "box": 3, "item": 4, "clause": 4}

_WORD_RANKS = {"编": 0, "篇": 0, "章": 1, "部分": 1, "节": 2, "条": 2, "专栏": 3, "项": 4, "款": 4}


def _finer(asked: ParsedQuestion, before: tuple[Address, ...]) -> bool:
    """Whether the parts asked for can stand inside the part before: 专栏2 has no 专栏 in it."""
    words = [m[0] for m in PART_WORD.finditer(asked.folded)]
    ranks = [_WORD_RANKS.get(word, 4) for word in words]
    return bool(before and ranks) and min(ranks) > _RANKS[before[-1].level]


def readdressed(body: str, new: Address, question: str, before: tuple[Address, ...]) -> str:
    """The question before with another address: an item stays in the part that was asked about."""
    start, end = before[0].start, before[-1].end
    if new.level in ("item", "clause"):
        start = next((a.start for a in before if a.level == new.level), end)
    return question[:start] + body + question[end:]


def with_context(body: str, previous: Previous, catalogue: Catalogue, answer: Answerer) -> str:
    """A follow-up that asks something itself: alone when it names a subject and finds an answer,
    else with the old subject, where the answer then says what the turn asks."""
    if along := goes_along(body, previous.question):
        return along
    subject = words_of(previous.question)
    if choose_scope(ParsedQuestion(body), catalogue.infos).named:
        subject = _SET_DOWN.sub("", without_names(subject, catalogue))
    carried = f"{core_of(subject)}，{body}"
    if own_weight(body) >= OWN or _OWN_TIME.search(body):
        return chosen([body, carried], body, previous, catalogue, answer)
    with_it = answer(carried)
    if with_it.found and said_share(with_it, body, catalogue) >= SAID:
        return carried
    there = in_same_document(carried, body, previous, catalogue, answer)
    if there != carried and answer(there).found:
        return there
    return in_same_document(body, body, previous, catalogue, answer)

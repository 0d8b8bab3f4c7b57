"""The turn as the rules read it: a question of its own, a part, or something put into the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from index.folding import fold
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.structure.addresses import find_addresses
from rag.turns.carrying import (
    OWN,
    chosen,
    document_of,
    in_same_document,
    own_weight,
)
from rag.turns.dependence import (
    AMONG,
    CHANGES,
    LEAD,
    MORE,
    PRONOUN,
    TAIL,
    is_dependent,
)
from rag.turns.dependence import (
    INSIDE as _INSIDE,
)
from rag.turns.elsewhere import elsewhere
from rag.turns.filling import KIND_OF
from rag.turns.members import Chosen, chosen_member
from rag.turns.nearby import without_lead
from rag.turns.openings import without_opening
from rag.turns.other_documents import (
    names_document,
    of_document,
    only_looks,
    says_nothing_of_its_own,
    with_titles,
)
from rag.turns.placing import placed
from rag.turns.pointing import other_ordinal, point_of_list, with_subject
from rag.turns.previous import (
    Answerer,
    Previous,
    subject_of,
)
from rag.turns.replacing import (
    ASKING,
    swapped,
    with_context,
    with_year,
)
from rag.turns.rewriting import Reading
from rag.turns.slots import slot

_THAT_YEAR = re.compile(r"(?:那|这)(?:一|同一)?年(?!度|代|龄|轻)|(?<![\u4e00-\u9fff])(?:当年|同年)")

_DEFINES = re.compile(r"什么是|什么叫|何谓|是指什么")

_PARTED = re.compile(r"^(?P<first>[^，,。?？]{1,16}呢)[，,。?？]+\s*(?P<rest>[^呢]{3,})$")
"""“最终的呢？结果怎么用”: first another subject, then a question about it."""

_LATE = re.compile(r"(?<=\w)[他她](?=[?？。]?$)")
"""A person named last (“何时通知他”): no subject of the turn before."""

_BARE_VERB = re.compile(
    r"^(?:那|这)?(?=(?:也|还|就)?(?:是|算|属于)(?!不是|否|什么|谁|哪|几|多少|怎).{2,}[吗么吧?？]$)"
)
"""“是约束性的吗”: said of something that the turn does not name."""


def read(turn: str, before: Sequence[Previous], catalogue: Catalogue, answer: Answerer) -> Reading:
    """The turn as the rules read it."""
    opened = without_opening(turn)
    turn = _BARE_VERB.sub("它", _with_same_year(opened.text, before), count=1)
    turn = with_titles(turn, catalogue)
    if opened.turns:
        return Reading(turn, "alone")
    if opened.same:
        return Reading(_in_the_same(turn, before, catalogue, answer), "guess")
    if other := other_ordinal(TAIL.sub("", without_lead(turn)).strip(" ，,"), before[-1]):
        return Reading(other, "exact")
    if member := chosen_member(without_lead(turn), before, catalogue):
        return Reading(_of_member(member, before[-1], catalogue, answer), "exact")
    if parts := _PARTED.match(turn):
        if only_looks(parts["first"], catalogue):
            return _alone(turn, before[-1], catalogue, answer)
        first = read(parts["first"], before, catalogue, answer)
        if first.text != parts["first"]:
            return replace(first, text=f"{first.text.rstrip('?？。')}，{parts['rest']}")
    value = _value(turn, catalogue)
    if value and not is_dependent(turn, catalogue):
        return Reading(swapped(value, before[-1], catalogue, answer), "guess")
    if not is_dependent(turn, catalogue):
        return _alone(turn, before[-1], catalogue, answer)
    question = ParsedQuestion(turn)
    body = TAIL.sub("", LEAD.sub("", turn.strip())).strip(" ,，。？?")
    if exact := placed(turn, question, body, before, catalogue):
        return Reading(elsewhere(exact, turn, catalogue, answer), "exact")
    said = _said_of(turn, question, body, before[-1], catalogue, answer)
    return replace(said, text=elsewhere(said.text, turn, catalogue, answer))


def _value(turn: str, catalogue: Catalogue) -> str:
    """What a turn only puts in place of another case; "" where it names a document or a part."""
    value = slot(turn)
    named = value and choose_scope(ParsedQuestion(turn), catalogue.infos).named
    return "" if named or find_addresses(fold(value)) else value


def _of_member(member: Chosen, previous: Previous, catalogue: Catalogue, answer: Answerer) -> str:
    """What a turn asks of a member of the list before, or all that is said of it."""
    rest = TAIL.sub("", member.rest)
    said = rest if ASKING.search(rest) else "讲什么"
    return in_same_document(f"{member.name}{said}", member.name, previous, catalogue, answer)


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
    named = choose_scope(ParsedQuestion(turn), catalogue.infos)
    if named.spans and names_document(ParsedQuestion(turn, named.spans), catalogue):
        own = "".join(
            c for at, c in enumerate(turn) if not any(a <= at < b for a, b in named.spans)
        )
        if own_weight(own) < OWN:
            said = of_document(turn.rstrip("?？。"), previous, catalogue, answer)
            return Reading(said, "guess")
    if own_weight(turn) < OWN and not find_addresses(fold(turn)):
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
    if among := AMONG.search(turn):
        said = f"{subject_of(previous, catalogue)}怎么说{turn[: among.start()]}"
        return Reading(chosen([said, turn], turn, previous, catalogue, answer), "guess")
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
    value = "" if KIND_OF.search(bare.text) else _value(turn, catalogue)
    said = swapped(value or bare.text, previous, catalogue, answer)
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

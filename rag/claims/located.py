"""Claimed places: “进站免检写在第九条里吧”: whether what is said stands in the part that is named.

What is said is looked for in the whole document; where it stands in another part, that is named with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.documents import Node
from index.folding import fold
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.claims.absolute import unconfirmed
from rag.draft import Draft, Evidence, Statement
from rag.premises import CONFIRMED
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import Address, find_addresses
from rag.structure.describe import titled
from rag.structure.places import Place, find_places
from rag.terms import subject_terms

LEAST = 3
"""Characters of what is said to stand there."""
HELD = 0.7
"""Share of what is said that a sentence in another part must hold."""
_BEFORE = re.compile(
    r"(?:是|就是|都)?(?:在|写在|出自|见于?|放在|列在|归在|属于|记在|规定在|来自)?(?:方案|规划|法律|文件|本法|原文)?(?:里|中|的)*$"
)
_BEHIND = re.compile(
    r"^(?:里面?|中|上)?(?:头)?(?:写|说|讲|提|规定|出现|列|要求)?(?:出来|过|到)?(?:的|的?内容|的?意思|的?规定)*"
    r"(?P<check>吧|吗|么|对吗|对不对|对吧|是不是|是吗|没错吧|[,，?？。]|$)"
)
_PARTS = ("item", "row", "paragraph")


def answer_located(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue, answer: Callable[[str], Draft]
) -> Draft | None:
    """“不对，” with the part in which what is said does stand and the sentence, “是的。” where it is the
    part named; with the answer to what is asked of it besides. None for other questions and for what
    is not found."""
    addresses = find_addresses(question.folded)
    claim = _claimed(question, addresses) if addresses else None
    if claim is None:
        return None
    said, rest = claim
    draft = answer(f"{said}，{rest}？" if rest else f"{said}吗？")
    stands = _sentence(draft) if draft.found else None
    if stands is None:
        return draft if draft.found and draft.statements[0].text.startswith("不") else None
    within = replace(scope, documents=(stands.evidence[0].document_id,))
    places, _ = find_places(addresses, within, catalogue, question.folded)
    if len(places) != 1:
        return None
    right = _stands_in(stands.evidence[0], places[0])
    if not right and _holds(places[0], said, catalogue):
        return None  # it stands there too: what is said of it is not wrong
    own = _part(stands.evidence[0], places[0])
    if own.kind == "document" or (right and rest):
        return None
    there = titled(replace(places[0], node=own))
    if _share(said, stands, there, catalogue) < (CONFIRMED if right else HELD):
        return None
    lead = Statement("是的。" if right else "不对，", (), "lead", derived=True)
    named = not right and fold(stands.text)[:8] not in fold(there.text)
    whole = Draft("structure", (lead, *([there] if named else []), stands))
    return unconfirmed(question, whole)


def _claimed(question: ParsedQuestion, addresses: Sequence[Address]) -> tuple[str, str] | None:
    """What a question says to stand in the part that it names, and what it asks besides; None where
    it says nothing of the kind."""
    start, end = addresses[0].start, addresses[-1].end
    said = _BEFORE.sub("", question.text[:start])
    placed, said = said != question.text[:start], said.strip("，, ")
    behind = _BEHIND.match(question.folded[end:])
    if len(said) < LEAST or behind is None or "," in question.folded[start:end]:
        return None
    rest = question.text[end + behind.end() :].strip("，,。？? ")
    asks_if = behind["check"] not in ("", *"，,？?。")
    if not placed and (rest or not asks_if):
        return None  # “主要目标第三点” only names a part
    if not rest and question.wants - {"check"}:
        return None
    return said, rest


def _share(said: str, stands: Statement, there: Statement, catalogue: Catalogue) -> float:
    """How much of what is said the sentence and the heading of its part hold."""
    asked = ParsedQuestion(said)
    aligned = align(asked, subject_terms(asked), catalogue)
    return aligned.share(fold(f"{stands.text}{there.text}"))


def _holds(place: Place, said: str, catalogue: Catalogue) -> bool:
    """Whether the part named holds the words of what is said, or its heading does."""
    asked = ParsedQuestion(said)
    start, end = place.node.span
    text = catalogue.folded(place.document_id)[start:end]
    return align(asked, subject_terms(asked), catalogue).share(text) >= HELD


def _sentence(draft: Draft) -> Statement | None:
    """The first statement of a draft that rests on one place, where it is not called wrong."""
    first, *more = draft.statements
    if first.text == "是的。" and more:
        first = more[0]
    return first if len(first.evidence) == 1 and not first.derived else None


def _stands_in(stands: Evidence, place: Place) -> bool:
    start, end = place.node.span
    return start <= stands.span[0] and stands.span[1] <= end


def _part(stands: Evidence, place: Place) -> Node:
    """The part of the kind named that a sentence stands in, else the section, article or box."""
    node = place.outline.at(stands.span[0])
    above = node
    while above.parent and above.kind != place.node.kind:
        above = place.outline.node(above.parent)
    if above.kind == place.node.kind:
        return above
    while node.kind in _PARTS and node.parent:
        node = place.outline.node(node.parent)
    return node

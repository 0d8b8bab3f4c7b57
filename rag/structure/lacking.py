"""Parts of a kind that have parts of another kind in them, or have none: “哪些章没有专栏”."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.catalogue import Catalogue
from rag.draft import Draft, Statement, heading_evidence
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import find_addresses
from rag.structure.describe import heading_statement
from rag.structure.left_over import left_over
from rag.structure.part_words import PART_WORDS, counted, node_kinds
from rag.structure.parts import inner_nodes, owner, roots
from rag.structure.places import Place, find_places

_HOLDS = re.compile(
    rf"(?:哪|列出|所有)(?:一|些|几|个|大|出|了)+(?P<k>{PART_WORDS})(?:里面?|中|下面?|是|都)*"
    rf"(?:设|带|附|配|含|包含|包括|下设|列|有|挂)+(?:有|着|了)?(?P<of>{PART_WORDS})(?:的|呢|啊)?(?=[,?。]|$)"
    rf"|(?<![没不未])(?:有|设|带|附|配|含)(?:有|着|了)?(?P<of2>{PART_WORDS})的(?P<k2>{PART_WORDS})(?:一共|总共|共|都|分别)*(?:有|是)(?:哪|几|多少|什么)"
)
_LACKS = re.compile(
    rf"(?:哪|什么|列出|所有|几|多少)(?:一|些|几|个|大|出|了)*(?P<k>{PART_WORDS})(?:里面?|中|下面?|是|都|还|并)*"
    rf"(?:没有?|未|不|无)(?:单独|再|另)?(?:设|带|附|配|含|包含|包括|下设|列|有|挂)*(?:有|任何|过|着)?(?P<of>{PART_WORDS})"
    rf"|(?:没有?|未设?|不[带设含]|无)(?:设|带|附|配|含|有)*(?P<of2>{PART_WORDS})的(?P<k2>{PART_WORDS})(?:有|是|都)*(?:哪|几|多少|什么)"
)


def answer_lacking(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The parts that lack another kind of part, or have it, of each document of the scope that has both kinds
    (of the first one where none is named), or of the part named; None for other questions."""
    lacks = _LACKS.search(question.subject)
    found = lacks or _HOLDS.search(question.subject)
    if found is None:
        return None
    said = found.groupdict()
    word, of = said["k"] or said["k2"], said["of"] or said["of2"]
    addresses = find_addresses(question.folded)
    around = f"{question.subject[: found.start()]} {question.subject[found.end() :]}"
    if word == of or left_over(_without(around)):
        return None
    places, missing = find_places(addresses, scope, catalogue, question.folded)
    if missing is not None or (addresses and not places):
        return None
    held = places or [p for p in roots(scope, catalogue, word, every=True) if inner_nodes(p, of)]
    held = held or roots(scope, catalogue, word)
    drafts = [
        _told(place, word, of, catalogue, lacks=lacks is not None)
        for place in (held if scope.named else held[:1])
    ]
    statements = tuple(s for told in drafts for s in told)
    return Draft("structure", statements) if statements and all(drafts) else None


def _without(text: str) -> str:
    """The text with its addresses blanked out."""
    for address in find_addresses(text):
        text = f"{text[: address.start]}{' ' * (address.end - address.start)}{text[address.end :]}"
    return text


def _told(
    place: Place, word: str, of: str, catalogue: Catalogue, *, lacks: bool
) -> tuple[Statement, ...]:
    """Which of the parts inside a part have parts of the other kind, or have none."""
    whole = inner_nodes(place, word)
    kept = [n for n in whole if _has(replace(place, node=n), of) != lacks]
    owned = f"{owner(place, catalogue)}的{len(whole)}{counted(word)}"
    if whole and not kept:
        ends = tuple(heading_evidence(place.outline, place.document_id, n.id) for n in whole[:20])
        return (Statement(f"{owned}都{'有' if lacks else '没有'}{of}。", ends, derived=True),)
    text = f"{owned}中，{'没有' if lacks else '有'}{of}的有{len(kept)}{counted(word)}："
    lead = Statement(text, (), "lead", derived=True)
    return (lead, *(heading_statement(place, n, form="item") for n in kept)) if kept else ()


def _has(place: Place, of: str) -> bool:
    """Whether a part has one of the kind itself: the articles of a chapter are no 节."""
    kinds = node_kinds(of, place.outline)
    return any(n.kind in kinds for n in inner_nodes(place, of))

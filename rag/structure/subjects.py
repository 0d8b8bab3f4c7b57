"""The parts that a question is about, by number, by title or by what they deal with, and where it names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.documents import Node, Outline, Span
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import Address, find_addresses, group_addresses
from rag.structure.locating import Missing, locate
from rag.structure.part_words import PART_WORDS
from rag.structure.places import Place
from rag.structure.titles import Titled, find_described, find_titled

_BETWEEN = re.compile(
    rf"[\s\"'》的里中内下面底之:\-这那一个叫是]*(?:{PART_WORDS})?[\s\"'《的里中内下面底之:]*"
)
"""What may stand between a part and a part of it: 第四章“刑罚”里的第二节."""
_ASKS = re.compile(r"(?:几|多少|哪|什么|啥|谁|吗)[^,;?。]*[,;?。 ]")
_CLAUSE = re.compile(r"[,;:。]")
_COUNTS = re.compile(rf"(?:几|多少)(?:个|大|小)*(?:{PART_WORDS})")
MARK = "§"
"""Stands in a question for each character of the name of a part."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A piece of a question and the parts that it names; `named` when by title and not by number.

    `called`: by its title with a word for parts behind it (“登记”一章). `counted` is a number that counts in what the clause before is about (“末一项”, “打头的那条”); the
    parts are then those that it would name alone.
    """

    span: Span
    places: tuple[Place, ...]
    named: bool = False
    counted: Address | None = None
    called: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The subjects of a question in one document, in order, and the question without their names."""

    subjects: tuple[Subject, ...]
    blanked: str


def read_subjects(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> tuple[Reading, ...]:
    """How each document of the scope reads the question; only those that have all its subjects.

    Numbers are looked for in the first document that has them, titles in all. A question that
    names no part is read once, without subjects.
    """
    text = question.subject
    addresses = find_addresses(text)
    named = [t for t in find_titled(text, scope, catalogue) if not _clashes(t.span, addresses)]
    free = _blank(text, [(a.start, a.end) for a in addresses] + [t.span for t in named])
    described = find_described(free, scope, catalogue)
    if described and not named:
        named = sorted([*named, described], key=lambda t: t.span)
    if not addresses and not named:
        return (Reading((), text),)
    readings = []
    for document_id in _fitting(scope.documents, named) if addresses else scope.documents:
        outline = catalogue.outline(document_id)
        subjects = _placed(text, addresses, named, document_id, outline)
        if subjects:
            spans = [s.span for s in subjects]
            readings.append(Reading(tuple(subjects), _blank(text, spans)))
            if addresses or described:
                break
    return tuple(readings)


def _fitting(documents: Sequence[str], named: Sequence[Titled]) -> list[str]:
    """The documents in their order, those first that have the most of the titles said."""
    has = [{p.document_id for p in titled.places} for titled in named]
    return sorted(documents, key=lambda document_id: -sum(document_id in own for own in has))


def _clashes(span: Span, addresses: Sequence[Address]) -> bool:
    return any(a.start < span[1] and span[0] < a.end for a in addresses)


def _blank(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + MARK * (end - start) + text[end:]
    return text


def _placed(
    text: str, addresses: tuple[Address, ...], named: Sequence[Titled], document_id: str,
    outline: Outline,
) -> list[Subject]:  # fmt: skip
    """The subjects in one document in order; none when it lacks one that is named by number."""
    placed: list[Subject] = []
    for span, piece in _pieces(text, addresses, named):
        last = placed[-1] if placed and _adjoins(text, placed[-1].span, span) else None
        if isinstance(piece, Titled):
            nodes = [p.node for p in piece.places if p.document_id == document_id]
        elif placed and not last and len(piece) == 1 and _asked(text, placed[-1].span, span):
            counts = piece[0].leans or _COUNTS.search(text[placed[-1].span[1] : span[0]])
            nodes = _located(outline, piece, None) or ([outline.root] if counts else [])
            places = tuple(Place(document_id, outline, n) for n in nodes)
            if not places:
                return []
            placed.append(Subject(span, places, counted=piece[0]))
            continue
        else:
            nodes = _located(outline, piece, last)
            if not nodes:
                return []
        if not nodes:
            continue
        inner = [n for n in nodes if last and _related(n, last.places)]
        if last and inner:
            span = (last.span[0], span[1])
            placed.pop()
        elif last and isinstance(piece, Titled):
            continue  # the title of another part than the number says
        places = tuple(Place(document_id, outline, n) for n in inner or nodes)
        called = isinstance(piece, Titled) and piece.called
        placed.append(Subject(span, places, isinstance(piece, Titled), called=called))
    return _joined(placed)


def _pieces(
    text: str, addresses: tuple[Address, ...], named: Sequence[Titled]
) -> list[tuple[Span, tuple[Address, ...] | Titled]]:
    """The numbers, group by group, and the titles that a question says, in order."""
    pieces: list[tuple[Span, tuple[Address, ...] | Titled]] = [(t.span, t) for t in named]
    used: set[Address] = set()
    for clause in _by_clause(text, addresses):
        for group in group_addresses(text, clause):
            own = [a for a in group if a not in used] or [group[-1]]
            used.update(group)
            pieces.append(((own[0].start, own[-1].end), group))
    return sorted(pieces, key=lambda p: p[0])


def _asked(text: str, before: Span, after: Span) -> bool:
    """Whether something is asked of the one part before the other is named, or a clause ends there."""
    between = text[before[1] : after[0]]
    return bool(_ASKS.search(between) or _CLAUSE.search(between))


def _by_clause(text: str, addresses: tuple[Address, ...]) -> list[tuple[Address, ...]]:
    """The addresses parted where a clause that asks something ends."""
    parted: list[tuple[Address, ...]] = []
    for address in addresses:
        before = parted[-1][-1] if parted else None
        if before and not _ASKS.search(text[before.end : address.start]):
            parted[-1] = (*parted[-1], address)
        else:
            parted.append((address,))
    return parted


def _located(outline: Outline, group: tuple[Address, ...], last: Subject | None) -> list[Node]:
    """The nodes of a group of numbers: inside the part named just before it, or in the document."""
    for place in last.places if last and last.named else ():
        found = locate(outline, group, holder=place.node)
        if not isinstance(found, Missing):
            return list(found)
    found = locate(outline, group)
    return [] if isinstance(found, Missing) else list(found)


def _adjoins(text: str, before: Span, after: Span) -> bool:
    return bool(_BETWEEN.fullmatch(text[before[1] : after[0]]))


def _related(node: Node, places: Sequence[Place]) -> bool:
    """Whether a node stands in one of the places or is one of them."""
    return any(p.node.span[0] <= node.span[0] and node.span[1] <= p.node.span[1] for p in places)


def _joined(subjects: Sequence[Subject]) -> list[Subject]:
    """Subjects of one piece of text (第三节到第五节) as one."""
    joined: list[Subject] = []
    for subject in subjects:
        if joined and joined[-1].span == subject.span:
            joined[-1] = replace(joined[-1], places=(*joined[-1].places, *subject.places))
        else:
            joined.append(subject)
    return joined

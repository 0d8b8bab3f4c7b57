"""A question about parts, clause by clause: what is asked of which part of which document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.documents import Node
from index.folding import fold
from rag.structure.addresses import Address
from rag.structure.asking import Asked, asked_in, asked_on, asked_thing, clauses
from rag.structure.left_over import left_over
from rag.structure.locating import Missing, locate
from rag.structure.part_words import PART_WORDS, node_kinds
from rag.structure.parts import inner_nodes
from rag.structure.places import Place
from rag.structure.subjects import Reading, Subject
from rag.structure.whereabouts import beside, holder_of

_SHARED = ("count", "list")
_WAYS = ("next", "previous")
_WORDS = {
    "part": "编", "chapter": "章", "section": "节", "article": "条", "box": "专栏", "clause": "款",
    "item": "项",
}  # fmt: skip
_NAME = 4
"""Most characters of a person's name."""
_TELLS = re.compile(r"讲|说|写|谈|介绍|内容|规定|大意|概括|总结|概述|要点|标题|题目|名称|名字|叫")


_ASKING = re.compile(r"哪|几|什么|啥|多少|谁|吗|呢|怎|如何|[?]")
_THEY = re.compile(r"(?:它们?|这[些几两三]|其|那[些几两三])")
"""A clause that goes on about the parts before may name the part that they stand in."""
_THAT = re.compile(rf"(?:该|那|这|此)(?:一|个)*(?P<k>{PART_WORDS})(?!§)")
"""“该章共几节”: the part that was asked for before."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing asked of some parts; no part stands for the whole document.

    `told` is False where a title alone, or a title with “是什么”, may ask for the thing of that name.
    """

    asked: Asked
    places: tuple[Place, ...]
    told: bool = True


def understand(reading: Reading) -> tuple[Demand, ...]:
    """All that a question asks of the parts of a document; empty when it asks of content too.

    A clause without a part of its own goes on about the one before, or about the one that the
    clause before asked for (“下一章是什么，打头的那条讲什么”); “叫什么” after a count asks for the names of
    what was counted.
    """
    demands: list[Demand] = []
    places: tuple[Place, ...] = ()
    pending = False
    for start, end in clauses(reading.blanked):
        clause = reading.blanked[start:end]
        own = [s for s in reading.subjects if start <= s.span[0] < end]
        if own and not (_THEY.match(clause) and _all_inside(places, own)):
            places, pending = tuple(p for s in own for p in _meant(s, places, demands)), True
        elif holder := _THAT.match(clause):
            places = _holders(places, holder["k"], demands)
            clause = clause[holder.end() :]
        clause, thing = _with_thing(clause, own, pending=pending)
        said = f"{clause[: thing.start()]}§{clause[thing.end() :]}" if thing else clause
        if not _belongs(left_over(said), places) or (thing and not _has_points(places)):
            return ()
        for asked in asked_in(clause) if own or not places else asked_on(clause):
            if asked.relation == "content" and own and _only_names(reading, clause, end):
                continue  # “他讲的三是，题目是什么”
            told = not (own and all(s.named for s in own)) or bool(_TELLS.search(clause) or thing)
            demands.append(replace(_demand(asked, places, demands, own=bool(own)), told=told))
            pending = False
        places = _reached(demands[-1:], places)
    if pending:
        named = all(s.named for s in reading.subjects)
        demands.append(Demand(Asked("content"), places, not named))
    kept = _merged(demands)
    return () if any(_vague(d) for d in kept) else kept


def _with_thing(
    clause: str, own: Sequence[Subject], *, pending: bool
) -> tuple[str, re.Match[str] | None]:
    """The points that a clause asks for under the word for what they are (“定了几条原则”), of its own
    part or of the one named just before, which it is then given."""
    if own:
        return clause, asked_thing(clause) if not own[-1].named or own[-1].called else None
    thing = asked_thing(f"§{clause}") if pending else None
    return (f"§{clause}", thing) if thing and thing.start() == 0 else (clause, None)


def _only_names(reading: Reading, clause: str, end: int) -> bool:
    """Whether a clause asks nothing and one behind it does."""
    return not _ASKING.search(clause) and bool(_ASKING.search(reading.blanked[end:]))


def _meant(subject: Subject, focus: Sequence[Place], before: Sequence[Demand]) -> tuple[Place, ...]:
    """The parts of a subject: one that only counts does so in what was counted or asked before."""
    if subject.counted is None or not focus:
        return subject.places
    for place in focus:
        nodes = _counted_in(place, subject.counted, before)
        if nodes:
            return tuple(replace(place, node=n) for n in nodes)
    return subject.places


def _counted_in(place: Place, address: Address, before: Sequence[Demand]) -> Sequence[Node]:
    """The nodes inside a part that a number means there, of the kind that was counted before."""
    counted = next((d for d in reversed(before) if d.asked.relation in _SHARED), None)
    if counted and place in counted.places:
        nodes = inner_nodes(place, counted.asked.kind)
        at = address.ordinal - 1 if address.ordinal > 0 else len(nodes) + address.ordinal
        if nodes and 0 <= at < len(nodes) and _same_kind(nodes[at], address, place):
            return (nodes[at],)
    if not address.leans and not (before and before[-1].asked.relation in _WAYS):
        return ()
    found = locate(place.outline, (address,), holder=place.node)
    return () if isinstance(found, Missing) else found


def _all_inside(places: Sequence[Place], own: Sequence[Subject]) -> bool:
    """Whether all parts stand inside those that a clause names."""
    spans = [p.node.span for s in own for p in s.places]
    return bool(places) and all(
        any(a <= p.node.span[0] and p.node.span[1] <= b for a, b in spans) for p in places
    )


def _holders(places: tuple[Place, ...], word: str, before: Sequence[Demand]) -> tuple[Place, ...]:
    """The parts of a kind that hold the places, where they were asked for; else the places."""
    if not before or before[-1].asked.relation not in ("holder", "number", "same"):
        return places
    found = {h.node.id: h for p in places if (h := holder_of(p, word))}
    return tuple(found.values()) or places


def _same_kind(node: Node, address: Address, place: Place) -> bool:
    """Whether a counted part may be called by the word of a number: 项 and 点 are said of any."""
    return address.level == "item" or node.kind in node_kinds(_WORDS[address.level], place.outline)


def _reached(last: Sequence[Demand], places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The parts that a next clause goes on about: those asked for, where they are beside others."""
    if not last or last[0].asked.relation not in _WAYS or not last[0].places:
        return places
    asked, forward = last[0].asked, last[0].asked.relation == "next"
    found = [beside(p, asked.kind, forward=forward) for p in last[0].places]
    return tuple(p for p in found if p) or places


def _has_points(places: Sequence[Place]) -> bool:
    """Whether all parts are told whole or by their points."""
    return all(p.node.kind in ("article", "item", "box") or inner_nodes(p, "") for p in places)


def _belongs(left: Sequence[str], places: Sequence[Place]) -> bool:
    """Whether what a clause says beside is said by the headings above its parts as well, or names
    the speaker of a point that is numbered as it is spoken (三是)."""
    if not left:
        return True
    above = fold(
        "".join(p.outline.title + "".join(p.outline.heading_path(p.node.id)) for p in places)
    )
    spoken = any(p.node.number.endswith("是") for p in places)
    return all(
        piece in above or (spoken and len(piece) <= _NAME and piece in fold(places[0].outline.text))
        for piece in left
    )


def _demand(
    asked: Asked, places: tuple[Place, ...], before: Sequence[Demand], *, own: bool
) -> Demand:
    counted = next((d for d in reversed(before) if d.asked.relation in _SHARED), None)
    if counted and not own and asked.relation in ("title", "content", "list") and not asked.kind:
        return replace(counted, asked=Asked("list", counted.asked.kind))
    if asked.relation in ("inside", "between", "same"):
        return Demand(asked, places)
    if asked.relation == "list" and not asked.kind and len(places) > 1:
        asked = Asked("title")  # “专栏7到专栏9分别是什么”
    return Demand(asked, _innermost(places))


def _innermost(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places without those that hold another of them: “专栏1的第几项” says where to look."""
    spans = [p.node.span for p in places]
    return tuple(
        p
        for p in places
        if not any(
            s != p.node.span and p.node.span[0] <= s[0] and s[1] <= p.node.span[1] for s in spans
        )
    )


def _merged(demands: Sequence[Demand]) -> tuple[Demand, ...]:
    """The demands once each; a list says the count too, and what a part says has its title."""
    unique = list(dict.fromkeys(demands))
    asked = {(d.asked.relation, d.asked.kind, d.places) for d in unique}
    return tuple(
        d
        for d in unique
        if not (d.asked.relation == "count" and ("list", d.asked.kind, d.places) in asked)
        and not (d.asked.relation == "title" and ("content", "", d.places) in asked)
    )


def _vague(demand: Demand) -> bool:
    """A relation that needs a part, or a word for parts, and has none."""
    relation = demand.asked.relation
    rows = any(p.node.kind == "row" for p in demand.places)
    if relation in ("content", "title") and not (
        demand.told and (relation == "content" or not rows)
    ):
        return True
    if relation in ("count", "list", "range"):
        return not demand.places and not demand.asked.kind
    return not demand.places and relation not in ("most", "fewest", "each")

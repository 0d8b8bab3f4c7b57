"""A question about parts, clause by clause: what is asked of which part of which document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.folding import fold
from rag.structure.asking import Asked, asked_in, clauses, left_over
from rag.structure.places import Place
from rag.structure.subjects import Reading

_SHARED = ("count", "list")
_NAME = 4
"""Most characters of a person's name."""
_TELLS = re.compile(r"讲|说|写|谈|介绍|内容|规定|大意|概括|总结|概述|要点|标题|题目|名称|名字|叫")


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

    A clause without a part of its own goes on about the one before; “叫什么” after a count asks for
    the names of what was counted.
    """
    demands: list[Demand] = []
    places: tuple[Place, ...] = ()
    pending = False
    for start, end in clauses(reading.blanked):
        clause = reading.blanked[start:end]
        own = [s for s in reading.subjects if start <= s.span[0] < end]
        if own:
            places, pending = tuple(p for s in own for p in s.places), True
        if not _belongs(left_over(clause), places):
            return ()
        for asked in asked_in(clause):
            told = not (own and all(s.named for s in own)) or bool(_TELLS.search(clause))
            demands.append(replace(_demand(asked, places, demands, own=bool(own)), told=told))
            pending = False
    if pending:
        named = all(s.named for s in reading.subjects)
        demands.append(Demand(Asked("content"), places, not named))
    kept = _merged(demands)
    return () if any(_vague(d) for d in kept) else kept


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
    return not demand.places and relation not in ("most", "each")

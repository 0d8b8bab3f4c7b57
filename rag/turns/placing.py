"""Turns about a place: rows put together, the part beside, a number that counts what was listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.documents import Span
from rag.catalogue import Catalogue
from rag.draft import Evidence
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.structure.addresses import find_addresses
from rag.structure.part_words import kind_word, node_kinds
from rag.structure.places import Place
from rag.turns.dependence import (
    BESIDE,
    LAST,
    NTH,
    TOGETHER,
)
from rag.turns.pointing import pointed
from rag.turns.previous import (
    Previous,
    answered_place,
    in_title,
    place_name,
    subject_of,
)

_SAYS = re.compile("[写讲说]的?(?:什么|啥)")
_NUMBERED = ("item", "section", "article", "box", "chapter")
_ROWS = ("项", "指标", "项指标")
"""What the rows of a table of indicators are called."""
_LEVELS = {"box": "专栏", "chapter": "部分"}
"""What a part that a question named is called, where the answer cites what stands in it."""


def placed(
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
    bare = all(a.level in ("item", "clause") for a in asked)
    start, end = (asked[0].start, asked[-1].end) if not bare and not direct else (0, 0)
    near = place_name(place, catalogue) if place and place.node.kind in _NUMBERED else ""
    subject = previous.question[start:end] or near or subject_of(previous, catalogue)
    name = (
        ""
        if direct
        else "".join(previous.question[a:b] for a, b in _spans(previous.question, catalogue))
    )
    name = "" if subject.startswith(name) else name
    folded = beside.string
    level = _LEVELS.get(asked[-1].level, "") if end else ""
    own = level or (_own_kind(place) if place else "部分")
    kind = beside["kind"] or ("条" if "条" in folded else own)
    if place and place.node.kind == "row" and (beside["kind"] or "项") in _ROWS:
        return _other_row(place, way, catalogue)
    if place and _SAYS.search(folded) and (told := _sibling(place, way, kind)):
        return f"{place_name(told, catalogue)}讲什么"
    return f"{name}{subject}{way}的{kind}是什么"


def _other_row(place: Place, way: str, catalogue: Catalogue) -> str:
    """The row behind or before one of a table, asked for by its number; "" for none."""
    other = _sibling(place, way, "项")
    if other is None:
        return ""
    title = in_title(place.document_id, catalogue)
    return f"{title}{''.join(other.node.label.split())}是什么"


def _sibling(place: Place, way: str, kind: str) -> Place | None:
    """The part behind or before one of the same kind; None where there is none."""
    if place.node.kind not in node_kinds(kind, place.outline):
        return None
    parts = [
        n for n in place.outline.children(place.node.parent or "") if n.kind == place.node.kind
    ]
    at = parts.index(place.node) + (1 if way == "后面" else -1)
    return replace(place, node=parts[at]) if 0 <= at < len(parts) else None


def _own_kind(place: Place) -> str:
    return kind_word([place.node])


def _spans(question: str, catalogue: Catalogue) -> tuple[Span, ...]:
    """Where a question names its document."""
    return choose_scope(ParsedQuestion(question), catalogue.infos).spans

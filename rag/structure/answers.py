"""Answers to what a question asks of parts: counts, lists, ranges, holders, neighbours, titles, content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.documents import Node
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement, heading_evidence
from rag.scope import Scope
from rag.structure.asking import Asked
from rag.structure.describe import describe, heading_statement, titled
from rag.structure.part_words import counted, kind_word, name_of, node_kinds
from rag.structure.parts import enumerated, inner_nodes, no_parts, owner, roots
from rag.structure.places import Place
from rag.structure.tallies import count, each, most, within
from rag.structure.understanding import Demand
from rag.structure.whereabouts import held, held_by, held_together, neighbour

_OWN = ("专栏", "章", "部分", "大部分", "节", "小节", "条", "编", "篇", "章节")
"""Words for parts that a document has itself: 款 and 项 are those of an article."""
FULL = 3
"""How many parts are described in full; of more, up to MOST, only the titles are told."""
MOST = 20


def answer_demands(demands: Sequence[Demand], scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The answers one after another; None when one of the demands cannot be met."""
    statements: list[Statement] = []
    found = False
    for demand in demands:
        draft = _answer(demand, scope, catalogue)
        if draft is None:
            return None
        found = found or draft.found
        said = "".join(s.text for s in statements)
        new = [
            s for s in draft.statements if s not in statements and s.text.rstrip("。") not in said
        ]
        if not all(s.form == "lead" for s in new):  # a lead alone announces what was said already
            statements.extend(new)
    return Draft("structure", tuple(statements), found) if statements else None


def _answer(demand: Demand, scope: Scope, catalogue: Catalogue) -> Draft | None:
    asked, places = demand.asked, demand.places
    if asked.relation in ("title", "content"):
        return described(places, title_only=asked.relation == "title")
    if asked.relation == "between":
        return _between(places, asked)
    if asked.relation == "inside":
        return _inside(places)
    if asked.relation == "same":
        return _same(places, asked)
    if not places:
        word = asked.kind.split()[-1] if asked.kind else ""
        places = tuple(roots(scope, catalogue, word, every=scope.named))
        if not places:
            return _none_at_all(asked, scope, catalogue)
    if asked.relation in ("holder", "number") and len(places) > 1 and asked.kind:
        together = held_together(places, asked.kind.split()[-1])
        if together is not None:
            return together
    answer = _ANSWERS[asked.relation]
    once = list({p.node.id: p for p in places}.values())
    drafts = [answer(place, asked, catalogue) for place in once[:MOST]]
    if not all(drafts):
        return None
    statements = tuple(s for d in drafts if d for s in d.statements)
    return Draft("structure", statements, any(d.found for d in drafts if d))


def _none_at_all(asked: Asked, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The one document that is named has no parts of the kind that is counted or listed."""
    counted_or_listed = asked.relation in ("count", "list") and asked.kind in _OWN
    if not (counted_or_listed and scope.named and len(scope.documents) == 1):
        return None
    outline = catalogue.outline(scope.documents[0])
    return no_parts(Place(scope.documents[0], outline, outline.root), asked.kind)


def described(places: Sequence[Place], *, title_only: bool) -> Draft:
    """What each of the parts says; of many only the titles."""
    brief = title_only or len(places) > FULL
    drafts = [describe(place, title_only=brief) for place in places[:MOST]]
    if len(drafts) == 1:
        return drafts[0]
    said = [replace(s, form="item") if brief else s for d in drafts for s in d.statements]
    return Draft("structure", tuple(said))


def _list(place: Place, asked: Asked, catalogue: Catalogue) -> Draft:
    if " " in asked.kind:  # 专栏 项: the points of the first box
        of, word = asked.kind.split()
        boxes = inner_nodes(place, of)
        if not boxes:
            return no_parts(place, of)
        return _list(replace(place, node=boxes[0]), replace(asked, kind=word), catalogue)
    nodes = inner_nodes(place, asked.kind)
    return enumerated(place, nodes, asked.kind, catalogue) if nodes else no_parts(place, asked.kind)


def _range(place: Place, asked: Asked, catalogue: Catalogue) -> Draft | None:
    """“从第三十三条到第五十六条”: the first and the last part of a part or document."""
    nodes = inner_nodes(place, asked.kind) or _finest(place)
    numbered = [n for n in nodes if n.number]
    if not numbered:
        return None
    first, last = numbered[0], numbered[-1]
    kind = asked.kind if inner_nodes(place, asked.kind) else kind_word(numbered)
    ends = _short(first) if first is last else f"{_short(first)}至{_short(last)}"
    text = f"{name_of(place.node)}：{ends}。"
    if place.node.kind == "document":
        size = f"共{len(numbered)}{counted(kind)}"
        text = f"{owner(place, catalogue)}从{_short(first)}到{_short(last)}，{size}。"
    evidence = tuple(
        heading_evidence(place.outline, place.document_id, n.id) for n in (first, last)
    )
    return Draft("structure", (Statement(text, evidence, derived=True),))


def _finest(place: Place) -> list[Node]:
    for word in ("条", "节", "项"):
        if found := inner_nodes(place, word):
            return found
    return []


def _short(node: Node) -> str:
    return node.number.rstrip("、.") or node.label


def _held(place: Place, asked: Asked, catalogue: Catalogue) -> Draft | None:
    if asked.relation == "number" and not asked.kind:
        return Draft("structure", (titled(place),))
    word = asked.kind.split()[-1] if asked.kind else ""
    kinds = node_kinds(word, place.outline) if word else ()
    any_kind = {k for each in asked.kind.split() for k in node_kinds(each, place.outline)}
    if kinds and place.node.kind not in any_kind:
        inside = any(n.kind in kinds for n in inner_nodes(place, word))
        within = any(n.kind in kinds for n in place.outline.ancestors(place.node.id))
        if inside and not within:  # “附则写在第几条”, “第五章设了哪几节”: its own parts
            own = replace(asked, kind=word)
            return (_range if word in ("条", "条款") else _list)(place, own, catalogue)
    return held(place, asked.kind)


def _neighbour(place: Place, asked: Asked, catalogue: Catalogue) -> Draft:
    forward = asked.relation == "next"
    return neighbour(place, asked.kind, forward=forward, number=asked.several)


def _between(places: Sequence[Place], asked: Asked) -> Draft | None:
    """The parts of a kind that begin between two parts."""
    if len(places) != 2:
        return None
    outline, document_id = places[0].outline, places[0].document_id
    first, last = sorted((p.node for p in places), key=lambda n: n.span)
    kinds = node_kinds(asked.kind, outline)
    nodes = [
        n for n in outline.nodes if n.kind in kinds and first.span[0] < n.span[0] < last.span[0]
    ]
    names = f"{first.number}和{last.number}之间"
    if not nodes:
        ends = tuple(heading_evidence(outline, document_id, n.id) for n in (first, last))
        text = f"{names}没有{asked.kind}。"
        return Draft("structure", (Statement(text, ends, derived=True),))
    lead = Statement(f"{names}有{len(nodes)}{counted(asked.kind)}：", (), "lead", derived=True)
    return Draft(
        "structure", (lead, *(heading_statement(places[0], n, form="item") for n in nodes))
    )


def _inside(places: Sequence[Place]) -> Draft | None:
    """Whether the first part stands in the last, and where it does."""
    if len(places) < 2:
        return None
    place, holder = places[0], places[-1]
    chain = [n.id for n in place.outline.ancestors(place.node.id)]
    opening = "是的，" if holder.node.id in chain else "不对，"
    draft = held_by(place, (holder.node.kind,))
    first = replace(draft.statements[0], text=f"{opening}{draft.statements[0].text}")
    return Draft("structure", (first,))


def _same(places: Sequence[Place], asked: Asked) -> Draft | None:
    """Whether the parts stand in one and the same part, and where each stands."""
    if len(places) < 2:
        return None
    drafts = [held(place, asked.kind) for place in places]
    kinds = node_kinds(asked.kind, places[0].outline)
    holders = {
        n.id for p in places for n in p.outline.ancestors(p.node.id)[1:-1] if n.kind in kinds
    }
    statements = [s for d in drafts for s in d.statements]
    opening = "是的，" if len(holders) == 1 else "不是，"
    statements[0] = replace(statements[0], text=f"{opening}{statements[0].text}")
    return Draft("structure", tuple(statements))


_ANSWERS: dict[str, Callable[[Place, Asked, Catalogue], Draft | None]] = {
    "count": count, "list": _list, "range": _range, "holder": _held, "number": _held,
    "next": _neighbour, "previous": _neighbour, "most": most, "fewest": most,
    "each": each, "within": within,
}  # fmt: skip

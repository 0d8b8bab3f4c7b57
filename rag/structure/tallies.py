"""Numbers of parts inside parts: how many one has, which has the most, how many each of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.documents import Node
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement, heading_evidence
from rag.question import ParsedQuestion
from rag.structure.asking import Asked
from rag.structure.claimed_counts import ClaimedCount
from rag.structure.part_words import counted, name_of
from rag.structure.parts import count_statement, inner_nodes, no_parts, owner
from rag.structure.places import Place


def count(place: Place, asked: Asked, catalogue: Catalogue) -> Draft:
    """How many parts of a kind a part or document has."""
    nodes = inner_nodes(place, asked.kind)
    if not nodes:
        return no_parts(place, asked.kind)
    return Draft("structure", (count_statement(place, nodes, asked.kind, catalogue),))


def most(place: Place, asked: Asked, catalogue: Catalogue) -> Draft | None:
    """The parts with the most or the fewest parts of another kind in them."""
    word, of = asked.kind.split()
    counts = [(len(inner_nodes(replace(place, node=n), of)), n) for n in inner_nodes(place, word)]
    held_some = [(size, n) for size, n in counts if size]
    if not held_some:
        return None
    fewest = asked.relation == "fewest"
    best = (min if fewest else max)(size for size, _ in held_some)
    chosen = [n for size, n in held_some if size == best]
    names = "、".join(f"“{name_of(n)}”" for n in chosen)
    evidence = tuple(heading_evidence(place.outline, place.document_id, n.id) for n in chosen)
    text = f"{names}的{of}最{'少' if fewest else '多'}，有{best}{counted(of)}。"
    return Draft("structure", (Statement(text, evidence, derived=True),))


def each(place: Place, asked: Asked, catalogue: Catalogue) -> Draft | None:
    """Each part of one kind with how many parts of another it has."""
    word, of = asked.kind.split()
    holders = inner_nodes(place, word)
    if not holders:
        return None
    lead = f"{owner(place, catalogue)}共有{len(holders)}{counted(word)}："
    return _one_by_one(
        place, lead, [(n, len(inner_nodes(replace(place, node=n), of))) for n in holders], of
    )


def within(place: Place, asked: Asked, catalogue: Catalogue) -> Draft | None:
    """How many parts of one kind the parts of another have, each and all together."""
    of, word = asked.kind.split()
    holders = inner_nodes(place, of)
    sizes = [len(inner_nodes(replace(place, node=n), word)) for n in holders]
    if not any(sizes):
        return count(place, replace(asked, kind=of), catalogue)
    if len(holders) == 1:
        return count(replace(place, node=holders[0]), replace(asked, kind=word), catalogue)
    text = (
        f"{owner(place, catalogue)}的{len(holders)}{counted(of)}一共有{sum(sizes)}{counted(word)}："
    )
    return _one_by_one(place, text, list(zip(holders, sizes, strict=True)), word)


def checked_within(
    place: Place, of: str, claim: ClaimedCount, question: ParsedQuestion, catalogue: Catalogue
) -> Draft | None:
    """The same after 是的 or 不对 to the number stated; None where there are no such parts."""
    holders = (replace(place, node=n) for n in inner_nodes(place, of))
    total = sum(len(inner_nodes(holder, claim.kind)) for holder in holders)
    draft = within(place, Asked("within", f"{of} {claim.kind}"), catalogue) if total else None
    if draft is None:
        return None
    first, *rest = draft.statements
    said = replace(first, text=f"{claim.opening(question, total)}{first.text}")
    return replace(draft, statements=(said, *rest))


def _one_by_one(place: Place, lead: str, sizes: Sequence[tuple[Node, int]], word: str) -> Draft:
    """Each part with how many parts of a kind it has, behind what is said of them all."""
    said = [Statement(lead, (), "lead", derived=True)]
    for node, size in sizes:
        own = heading_evidence(place.outline, place.document_id, node.id)
        text = f"{name_of(node)}：{size}{counted(word)}"
        said.append(Statement(text, (own,), "item", derived=True))
    return Draft("structure", tuple(said))

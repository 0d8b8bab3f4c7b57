"""Lead-ins: the sentence that announces a list, without which an item of it says only half.

“……有下列情形之一的，责令改正，处……罚款：（一）……；（二）……” has in its first sentence what is said of each item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.documents import Node, Outline, Span
from index.folding import fold
from index.sentences import sentence_spans
from rag.draft import Draft, Evidence, Statement
from rag.forms.found import Found

SHORTEST, LONGEST = 6, 200
"""Characters of a sentence that announces a list."""
_ANNOUNCES = (":", "：")


def with_lead_ins(draft: Draft, found: Found) -> Draft:
    """The draft with what announces its items, where that says more of what was asked."""
    if not draft.found:
        return draft
    return replace(draft, statements=tuple(_announced(draft.statements, found)))


def _announced(statements: tuple[Statement, ...], found: Found) -> Iterator[Statement]:
    places = {e for s in statements for e in s.evidence}
    for statement in statements:
        lead = _lead_of(statement, found)
        if lead is not None and not any(_holds(place, lead) for place in places):
            places.add(lead)
            text = found.catalogue.outline(lead.document_id).text[slice(*lead.span)].strip()
            if any(t in fold(text) and t not in fold(statement.text) for t in found.terms):
                yield Statement(text, (lead,))
        yield statement


def _lead_of(statement: Statement, found: Found) -> Evidence | None:
    """The place of the sentence that announces an item which is said by itself."""
    if statement.form != "sentence" or len(statement.evidence) != 1 or statement.derived:
        return None
    place = statement.evidence[0]
    outline = found.catalogue.outline(place.document_id)
    span = lead_in(outline, place.span[0])
    if span is None:
        return None
    return Evidence(place.document_id, outline.address(outline.at(span[0]).id).id, span)


def _holds(place: Evidence, lead: Evidence) -> bool:
    start, end = place.span
    return place.document_id == lead.document_id and start <= lead.span[0] < end


def lead_in(outline: Outline, offset: int) -> Span | None:
    """The sentence, ending in a colon, that announces the item which holds a place; None elsewhere."""
    item = _item(outline, outline.at(offset))
    if item is None or item.parent is None:
        return None
    first = item
    for node in reversed(outline.children(item.parent)):
        if node.span[0] >= item.span[0]:
            continue
        if node.kind != "item":
            break
        first = node
    start = outline.node(item.parent).span[0]
    before = outline.text[start : first.span[0]].rstrip()
    if not before.endswith(_ANNOUNCES):
        return None
    last = max(sentence_spans(outline.text, (start, start + len(before))), default=None)
    return last if last and SHORTEST <= last[1] - last[0] <= LONGEST else None


def _item(outline: Outline, leaf: Node) -> Node | None:
    """The item without a title of its own at or right above a leaf."""
    chain = reversed(outline.ancestors(leaf.id))
    found = next((n for n in chain if n.kind != "paragraph"), None)
    return found if found is not None and found.kind == "item" and not found.title else None

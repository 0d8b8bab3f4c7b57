"""What a part of a document says: its heading, its own parts, or its first sentences."""

from __future__ import annotations

import re
from dataclasses import replace

from index.documents import UNNUMBERED, Node, Outline, Span, heading
from index.sentences import sentence_spans
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.structure.locating import clause_items
from rag.structure.part_words import kind_word, name_of
from rag.structure.places import Place

_KEPT = 220
"""Characters of running text that a summary of a section quotes at most."""


def describe(place: Place, *, title_only: bool = False) -> Draft:
    """What a part says: its heading, then its own parts or its first sentences."""
    outline, node = place.outline, place.node
    head = heading_statement(place, node)
    if node.number == UNNUMBERED:  # its title is but the beginning of what it says
        span = node.span[0], node.span[0] + len(outline.slice(node.id))
        text = outline.text[slice(*span)].lstrip("—").strip()
        return Draft("structure", (Statement(text, (Evidence(place.document_id, node.id, span),)),))
    if title_only or node.kind == "row":
        return Draft("structure", (titled(place),))
    if node.kind == "paragraph":
        return Draft("structure", (*_opening(place, head), *_items(place)))
    inner = [n for n in outline.children(node.id) if n.kind not in ("paragraph", "table")]
    listed = [n for n in inner if n.kind != "box" or node.kind != "section"]
    if node.kind in ("article", "item") or not (listed or _tables(outline, node)):
        return Draft("structure", (*_opening(place, head), *_boxes(place, inner)))
    if not listed:
        return Draft("structure", (head, *_rows(place)))
    kind = kind_word(listed)
    whole = node.kind == "document"
    name = f"《{outline.title}》" if whole else f"{name_of(node)}，"
    evidence = () if whole else head.evidence
    lead = Statement(f"{name}分{len(listed)}{kind}：", evidence, "lead", derived=True)
    items = tuple(heading_statement(place, n, form="item") for n in listed)
    return Draft(
        "structure",
        (
            lead,
            *items,
            *_boxes(place, [n for n in inner if n.kind == "box" and node.kind == "section"]),
        ),
    )


def titled(place: Place) -> Statement:
    """The heading of a part, all of a row; an article without a heading says its first sentence."""
    if place.node.kind == "article" and not place.node.title:
        return replace(_first_sentence(place, place.node), form="sentence")
    evidence = heading_evidence(place.outline, place.document_id, place.node.id)
    if place.node.kind == "row":
        text = place.outline.slice(place.node.id).replace(" | ", "，")
        return Statement(f"{place.node.label}：{text}。", (evidence,))
    return Statement(f"{name_of(place.node)}。", (evidence,))


def heading_statement(place: Place, node: Node, form: str = "lead") -> Statement:
    evidence = heading_evidence(place.outline, place.document_id, node.id)
    if form == "item" and not node.title:
        return _first_sentence(place, node)
    if form == "item":
        return Statement(name_of(node), (evidence,), "item")
    return Statement(f"{name_of(node)}：", (evidence,), "lead")


def _first_sentence(place: Place, node: Node) -> Statement:
    """A list item for a part without a title: its first sentence."""
    spans = list(sentence_spans(place.outline.text, node.span))
    evidence = Evidence(place.document_id, node.id, spans[0] if spans else node.span)
    text = place.outline.text[evidence.span[0] : evidence.span[1]]
    return Statement(re.sub(r"\s+", " ", text), (evidence,), "item")


def _said(place: Place, span: Span) -> Statement:
    """A sentence of a part; the 项 of an article are a list, each with its own address."""
    outline, node = place.outline, place.node
    holder = outline.address(outline.at(span[0]).id)
    listed = node.kind == "article" and holder.kind == "item"
    evidence = Evidence(place.document_id, holder.id if listed else node.id, span)
    text = outline.text[span[0] : span[1]]
    return Statement(text, (evidence,), "item" if listed else "sentence")


def _items(place: Place) -> tuple[Statement, ...]:
    """The 项 below a 款, each with all it says."""
    items = clause_items(place.outline, place.node)
    return tuple(
        Statement(place.outline.slice(n.id), (Evidence(place.document_id, n.id, n.span),), "item")
        for n in items
    )


def _tables(outline: Outline, node: Node) -> bool:
    return any(n.kind == "table" for n in outline.children(node.id))


def _rows(place: Place) -> tuple[Statement, ...]:
    """The tables of a part as tables, each row with its source."""
    held = {n.id for n in place.outline.children(place.node.id)}
    said: list[Statement] = []
    for table in place.outline.tables:
        if table.node_id not in held:
            continue
        rule = "|---" * len(table.header) + "|"
        head = "| " + " | ".join(_cell(c) for c in table.header) + " |"
        said.append(Statement(f"{head}\n{rule}", (), "table"))
        for row in table.rows:
            evidence = heading_evidence(place.outline, place.document_id, row.node_id)
            line = "| " + " | ".join(_cell(c) for c in row.cells)
            said.append(Statement(f"{line} ", (evidence,), "table"))
    return tuple(said)


def _cell(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ")


def _boxes(place: Place, parts: list[Node]) -> tuple[Statement, ...]:
    boxes = [n for n in parts if n.kind == "box"]
    if not boxes:
        return ()
    names = "、".join(heading(b) for b in boxes)
    evidence = tuple(heading_evidence(place.outline, place.document_id, b.id) for b in boxes)
    return (Statement(f"下设{names}。", evidence),)


def _opening(place: Place, head: Statement) -> tuple[Statement, ...]:
    """The heading and the first sentences of a part; an article or a short part whole."""
    outline, node = place.outline, place.node
    start = head.evidence[0].span[1] if node.title else node.span[0]
    boxes = [n.span[0] for n in outline.children(node.id) if n.kind == "box"]
    end = min([node.span[1], *boxes])
    limit = 1200 if node.kind in ("article", "paragraph") else _KEPT
    kept: list[Statement] = []
    for span in sentence_spans(outline.text, (start, end)):
        if kept and span[1] - start > limit:
            break
        kept.append(_said(place, span))
    if not kept:
        return (titled(place),)
    return (head, *kept) if node.title else tuple(kept)

"""A draft answer: statements with the places they rest on, before numbering and verification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.documents import Outline, Span
from rag.answer import Route


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a document that supports a statement."""

    document_id: str
    node_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One piece of an answer: a sentence, a list item, a table row or the words around them.

    A `lead` introduces a list and may rest on the evidence of its items. `derived` marks a count,
    a difference or an order that was computed from the outline or from cited figures.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    form: Literal["sentence", "item", "lead", "table"] = "sentence"
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a route proposes. `found` is False for a refusal, whose `statements` say what is missing;
    `nearest` are sections to offer with it."""

    route: Route
    statements: tuple[Statement, ...]
    found: bool = True
    nearest: tuple[Evidence, ...] = ()


def heading_evidence(outline: Outline, document_id: str, node_id: str) -> Evidence:
    """Evidence that is the heading line of a node (the whole row for a table row)."""
    node = outline.node(node_id)
    line = outline.text[node.span[0] : node.span[1]].split("\n", 1)[0]
    if node.kind in ("section", "item") and node.title and "。" in line:
        cut = line.find("。")
        line = line[: cut + 1] if cut <= len(node.number) + len(node.title) + 12 else line
    return Evidence(document_id, node_id, (node.span[0], node.span[0] + len(line)))

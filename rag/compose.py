"""Composing: a verified draft → answer text with [n] and numbered citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.documents import Outline, is_address
from rag.answer import Citation
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement

_LIKE_A_MARK = re.compile(r"\[(\d+)\]")
"""A document's own “[99]” is shown as “［99］”: it is no citation of ours."""


@dataclass(slots=True)
class Numbering:
    """Gives each cited place its number, in order of first use; the same place keeps its number."""

    catalogue: Catalogue
    citations: list[Citation] = field(default_factory=list)
    _known: dict[Evidence, int] = field(default_factory=dict)

    def cite(self, evidence: Evidence) -> Citation:
        """The citation of a place, new or known."""
        if evidence not in self._known:
            self.citations.append(make_citation(self.catalogue, evidence, len(self.citations) + 1))
            self._known[evidence] = len(self.citations)
        return self.citations[self._known[evidence] - 1]


def make_citation(catalogue: Catalogue, evidence: Evidence, n: int) -> Citation:
    """The citation of a place; its quote is the exact text there."""
    outline = catalogue.outline(evidence.document_id)
    node = outline.address(evidence.node_id)
    start, end = _trim(outline, evidence)
    path = outline.heading_path(node.id) if is_address(node) else ()
    label = outline.point(node.id, (start, end)).label or node.label
    return Citation(
        n, catalogue.info(evidence.document_id).title, evidence.document_id, label, path,
        outline.text[start:end], (start, end),
    )  # fmt: skip


def _trim(outline: Outline, evidence: Evidence) -> tuple[int, int]:
    start, end = evidence.span
    piece = outline.text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def render(statement: Statement, citations: Sequence[Citation]) -> str:
    """One statement with its marks: “……。[1][2]”; list items begin with “- ”, table rows end with a bar."""
    marks = "".join(f"[{n}]" for n in dict.fromkeys(c.n for c in citations))
    said = _LIKE_A_MARK.sub(r"［\1］", statement.text)
    if statement.form == "table":
        return f"{said}{marks} |" if marks else said
    return f"{'- ' if statement.form == 'item' else ''}{said}{marks}"


def join(pieces: Iterable[tuple[Statement, str]]) -> str:
    """The whole answer text: list items, tables and what a lead announces on lines of their own."""
    text, before = "", ""
    for statement, piece in pieces:
        heads = statement.form == "lead" and statement.text.endswith("：")
        broken = heads or statement.form in ("item", "table") or before in ("item", "table")
        text += ("\n" if text and broken else "") + piece
        before = statement.form
    return text


def compose(draft: Draft, catalogue: Catalogue) -> tuple[str, tuple[Citation, ...]]:
    """Answer text and citations of a draft."""
    numbering = Numbering(catalogue)
    pieces = []
    for statement in draft.statements:
        # a refusal has no citations: what it is near to is offered apart
        cited = [numbering.cite(e) for e in statement.evidence] if draft.found else []
        pieces.append((statement, render(statement, cited)))
    return join(pieces), tuple(numbering.citations)

"""How what several documents say is shown: short answers in a table, long ones under their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.catalogue import Catalogue
from rag.comparing.sides import Side
from rag.draft import Statement

SHORT = 60
"""Most characters of each document for a table."""


def side_by_side(
    pieces: Sequence[Sequence[Statement]], catalogue: Catalogue
) -> tuple[Statement, ...]:  # fmt: skip
    """Short answers as a table, longer ones each under the name of its document."""
    if len(pieces) > 1 and all(_is_short(p) for p in pieces):
        head = Statement("| 文件 | 内容 |\n|---|---|", (), "table")
        return (head, *(_row(p[0], catalogue) for p in pieces))
    shown: list[Statement] = []
    for piece in pieces:
        place = next((s.evidence[0] for s in piece if s.evidence), None)
        name = catalogue.title(place.document_id) if place else ""
        shown += [Statement(f"{name}：", (), "lead", derived=True), *piece]
    return tuple(shown)


def _is_short(piece: Sequence[Statement]) -> bool:
    return len(piece) == 1 and piece[0].form == "sentence" and len(piece[0].text) <= SHORT


def _row(said: Statement, catalogue: Catalogue) -> Statement:
    text = said.text.replace("|", "，").replace("\n", " ")
    title = catalogue.title(said.evidence[0].document_id)
    return replace(said, text=f"| {title} | {text} ", form="table")


def gaps_said(
    sides: Sequence[Side], pieces: Sequence[Sequence[Statement]], catalogue: Catalogue
) -> tuple[Statement, ...]:  # fmt: skip
    """What is said of documents that were named and say nothing, each once: none that another piece
    quotes."""
    quoted = {e.document_id for piece in pieces for s in piece for e in s.evidence}
    silent = dict.fromkeys(s.documents[0] for s in sides if len(s.documents) == 1)
    return tuple(
        Statement(f"{catalogue.title(d)}没有写明这一内容。", (), "lead", derived=True)
        for d in silent
        if d not in quoted
    )

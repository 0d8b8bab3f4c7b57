"""Refusals: what is missing in plain words, and the nearest sections."""

from __future__ import annotations

from collections.abc import Sequence

from index.documents import Hit
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.library import Library
from rag.question import ParsedQuestion
from rag.sufficiency import missing_names


def refuse(
    question: ParsedQuestion, hits: Sequence[Hit], library: Library, missing: str = ""
) -> Draft:
    """A plain refusal that names what is missing and offers the nearest sections."""
    named = missing or missing_names(question, library)
    what = f"没有找到{named}" if named else "没有找到相关内容"
    nearest: list[Evidence] = []
    for hit in hits:
        outline = library.outline(hit.chunk.document_id)
        node = outline.address(hit.chunk.node_id)
        if node.kind != "document" and all(e.node_id != node.id for e in nearest):
            nearest.append(heading_evidence(outline, hit.chunk.document_id, node.id))
        if len(nearest) == 3:
            break
    text = f"现有文件里{what}，无法回答这个问题。"
    return Draft(
        "passage", (Statement(text, (), derived=True),), found=False, nearest=tuple(nearest)
    )

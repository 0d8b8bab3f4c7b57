"""An outline as programs read it: the JSON of the command line and of the HTTP API."""

from __future__ import annotations

from index.documents import Outline


def outline_json(outline: Outline) -> dict[str, object]:
    """Title, text, nodes and warnings of an outline, keys as the contract has them."""
    return {
        "title": outline.title,
        "text": outline.text,
        "nodes": [
            {
                "id": node.id,
                "parent": node.parent,
                "kind": node.kind,
                "level": node.level,
                "number": node.number,
                "label": node.label,
                "title": node.title,
                "span": list(node.span),
            }
            for node in outline.nodes
        ],
        "warnings": [
            {"kind": w.kind, "message": w.message, "node": w.node_id, "span": list(w.span)}
            for w in outline.warnings
        ],
    }

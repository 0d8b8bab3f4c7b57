"""What the tests of outlines share: short ways to parse and to name what was found."""

from __future__ import annotations

from pathlib import Path

from index.documents import Node, Outline
from index.outline import parse_outline

CORPUS = Path(__file__).parent.parent / "corpus"


def parse(*lines: str) -> Outline:
    """The outline of a text given line by line."""
    return parse_outline("\n".join(lines), document_id="d")


def headings(outline: Outline) -> list[str]:
    """“kind number title” of every node but the root, tables and paragraphs, in reading order."""
    return [
        f"{n.kind} {n.number} {n.title}".strip()
        for n in outline.nodes
        if n.kind not in ("document", "table", "paragraph")
    ]


def named(outline: Outline, label: str) -> Node:
    """The one node with this label that is neither paragraph nor table."""
    (found,) = [
        n for n in outline.nodes if n.label == label and n.kind not in ("paragraph", "table")
    ]
    return found


def assert_sound(outline: Outline) -> None:
    """Every promise of an outline: leaves tile the text, children lie inside, ids are unique."""
    ids = [n.id for n in outline.nodes]
    assert len(set(ids)) == len(ids)
    assert outline.root.span == (0, len(outline.text))
    assert "".join(outline.text[slice(*n.span)] for n in outline.leaves()) == outline.text
    for node in outline.nodes[1:]:
        assert node.parent is not None
        above = outline.node(node.parent)
        assert above.span[0] <= node.span[0] <= node.span[1] <= above.span[1]
        assert node.level == above.level + 1
    labels = [n.label for n in outline.nodes if n.kind not in ("document", "table", "paragraph")]
    assert len(set(labels)) == len(labels)
    for table in outline.tables:
        assert outline.node(table.node_id).kind == "table"
        for row in table.rows:
            assert len(row.cells) == len(table.header) == len(row.spans)
            assert tuple(outline.text[slice(*s)] for s in row.spans) == row.cells

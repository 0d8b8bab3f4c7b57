"""Chunks: a document cut where its own headings cut it, never across one.

A chunk belongs to one owner, the innermost node with a number or heading (section, article, item,
专栏, row); the heading line stands in the first chunk of its owner. A heading with nothing of its
own below it is a small chunk by itself. Numbered items of a few words stay together with the text
that introduces them. The chunks of a document, with the white space between them, are its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from index.documents import Chunk, Document, Node, Outline, Span, TableRow, is_address
from index.tokens import count_tokens

DEFAULT_LIMIT = 400
"""Most tokens in a chunk (Qwen vocabulary)."""

SMALL_ITEM = 40
"""A numbered item of at most so many tokens may stay with its section."""

_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;\n]+[”’」』）)\]]*\n*|$)")
_CLAUSE = re.compile(r"[^，、,：:]*(?:[，、,：:]+|$)")


def chunk_document(document: Document, *, limit: int = DEFAULT_LIMIT) -> tuple[Chunk, ...]:
    """The chunks of a document in reading order, each of at most `limit` tokens.

    Ids are made of the owner's id (which begins with the document's) and a running number: the
    same text gives the same ids.
    """
    outline = document.outline
    rows = _rows_with_headers(outline)
    numbers: Counter[str] = Counter()
    chunks = []
    for owner, span in _units(outline, limit):
        for piece in _pieces(outline.text, span, limit):
            numbers[owner.id] += 1
            chunk_id = f"{owner.id}#{numbers[owner.id]}"
            chunks.append(_chunk(document, chunk_id, owner, piece, rows))
    return tuple(chunks)


def _chunk(
    document: Document,
    chunk_id: str,
    owner: Node,
    span: Span,
    rows: dict[str, tuple[tuple[str, ...], TableRow]],
) -> Chunk:
    outline = document.outline
    text = outline.text[span[0] : span[1]]
    whole_row = owner.id in rows and span == _trimmed(outline.text, owner.span)
    body = _row_text(*rows[owner.id]) if whole_row else text
    return Chunk(
        id=chunk_id,
        document_id=document.id,
        node_id=_innermost(outline, owner, span).id,
        text=text,
        embedding_text="\n".join(filter(None, (path_text(document, owner.id), body))),
        span=span,
        tokens=count_tokens(text),
    )


def path_text(document: Document, node_id: str) -> str:
    """Title and headings from the outermost to those of the node, as one line."""
    return " > ".join((document.title, *document.outline.heading_path(node_id)))


def _innermost(outline: Outline, owner: Node, span: Span) -> Node:
    """The innermost node at or below the owner that holds the whole span."""
    node = owner
    while True:
        inside = [
            child
            for child in outline.children(node.id)
            if child.span[0] <= span[0] and span[1] <= child.span[1]
        ]
        if not inside:
            return node
        node = inside[0]


def _units(outline: Outline, limit: int) -> Iterator[tuple[Node, Span]]:
    """Owners with the span of their own text, in reading order; spans tile the text."""
    if not outline.nodes:
        return
    owner: Node | None = None
    start = end = 0
    for leaf, leaf_owner in _owned_leaves(outline, outline.root, outline.root, limit):
        if owner is not None and leaf_owner.id != owner.id:
            yield owner, (start, end)
            start = leaf.span[0]
        owner, end = leaf_owner, leaf.span[1]
    if owner is not None:
        yield owner, (start, end)


def _owned_leaves(
    outline: Outline, node: Node, owner: Node, limit: int
) -> Iterator[tuple[Node, Node]]:
    children = outline.children(node.id)
    if not children:
        yield node, owner
        return
    together = _stay_together(outline, children, owner, limit)
    for child in children:
        heads = is_address(child) and not (together and child.kind == "item")
        yield from _owned_leaves(outline, child, child if heads else owner, limit)


def _stay_together(outline: Outline, children: tuple[Node, ...], owner: Node, limit: int) -> bool:
    """Whether the numbered items among these nodes are so short that they stay with their owner."""
    headed = [child for child in children if is_address(child)]
    if not headed or any(child.kind != "item" for child in headed):
        return False
    texts = [outline.slice(child.id) for child in headed]
    # A character is at most a few tokens: long texts need no counting.
    if any(len(text) > 4 * SMALL_ITEM or count_tokens(text) > SMALL_ITEM for text in texts):
        return False
    return count_tokens(outline.slice(owner.id)) <= limit


def _pieces(text: str, span: Span, limit: int) -> Iterator[Span]:
    """The span itself, or its cuts at sentence ends when it is over the limit; white space off."""
    span = _trimmed(text, span)
    if span[0] == span[1]:
        return
    if _fits(text, span, limit):
        yield span
        return
    total = count_tokens(text[span[0] : span[1]])
    aim = total / -(-total // limit)  # pieces of like size, not full ones and a scrap
    start, end = span[0], span[0]
    for cut in _cuts(text, span, limit):
        full = count_tokens(text[start:end]) >= aim or not _fits(text, (start, cut), limit)
        if end > start and full:
            yield _trimmed(text, (start, end))
            start = end
        end = cut
    if _trimmed(text, (start, end)) != (end, end):
        yield _trimmed(text, (start, end))


def _cuts(text: str, span: Span, limit: int) -> Iterator[int]:
    """Places where the text may be cut: after sentences; in an overlong one after clauses."""
    for sentence in _matches(_SENTENCE, text, span):
        if _fits(text, sentence, limit):
            yield sentence[1]
            continue
        for clause in _matches(_CLAUSE, text, sentence):
            yield from _hard_cuts(text, clause, limit)


def _matches(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[Span]:
    for match in pattern.finditer(text, span[0], span[1]):
        if match.end() > match.start():
            yield match.span()


def _hard_cuts(text: str, span: Span, limit: int) -> Iterator[int]:
    """The end of the span, after cutting it in halves until each half fits."""
    start, end = span
    if end - start > 1 and not _fits(text, span, limit):
        middle = (start + end) // 2
        yield from _hard_cuts(text, (start, middle), limit)
        yield from _hard_cuts(text, (middle, end), limit)
    else:
        yield end


def _fits(text: str, span: Span, limit: int) -> bool:
    start, end = _trimmed(text, span)
    piece = text[start:end]
    # A token is at least one byte: most sentences need no counting.
    return len(piece.encode("utf-8", "replace")) <= limit or count_tokens(piece) <= limit


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else (end, end)


def _rows_with_headers(outline: Outline) -> dict[str, tuple[tuple[str, ...], TableRow]]:
    return {row.node_id: (table.header, row) for table in outline.tables for row in table.rows}


def _row_text(header: tuple[str, ...], row: TableRow) -> str:
    """“指标：… 2020年：42 2025年目标：≥60”: a row that can be read without its table."""
    named = zip(header, row.cells, strict=False)
    return " ".join(f"{name}：{cell}" if name else cell for name, cell in named if cell)

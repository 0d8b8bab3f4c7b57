"""Chunks: a document cut where its own headings cut it, never across one.

A chunk belongs to one owner, the innermost node with a number or heading (section, article, item,
专栏, row); the heading line stands in the first chunk of its owner. A heading with nothing of its
own below it is a small chunk by itself. Numbered items of a few words stay together with the text
that introduces them. The chunks of a document, with the white space between them, are its text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping

from index.documents import Chunk, Document, Node, Outline, Span, is_address
from index.tables.row_text import RowText, row_texts
from index.tokens import count_tokens

DEFAULT_LIMIT = 400
"""Most tokens in a chunk (Qwen vocabulary)."""

SMALL_ITEM = 40
"""A numbered item of at most so many tokens may stay with its section."""

_LONG = 64
"""A text of more characters than this for each token of the limit is over it."""

_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;\n]+[”’」』）)\]]*\n*|$)")
_CLAUSE = re.compile(r"[^，、,：:]*(?:[，、,：:]+|$)")


def chunk_document(document: Document, *, limit: int = DEFAULT_LIMIT) -> tuple[Chunk, ...]:
    """The chunks of a document in reading order, each of at most `limit` tokens.

    Ids are made of the owner's id (which begins with the document's) and a running number: the
    same text gives the same ids.
    """
    outline = document.outline
    rows = row_texts(outline)
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
    rows: Mapping[str, RowText],
) -> Chunk:
    outline = document.outline
    text = outline.text[span[0] : span[1]]
    body = rows[owner.id].of(outline.text, span) if owner.id in rows else text
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
        children = outline.children(node.id)
        at = bisect_right(children, span[0], key=lambda child: child.span[0]) - 1
        if at < 0 or children[at].span[1] < span[1]:
            return node
        node = children[at]


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
    return _fits(outline.text, owner.span, limit)


def _pieces(text: str, span: Span, limit: int) -> Iterator[Span]:
    """The span itself, or its cuts at sentence ends when it is over the limit; white space off."""
    span = _trimmed(text, span)
    if span[0] == span[1]:
        return
    if _fits(text, span, limit):
        yield span
        return
    aim = _aim(text, span, limit)
    start = end = span[0]
    size = 0
    for cut in _grouped(text, span, limit):
        more = count_tokens(text[end:cut])
        if end > start and (size >= aim or not _both_fit(text, (start, cut), size + more, limit)):
            yield _trimmed(text, (start, end))
            start, size = end, 0
        end, size = cut, size + more
    if _trimmed(text, (start, end)) != (end, end):
        yield _trimmed(text, (start, end))


def _aim(text: str, span: Span, limit: int) -> float:
    """Tokens of one piece, so that the pieces are of like size, not full ones and a scrap."""
    if span[1] - span[0] > _LONG * limit:
        return limit
    total = count_tokens(text[span[0] : span[1]])
    return total / -(-total // limit)


def _both_fit(text: str, span: Span, size: int, limit: int) -> bool:
    """Whether a piece with one more sentence is within the limit; `size` is the sum of its parts.

    Where two parts meet, tokens may join or split: far below the limit the sum tells enough.
    """
    return size <= 0.7 * limit or _fits(text, span, limit)


def _grouped(text: str, span: Span, limit: int) -> Iterator[int]:
    """Cuts with at least a few characters between them: tokens are costly to count one by one."""
    held = last = span[0]
    for cut in _cuts(text, span, limit):
        if cut - held >= limit // 10:
            if last > held and not _fits(text, (held, cut), limit):
                yield last
            yield cut
            held = cut
        last = cut
    if last > held:
        yield last


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
    # A token is at least one byte and few are long: most texts need no counting.
    if len(piece) > _LONG * limit:
        return False
    return len(piece.encode("utf-8", "replace")) <= limit or count_tokens(piece) <= limit


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else (end, end)

"""Quiz drafts from the outline: which box, which title, which part."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from index.documents import DocumentInfo, Node, Outline
from rag.quiz_drafts import (
    Draft,
    distinct,
    inner,
    named,
    quote_of,
    shared,
    shared_characters,
    spoken,
)
from rag.quiz_marks import plain

_TITLED = ("part", "chapter", "section", "article", "box")
_LONGEST = 60
_AROUND = 10
_MUCH = 0.34
"""Of an answer so large a share of its characters may not stand in the question."""

_HALF = 0.5
"""Nor so large a share of the question's pairs of characters in the answer."""

Groups = Mapping[tuple[str, int], list[Node]]
"""The headings that can stand for one another, by kind and level, in reading order."""


def heading_drafts(document: DocumentInfo, outline: Outline) -> Iterator[Draft]:
    """Every question that the headings of one document allow, in reading order."""
    nodes = [node for node in outline.nodes if _asked(node)]
    titles = Counter(plain(node.title) for node in nodes)
    groups = groups_of(outline)
    for node in nodes:
        if titles[plain(node.title)] > 1:
            continue  # two places have this title: "which" would have two answers
        peers = peers_of(node, groups)
        if node.kind == "box":
            yield _which_box(document, outline, node, peers)
        if node.number:
            yield _which_title(document, outline, node, peers)
        yield from _which_part(document, outline, node, groups)


def groups_of(outline: Outline) -> Groups:
    """The titled headings of a document, grouped: of one kind and level; boxes of any level."""
    groups: dict[tuple[str, int], list[Node]] = {}
    for node in outline.nodes:
        if node.title and node.kind not in ("document", "row", "table", "paragraph"):
            groups.setdefault(_group(node), []).append(node)
    return groups


def peers_of(node: Node, groups: Groups) -> list[Node]:
    """The headings of the same group around this one, nearest first."""
    same = groups.get(_group(node), [])
    place = bisect_left(same, node.span[0], key=lambda each: each.span[0])
    around = same[max(0, place - _AROUND) : place + _AROUND + 1]
    others = [each for each in around if each.id != node.id]
    return sorted(others, key=lambda each: abs(each.span[0] - node.span[0]))


def _asked(node: Node) -> bool:
    return node.kind in _TITLED and 1 < len(node.title) <= _LONGEST


def _group(node: Node) -> tuple[str, int]:
    return node.kind, 0 if node.kind == "box" else node.level


def _which_box(document: DocumentInfo, outline: Outline, node: Node, peers: list[Node]) -> Draft:
    return Draft(
        family="box",
        topic=node.id,
        document=document,
        node=node,
        question=f"《{document.title}》里，“{inner(node.title)}”是哪个专栏？",
        answer=node.number,
        wrong=distinct(node.number, (peer.number for peer in peers)),
        quote=quote_of(node, outline),
        tells=((node.title, node.number),),
    )


def _which_title(document: DocumentInfo, outline: Outline, node: Node, peers: list[Node]) -> Draft:
    return Draft(
        family="title",
        topic=node.id,
        document=document,
        node=node,
        question=f"《{document.title}》中，{spoken(node.label)}的标题是什么？",
        answer=node.title,
        wrong=distinct(node.title, (peer.title for peer in peers)),
        quote=quote_of(node, outline),
        tells=((node.number, node.title), (node.label, node.title)),
    )


def _which_part(
    document: DocumentInfo, outline: Outline, node: Node, groups: Groups
) -> Iterator[Draft]:
    parent = outline.address(node.parent) if node.parent else outline.root
    if parent.kind == "document" or not parent.title or not parent.number:
        return
    if _gives_away(parent.title, node.title):
        return
    others = (named(peer) for peer in peers_of(parent, groups))
    yield Draft(
        family="part",
        topic=f"{node.id} in {parent.id}",
        document=document,
        node=node,
        question=f"《{document.title}》里，“{inner(node.title)}”属于下列哪一部分？",
        answer=named(parent),
        wrong=distinct(named(parent), others),
        quote=quote_of(node, outline),
        tells=((node.title, parent.title),),
    )


def _gives_away(answer: str, asked: str) -> bool:
    """Whether the titles of a part and of what stands in it share so much that one can guess."""
    return (
        max(shared(answer, asked), shared_characters(answer, asked)) >= _MUCH
        or shared(asked, answer) >= _HALF
    )

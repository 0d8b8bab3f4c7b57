"""Quiz drafts from the outline: which box, which title, which part."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from index.documents import DocumentInfo, Node, Outline
from rag.quiz_drafts import Draft, distinct, inner, named, quote_of, spoken
from rag.quiz_marks import plain

_TITLED = ("part", "chapter", "section", "article", "box")
_LONGEST = 60
_AROUND = 10


Groups = Mapping[tuple[str, int], list[Node]]


def heading_drafts(document: DocumentInfo, outline: Outline) -> Iterator[Draft]:
    """Every question that the headings of one document allow, in reading order."""
    nodes = [node for node in outline.nodes if _asked(node)]
    titles = Counter(plain(node.title) for node in nodes)
    groups: dict[tuple[str, int], list[Node]] = {}
    for node in outline.nodes:
        if node.number and node.title:
            groups.setdefault(_group(node), []).append(node)
    for node in nodes:
        if titles[plain(node.title)] > 1:
            continue  # two places have this title: "which" would have two answers
        peers = _peers(node, groups)
        if node.kind == "box":
            yield _which_box(document, outline, node, peers)
        if node.number:
            yield _which_title(document, outline, node, peers)
        yield from _which_part(document, outline, node, groups)


def _asked(node: Node) -> bool:
    return node.kind in _TITLED and 1 < len(node.title) <= _LONGEST


def _group(node: Node) -> tuple[str, int]:
    """Headings that can stand for one another: of one kind and level; boxes of any level."""
    return node.kind, 0 if node.kind == "box" else node.level


def _peers(node: Node, groups: Groups) -> list[Node]:
    """The headings of the same group around this one, nearest first."""
    same = groups.get(_group(node), [])
    place = bisect_left(same, node.span[0], key=lambda each: each.span[0])
    around = same[max(0, place - _AROUND) : place + _AROUND + 1]
    others = [each for each in around if each.id != node.id]
    return sorted(others, key=lambda each: abs(each.span[0] - node.span[0]))


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
    )


def _which_part(
    document: DocumentInfo, outline: Outline, node: Node, groups: Groups
) -> Iterator[Draft]:
    parent = outline.address(node.parent) if node.parent else outline.root
    if parent.kind == "document" or not parent.title or not parent.number:
        return
    others = (named(peer) for peer in _peers(parent, groups))
    yield Draft(
        family="part",
        topic=f"{node.id} in {parent.id}",
        document=document,
        node=node,
        question=f"《{document.title}》里，“{inner(node.title)}”属于下列哪一部分？",
        answer=named(parent),
        wrong=distinct(named(parent), others),
        quote=quote_of(node, outline),
    )

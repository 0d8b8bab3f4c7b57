"""Counts and lists of parts: “一共几个专栏，分别叫什么”, “第三章有哪些小节”."""

from __future__ import annotations

import re

from index.documents import Node, heading
from index.folding import fold
from index.numerals import parse_numeral
from rag.addresses import Address
from rag.catalogue import Catalogue
from rag.describe import heading_statement
from rag.draft import Draft, Statement, heading_evidence
from rag.part_words import (
    PART_WORD,
    PART_WORDS,
    blanked,
    counted,
    kind_word,
    name_of,
    node_kinds,
    rest_terms,
)
from rag.places import Place
from rag.question import ParsedQuestion
from rag.scope import Scope

_COUNT = re.compile(
    rf"(?:几|多少)(?:个|大)*(?:{PART_WORDS})|(?:{PART_WORDS})(?:一共|总共|共|到底)?(?:有|是)(?:几|多少)个?"
)
_LIST = re.compile(
    rf"(?:哪些|哪几个?|哪[一二两三四五六七八九十\d]+个?|什么|列出|列举|所有|全部|各)(?:的|了|大)*(?:{PART_WORDS}|内容)|(?:{PART_WORDS})(?:都|分别|各)*(?:有|是|叫|包括|包含)?(?:哪些|什么名|什么\b|分别)"
    r"|目录|框架|结构|提纲|分为?(?:几|哪几)(?:个|大)*(?:章|部分|节|篇|编|条|块)"
)
_EXISTS = re.compile(
    rf"(?:有没有|设没设|是否(?:有|设)|(?:有|设|设有|包含|包括|下设)(?:了|着)?)(?:{PART_WORDS})|(?:{PART_WORDS})(?:吗|么|没有?)$"
)
_CLAIM = re.compile(rf"(?P<n>\d{{1,3}}|[一二三四五六七八九十百]{{1,4}})个?(?P<kind>{PART_WORDS})")


def asks_parts(question: ParsedQuestion, folded: str) -> bool:
    """Whether the wording (addresses blanked out) asks for a count or a list of parts."""
    return bool(
        _COUNT.search(folded)
        or _LIST.search(folded)
        or _EXISTS.search(folded)
        or _claimed_count(question, folded)
    )


def parts(
    question: ParsedQuestion, addresses: tuple[Address, ...], places: tuple[Place, ...],
    scope: Scope, catalogue: Catalogue,
) -> Draft | None:  # fmt: skip
    rest = [t for t in rest_terms(question, addresses) if not PART_WORD.fullmatch(t)]
    bare = blanked(question, addresses)
    claim = _claimed_count(question, bare)
    words = [claim["kind"]] if claim else _kinds_asked(bare)
    word = words[0] if words else ""
    for place in places or _roots(scope, catalogue, word):
        title = fold(place.outline.title + heading(place.node))
        foreign = [
            t
            for t in rest
            if t not in title
            and not re.search(PART_WORDS + "|目录|框架|结构|提纲|文件|规划|方案", t)
        ]
        if foreign:
            return None
        if not word and not places:
            word = "部分"
        nodes = _inner_nodes(place, word)
        if nodes:
            if claim:
                return _checked_count(claim, place, nodes, word, catalogue)
            drafts = [_enumerated(question, place, nodes, word, catalogue)]
            for other in words[1:]:
                if more := _inner_nodes(place, other):
                    drafts.append(_enumerated(question, place, more, other, catalogue))
            return Draft("structure", tuple(st for d in drafts for st in d.statements))
        if places:
            kind = word or "下级部分"
            text = f"“{name_of(place.node)}”没有设{kind}。"
            own = heading_evidence(place.outline, place.document_id, place.node.id)
            return Draft("structure", (Statement(text, (own,), derived=True),))
    return _none_of_them(word, scope, catalogue)


def _none_of_them(word: str, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A document that the question names has no such parts at all."""
    if not (scope.named and len(scope.documents) == 1 and word in ("专栏", "条", "编", "篇")):
        return None
    outline = catalogue.outline(scope.documents[0])
    own = heading_evidence(outline, scope.documents[0], outline.root.id)
    text = f"{catalogue.title(scope.documents[0])}没有设{word}。"
    return Draft("structure", (Statement(text, (own,), derived=True),))


def _claimed_count(question: ParsedQuestion, folded: str) -> re.Match[str] | None:
    """“有30个专栏，对吗”: a number of parts that the question itself states."""
    return _CLAIM.search(folded) if "check" in question.wants else None


def _kinds_asked(folded: str) -> list[str]:
    """The words for the parts asked about (多少章多少节), those next to the asking words."""
    found: dict[int, str] = {}
    for pattern in (_COUNT, _LIST, _EXISTS):
        for match in pattern.finditer(folded):
            word = PART_WORD.search(match[0])
            if word:
                found[match.start() + word.start()] = word[0]
    return list(dict.fromkeys(found[at] for at in sorted(found)))


def _roots(scope: Scope, catalogue: Catalogue, word: str) -> list[Place]:
    """Whole documents that have such parts, in order of preference."""
    places = []
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        place = Place(document_id, outline, outline.root)
        if _inner_nodes(place, word or "部分"):
            places.append(place)
    return places[:1]


def _inner_nodes(place: Place, word: str) -> list[Node]:
    outline, holder = place.outline, place.node
    if not word:
        inner = [n for n in outline.children(holder.id) if n.kind not in ("paragraph", "table")]
        return [n for n in inner if n.kind != "box"] or inner
    kinds = node_kinds(word, outline)
    if word == "章节":
        kinds = ("chapter",) if holder.kind == "document" else ("section", "article")
    inside = [
        n for n in outline.nodes
        if n.kind in kinds and n.id != holder.id and holder.span[0] <= n.span[0] and n.span[1] <= holder.span[1]
    ]  # fmt: skip
    if word == "工程":
        return [n for n in inside if "工程" in n.title]
    if not inside and holder.kind != "document" and word not in ("专栏", "章", "编", "篇"):
        return [n for n in outline.children(holder.id) if n.kind in ("item", "article", "section")]
    return inside


def _checked_count(
    claim: re.Match[str], place: Place, nodes: list[Node], word: str, catalogue: Catalogue
) -> Draft:
    """Whether the number of parts that the question states is right, and the right one."""
    right = parse_numeral(claim["n"]) == len(nodes)
    return Draft(
        "structure",
        (_count_statement(place, nodes, word, catalogue, "是的，" if right else "不对，"),),
    )


def _count_statement(
    place: Place, nodes: list[Node], word: str, catalogue: Catalogue, opening: str = ""
) -> Statement:
    name = (
        catalogue.title(place.document_id)
        if place.node.kind == "document"
        else f"“{name_of(place.node)}”"
    )
    ends = [nodes[0]] if len(nodes) == 1 else [nodes[0], nodes[-1]]
    evidence = tuple(heading_evidence(place.outline, place.document_id, n.id) for n in ends)
    span = f"（{_short(ends[0])}至{_short(ends[-1])}）" if len(nodes) > 1 else ""
    kind = counted(word or kind_word(nodes))
    return Statement(f"{opening}{name}共有{len(nodes)}{kind}{span}。", evidence, derived=True)


def _enumerated(
    question: ParsedQuestion, place: Place, nodes: list[Node], word: str, catalogue: Catalogue
) -> Draft:
    kind = counted(word or kind_word(nodes))
    name = (
        catalogue.title(place.document_id)
        if place.node.kind == "document"
        else f"“{name_of(place.node)}”"
    )
    wants_list = _LIST.search(question.folded) or {"list"} & question.wants
    if _COUNT.search(question.folded) and not wants_list:
        return Draft("structure", (_count_statement(place, nodes, word, catalogue),))
    lead = Statement(f"{name}共有{len(nodes)}{kind}：", (), "lead", derived=True)
    items = tuple(heading_statement(place, n, form="item") for n in nodes)
    return Draft("structure", (lead, *items))


def _short(node: Node) -> str:
    return node.label.rstrip("、.")

"""Counts and lists of parts: “一共几个专栏，分别叫什么”, “第三章有哪些小节”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Node, heading
from index.folding import fold
from index.numerals import NUMERAL
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement, heading_evidence
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import Address
from rag.structure.claimed_counts import POINTS, ClaimedCount, claimed_count, claimed_counts
from rag.structure.describe import heading_statement
from rag.structure.locating import clause_items, clauses
from rag.structure.part_words import (
    PART_WORD,
    PART_WORDS,
    blanked,
    counted,
    kind_word,
    name_of,
    node_kinds,
    rest_terms,
)
from rag.structure.places import Place

_POINTS = ("项", "点", "小项", "小点")
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
_OF_PARTS = re.compile(PART_WORDS + "|目录|框架|结构|提纲|文件|规划|方案")


def asks_parts(question: ParsedQuestion, folded: str) -> bool:
    """Whether the wording (addresses blanked out) asks for a count or a list of parts."""
    return bool(
        _COUNT.search(folded)
        or _LIST.search(folded)
        or _EXISTS.search(folded)
        or claimed_count(question, folded)
    )


def parts(
    question: ParsedQuestion, addresses: tuple[Address, ...], places: tuple[Place, ...],
    scope: Scope, catalogue: Catalogue,
) -> Draft | None:  # fmt: skip
    """The count or the list of the parts asked for, or whether the number stated of them is right."""
    bare = blanked(question, addresses)
    claims = claimed_counts(question, bare)
    if question.figures and not claims and not places:
        return None  # a figure that no part has: “由20升至45的是哪一项”
    if claims and not places and all(c.kind in POINTS for c in claims):
        return None  # points are those of a part
    rest = [t for t in rest_terms(question, addresses) if not any(t in c.text for c in claims)]
    words = [c.kind for c in claims] or _kinds_asked(bare)
    word = words[0] if words else ""
    for place in places or roots(scope, catalogue, word):
        if _is_foreign(rest, place):
            return None
        if not word and not places:
            word = "部分"
        nodes = inner_nodes(place, word)
        if nodes and claims:
            return _checked(question, claims, place, catalogue)
        if nodes:
            drafts = [_told(question, place, nodes, word, catalogue)]
            for other in words[1:]:
                if more := inner_nodes(place, other):
                    drafts.append(_told(question, place, more, other, catalogue))
            return Draft("structure", tuple(st for d in drafts for st in d.statements))
        if places:
            return no_parts(place, word)
    return _none_of_them(word, scope, catalogue)


def _checked(
    question: ParsedQuestion, claims: Sequence[ClaimedCount], place: Place, catalogue: Catalogue
) -> Draft | None:
    """The numbers of parts that there are, after 是的 where all that are stated are right; None where
    there are no parts of one of the kinds."""
    found = [(claim, inner_nodes(place, claim.kind)) for claim in claims]
    if not all(nodes for _, nodes in found):
        return None
    said = [(claim.opening(question, len(nodes)), claim, nodes) for claim, nodes in found]
    said.sort(key=lambda s: s[0] == "是的，")  # what is wrong comes first
    verdict = "不对，" if any(opening == "不对，" for opening, _, _ in said) else said[0][0]
    return Draft("structure", tuple(
        count_statement(place, nodes, claim.kind, catalogue, "" if at else verdict)
        for at, (_, claim, nodes) in enumerate(said)
    ))  # fmt: skip


def _is_foreign(rest: Sequence[str], place: Place) -> bool:
    """Whether words of a question are neither of a part's heading nor words for parts and numbers."""
    title = fold(place.outline.title + heading(place.node))
    return any(
        t not in title and not _OF_PARTS.search(t) and not re.fullmatch(rf"(?:\d+|{NUMERAL}+)个?", t)
        for t in rest
    )  # fmt: skip


def _none_of_them(word: str, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A document that the question names has no such parts at all."""
    if not (scope.named and len(scope.documents) == 1 and word in ("专栏", "条", "编", "篇")):
        return None
    outline = catalogue.outline(scope.documents[0])
    return no_parts(Place(scope.documents[0], outline, outline.root), word)


def _told(
    question: ParsedQuestion, place: Place, nodes: list[Node], word: str, catalogue: Catalogue
) -> Draft:
    """The count alone where only it is asked for, else the list."""
    wants_list = _LIST.search(question.folded) or {"list"} & question.wants
    if _COUNT.search(question.folded) and not wants_list:
        return Draft("structure", (count_statement(place, nodes, word, catalogue),))
    return enumerated(place, nodes, word, catalogue)


def _kinds_asked(folded: str) -> list[str]:
    """The words for the parts asked about (多少章多少节), those next to the asking words."""
    found: dict[int, str] = {}
    for pattern in (_COUNT, _LIST, _EXISTS):
        for match in pattern.finditer(folded):
            word = PART_WORD.search(match[0])
            if word:
                found[match.start() + word.start()] = word[0]
    return list(dict.fromkeys(found[at] for at in sorted(found)))


def roots(scope: Scope, catalogue: Catalogue, word: str, *, every: bool = False) -> list[Place]:
    """The first document of the scope that has such parts, or `every` one; none when none has."""
    found = []
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        place = Place(document_id, outline, outline.root)
        if inner_nodes(place, word or "部分"):
            found.append(place)
            if not every:
                break
    return found


def inner_nodes(place: Place, word: str) -> list[Node]:
    """The parts inside a part that a word for parts means, in order; its own parts without one."""
    if not word:
        return _own_parts(place)
    outline, holder = place.outline, place.node
    if word == "款":
        return clauses(outline, holder) if holder.kind == "article" else []
    kinds = node_kinds(word, outline)
    if word == "章节":
        kinds = ("chapter",) if holder.kind == "document" else ("section", "article")
    inside = [
        n for n in outline.nodes
        if n.kind in kinds and n.id != holder.id and holder.span[0] <= n.span[0] and n.span[1] <= holder.span[1]
    ]  # fmt: skip
    own = [n for n in outline.children(holder.id) if n.number and n.kind != "box"]
    if word in _POINTS and holder.kind == "paragraph":
        return clause_items(outline, holder)
    if word in _POINTS and holder.kind in ("part", "chapter") and own:
        return own  # what is counted as its points are its own parts, not those of its boxes
    if word == "工程":
        return [n for n in inside if "工程" in n.title]
    if word in _POINTS and inside:
        level = min(n.level for n in inside)
        inside = [n for n in inside if n.level == level]
    if not inside and holder.kind != "document" and word not in ("专栏", "章", "编", "篇"):
        return [n for n in outline.children(holder.id) if n.kind in ("item", "article", "section")]
    return inside


def _own_parts(place: Place) -> list[Node]:
    """The parts right below a part, or the rows of its tables where it has no others."""
    outline = place.outline
    below = outline.children(place.node.id)
    inner = [n for n in below if n.kind not in ("paragraph", "table")]
    rows = [n for t in below if t.kind == "table" for n in outline.children(t.id)]
    return [n for n in inner if n.kind != "box"] or inner or [n for n in rows if n.kind == "row"]


def count_statement(
    place: Place, nodes: list[Node], word: str, catalogue: Catalogue, opening: str = ""
) -> Statement:
    """“……共有4节（第一节至第四节）。”"""
    ends = [nodes[0]] if len(nodes) == 1 else [nodes[0], nodes[-1]]
    evidence = tuple(heading_evidence(place.outline, place.document_id, n.id) for n in ends)
    numbered = len(nodes) > 1 and all(n.number not in ("", "——") for n in ends)
    span = f"（{_short(ends[0])}至{_short(ends[-1])}）" if numbered else ""
    text = f"{opening}{owner(place, catalogue)}共有{len(nodes)}{_counted(word, nodes)}{span}。"
    return Statement(text, evidence, derived=True)


def enumerated(place: Place, nodes: list[Node], word: str, catalogue: Catalogue) -> Draft:
    """How many parts there are and which, each with its source."""
    text = f"{owner(place, catalogue)}共有{len(nodes)}{_counted(word, nodes)}："
    lead = Statement(text, (), "lead", derived=True)
    items = tuple(heading_statement(place, n, form="item") for n in nodes)
    return Draft("structure", (lead, *items))


def no_parts(place: Place, word: str) -> Draft:
    """A part or document that has no such parts says so."""
    own = heading_evidence(place.outline, place.document_id, place.node.id)
    name = (
        f"“{name_of(place.node)}”"
        if place.node.kind != "document"
        else f"《{place.outline.title}》"
    )
    text = f"{name}没有设{word or '下级部分'}。"
    return Draft("structure", (Statement(text, (own,), derived=True),))


def owner(place: Place, catalogue: Catalogue) -> str:
    """The name of a part in “”, of a document in 《》."""
    if place.node.kind == "document":
        return catalogue.title(place.document_id)
    return f"“{name_of(place.node)}”"


def _counted(word: str, nodes: list[Node]) -> str:
    """The word of the question, or that of the parts themselves where the question has none."""
    return counted(word if word and word not in ("章节", "小标题") else kind_word(nodes))


def _short(node: Node) -> str:
    return node.number.rstrip("、.")

"""Parts that a question names by their titles: “附则”, “刑罚的具体运用”这一章, 讲登记的那一节."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Span
from index.folding import fold
from index.words import content_words
from rag.catalogue import Catalogue
from rag.document_names import bare
from rag.scope import Scope
from rag.structure.left_over import left_over
from rag.structure.part_words import HEADED, PART_WORDS, node_kinds
from rag.structure.places import Place
from rag.structure.saying import parts_saying
from rag.structure.title_index import standing

_LONG = 4
"""A title of fewer characters names its part only in quotation marks or before a part word."""
_MARKED = re.compile(rf"[\"'》]?的?(?:这|那|该)?(?:一|个)*(?P<k>{PART_WORDS})")
_ENDS = re.compile(rf"[\"'》的这那该一](?:{PART_WORDS})$")
_DESCRIBED = (
    re.compile(
        rf"(?:讲到?|说到?|写|谈到?|介绍|涉及|关于|有关|规定)(?:了|的是)?(?P<x>[^,;?§]{{2,24}}?)的?(?:那|这)(?:一|个)*(?P<k>{PART_WORDS})"
    ),
    re.compile(
        rf"(?:讲到?|说到?|写|谈到?|介绍|涉及|关于|有关|规定)(?:了|的是)?(?P<x>[^,;?§]{{2,24}}?)的一?(?P<k>{PART_WORDS})"
    ),
    re.compile(rf"(?P<x>[^,;?§]{{2,24}}?)的?(?:那|这)(?:一|个)*(?P<k>{PART_WORDS})"),
    re.compile(rf"(?P<x>[^,;?§]{{2,24}}?)(?<![哪每同这那第任前后上下某])一(?P<k>{PART_WORDS})"),
)
_AMOUNT = re.compile(
    rf"(?:{PART_WORDS})文?(?:的?(?:数[量目]?))?(?:更|较|比较|要|会)?[多少](?:一?[些点])?(?!少|于)"
)
"""“哪章的条少”: parts are compared by how many they have."""
_QUOTED = re.compile(r'"([^"§]{2,24})"')
_WIDEST = 40
"""Documents, none of them named, in whose titles a quoted piece is looked for."""
_PIECE = 0.4
"""Least share of a title that a quotation of it must hold."""
_COVERED = 0.6
"""Share of a description's word weight that the title of the part it means must hold."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A piece of a question and the parts, of one or several documents, whose title it is.

    `called`: a word for parts stands behind the title: “登记”一章.
    """

    span: Span
    places: tuple[Place, ...]
    called: bool = False


def find_titled(subject: str, scope: Scope, catalogue: Catalogue) -> list[Titled]:
    """The titles that stand in a folded question whole, the longest at each place, in order.

    A title of two or three characters counts only where it is quoted, where a part word follows, or
    where the question holds nothing but words of asking beside it.
    """
    kept = [(c, at) for at, c in enumerate(subject) if c.isalnum()]
    asked = "".join(c for c, _ in kept)
    found: dict[Span, list[Place]] = {}
    short: dict[Span, list[Place]] = {}
    for place, title in standing(asked, scope.documents, catalogue):
        at = asked.find(title)
        while at >= 0:
            span = (kept[at][1], kept[at + len(title) - 1][1] + 1)
            marked = _MARKED.match(subject, span[1])
            if marked and place.node.kind not in node_kinds(marked["k"], place.outline):
                at = asked.find(title, at + 1)
                continue
            if len(title) >= _LONG or marked or subject[: span[0]].endswith(('"', "'", "《")):
                span = (span[0], marked.end() if marked else span[1])
                found.setdefault(span, []).append(place)
            else:
                short.setdefault(span, []).append(place)
            at = asked.find(title, at + 1)
    if short and not left_over(_AMOUNT.sub(" ", _blank(subject, [*short, *found]))):
        found |= short
    outer = [s for s in found if not any(_holds(o, s) for o in found)]
    said = [
        Titled(span, tuple(found[span]), called=_ENDS.search(subject, *span) is not None)
        for span in outer
    ]
    said += _quoted(_blank(subject, outer), scope, catalogue)
    return sorted(said, key=lambda t: t.span)


def _quoted(subject: str, scope: Scope, catalogue: Catalogue) -> list[Titled]:
    """Quotations that are a good part of a title: “履行和变更” for 合同的履行和变更."""
    found = []
    for quoted in _QUOTED.finditer(subject):
        said = bare(quoted[1])
        marked = _MARKED.match(subject, quoted.end() - 1)
        known = scope.named or (marked and len(scope.documents) <= _WIDEST)
        places = _with_piece(said, scope, catalogue) if known and len(said) >= _LONG - 1 else ()
        if places:
            span = (quoted.start(), (marked or quoted).end())
            found.append(Titled(span, places, called=marked is not None))
    return found


def _with_piece(said: str, scope: Scope, catalogue: Catalogue) -> tuple[Place, ...]:
    """The outermost parts of the first document whose titles hold the piece."""
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        nodes = [
            n
            for n in outline.nodes
            if n.kind in HEADED and said in (title := bare(n.title))
            and len(said) >= _PIECE * len(title)
        ]  # fmt: skip
        if nodes:
            level = min(n.level for n in nodes)
            return tuple(Place(document_id, outline, n) for n in nodes if n.level == level)
    return ()


def _blank(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{'§' * (end - start)}{text[end:]}"
    return text


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def find_described(subject: str, scope: Scope, catalogue: Catalogue) -> Titled | None:
    """The part that “讲……的那一章” means: the one whose title, or else whose text, says it."""
    for pattern in _DESCRIBED:
        for match in pattern.finditer(subject):
            terms = [t for t in content_words(match["x"]) if len(t) > 1]
            if not terms:
                continue
            places = _best(match["x"], terms, match["k"], scope, catalogue)
            if places:
                return Titled(match.span(), places)
    return None


def _best(
    topic: str, terms: Sequence[str], word: str, scope: Scope, catalogue: Catalogue
) -> tuple[Place, ...]:
    """The part of the first document that has one whose title says it, else the part that says it."""
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        kinds = node_kinds(word, outline)
        scored = [
            (catalogue.cover(terms, fold(node.title)), node)
            for node in outline.nodes
            if node.kind in kinds and node.title
        ]
        best = max(scored, key=lambda pair: pair[0], default=None)
        if best and best[0] >= _COVERED:
            return (Place(document_id, outline, best[1]),)
    return parts_saying(topic, terms, [word], scope, catalogue)[:1]

"""Which parts deal with a topic: those whose titles say it, or all that mention it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Node
from index.folding import fold
from index.sentences import sentence_spans
from index.words import content_words
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.left_over import left_over
from rag.structure.part_words import PART_WORDS, name_of, node_kinds
from rag.structure.places import Place

_K = rf"(?P<kind>{PART_WORDS}|地方|处)"
_PATTERNS = (
    re.compile(
        rf"哪(?:些|几|一)?个?{_K}(?:里面|里|中|都|专门|主要|具体|是|分别|有|会|曾|也|当中|内容)*(?:讲|说|写|提|涉|谈|规定|有关|关于|包含|出现|介绍|用到|跟|和|与|同|对|明确|要求)"
    ),
    re.compile(
        rf"(?:的)?(?:内容|规定|条文)?(?:都|主要|分别)*(?:在\s*)?(?:集中在|分布在|散见|占了?|用了|在|见|出现|见于)于?\s*(?:规划|方案|文件)?(?:里面?|中)?的?(?:占了?|用了)?(?:哪些|哪几)个?{_K}"
    ),
    re.compile(rf"哪(?:些|几)个?{_K}[^,;?]{{0,8}}(?:提|出现|讲|说|写|涉)"),
)
_LAST = re.compile(rf"的?(?:内容|规定|条文)?(?:都|主要)*(?:有|是)(?:哪些|哪几)个?{_K}")
_SPOKEN_OF = re.compile(
    rf"(?:讲|说|写|提|谈|涉|规定|关于|有关)[^,;?]{{1,18}}(?:的|内容)(?:都|主要)*(?:有|是)(?:哪些|哪几)个?{_K}"
)
"""“讲听证的有哪几条”."""
_MENTIONS = re.compile(
    r"提到|提及|提过|提了|出现|涉及|写到|写进|写有|说到|包含|用到|见于|出现过|含有"
)
_RELATION = re.compile(
    r"有关|相关|关联|联系|规定|明确|要求|专门|讲到?|提到|提及|涉及|说到|谈到|写到"
)
_MOST = 20
"""Parts that an answer lists."""
TITLED = 0.7
"""Share of the topic's word weight that a title must hold."""
MENTIONED = 0.95
"""The same for the text of a part."""


def topic_kind(question: ParsedQuestion) -> str:
    """The word for the parts of which a question asks which deal with something; "" for others."""
    return next(
        (m["kind"] for p in (*_PATTERNS, _SPOKEN_OF) if (m := p.search(question.subject))), ""
    )


def topic(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue, word: str,
    holder: Place | None = None,
) -> Draft | None:  # fmt: skip
    """The parts, of the kind that `word` means, of the first document that has some: by their
    titles, or, where mentions are asked for or no title says it, by their text; inside `holder` where one is given."""
    terms = topic_terms(question)
    if not terms:
        return None
    every = bool(_MENTIONS.search(question.subject))
    for titles_only in (True, False):
        for place in [holder] if holder else _documents(scope, catalogue):
            found = _dealing(place, terms, word, catalogue, by_text=every or not titles_only)
            if found:
                return _listed(place, found, terms, word, catalogue)
    return None


def _documents(scope: Scope, catalogue: Catalogue) -> list[Place]:
    outlines = ((d, catalogue.outline(d)) for d in scope.documents)
    return [Place(document_id, outline, outline.root) for document_id, outline in outlines]


def topic_terms(question: ParsedQuestion) -> list[str]:
    """The words of the topic: what is left of the question beside parts and words of asking."""
    rest = question.subject
    for pattern in (*_PATTERNS, _LAST, _RELATION):
        rest = pattern.sub(" ", rest)
    own = (w for w in content_words(rest, question.learned) if len(w) > 1 or w.isascii())
    words = [*question.quoted, *own]
    quoted = "".join(question.quoted)
    return [
        w
        for w in dict.fromkeys(words)
        if left_over(w) and (w in question.quoted or w not in quoted)
    ]


def _dealing(
    place: Place, terms: Sequence[str], word: str, catalogue: Catalogue, *, by_text: bool
) -> list[Node]:
    anywhere = word in ("地方", "处")
    kinds = node_kinds("节" if anywhere else word, place.outline)
    if word in ("节", "地方", "处", "小节", "条", "章节"):
        kinds = (*(k for k in kinds if k != "chapter"), "box")
    start, end = place.node.span
    nodes = [
        n
        for n in place.outline.nodes
        if n.kind in kinds and start <= n.span[0] and n.span[1] <= end
    ]
    titled = [n for n in nodes if catalogue.cover(terms, fold(n.title)) >= TITLED]
    if not by_text:
        return titled
    text = catalogue.folded(place.document_id)
    said = [n for n in nodes if catalogue.cover(terms, text[slice(*n.span)]) >= MENTIONED]
    kept = {n.id for n in (*titled, *said)}
    return [n for n in nodes if n.id in kept]


def _listed(
    place: Place, found: list[Node], terms: Sequence[str], word: str, catalogue: Catalogue
) -> Draft:
    statements = []
    for node in found[:_MOST]:
        own = heading_evidence(place.outline, place.document_id, node.id)
        named = catalogue.cover(terms, fold(node.title)) >= TITLED
        proof = [own] if named else [own, _mention(place, node, terms, catalogue)]
        statements.append(Statement(name_of(node), tuple(proof), "item"))
    first = f"，这里列出前{_MOST}处" if len(found) > _MOST else ""
    lead = Statement(
        f"{catalogue.title(place.document_id)}中讲到这一内容的有{len(found)}处{first}：",
        (),
        "lead",
        derived=True,
    )
    return Draft("structure", (lead, *statements))


def _mention(place: Place, node: Node, terms: Sequence[str], catalogue: Catalogue) -> Evidence:
    best = max(
        sentence_spans(place.outline.text, node.span),
        key=lambda span: catalogue.cover(terms, fold(place.outline.text[span[0] : span[1]])),
    )
    return Evidence(place.document_id, node.id, best)

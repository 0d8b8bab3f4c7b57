"""Where a part stands: what comes before and after it, what it belongs to, which parts hold a topic."""

from __future__ import annotations

import re

from index.documents import Node
from index.folding import fold
from index.sentences import sentence_spans
from rag.catalogue import Catalogue
from rag.describe import titled
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.part_words import BARE_WORDS, PART_WORD, name_of, node_kinds
from rag.places import Place
from rag.question import ParsedQuestion
from rag.scope import Scope

NEXT = re.compile(r"后面|之后|下一|接下来|(?<!最)后一|紧接|往后|下个")
PREVIOUS = re.compile(r"前面|之前|上一|(?<!最)前一|往前|上个")
PLACE = re.compile(
    r"(?:属于|在|归|隶属|位于|放在|出现在|处于|列在|写在|是|见|参见)于?(?:规划|方案|文件)?的?(?:哪|第几)(?:一|个|几)*(?:大)?(?P<kind>章节|章|部分|小节|节|条|篇|编|专栏|项)"
    r"|第几(?:个|大)?(?P<kind2>章|部分|小节|节|条|专栏|项)|专栏几|哪个专栏(?!讲|说|提|涉|有)"
)
TOPIC = re.compile(
    r"哪(?:些|几|一)?个?(?P<kind>章节|章|部分|小节|节|条款|条|专栏|地方)(?:里|中|都|专门|主要|具体)*(?:讲|说|写|提|涉|谈|规定|有关|关于|包含|出现)"
    r"|(?:在|见)(?:哪些|哪几)个?(?P<kind2>章节|章|部分|小节|节|条|专栏)"
)


def neighbour(question: ParsedQuestion, place: Place, direction: re.Match[str]) -> Draft:
    tail = PART_WORD.search(question.folded, direction.end())
    kind = node_kinds(tail[0], place.outline) if tail else (place.node.kind,)
    same = [n for n in place.outline.nodes if n.kind in kind and n.id != place.node.id]
    forward = bool(NEXT.match(direction[0]))
    if forward:
        found = next((n for n in same if n.span[0] > place.node.span[0]), None)
    else:
        found = next((n for n in reversed(same) if n.span[0] < place.node.span[0]), None)
    if found is None:
        where = "后面" if forward else "前面"
        return Draft(
            "structure",
            (Statement(f"{name_of(place.node)}{where}没有{tail[0] if tail else '同级的部分'}。"),),
            found=False,
        )
    other = Place(place.document_id, place.outline, found)
    return Draft("structure", (titled(other),))


def whereabouts(
    question: ParsedQuestion, places: tuple[Place, ...], scope: Scope, catalogue: Catalogue
) -> Draft | None:
    found = PLACE.search(question.folded)
    word = (found["kind"] or found["kind2"] or "专栏") if found else "章"
    place = places[0] if places else _by_title(question, scope, catalogue)
    if place is None:
        return topic(question, scope, catalogue)
    kinds = node_kinds("专栏" if word == "专栏" else word, place.outline)
    chain = place.outline.ancestors(place.node.id)
    if word == "章节":
        above = [n for n in chain[1:] if n.kind in ("part", "chapter", "section", "article")]
    else:
        above = [n for n in chain if n.kind in kinds]
    if not above:
        above = [
            n for n in chain[1:-1] if n.number != "——" and n.kind not in ("table", "paragraph")
        ][:1]
    if not above:
        return None
    own = heading_evidence(place.outline, place.document_id, place.node.id)
    if above[-1].id == place.node.id:
        return Draft("structure", (Statement(f"{name_of(place.node)}。", (own,)),))
    evidence = tuple(heading_evidence(place.outline, place.document_id, n.id) for n in above)
    text = f"{name_of(place.node)}属于“{'”→“'.join(name_of(n) for n in above)}”。"
    return Draft("structure", (Statement(text, (*evidence, own)),))


def _by_title(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Place | None:
    """The node whose heading the question names: the best covered title."""
    best: tuple[float, Place] | None = None
    core = question.core.replace(" ", "")
    whole = re.sub(r"\W", "", PLACE.sub("", question.folded))
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        for node in outline.nodes:
            title = re.sub(r"\W", "", fold(node.title))
            if node.kind in ("document", "paragraph") or (len(title) < 4 and title != whole):
                continue
            share = catalogue.cover(question.terms, fold(node.title))
            named = title in re.sub(r"\W", "", question.folded)
            score = share + (1.0 if named else 0.0)
            if (share >= 0.75 or named) and core and (best is None or score > best[0]):
                best = (score, Place(document_id, outline, node))
    return best[1] if best else None


def topic(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """Sections that deal with a topic: in their title first, else in their text."""
    match = TOPIC.search(question.folded) or PLACE.search(question.folded)
    groups = match.groupdict() if match else {}
    word = groups.get("kind") or groups.get("kind2") or "节"
    terms = [t for t in question.terms if t not in BARE_WORDS and not PART_WORD.fullmatch(t)]
    if not terms:
        return None
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        kinds = node_kinds("节" if word == "地方" else word, outline)
        if word in ("节", "地方", "小节", "条", "章节"):
            kinds = (*kinds, "box")
        nodes = [n for n in outline.nodes if n.kind in kinds]
        titled = [n for n in nodes if catalogue.cover(terms, fold(n.title)) >= 0.7]
        found = titled or [
            n
            for n in nodes
            if catalogue.cover(terms, catalogue.folded(document_id)[n.span[0] : n.span[1]]) >= 0.95
        ]
        if found:
            return _listed_topic(
                Place(document_id, outline, outline.root), found[:8], terms, catalogue
            )
    return None


def _listed_topic(place: Place, found: list[Node], terms: list[str], catalogue: Catalogue) -> Draft:
    statements = []
    for node in found:
        own = heading_evidence(place.outline, place.document_id, node.id)
        proof = (
            [own]
            if catalogue.cover(terms, fold(node.title)) >= 0.7
            else [own, _mention(place, node, terms, catalogue)]
        )
        statements.append(Statement(name_of(node), tuple(proof), "item"))
    lead = Statement(
        f"{catalogue.title(place.document_id)}中讲到这一内容的有{len(found)}处：",
        (),
        "lead",
        derived=True,
    )
    return Draft("structure", (lead, *statements))


def _mention(place: Place, node: Node, terms: list[str], catalogue: Catalogue) -> Evidence:
    best = max(
        sentence_spans(place.outline.text, node.span),
        key=lambda span: catalogue.cover(terms, fold(place.outline.text[span[0] : span[1]])),
    )
    return Evidence(place.document_id, node.id, best)

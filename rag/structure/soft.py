"""Questions about parts in free wording: what is looked for, and what is to be done with the part.

The exact grammar (asking.py, subjects.py) wants every word of a question to be known. Here the words
that name a thing are held against the headings, and against the text where no heading has them; of
the rest it only matters which operation the words hint at: locate, go on, go back, count, range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.documents import Node
from index.folding import fold
from index.words import content_words
from rag.catalogue import Catalogue, pairs_of
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.retrieve import retrieve
from rag.scope import Scope
from rag.structure.addresses import find_addresses
from rag.structure.answers import answer_demands
from rag.structure.asking import Asked, Relation, left_over
from rag.structure.part_words import PART_WORDS, node_kinds
from rag.structure.parts import inner_nodes, roots
from rag.structure.places import Place
from rag.structure.understanding import Demand
from rag.structure.whereabouts import beside
from rag.substance import is_noun, substance

TITLED = 0.75
"""Share of the weight of the words looked for that a heading must hold to be meant."""
BACK = 0.6
"""Share of a heading that must be said where its points are counted."""
SAID = 0.85
"""The first share for the text of a part that no heading tells."""
NAMED = 0.5
"""Substance of a noun that the text of the part must hold."""
OF_KIND = 0.2
"""What a heading is put before others for being of the kind asked for."""
FEW = 2
"""Most words that are looked for as they stand together."""
HITS = 8
"""Chunks among which the part is looked for."""
WIDEST = 40
"""Most documents whose headings are gone through."""
_K = rf"(?:{PART_WORDS}|款|号)"
_WHICH = r"(?:哪(?![些几])|第几|第多少|几号)(?:一|个|大|小)*"
_ASKS = re.compile(r"哪|几(?!乎)|什么|啥|多少|编号|章号|条号|序号|起讫|起止|指路")
_NEXT = re.compile(r"紧[接跟挨随]|之后|后[面头]|(?<!最)后一|下一|接下来|接着|往后|随后|跟着")
_PREVIOUS = re.compile(r"之前|前[面头]|(?<!最)前一|上一|往前")
_RANGE = re.compile(rf"起[讫止]|从(?:第几|哪一?){_K}.{{0,4}}[到至]|(?:第几|哪一?){_K}起?[到至]")
_LOCATE = re.compile(
    rf"{_WHICH}{_K}(?!都|分别)|专栏几|几号|(?:什么|哪个?)(?:位置|地方)|在哪(?:里|儿)|编号|章号|条号|序号|指路"
)
_COUNT = re.compile(
    rf"(?<![第哪])(?:几|多少)(?:个|大|小|块|种|带|有|括号|序号|编号|的)*(?:{_K}|块|点|方面|条|项|内容|任务|组成)"
)
_NOISE = re.compile(
    r"想[要]?[查找看知问]|要[查找看]|该[看查翻]|查一?[查下]|翻[到开看]?|合适|指路|请?给出|告诉|主题|进入|轮到|写[完到]|说完|讲完|结束|"
    r"夹在|挂在|收在|摆在|归到|同属|同在|这[两几三]|那张|张表|表格|位置|专章|专节|章号|条号|序号|从头到尾|帮我|数数|数一数|老师|块内容|方面|任务|几点|几块|合起来|附在|安排"
)
_OF_DOCUMENT = re.compile(
    rf"(?<![第哪])(?:几|多少)(?:个|大|小|带|有|括号|序号|编号|的)*(?:{PART_WORDS})"
)


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing asked: the relation, the words for the parts asked for, the words looked for."""

    relation: Relation
    kinds: str
    terms: tuple[str, ...]


def answer_softly(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The answer to a question about a part that it names in words; None where it asks no operation
    on parts, or where no part is told by its words."""
    if find_addresses(question.subject) or "check" in question.wants:
        return None
    demands: list[Demand] = []
    place: Place | None = None
    for step in _steps(question.subject):
        if step.terms or place is None:
            place = _object(step, question, scope, catalogue) or (None if step.terms else place)
        if place is None:
            return None
        demands.append(Demand(Asked(step.relation, step.kinds), (place,)))
        if step.relation in ("next", "previous"):
            place = beside(place, step.kinds, forward=step.relation == "next") or place
    return answer_demands(demands, scope, catalogue) if demands else None


def _steps(subject: str) -> list[_Step]:
    """The operations of a question in order; a clause that asks nothing belongs to the next one."""
    steps: list[_Step] = []
    pending = ""
    for clause in re.split(r"[,;?!。:]+", subject):
        pending += clause
        if not _ASKS.search(clause):
            continue
        steps += _operations(pending)
        pending = ""
    return steps


def _operations(segment: str) -> list[_Step]:
    kinds = [m[0] for m in re.finditer(PART_WORDS, segment)]
    terms = _terms(segment)
    last = kinds[-1] if kinds else ""
    ways: tuple[tuple[Relation, re.Pattern[str]], ...] = (("next", _NEXT), ("previous", _PREVIOUS))
    for relation, pattern in ways:
        if pattern.search(segment) and last:
            return [_Step(relation, last, terms)]
    found: list[_Step] = []
    if parts := _OF_DOCUMENT.search(segment):
        return [_Step("list", _words(parts[0])[-1], terms)]
    asked = " ".join(dict.fromkeys(k for m in _LOCATE.finditer(segment) for k in _words(m[0])))
    ranged = _RANGE.search(segment)
    if _LOCATE.search(segment) and not (ranged and not terms):
        found.append(_Step("holder", asked, terms))
    if ranged:
        found.append(_Step("range", (_words(segment[ranged.start() :]) or ["条"])[0], terms))
    if not found and (counted := _COUNT.search(segment)):
        word = (_words(counted[0]) or [""])[-1]
        found.append(_Step("list", word if word in ("章", "专栏", "节", "小节") else "", terms))
    return found


def _words(text: str) -> list[str]:
    return [m[0] for m in re.finditer(PART_WORDS, text)]


def _terms(segment: str) -> tuple[str, ...]:
    """The words of a segment that name what is looked for: what it quotes, else all that is left
    when the words of asking and for parts are taken away."""
    quoted = re.findall(r'"([^"]{4,24})"', segment)
    for pattern in (_RANGE, _LOCATE, _COUNT, _NEXT, _PREVIOUS, _NOISE):
        segment = pattern.sub(" ", segment)
    words = (w for piece in (quoted or [segment]) for w in content_words(piece))
    return tuple(dict.fromkeys(w for w in words if len(w) > 1 and left_over(w)))


def _object(
    step: _Step, question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Place | None:
    """The part that the words of a step mean; the document where it counts parts and names none."""
    if len(scope.documents) > WIDEST:
        return None
    counts = step.relation == "list"
    place = _by_title(step, scope, catalogue, back=BACK if counts else 0.0) if step.terms else None
    if place is not None:
        return place
    if counts:
        named = scope.named and len(scope.documents) == 1 and _OF_DOCUMENT.search(question.subject)
        root = roots(scope, catalogue, step.kinds or "部分")[:1] if named else []
        return root[0] if root else None
    return _by_text(step, question, scope, catalogue) if step.terms else None


def _by_title(step: _Step, scope: Scope, catalogue: Catalogue, *, back: float) -> Place | None:
    best: tuple[float, Place] | None = None
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        kinds = {k for word in step.kinds.split() for k in node_kinds(word, outline)}
        for node in outline.nodes:
            title = fold(node.title)
            if node.kind in ("document", "paragraph") or len(title) < 2:
                continue
            cover = catalogue.cover(step.terms, title)
            said = catalogue.cover(pairs_of(title), "".join(step.terms)) if cover else 0.0
            if cover >= TITLED and said >= back:
                score = cover + 0.3 * said + (OF_KIND if node.kind in kinds else 0.0)
                place = Place(document_id, outline, node)
                if back and not inner_nodes(place, ""):
                    continue
                if best is None or score > best[0]:
                    best = (score, place)
    return best[1] if best else None


def _by_text(
    step: _Step, question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Place | None:
    """The part that says the words: most often as they stand together in the question, where they are
    few, else the first that says nearly all."""
    phrase = "".join(step.terms)
    joined = len(step.terms) <= FEW and phrase in question.subject
    best: tuple[float, Place] | None = None
    for hit in retrieve(catalogue, " ".join(step.terms), HITS, scope.documents):
        document_id = hit.chunk.document_id
        outline = catalogue.outline(document_id)
        root = Place(document_id, outline, outline.root)
        node = _addressed(outline.node(hit.chunk.node_id), step, root)
        if node.kind == "document":
            continue
        text = catalogue.folded(document_id)[slice(*node.span)] + fold(outline.titles(node.id))
        nouns = (w for w in step.terms if is_noun(w) and substance(w) >= NAMED)
        all_said = catalogue.cover(step.terms, text) >= SAID and all(n in text for n in nouns)
        score = text.count(phrase) / (200 + len(text)) if joined else float(all_said)
        if score and (best is None or score > best[0]):
            best = (score, Place(document_id, outline, node))
    return best[1] if best else None


def _addressed(node: Node, step: _Step, root: Place) -> Node:
    """The nearest part above that has a number of its own, of the kind asked for where it is small."""
    kinds = {k for word in step.kinds.split() for k in node_kinds(word, root.outline)}
    while (
        node.parent
        and node.kind not in kinds
        and (node.kind in ("paragraph", "table", "row") or not node.number)
    ):
        node = root.outline.node(node.parent)
    return node

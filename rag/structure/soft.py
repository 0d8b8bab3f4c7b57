"""Questions about parts in free wording: what is looked for, and what is to be done with the part.

The exact grammar (asking.py, subjects.py) wants every word of a question to be known. Here the words
that name a thing are held against the headings, and against the text where no heading has them; of
the rest it only matters which operation the words hint at: locate, go on, go back, count, range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.folding import fold
from index.words import content_words
from rag.catalogue import Catalogue, pairs_of
from rag.document_names import bare
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import find_addresses
from rag.structure.answers import answer_demands
from rag.structure.asking import Asked, Relation
from rag.structure.left_over import left_over
from rag.structure.part_words import BEFORE, PART_WORDS, node_kinds
from rag.structure.parts import inner_nodes, roots
from rag.structure.places import Place
from rag.structure.saying import parts_saying
from rag.structure.understanding import Demand
from rag.structure.whereabouts import beside

TITLED = 0.75
"""Share of the weight of the words looked for that a heading must hold to be meant."""
PIECE = 0.4
"""Least share of a heading that is as good as all of it where it is said in one piece."""
BACK = 0.6
"""Share of a heading that must be said where its points are counted."""
WHOLE = 0.8
"""The same share where the part asked for is one inside the part of that heading."""
OF_KIND = 0.2
"""What a heading is put before others for being of the kind asked for."""
WIDEST = 40
"""Most documents whose headings are gone through."""
_K = rf"(?:{PART_WORDS}|款|号)"
_WHICH = r"(?:哪(?![些几])|第几|第多少|几号)(?:一|个|大|小)*"
_ASKS = re.compile(r"哪|几(?!乎)|什么|啥|多少|编号|章号|条号|序号|起讫|起止|指路")
_NEXT = re.compile(r"紧[接跟挨随]|之后|后[面头]|(?<!最)后一|下一|接下来|接着|往后|随后|跟着")
_PREVIOUS = re.compile(rf"{BEFORE}|前[面头]|(?<!最)前一|上一|往前")
_RANGE = re.compile(rf"起[讫止]|从(?:第几|哪一?){_K}.{{0,4}}[到至]|(?:第几|哪一?){_K}起?[到至]")
_LOCATE = re.compile(
    rf"{_WHICH}{_K}(?!都|分别)|专栏几|(?<!月)几号(?!人|楼)|(?<!到)(?<!处于)(?<!居于)(?:什么|哪个?)位置|(?:写|放|讲|排|列|提|见|安排)(?:在|到|于)?(?:了)?(?:什么地方|哪(?:里|儿|个地方))|编号|章节?号|条号|序号|指路"
)
_COUNT = re.compile(
    rf"(?<![第哪这那前后上下])(?:几|多少)(?:个|大|小|块|种|带|有|括号|序号|编号|的)*(?:{_K}|块|点|方面|条|项|内容|任务|组成)"
)
_NOISE = re.compile(
    r"想[要]?[查找看知问]|要[查找看]|该[看查翻]|查一?[查下]|翻[到开看]?|合适|指路|请?给出|告诉|主题|进入|轮到|写[完到]|说完|讲完|结束|"
    r"夹在|挂在|收在|摆在|归到|同属|同在|这[两几三]|那张|张表|表格|位置|专章|专节|章号|条号|序号|从头到尾|帮我|数数|数一数|老师|块内容|方面|任务|几点|几块|合起来|附在|安排|总共"
)
_TAIL = re.compile(
    rf"(?:的?(?:这|那|该)?(?:一|个)*(?:{PART_WORDS}))?(?:里面?|中|下面?|底下|一共|总共|共|有|含|分|是|在|的)*\s*$"
)
"""What stands between the words for a part and those that ask: “信息公开章里有”."""
_OF_DOCUMENT = re.compile(
    rf"(?<![第哪这那前后上下])(?:几|多少)(?:个|大|小|带|有|括号|序号|编号|的)*(?:{PART_WORDS})"
)


_POINTS = ("项", "小项")


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing asked: the relation, the words for the parts asked for, what is looked for and its
    words."""

    relation: Relation
    kinds: str
    topic: str
    terms: tuple[str, ...]


def answer_softly(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The answer to a question about a part that it names in words; None where it asks no operation
    on parts, or where no part is told by its words."""
    if find_addresses(question.subject) or "check" in question.wants:
        return None
    demands: list[Demand] = []
    places: tuple[Place, ...] = ()
    for step in _steps(question.subject, question.learned):
        if step.terms or not places:
            places = _objects(step, question, scope, catalogue)
        if not places:
            return None
        demands.append(Demand(Asked(step.relation, step.kinds), places))
        if step.relation in ("next", "previous"):
            forward = step.relation == "next"
            places = (beside(places[0], step.kinds, forward=forward) or places[0],)
    return answer_demands(demands, scope, catalogue) if demands else None


def _steps(subject: str, learned: Sequence[str]) -> list[_Step]:
    """The operations of a question in order; a clause that asks nothing belongs to the next one."""
    steps: list[_Step] = []
    pending = ""
    for clause in re.split(r"[,;?!。:]+", subject):
        pending += clause
        if not _ASKS.search(clause):
            continue
        found = _operations(pending, learned)
        steps += found
        pending = "" if found else pending
    return steps


def _operations(segment: str, learned: Sequence[str]) -> list[_Step]:
    kinds = [m[0] for m in re.finditer(PART_WORDS, segment)]
    named = _named(segment, learned)
    last = kinds[-1] if kinds else ""
    ways: tuple[tuple[Relation, re.Pattern[str]], ...] = (("next", _NEXT), ("previous", _PREVIOUS))
    for relation, pattern in ways:
        if pattern.search(segment) and last:
            return [_Step(relation, last, *named)]
    found: list[_Step] = []
    if parts := _OF_DOCUMENT.search(segment):
        return [_Step("list", _words(parts[0])[-1], *named)]
    asked = " ".join(dict.fromkeys(k for m in _LOCATE.finditer(segment) for k in _words(m[0])))
    ranged = _RANGE.search(segment)
    if _LOCATE.search(segment) and not (ranged and not named[1]):
        found.append(_Step("holder", asked, *named))
    if ranged:
        found.append(_Step("range", (_words(segment[ranged.start() :]) or ["条"])[0], *named))
    if not found and (counted := _COUNT.search(segment)):
        word = (_words(counted[0]) or [""])[-1]
        found.append(_Step("list", word if word in ("章", "专栏", "节", "小节") else "", *named))
    return found


def _words(text: str) -> list[str]:
    return [m[0] for m in re.finditer(PART_WORDS, text)]


def _named(segment: str, learned: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What a segment looks for and its words: what it quotes, else all that is left when the words
    of asking and for parts are taken away."""
    quoted = re.findall(r'"([^"]{4,24})"', segment)
    for pattern in (_RANGE, _LOCATE, _COUNT, _NEXT, _PREVIOUS, _NOISE):
        segment = pattern.sub(" ", segment)
    segment = _TAIL.sub(" ", segment)
    pieces = quoted or [segment]
    words = (w for piece in pieces for w in content_words(piece, learned))
    terms = tuple(dict.fromkeys(w for w in words if len(w) > 1 and left_over(w)))
    return " ".join(pieces), terms


def _objects(
    step: _Step, question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> tuple[Place, ...]:
    """The parts that the words of a step mean; the document where it counts parts and names none."""
    if len(scope.documents) > WIDEST:
        return ()
    counts = step.relation == "list"
    place = _by_title(step, scope, catalogue, back=BACK if counts else 0.0) if step.terms else None
    if place is not None:
        return _points_saying(step, place, scope, catalogue) or (place,)
    if counts:
        named = scope.named and len(scope.documents) == 1 and _OF_DOCUMENT.search(question.subject)
        whole = roots(scope, catalogue, step.kinds or "部分")[:1] if named else []
        return tuple(p for p in whole if not _headed(step.terms, p))
    return _by_text(step, scope, catalogue) if step.terms else ()


def _points_saying(
    step: _Step, place: Place, scope: Scope, catalogue: Catalogue
) -> tuple[Place, ...]:
    """“哪个专栏的哪一点”: the point of a part that says the words, where both are asked for."""
    *outer, inner = step.kinds.split() or [""]
    own = {kind for word in outer for kind in node_kinds(word, place.outline)}
    if inner not in _POINTS or place.node.kind not in own:
        return ()
    return parts_saying(step.topic, step.terms, [inner], scope, catalogue, within=place)


def _headed(terms: Sequence[str], root: Place) -> bool:
    """Whether a heading of the document has one of the words: a part is meant, and not the whole."""
    headings = fold("\n".join(n.title for n in root.outline.nodes if n.kind != "document"))
    return any(term in headings for term in terms)


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
            said = _said_of(title, step, catalogue) if cover else 0.0
            if cover >= TITLED and said >= back:
                score = cover + 0.3 * said + (OF_KIND if node.kind in kinds else 0.0)
                place = Place(document_id, outline, node)
                if back and not inner_nodes(place, ""):
                    continue
                if said < WHOLE and node.kind not in kinds and _holds(place, step.kinds):
                    continue  # 第二章 is not the article that is asked for
                if best is None or score > best[0]:
                    best = (score, place)
    return best[1] if best else None


def _said_of(title: str, step: _Step, catalogue: Catalogue) -> float:
    """Share of a folded heading that a step says; all of one of which it says a good piece as it is."""
    piece, whole = bare(step.topic), bare(title)
    if piece in whole and len(piece) >= PIECE * len(whole):
        return 1.0
    return catalogue.cover(pairs_of(title), "".join(step.terms))


def _holds(place: Place, words: str) -> bool:
    """Whether parts of the kind asked for stand inside a part."""
    return any(inner_nodes(place, word) for word in words.split())


def _by_text(step: _Step, scope: Scope, catalogue: Catalogue) -> tuple[Place, ...]:
    """The parts that say the words, of the kinds asked for."""
    return parts_saying(step.topic, step.terms, step.kinds.split(), scope, catalogue)

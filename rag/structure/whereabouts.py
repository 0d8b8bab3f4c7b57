"""Where a part stands: what comes before and after it, what it belongs to, which parts hold a topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Node
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement, heading_evidence
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.describe import titled
from rag.structure.part_words import BEFORE, counted, name_of, node_kinds
from rag.structure.places import Place

_HEADED = ("part", "chapter", "section", "article")
NEXT = re.compile(r"后面|之后|下一|接下来|(?<!最)后一|紧接|往后|下个")
PREVIOUS = re.compile(rf"前面|{BEFORE}|上一|(?<!最)前一|往前|上个")
PLACE = re.compile(
    r"(?:属于|在|归|隶属|位于|放在|出现在|处于|列在|写在|是|见|参见)于?(?:规划|方案|文件)?的?(?:哪|第几)(?:一|个|几)*(?:大)?(?P<kind>章节|章|部分|小节|节|条|篇|编|专栏|项)"
    r"|第几(?:个|大)?(?P<kind2>章|部分|小节|节|条|专栏|项)|专栏几|哪个专栏(?!讲|说|提|涉|有)"
)


def beside(place: Place, word: str, *, forward: bool) -> Place | None:
    """The next or the previous part of the kind that the word means, or of the same kind; of an
    outer kind the one beside the part that holds this one. None at either end."""
    said_of_any = word in ("项", "点") and place.node.kind in ("section", "article")
    kinds = node_kinds(word, place.outline) if word and not said_of_any else (place.node.kind,)
    holders = [n for n in place.outline.ancestors(place.node.id)[:-1] if n.kind in kinds]
    if holders and place.node.kind not in kinds:
        place = Place(place.document_id, place.outline, holders[-1])
    same = [n for n in place.outline.nodes if n.kind in kinds and n.id != place.node.id]
    if place.node.kind in ("item", "row", "paragraph") and not word:
        same = [n for n in place.outline.children(place.node.parent or "") if n in same]
    if forward:
        found = next((n for n in same if n.span[0] > place.node.span[0]), None)
    else:
        before = [n for n in same if n.span[0] < place.node.span[0]]
        found = before[-1] if before else None
    return Place(place.document_id, place.outline, found) if found else None


def neighbour(place: Place, word: str, *, forward: bool, number: int = 1) -> Draft:
    """What the part beside is called, or the `number` parts where they are of its own kind and as many
    are there; or that there is none."""
    where = "后面" if forward else "前面"
    found = beside(place, word, forward=forward)
    several = [found] if found is not None else []
    own = not word or place.node.kind in node_kinds(word, place.outline)
    while own and several and len(several) < number:
        further = beside(several[-1], word, forward=forward)
        if further is None:
            break
        several.append(further)
    if several and own and number > 1:
        ordered = [titled(each) for each in (several if forward else several[::-1])]
        if len(several) < number:
            text = f"“{name_of(place.node)}”{where}只有{len(several)}{counted(word)}。"
            here = heading_evidence(place.outline, place.document_id, place.node.id)
            ordered.insert(0, Statement(text, (here,), derived=True))
        return Draft("structure", tuple(ordered))
    if found is None:
        text = f"{name_of(place.node)}{where}没有{word or '同级的部分'}。"
        return Draft("structure", (Statement(text),), found=False)
    return Draft("structure", (titled(found),))


def held(place: Place, words: str) -> Draft:
    """The parts of the kinds that the words (parted by spaces) mean which hold this one, or this one
    where it is of that kind; without such a part the next above with a number."""
    asked = words.split()
    if not asked or {"章节", "地方"} & set(asked):
        above = [n for n in place.outline.ancestors(place.node.id)[1:-1] if n.kind in _HEADED]
        return _belongs(place, above)
    kinds = tuple(kind for word in asked for kind in node_kinds(word, place.outline))
    within = any(n.kind in kinds for n in place.outline.ancestors(place.node.id)[1:-1])
    if place.node.kind in kinds and (len(asked) == 1 or not within):
        own = heading_evidence(place.outline, place.document_id, place.node.id)
        return Draft("structure", (Statement(f"{_called(place.node)}。", (own,)),))
    return held_by(place, kinds)


def holder_of(place: Place, word: str) -> Place | None:
    """The part of the kind that the word means which holds this one; None where none does."""
    kinds = node_kinds(word, place.outline)
    above = [n for n in place.outline.ancestors(place.node.id)[1:-1] if n.kind in kinds]
    return Place(place.document_id, place.outline, above[-1]) if above else None


def held_together(places: Sequence[Place], word: str) -> Draft | None:
    """The one part of a kind that holds all of several parts; None where no single one does."""
    places = list({p.node.id: p for p in places}.values())
    if len(places) < 2:
        return None
    holders = {h.node.id: h for h in (holder_of(p, word) for p in places) if h}
    if len(holders) != 1 or not all(holder_of(p, word) for p in places):
        return None
    (holder,) = holders.values()
    names = "、".join(f"“{name_of(p.node)}”" for p in places)
    evidence = tuple(heading_evidence(p.outline, p.document_id, p.node.id) for p in places)
    text = f"{names}都属于“{name_of(holder.node)}”。"
    return Draft("structure", (Statement(text, evidence),))


def held_by(place: Place, kinds: Sequence[str]) -> Draft:
    """The parts of these kinds above a part, or the next above with a number."""
    above = [n for n in place.outline.ancestors(place.node.id)[1:-1] if n.kind in kinds]
    return _belongs(place, above)


def _belongs(place: Place, above: list[Node]) -> Draft:
    outline, node = place.outline, place.node
    if not above:
        chain = outline.ancestors(node.id)[1:-1]
        above = [n for n in chain if n.number != "——" and n.kind not in ("table", "paragraph")][-1:]
    own = heading_evidence(outline, place.document_id, node.id)
    if not above:
        text = f"{_called(node)}是《{outline.title}》的一级标题，不属于别的章节。"
        return Draft("structure", (Statement(text, (own,), derived=True),))
    text = f"{_called(node)}属于“{'”→“'.join(name_of(n) for n in above)}”。"
    return Draft("structure", (Statement(text, (own,)),))  # its path names the parts above


def _called(node: Node) -> str:
    """A part by its heading; a row by its label too, which says its number."""
    return f"{node.label}“{node.title}”" if node.kind == "row" else name_of(node)


def whereabouts(
    question: ParsedQuestion, places: tuple[Place, ...], scope: Scope, catalogue: Catalogue
) -> Draft | None:
    found = PLACE.search(question.folded)
    word = (found["kind"] or found["kind2"] or "专栏") if found else "章"
    place = places[0] if places else _by_title(question, scope, catalogue)
    return held(place, word) if place else None


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

"""The turns before: what was asked, what was drafted, and what an answer can be referred back to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.documents import Node, Outline
from index.outlining.labels import ordinal_of
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.fillers import without_fillers
from rag.question import ParsedQuestion
from rag.structure.addresses import find_addresses
from rag.structure.part_words import node_kinds
from rag.structure.places import Place

_COUNTED = re.compile(r"(?:几|多少|哪些|哪几)个?(?P<kind>专栏|部分|章|节|条|编|篇)")
ASKS = re.compile(
    r"(?:的)?(?:目标值?|数量)?(?:是|有|为|要|达到|达|共|建|提出|引进|分|[做降提压升增减占保]到|控制在|由|归|向|跟|按|用来|[主重]要(?=[干做管])|[干做派管](?=什么|啥))*(?:多少|多[长久大高远]|几|哪|什么|怎么|怎样|如何|谁|何时|属于|讲|说了)"
)
"""Where the asking begins: what stands before says what is asked about."""
_VERBS = re.compile(
    r"(?:应当|应该|应|可以|必须|需要|是|有|为|要|达到|达|共|都|符合|具备|满足|的|到|在|由|对|从|被|分成?|叫|指|具体|分别|安排|了|，|,)+$"
)
_PERIODS = re.compile(
    r"(?:在|到|至|自|从)?(?:19|20)\d{2}年?(?:(?:到|至|-|—)(?:19|20)?\d{2,4}年?)?(?:底|末|初|期间|之间|以前|以后)?(?:那|这)?(?:一?段|时候|年)?"
)
_AFTER = re.compile(
    r"(?:多少|几|哪|什么)(?:样的|[年月天日个种类级元岁倍些项条])?(?P<rest>才[\u4e00-\u9fff]{2,6}|(?![一二两三四五六七八九十几]|内容|要求|规定|目标|时候|意思|作用|好处|坏处|影响|后果|条件|情形|情况|措施|办法|程序|特点|优势|问题|原因|地步|程度|标准|方面|结果|说法|变化|区别|用[的处途])[\u4e00-\u9fff]{2,6})[?？。]*$"
)
"""What stands behind the asking: 多少年才能假释, 什么样的博物馆."""


_ATTRIBUTE, _HOLDER = 6, 4
"""Most characters of an attribute behind 的; fewest of a subject that is left without one."""
_MEASURED = re.compile(
    r"(?:[有保]?[效质]期|期限|时限|年限|上限|下限|标准|要求|数量|金额|税额|比例|比率|概率|目标)+$"
)


@dataclass(frozen=True, slots=True)
class Previous:
    """The turn before: its stand-alone question and what was drafted for it."""

    question: str
    draft: Draft


Answerer = Callable[[str], Draft]


def subject_of(previous: Previous, catalogue: Catalogue) -> str:
    """What the turn before was about: the part it named, the part it was answered with, or its words."""
    parsed = ParsedQuestion(previous.question)
    place = answered_place(previous.draft, catalogue)
    if previous.draft.route in ("structure", "indicator") and place:
        return place_name(place, catalogue)
    addresses = find_addresses(parsed.folded)
    if addresses:
        return previous.question[addresses[0].start : addresses[-1].end]
    return words_of(previous.question) or previous.question


def words_of(question: str) -> str:
    """The words of a question that say what it is about, as written, without years and asking."""
    bare = without_fillers(question)
    asks = ASKS.search(bare)
    said = bare[: asks.start()] if asks and asks.start() > 3 else bare
    if asks and said != bare and (after := _AFTER.search(bare)):
        said += after["rest"]
    said = re.sub(r"^(?:的|说|提到|讲到?|规定)+(?=.{3})", "", _PERIODS.sub("", said))
    return _VERBS.sub("", said.strip("?？。，, ")).strip("，, ")


def core_of(subject: str) -> str:
    """A subject without the attribute that was asked of it: 派遣公司的注册资本 → 派遣公司."""
    holder, of, attribute = subject.rpartition("的")
    if of and len(holder) > 1 and len(attribute) <= _ATTRIBUTE:
        return holder
    bare = _MEASURED.sub("", subject)
    return bare if len(bare) >= _HOLDER else subject


def answered_place(draft: Draft, catalogue: Catalogue) -> Place | None:
    """The part or row that an answer is about: what its only sentence, or its first, cites."""
    cited = [s for s in draft.statements if s.evidence and s.form != "lead"]
    if not draft.found or len(cited) != 1:
        cited = [s for s in draft.statements if s.evidence][:1]
    if not draft.found or not cited:
        return None
    evidence = cited[0].evidence[0]
    if len(cited[0].evidence) > 1 and "属于" in cited[0].text:
        evidence = cited[0].evidence[-1]  # “专栏7属于……” is about 专栏7
    outline = catalogue.outline(evidence.document_id)
    return Place(evidence.document_id, outline, outline.address(evidence.node_id))


def place_name(place: Place, catalogue: Catalogue) -> str:
    """A part in words that are read back as that part: its address, a row by its name."""
    node = place.node
    if node.kind == "row":
        return node.title.split("（")[0] if not node.title.startswith("（") else node.title
    return in_title(place.document_id, catalogue) + spoken_address(place.outline, node)


def part_of_kind(place: Place, word: str) -> Place:
    """The part of the kind that a word means, above a part or the only one in it; else the part."""
    kinds = node_kinds(word, place.outline)
    if place.node.kind in kinds:
        return place
    chain = place.outline.ancestors(place.node.id)[1:-1]
    above = [n for n in chain if n.kind in kinds]
    inside = [n for n in place.outline.nodes if n.kind in kinds and _within(n, place.node)]
    found = above[-1:] or (inside if len(inside) == 1 else [])
    return Place(place.document_id, place.outline, found[0]) if found else place


def _within(node: Node, holder: Node) -> bool:
    return holder.span[0] <= node.span[0] and node.span[1] <= holder.span[1]


def in_title(document_id: str, catalogue: Catalogue) -> str:
    """The title before an address that would else be looked for in the first document."""
    return catalogue.title(document_id) if document_id != catalogue.infos[0].id else ""


def spoken_address(outline: Outline, node: Node) -> str:
    """The address of a node in words that addresses.py reads back: “第六部分（一）第3项”."""
    words: list[str] = []
    for holder in outline.ancestors(node.id)[1:]:
        ordinal = ordinal_of(holder.number) if holder.number not in ("", "——") else None
        if holder.kind == "chapter" and ordinal:
            words.append(
                f"第{ordinal}部分" if not holder.number.startswith("第") else holder.number
            )
        elif holder.kind in ("section", "article", "part"):
            unique = holder.label == holder.number
            words = [holder.number] if unique else [*words, holder.number]
        elif holder.kind == "box":
            words = [holder.number]
        elif holder.kind == "item":
            same = [n for n in outline.children(holder.parent or "") if n.kind == "item"]
            named = f"{holder.number}{holder.title}"
            words.append(f"第{same.index(holder) + 1}项" if words or not holder.title else named)
    return "".join(words) or node.title


def counted_nodes(previous: Previous, catalogue: Catalogue) -> list[Node]:
    """The parts that the answer before counted (“共有5项（一至五）”): all from the first to the last."""
    told = [s for s in previous.draft.statements if s.evidence]
    if previous.draft.route != "structure" or len(told) != 1 or "共有" not in told[0].text:
        return []
    first, last = told[0].evidence[0], told[0].evidence[-1]
    outline = catalogue.outline(first.document_id)
    one, other = outline.address(first.node_id), outline.address(last.node_id)
    if one is other or one.parent != other.parent or one.kind != other.kind:
        return []
    start, end = one.span[0], other.span[1]
    among = (n for n in outline.children(one.parent or "") if n.kind == one.kind)
    return [n for n in among if start <= n.span[0] and n.span[1] <= end]


def nth_point(previous: Previous, ordinal: int, catalogue: Catalogue) -> str:
    """The n-th point of the answer before (-1 for the last), or of the part that it cites."""
    if (nodes := counted_nodes(previous, catalogue)) and _holds(nodes, ordinal):
        document = next(s.evidence[0] for s in previous.draft.statements if s.evidence).document_id
        node = nodes[ordinal - 1 if ordinal > 0 else ordinal]
        return place_name(Place(document, catalogue.outline(document), node), catalogue)
    items = [s for s in previous.draft.statements if s.form == "item" and s.evidence]
    said = [s for s in previous.draft.statements if s.evidence and s.form == "sentence"]
    if any(s.derived for s in said):
        return ""
    if is_near(previous.draft):
        return _beside(items[-1], ordinal, catalogue)
    if not items and said:
        place = said[0].evidence[0]
        outline = catalogue.outline(place.document_id)
        inner = [n for n in outline.children(place.node_id) if n.kind in ("item", "section", "row")]
        if inner and _holds(inner, ordinal):
            node = inner[ordinal - 1 if ordinal > 0 else ordinal]
            return place_name(Place(place.document_id, outline, node), catalogue)
    points = items or said
    if not _holds(points, ordinal):
        return ""
    return _point_name(points[ordinal - 1 if ordinal > 0 else ordinal], catalogue)


def is_near(draft: Draft) -> bool:
    """Whether an answer only offers what comes nearest: its points are no list."""
    return any(s.form == "lead" and s.text.startswith("最接近") for s in draft.statements)


def _beside(point: Statement, ordinal: int, catalogue: Catalogue) -> str:
    """The n-th of the numbered parts that one is among; "" where it is none."""
    place = point.evidence[0]
    outline = catalogue.outline(place.document_id)
    node = outline.node(place.node_id)
    parts = [n for n in outline.children(node.parent or "") if n.kind == node.kind and n.number]
    if node.kind == "document" or node not in parts or not _holds(parts, ordinal):
        return ""
    found = parts[ordinal - 1 if ordinal > 0 else ordinal]
    return place_name(Place(place.document_id, outline, found), catalogue)


def _holds(points: Sequence[object], ordinal: int) -> bool:
    return 0 < ordinal <= len(points) or 0 < -ordinal <= len(points)


def _point_name(statement: Statement, catalogue: Catalogue) -> str:
    place = statement.evidence[0]
    outline = catalogue.outline(place.document_id)
    if statement.form == "sentence":
        return statement.text.rstrip("。")
    node = outline.point(place.node_id, place.span)
    return place_name(Place(place.document_id, outline, node), catalogue)


def counted_part(previous: Previous, ordinal: int, catalogue: Catalogue) -> str:
    """The n-th of the parts that the question before counted: “一共几个专栏” → “第三个专栏”."""
    asked = _COUNTED.search(ParsedQuestion(previous.question).folded)
    cited = [s.evidence[0].document_id for s in previous.draft.statements if s.evidence]
    if asked is None or not cited:
        return ""
    measure = "个" if asked["kind"] == "专栏" else ""
    which = f"第{ordinal}" if ordinal > 0 else "最后一" if ordinal == -1 else f"倒数第{-ordinal}"
    return f"{in_title(cited[0], catalogue)}{which}{measure}{asked['kind']}"

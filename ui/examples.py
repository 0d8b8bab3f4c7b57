"""Example questions for an empty page, made from the outlines and facts that are loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from index.documents import DocumentInfo, Fact, Node, Outline
from rag.quiz import QuizStore
from rag.quiz_drafts import spoken

MOST = 8
_READ = 12
_LONGEST = 24
_MEASURED = ("率", "数", "数量", "比例", "比率", "总额", "总值", "总量", "规模", "比重", "满意度")


@dataclass(frozen=True, slots=True)
class Example:
    """A question that the documents answer, its kind for people, and the node it is about."""

    kind: str
    question: str
    document_id: str
    node_id: str


def examples(store: QuizStore, most: int = MOST) -> tuple[Example, ...]:
    """Up to `most` questions, kinds and documents in turn; none for an empty library."""
    several = len(store.documents()) > 1
    rows = [
        list(_of_document(info, store.outline(info.id), store.facts([info.id]), several))
        for info in store.documents()[:_READ]
    ]
    in_turn = [each for column in zip_longest(*rows) for each in column if each is not None]
    order = list(dict.fromkeys(each.kind for each in in_turn))
    piles = [[each for each in in_turn if each.kind == kind] for kind in order]
    mixed = [each for column in zip_longest(*piles) for each in column if each is not None]
    return tuple(sorted(mixed[:most], key=lambda each: order.index(each.kind)))


def _of_document(
    info: DocumentInfo, outline: Outline, facts: Sequence[Fact], several: bool
) -> Iterator[Example]:
    title = f"《{info.title}》"
    boxes = [node for node in outline.nodes if node.kind == "box" and node.title]
    sections = [node for node in outline.nodes if _plain_section(node)]
    numbered = [node for node in sections if node.number]
    cell = _told(outline, facts)
    if cell:
        yield Example("查指标", f"{_year(cell)}{cell.subject}是多少？", info.id, cell.node_id)
    if len(boxes) > 1:
        box = boxes[len(boxes) // 2]
        words = f"{title if several else ''}{box.number}讲的是什么？"
        yield Example("查目录", words, info.id, box.id)
        yield Example("查目录", f"{title}一共有几个专栏？", info.id, outline.root.id)
    if sections:
        middle = sections[len(sections) // 2]
        yield Example("问内容", f"{title}的“{middle.title}”讲什么？", info.id, middle.id)
    if numbered:
        late = numbered[len(numbered) * 2 // 3]
        yield Example("查目录", f"{title}{spoken(late.label)}的标题是什么？", info.id, late.id)


def _plain_section(node: Node) -> bool:
    return node.kind in ("section", "article", "chapter") and 4 <= len(node.title) <= _LONGEST


def _told(outline: Outline, facts: Sequence[Fact]) -> Fact | None:
    """A figure worth asking for: a cell of a table if there is one, else one that is measured."""
    named = [f for f in facts if 4 <= len(f.subject) <= _LONGEST]
    cells = [f for f in named if f.year and outline.node(f.node_id).kind == "row"]
    prose = [f for f in named if f.measure and f.subject.endswith(_MEASURED)]
    return cells[-1] if cells else prose[len(prose) // 2] if prose else None


def _year(fact: Fact) -> str:
    return f"{fact.year}年" if fact.year and str(fact.year) not in fact.subject else ""

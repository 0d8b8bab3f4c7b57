"""The eval set itself: were a line of it wrong, every figure the project reports would mislead."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from eval.errors import SetError
from eval.normal import comparable, contains
from eval.questions import EvalQuestion, GoldSection, find_set, load_set, of_split, split_of
from index.corpus import read_corpus, read_inline
from index.documents import Node, Outline

CORPUS = Path(__file__).parent.parent / "corpus"
QUESTIONS = load_set(find_set("customs"))
ANSWERABLE = [q for q in QUESTIONS if q.answerable]


@cache
def outlines() -> dict[str, Outline]:
    documents, _ = read_corpus(CORPUS)
    return {document.id: document.outline for document in documents}


def outline_of(question: EvalQuestion, section: GoldSection) -> Outline:
    for given in question.texts:
        if given.title == section.document:
            return read_inline(given.title, given.text).outline
    return outlines()[section.document]


def gold_nodes(question: EvalQuestion, section: GoldSection) -> list[Node]:
    outline = outline_of(question, section)
    if not section.label:
        return [outline.root]
    return [
        node
        for node in outline.nodes
        if node.kind not in ("paragraph", "table")
        and section.label in (node.label.rstrip("、"), node.title)
    ]


@cache
def gold_text(question_id: str) -> str:
    """Everything that the gold sections say, with their titles, in comparable form."""
    question = next(q for q in QUESTIONS if q.id == question_id)
    parts: list[str] = []
    for section in question.gold.sections:
        outline = outline_of(question, section)
        nodes = gold_nodes(question, section)
        parts += [outline.title, section.label]
        parts += [text for node in nodes for text in (node.label, outline.slice(node.id))]
        parts += [" ".join(table.header) for table in outline.tables]
    return comparable("\n".join(parts))


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda q: q.id)
def test_every_gold_section_is_one_place_of_the_document(question: EvalQuestion) -> None:
    """Otherwise a right citation would be counted as wrong for ever."""
    for section in question.gold.sections:
        found = gold_nodes(question, section)
        assert len(found) == 1, f"{section.document} {section.label}: {len(found)} places"


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda q: q.id)
def test_every_group_of_required_content_stands_in_the_gold_sections(
    question: EvalQuestion,
) -> None:
    """Otherwise no grounded answer could be right; what was counted must be marked as derived."""
    said = gold_text(question.id)
    for group in question.required:
        stands = [a for a in group if contains(said, comparable(a))]
        counted = [a for a in group if a in question.derived]
        assert stands or counted, f"{group} is neither said nor derived"


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda q: q.id)
def test_required_content_does_not_stand_in_the_question(question: EvalQuestion) -> None:
    """An answer that repeats the question must not count as right."""
    asked = comparable(question.turns[-1])
    assert any(
        not any(contains(asked, comparable(a)) for a in group) for group in question.required
    )


def test_indicators_that_are_calculated_follow_from_the_table() -> None:
    """A difference worked out wrongly by hand would blame a right answer."""
    rows = {row.cells[0][0]: row.cells for table in _plan().tables for row in table.rows}
    values = {key: [c.strip("<>≥≤˃˂＞ ") for c in cells] for key, cells in rows.items()}
    for number, difference in {"6": 18, "5": 25, "2": 14}.items():
        assert int(values[number][2]) - int(values[number][1]) == difference
    assert [key for key, cells in rows.items() if cells[-1] == "约束性"] == ["5", "7"]
    assert [key for key, cells in rows.items() if cells[1] in "—-"] == ["4", "7"]


def test_counts_of_the_structure_are_those_of_the_outline() -> None:
    """The derived counts of the set are counted a second time, from the parsed documents."""
    plan, older, reform = (
        outlines()[k] for k in ("plan-14-5", "modern-customs-2006", "reform-2014")
    )
    assert _count(plan) == {"chapter": 10, "section": 52, "box": 20}
    assert _count(older)["chapter"] == 7
    assert (_count(reform)["chapter"], _count(reform)["section"]) == (5, 26)
    assert len(_below(plan, "专栏20")) == 6
    assert len(_below(older, "二（二）")) == 6
    assert [n.label for n in _inside(plan, "四") if n.kind == "box"] == ["专栏8", "专栏9", "专栏10"]
    assert not [n for n in _inside(plan, "六") if n.kind == "box"]
    for outline, label in ((plan, "（五）"), (reform, "（2）")):
        assert sum(outline.slice(_node(outline, label).id).count(f"\n{d}") for d in ["——"]) == 5


def test_the_set_covers_every_type_and_document() -> None:
    """A type or document without enough questions is one whose failures nobody sees."""
    types = Counter(question.type for question in QUESTIONS)
    assert len(QUESTIONS) >= 400
    least = {
        "figures": 50, "indicators": 40, "lists": 45, "structure": 50, "measures": 50, "older": 50,
        "article": 30, "across": 30, "paraphrase": 60, "noisy": 30, "follow_up": 45,
        "false_premise": 25, "near_miss": 40, "astray": 20,
    }  # fmt: skip
    assert {kind: types[kind] for kind in least if types[kind] < least[kind]} == {}
    assert types["absent"] + types["near_miss"] >= 80
    assert min(types.values()) >= 5
    assert {s.document for q in QUESTIONS for s in q.gold.sections} >= set(outlines())
    assert {len(q.turns) for q in QUESTIONS if q.type == "follow_up"} == {2, 3, 4}


def test_unanswerable_names_do_not_stand_in_the_documents() -> None:
    """The near misses must really be missing: what they ask for occurs nowhere."""
    said = "\n".join(outline.text for outline in outlines().values())
    for name in ("专栏25", "（六十）", "出版社", "总投资", "最严格的监管", "世界杯", "增值税"):
        assert name not in said


def test_no_question_of_the_set_stands_in_the_code_that_answers() -> None:
    """An answer written for one question would make every figure of the report worthless."""
    root = CORPUS.parent
    files = [f for package in ("index", "rag") for f in (root / package).rglob("*.*")]
    code = [comparable(f.read_text("utf-8")) for f in files if f.suffix in (".py", ".tsv")]
    assert code
    for question in QUESTIONS:
        asked = comparable(question.turns[-1]).rstrip("?。")
        assert len(asked) < 8 or not any(asked in text for text in code), question.id


def test_the_split_follows_from_the_id_alone() -> None:
    """A question that could be moved between dev and test would make the test half worthless."""
    assert [split_of(f"figures-{n:03d}") for n in range(1, 7)] == [
        split_of(f"figures-{n:03d}") for n in range(1, 7)
    ]
    dev, test = of_split(QUESTIONS, "dev"), of_split(QUESTIONS, "test")
    assert len(dev) + len(test) == len(QUESTIONS)
    assert 0.5 < len(dev) / len(QUESTIONS) < 0.8


GOOD = {
    "id": "a-1", "type": "figures", "turns": ["几名？"], "required": [["3名"]], "max_chars": 50,
    "gold": {"mode": "any", "sections": [{"document": "d", "label": "一"}]}, "answerable": True,
}  # fmt: skip


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"turns": []}, "turns"),
        ({"type": "figure"}, "type"),
        ({"golden": 1}, "golden"),
        ({"answerable": False}, "不可回答"),
        ({"required": []}, "required"),
        ({"required": [[]]}, "required"),
        ({"forbidden": ["3名"]}, "3名"),
        ({"derived": ["4名"]}, "4名"),
        ({"max_chars": 0}, "max_chars"),
        ({"max_chars": "50"}, "max_chars"),
        ({"answerable": "yes"}, "answerable"),
        ({"id": "A 1"}, "id"),
    ],
)
def test_a_wrong_line_is_refused_with_file_line_and_reason(
    tmp_path: Path, change: dict[str, object], complaint: str
) -> None:
    """Someone who adds a question must be told where it is wrong, not get odd means later."""
    path = tmp_path / "mine.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n{json.dumps(GOOD | {'id': 'a-2'} | change)}\n", "utf-8")
    with pytest.raises(SetError, match=f"mine.jsonl”第2行：.*{complaint}") as caught:
        load_set(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text, complaint",
    [
        (f"{json.dumps(GOOD)}\n{json.dumps(GOOD)}\n", "第2行：编号“a-1”与第1行重复"),
        ("{\n", "第1行：不是完整的 JSON"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "gold"}), "第1行：缺少字段 gold"),
        ("\n", "没有题目"),
        ("[1]\n", "第1行：一行应是一个 JSON 对象"),
        (json.dumps(GOOD)[:-1] + ', "max_chars": 3}', "第1行：字段 max_chars 写了两次"),
        ("9" * 5000, "第1行：数字太长"),
        ("[" * 100_000, "嵌套太深"),
        ("\0", "第1行：不是完整的 JSON"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(SetError, match=complaint):
        load_set(path)


def test_files_as_editors_write_them_are_read(tmp_path: Path) -> None:
    """A mark at the start, Windows line ends, and a line separator inside a text."""
    path = tmp_path / "mine.jsonl"
    line = json.dumps(GOOD | {"note": "a\u2028b\x85c"}, ensure_ascii=False)
    path.write_bytes(f"\ufeff{line}\r\n".encode())
    assert [question.note for question in load_set(path)] == ["a\u2028b\x85c"]
    path.write_bytes(line.encode("gb18030"))
    with pytest.raises(SetError, match="不是 UTF-8 编码"):
        load_set(path)


def test_an_unknown_set_is_named_with_those_that_exist() -> None:
    with pytest.raises(SetError, match=r"nothing.*customs"):
        find_set("nothing")
    with pytest.raises(SetError, match=r"nowhere/mine\.jsonl"):
        find_set("nowhere/mine.jsonl")


def _plan() -> Outline:
    return outlines()["plan-14-5"]


def _node(outline: Outline, label: str) -> Node:
    return next(node for node in outline.nodes if node.label.rstrip("、") == label)


def _inside(outline: Outline, label: str) -> list[Node]:
    start, end = _node(outline, label).span
    return [n for n in outline.nodes if start <= n.span[0] and n.span[1] <= end]


def _below(outline: Outline, label: str) -> list[Node]:
    return [n for n in outline.children(_node(outline, label).id) if n.kind == "item"]


def _count(outline: Outline) -> dict[str, int]:
    kinds = Counter(node.kind for node in outline.nodes)
    return {kind: kinds[kind] for kind in ("chapter", "section", "box") if kinds[kind]}

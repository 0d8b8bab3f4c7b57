"""A reply cut into pieces anywhere is read as the same sentences: else a reader's luck decides."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.llm.marks import cited_numbers, without_marks
from rag.llm.plain import plain
from rag.llm.sentences import Sentences
from rag.llm.thinking import Thinking

REPLY = "主要有：\n- 建设铁路3条。[1][2]\n- 形成网络！[3]投放200套；【4】 另有“五型口岸。”[5]\n\n最后一句没有句号[6]"


def _read(pieces: list[str]) -> list[tuple[str, bool]]:
    sentences = Sentences()
    found = [s for piece in pieces for s in sentences.feed(piece)]
    return [(s.text, s.opens_line) for s in (*found, *sentences.finish())]


def test_marks_stay_with_the_sentence_before_them() -> None:
    assert _read([REPLY]) == [
        ("主要有：", True),
        ("- 建设铁路3条。[1][2]", True),
        ("- 形成网络！[3]", True),
        ("投放200套；【4】 另有“五型口岸。”[5]", False),
        ("最后一句没有句号[6]", True),
    ]


@given(st.lists(st.integers(1, len(REPLY) - 1), max_size=20))
def test_pieces_do_not_matter(cuts: list[int]) -> None:
    edges = [0, *sorted(set(cuts)), len(REPLY)]
    pieces = [REPLY[a:b] for a, b in pairwise(edges)]
    assert _read(pieces) == _read([REPLY])


@given(st.text(alphabet="甲乙。！\n [1]［】2]！.?", max_size=80), st.data())
def test_nothing_is_lost_of_any_text(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    said = "".join(s for s, _ in _read([text[:cut], text[cut:]]))
    assert "".join(said.split()) == "".join(text.split())


def test_a_sentence_is_given_as_soon_as_it_cannot_grow() -> None:
    sentences = Sentences()
    assert sentences.feed("建设铁路3条。") == []  # a mark may follow
    assert sentences.feed("[1") == []
    assert [s.text for s in sentences.feed("]投")] == ["建设铁路3条。[1]"]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("甲。[1]", [1]), ("甲。［１］", [1]), ("甲。【1】[2]", [1, 2]), ("甲。[1,2，3、4]", [1, 2, 3, 4]), ("甲。[2-4]", [2, 3, 4]),
        ("甲。[1][1]", [1]), ("甲。[材料2]", [2]), ("甲。[^3]", [3]), ("甲。【4†出处】", [4]), ("甲。[3-1]", [0]), ("甲。[1-99]", [0]),
        ("甲。[0]", [0]), ("甲。[a]", []), ("甲。(1)", []), ("甲。[1.5]", []), ("甲。[-1]", []), ("甲。", []),
    ],
)  # fmt: skip
def test_marks_are_read_as_numbers(sentence: str, numbers: list[int]) -> None:
    assert cited_numbers(sentence) == numbers


def test_a_sentence_without_its_marks() -> None:
    assert without_marks("甲[1]，乙。[2][3-4]") == "甲，乙。"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("**甲**乙", "甲乙"), ("## 甲", "甲"), ("> 甲", "甲"), ("- **甲**", "- 甲"), ("* 甲", "- 甲"), ("<b>甲</b>", "甲"),
        ("[甲](http://e.example)", "甲"), ("[1](http://e.example)", "[1]"), ("![图](http://e.example)甲", "甲"),
        ("<img src=x onerror=alert(1)>甲", "甲"), ("甲<!-- 乙 -->", "甲"), ("3\u200b0\u202e条", "30条"), ("`甲`", "甲"), ("≥60，>90", "≥60，>90"),
    ],
)  # fmt: skip
def test_markup_is_gone(written: str, text: str) -> None:
    assert plain(written) == text


@given(st.lists(st.integers(1, 60), max_size=15))
def test_thinking_is_cut_out_however_it_arrives(cuts: list[int]) -> None:
    reply = "先说<think>想<b>一想</think>甲。<Thinking>再想</Thinking>乙<三。"
    edges = [0, *sorted({c for c in cuts if c < len(reply)}), len(reply)]
    thinking = Thinking()
    pieces = [thinking.feed(reply[a:b]) for a, b in pairwise(edges)]
    assert "".join(p.text for p in pieces) + thinking.finish() == "先说甲。乙<三。"
    assert not any(p.anew for p in pieces)


def test_thinking_that_never_ends_is_all_thinking() -> None:
    thinking = Thinking()
    assert thinking.feed("<think>甲。").text + thinking.finish() == ""

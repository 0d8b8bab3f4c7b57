"""Lists inside a sentence: a reader who asks for five things must get five, each as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.forms.enumerations import clause_around, numbered, rows


def _rows(text: str) -> list[list[str]]:
    return [[text[a:b] for a, b in row.members] for row in rows(text, (0, len(text)))]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("打造清洁、安静、节能、便捷、美观“五好”车站。", ["清洁", "安静", "节能", "便捷", "美观"]),
        ("努力建成安全、有序、文明、和谐的街区", ["安全", "有序", "文明", "和谐"]),
        ("把船舶分为客船（含渡船）、货船和工程船，", ["客船（含渡船）", "货船", "工程船"]),
        ("形成巡查、检测、维修三支队伍", ["巡查", "检测", "维修"]),
        ("由渔政、水利、环保等部门负责", ["由渔政", "水利", "环保"]),
    ],
)
def test_the_members_are_told_from_the_words_around_them(text: str, members: list[str]) -> None:
    assert _rows(text) == [members]


@pytest.mark.parametrize("text", ["坚持“预防为主、综合治理”的方针", "和谐的社会", "没有列举"])
def test_what_is_no_list_is_not_cut(text: str) -> None:
    assert _rows(text) == []


def test_ordinals_are_followed_from_one_on_without_a_gap() -> None:
    text = "会上说，一是修路。路要宽。二是建桥，三是通航；另外一是绿化。"
    found = numbered(text, (0, len(text)))
    assert found is not None
    said = [text[a:b] for a, b in found.members]
    assert said == ["一是修路。", "二是建桥，", "三是通航；"]


def test_one_ordinal_is_no_list() -> None:
    assert numbered("一是修路。", (0, 5)) is None


def test_a_list_is_read_with_its_clause() -> None:
    text = "先说别的，建立甲组、乙组、丙组等联动机制，再说别的。"
    row = rows(text, (0, len(text)))[0]
    start, end = clause_around(text, row.span)
    assert text[start:end] == "建立甲组、乙组、丙组等联动机制"


@given(st.text(alphabet="甲乙、，。；：和及与（）“”等是一二", max_size=40))
def test_members_are_exact_pieces_in_reading_order(text: str) -> None:
    for row in rows(text, (0, len(text))):
        ends = [edge for span in row.members for edge in span]
        assert ends == sorted(ends)
        assert 0 <= ends[0] <= ends[-1] <= len(text)

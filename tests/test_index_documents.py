"""The outline's own questions: what stands where, under which headings, inside what."""

from __future__ import annotations

import dataclasses

import pytest
from outline_lines import named, parse

from index.documents import heading, is_address

BODY = "各单位要结合实际抓好落实，确保各项任务按期完成。"
OUTLINE = parse(
    "某某规划",
    "一、总则",
    "（一）原则",
    "——坚持创新。" + BODY,
    "专栏1 主要指标",
    "指标 | 2020年 | 2025年",
    "1.机制（个） | 53 | >90",
    "二、附则",
    BODY,
)


def test_a_path_names_every_heading_from_the_outside_in() -> None:
    row = OUTLINE.tables[0].rows[0].node_id
    assert OUTLINE.heading_path(row) == ("一、总则", "（一）原则", "专栏1 主要指标", "1.机制（个）")


def test_a_point_without_a_number_of_its_own_is_no_address() -> None:
    """“——” cannot be looked up in the document; （一） can, and then the second point of it."""
    point = next(n for n in OUTLINE.nodes if n.number == "——")
    assert not is_address(point)
    assert OUTLINE.address(point.id).label == "（一）"


def test_one_of_several_points_and_a_clause_are_told_by_counting() -> None:
    points = parse("某某规划", "（一）原则", "——坚持创新。" + BODY, "——坚持开放。" + BODY, BODY)
    first, second = (points.text.index(f"坚持{name}") for name in ("创新", "开放"))
    section = named(points, "（一）").id
    assert points.point(section, (second, second + 4)).label == "（一）第2点"
    assert points.point(section, (first, second + 4)).label == "（一）"
    assert points.point(points.root.id, (second, second + 4)) is points.root
    law = parse("某某法", "第一条 应当登记。", "登记由港口办理。", "第二条 应当备案。")
    clause = law.text.index("登记由")
    assert law.point(named(law, "第一条").id, (clause, clause + 3)).label == "第一条第二款"
    assert law.point(named(law, "第二条").id, named(law, "第二条").span).label == "第二条"


def test_the_only_point_of_a_section_is_the_section() -> None:
    at = OUTLINE.text.index("坚持创新")
    assert OUTLINE.point(named(OUTLINE, "（一）").id, (at, at + 4)).label == "（一）"


def test_text_before_the_first_heading_is_cited_by_the_document() -> None:
    assert OUTLINE.address(OUTLINE.at(0).id) is OUTLINE.root


def test_every_character_has_one_leaf() -> None:
    leaves = [OUTLINE.at(i).id for i in range(len(OUTLINE.text))]
    assert list(dict.fromkeys(leaves)) == [n.id for n in OUTLINE.leaves()]


def test_children_and_ancestors_agree() -> None:
    for node in OUTLINE.nodes:
        for child in OUTLINE.children(node.id):
            assert OUTLINE.ancestors(child.id)[-2] == node


def test_a_slice_ends_before_the_line_end() -> None:
    assert OUTLINE.slice(named(OUTLINE, "二、").id) == f"二、附则\n{BODY}"


def test_an_unknown_node_is_an_error() -> None:
    with pytest.raises(KeyError):
        OUTLINE.node("d#9.9")


def test_headings_read_as_people_write_them() -> None:
    assert heading(named(OUTLINE, "专栏1")) == "专栏1 主要指标"
    assert heading(named(OUTLINE, "一、")) == "一、总则"
    assert heading(named(parse("法", "第一条　甲。"), "第一条")) == "第一条"


def test_nodes_cannot_be_changed_by_those_who_are_given_them() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        OUTLINE.root.title = "别的"  # type: ignore[misc]

"""Documents that nobody names: told apart by their field, by old and new, by brackets; sums only of both."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, catalogue_of

from rag.catalogue import Catalogue
from rag.comparing.find_anchors import anchors_in
from rag.comparing.side_by_side import asks_sum
from rag.comparing.sides import sides_of

FISHING = "第一条 在禁渔期捕捞的，处三千元罚款。\n第二条 渔船每年检验一次。\n"
HUNTING = "第一条 在禁猎期狩猎的，处五千元罚款。\n第二条 猎枪由公安机关登记。\n"
LAWS = catalogue_of(
    document(FISHING, "f", "中华人民共和国渔业捕捞法"),
    document(HUNTING, "h", "中华人民共和国狩猎管制法"),
)
OLD = "第一条 1996年起，路灯每月检修一次。\n第二条 1997年底前更换灯杆30根。\n"
NEW = "第一条 2022年起，路灯由系统巡检。\n第二条 2023年底前新装灯杆90根。\n"
LAMPS = catalogue_of(
    document(OLD, "old", "街道照明管理规定"), document(NEW, "new", "城区照明管理细则")
)


def _sides(text: str, catalogue: Catalogue) -> list[tuple[tuple[str, ...], str]]:
    question, scope = asked(text, catalogue)
    sides = sides_of(question, anchors_in(question, scope, catalogue), catalogue)
    return [(s.documents, s.ways[0]) for s in sides]


def test_fields_that_titles_name_are_asked_apart() -> None:
    sides = _sides("在禁止的季节里动手，渔业捕捞、狩猎管制各自怎么罚", LAWS)
    assert [documents for documents, _ in sides] == [("f",), ("h",)]
    assert all("动手" in way for _, way in sides)


def test_one_field_is_no_comparison() -> None:
    assert _sides("渔业捕捞的罚款分别是多少", LAWS) == []


def test_then_and_the_last_years_are_told_apart_too() -> None:
    sides = _sides("路灯当年多久检修一次，近五年又靠什么巡检", LAMPS)
    assert [documents for documents, _ in sides] == [("old",), ("new",)]


def test_the_old_and_the_new_are_told_apart_by_their_years() -> None:
    sides = _sides("路灯过去多久检修一次，如今靠什么巡检", LAMPS)
    assert [documents for documents, _ in sides] == [("old",), ("new",)]
    assert "检修" in sides[0][1]
    assert "巡检" in sides[1][1]


@pytest.mark.parametrize(
    "text",
    [
        "换了几根灯杆（街道照明管理规定），新装了几根（城区照明管理细则）",
        "换了几根灯杆（街道照明管理规定）和新装了几根（城区照明管理细则）",
    ],
)
def test_a_name_in_brackets_belongs_to_what_stands_before_it(text: str) -> None:
    sides = _sides(text, LAMPS)
    assert [documents for documents, _ in sides] == [("old",), ("new",)]
    assert "换了几根" in sides[0][1]
    assert "新装" in sides[1][1]
    assert "新装" not in sides[0][1]


def test_words_that_no_document_knows_do_not_lead_the_question_away() -> None:
    text = "蹊跷对账：灯杆，街道照明管理规定换了几根，城区照明管理细则装了几根"
    assert not any("蹊跷" in way for _, way in _sides(text, LAMPS))


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("换下的灯杆街道照明管理规定说了；城区照明管理细则里新装的占几成", False),
        ("灯杆，街道照明管理规定和城区照明管理细则相差多少根", True),
        ("街道照明管理规定换了几根，城区照明管理细则装了几根，相差多少", True),
    ],
)
def test_a_share_that_one_document_tells_is_no_sum_of_both(text: str, *, both: bool) -> None:
    question, scope = asked(text, LAMPS)
    assert asks_sum(question, scope, LAMPS) is both

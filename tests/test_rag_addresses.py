"""An address must name one part, the part a reader would turn to, or be said not to exist."""

from __future__ import annotations

import pytest
from rag_fakes import catalogue_of, law, plan, restarting

from index.folding import fold
from rag.scope import Scope
from rag.structure.addresses import find_addresses, group_addresses
from rag.structure.locating import Missing, locate
from rag.structure.places import find_places


def _found(text: str) -> list[tuple[str, int]]:
    return [(a.level, a.ordinal) for a in find_addresses(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第三十五条讲什么", [("article", 35)]),
        ("第35条讲什么", [("article", 35)]),
        ("第３５条讲什么", [("article", 35)]),
        ("第 35 条讲什么", [("article", 35)]),
        ("（三十五）讲什么", [("section", 35)]),
        ("(35)讲什么", [("section", 35)]),
        ("專欄７是什麼", [("box", 7)]),
        ("第七个专栏", [("box", 7)]),
        ("专栏19第二项", [("box", 19), ("item", 2)]),
        ("第一编第二章第三节", [("part", 1), ("chapter", 2), ("section", 3)]),
        ("第三部分（一）第2项", [("chapter", 3), ("section", 1), ("item", 2)]),
    ],
)
def test_ways_to_write_an_address(text: str, expected: list[tuple[str, int]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["一共几个专栏", "有三个专栏吗", "哪一条规定", "多少条", "建设铁路3条", "几章几节", "条"],
)
def test_words_of_counting_are_no_address(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "专栏四项依次是",
        "方案有专栏12个、40节吧",
        "附件里十个专栏30节，对吗",
        "KX1998、KX2001都指什么",
    ],
)
def test_what_is_counted_and_codes_are_no_numbers_of_parts(text: str) -> None:
    assert _found(text) == []


def _labels(text: str, document: object) -> list[str]:
    found = locate(document.outline, find_addresses(fold(text)))  # type: ignore[attr-defined]
    assert not isinstance(found, Missing)
    return [node.label for node in found]


def test_sections_that_run_on_are_found_by_their_number_alone() -> None:
    assert _labels("（三）", plan()) == ["（三）"]
    assert _labels("第三条", plan()) == ["（三）"]


def test_an_item_is_looked_for_inside_its_box() -> None:
    assert _labels("专栏2第二项", plan()) == ["专栏2（二）"]
    assert _labels("专栏1第2项", plan()) == ["专栏1 第2项"]


def test_an_article_of_a_law_is_found_through_its_chapter() -> None:
    assert _labels("第二章第二节", law()) == ["第二节"]
    assert _labels("第六条第二项", law()) == ["第六条（二）"]


def test_numbers_that_restart_give_all_the_places() -> None:
    assert _labels("（一）", restarting()) == ["一（一）", "二（一）"]
    assert _labels("第二部分（一）", restarting()) == ["二（一）"]


@pytest.mark.parametrize(
    ("text", "name", "total", "holder"),
    [
        ("第九条", "第9条", 7, ""),
        ("第0条", "第0条", 7, ""),
        ("第九章", "第9章", 3, ""),
        ("第二章第六条", "第6条", 3, "第二章"),
        ("第六条第0项", "第0项", 3, "第六条"),
        ("第六条第九项", "第9项", 3, "第六条"),
    ],
)
def test_what_does_not_exist_is_said_with_the_right_total(
    text: str, name: str, total: int, holder: str
) -> None:
    found = locate(law().outline, find_addresses(fold(text)))
    assert isinstance(found, Missing)
    assert (found.name, found.total, found.holder) == (name, total, holder)


def test_what_is_missing_is_told_of_the_document_that_was_searched() -> None:
    # a refusal once named the first document with the count of another
    catalogue = catalogue_of(plan(), law())
    places, missing = find_places(
        find_addresses("第二章第二节第九条"), Scope(("plan", "law")), catalogue
    )
    assert places == ()
    assert missing is not None
    assert (missing.document_id, missing.holder, missing.total) == ("law", "第二节", 1)


def test_the_first_document_that_has_the_part_is_taken() -> None:
    catalogue = catalogue_of(plan(), law())
    places, _ = find_places(find_addresses("第七条"), Scope(("plan", "law")), catalogue)
    assert [(p.document_id, p.node.label) for p in places] == [("law", "第七条")]


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("第三章第一节", [(3, 1)]),
        ("第三章和第四章", [(3,), (4,)]),
        ("专栏3到专栏5", [(3,), (4,), (5,)]),
        ("第三章第一节、第二节", [(3, 1), (3, 2)]),
        ("第一章第二节和第三章第四节", [(1, 2), (3, 4)]),
    ],
)
def test_joined_addresses_name_several_parts(text: str, ordinals: list[tuple[int, ...]]) -> None:
    groups = group_addresses(text, find_addresses(text))
    assert [tuple(a.ordinal for a in group) for group in groups] == ordinals


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [("最后一节", [-1]), ("倒数第二章", [-2]), ("第三章最后一个专栏", [3, -1])],
)
def test_ordinals_from_the_end(text: str, ordinals: list[int]) -> None:
    assert [a.ordinal for a in find_addresses(text)] == ordinals


def test_a_decimal_or_an_endless_number_is_not_cut_down_to_an_address() -> None:
    assert _found("第1.5章") == [], "chapter 5 would be told"
    assert _found("第1.5节讲什么") == []
    assert ("box", 9999) not in _found(f"专栏{'9' * 20}讲什么")

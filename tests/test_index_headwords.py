"""A text without headings is known by its first words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import read_inline
from index.embedding import open_embedder
from index.folding import fold
from index.headwords import headword
from index.store import Store
from rag.assistant import Assistant

STREET = "青石路是老城的一条街，呈东西走向，全长约七百米，横贯老城中心。"
SCHOOL = "北岳中学位于老城东部的青石路，学校位于何处见校门口的地图，是重点中学，直属教育局管辖。"
MARKET = "老城的集市在城隍庙前，逢五逢十开市。"
SQUARE = "北河广场（North Square）是市里的一个广场，得名于一次马术表演。广场上原有宫殿。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SQUARE, "北河广场"),
        ("《北河志》是一部地方志。", "北河志"),
        ("“北河号”，货轮。", "北河号"),
        ("吉尔·穆勒 (Gilles) 是网球运动员。", "吉尔·穆勒"),
        ("14街是一条东西向道路。", "14街"),
        ("北河廣場為市內一景。", "北河广场"),
        ("北河又称清水。", "北河"),
        ("北河", "北河"),
        ("各直属海关：现将有关事项通知如下。", ""),  # who is written to
        ("甲分署，乙、丙特派办，各直属海关：现将有关事项通知如下。", ""),
        ("根据《海关法》，制定本办法。", ""),
        ("这是一个规定。", ""),
        ("张三成为主席，任期三年。", "张三成为主席"),
        ("总是迟到的人，要扣工资。", "总是迟到的人"),
        ("林 芳正，政治家。", ""),
        ("这一段话从头到尾没有一个标点也没有停顿的地方所以看不出说的什么", ""),
        ("", ""),
        ("……——！？", ""),
    ],
)
def test_the_first_words_up_to_a_mark_or_a_verb_of_being(text: str, expected: str) -> None:
    assert headword("段落", text) == expected


def test_a_title_that_has_the_word_says_it_already() -> None:
    assert headword("北河廣場簡介", SQUARE) == ""


@given(st.text(max_size=200), st.text(max_size=20))
def test_of_any_text_a_folded_piece_of_its_opening(text: str, title: str) -> None:
    found = headword(title, text)
    assert found in fold(text[:60])
    assert not found or 2 <= len(found) <= 20
    assert not found or found not in fold(title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SQUARE, "北河广场"),
        ("第一章 总则\n第一条 为了规范停车，制定本办法。\n第二条 停车应当缴费。", ""),
    ],
)
def test_only_a_document_without_headings_has_one(text: str, expected: str) -> None:
    document = read_inline("材料", text)
    store = Store.in_memory([document], open_embedder())
    try:
        assert store.headword(document.id) == expected
        assert store.headword("nothing") == ""
    finally:
        store.close()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "北京故宫是明清两代的皇宫。沈阳故宫的面积为6万平方米，建成于1636年。门票价格为60元。",
            "北京故宫的面积是多少",
        ),
        (
            "北京大学是一所综合性大学，位于海淀。清华大学创办于1911年，校长为梅某。",
            "北京大学创办于哪一年？",
        ),
        ("年假是职工的带薪假期。病假为十五天，由主任批准。", "年假有几天？"),
    ],
)
def test_it_proves_nothing_of_what_the_next_sentence_tells_of(text: str, question: str) -> None:
    document = read_inline("材料", text)
    embedder = open_embedder()
    store = Store.in_memory([document], embedder)
    try:
        assert Assistant(store, embedder).ask(question).status == "not_found"
    finally:
        store.close()


def test_the_text_about_what_is_asked_is_found_before_one_that_mentions_it() -> None:
    """Without headwords the school comes first: its sentence has more of the question."""
    documents = [read_inline("材料", text) for text in (SCHOOL, STREET, MARKET)]
    embedder = open_embedder()
    store = Store.in_memory(documents, embedder)
    try:
        found = Assistant(store, embedder).search("青石路属于哪个区", 3)
        assert found[0].document_id == documents[1].id
    finally:
        store.close()

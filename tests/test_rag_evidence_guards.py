"""If these fail, a question is refused for a word that names nothing, or answered about another place."""

from __future__ import annotations

import pytest
from index_fakes import PairEmbedder, document

from index.store import Store
from rag.catalogue import Catalogue
from rag.glossary.glossary import Glossary
from rag.glossary.reading import Entry
from rag.passage import find
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.substance import is_place

TEXT = """边关支援办法（2016）
一、派员
（一）人数。
每年选派援藏干部二十名，由交通主管部门安排食宿。
派员用智能系统登记。
"""
GLOSSARY = Glossary([Entry(("西藏",), ("援藏",)), Entry(("交通局",), ("交通主管部门",)),
                     Entry(("ai",), ("智能",))])  # fmt: skip


def missing(question: str) -> tuple[str, ...]:
    embedder = PairEmbedder()
    store = Store.in_memory([document(TEXT, "aid", "边关支援办法（2016）")], embedder)
    catalogue = Catalogue(store, embedder, None, GLOSSARY)
    asked = ParsedQuestion(question)
    found = find(asked, choose_scope(asked, catalogue.infos, ()), catalogue)
    return found.judge(found.best).missing


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("选派多少干部去广东", "广东"),
        ("选派三十五名干部由谁安排", "三十五"),
        ("1998年选派干部多少名", "1998年"),
    ],
)
def test_another_place_number_or_year_is_another_question(question: str, name: str) -> None:
    assert name in missing(question)


@pytest.mark.parametrize(
    "question",
    [
        "选派多少干部去西藏",
        "选派干部的食宿交通局怎么安排",
        "选派干部回国怎么安排",
        "十来个干部怎么安排",
        "十年前选派干部多少名",
        "2016年选派干部多少名",
        "选派干部说是“干着”怎么安排",
        "派员用ai登记吗",
    ],
)
def test_what_the_documents_say_in_other_words_is_not_missing(question: str) -> None:
    named = {"ai", "西藏", "交通局", "回国", "十", "2016年", "干着"}
    assert named.isdisjoint(missing(question))


@pytest.mark.parametrize(
    ("word", "place"), [("广东", True), ("德国", True), ("回国", False), ("河里", False)]
)
def test_a_place_is_what_names_one(word: str, place: bool) -> None:
    assert is_place(word) is place

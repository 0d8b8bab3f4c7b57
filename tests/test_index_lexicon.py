"""If these fail, names that only the documents know fall apart, and abbreviations mean nothing."""

from __future__ import annotations

from index_fakes import PairEmbedder, document
from rag_fakes import plan

from index.lexicon import LearnedWord, Lexicon, learn_words
from index.store import Store

TEXT = """港口发展规划
一、总体要求
（一）主要目标。
积极参与世界港口组织（WPO）合作，推进“经认证的船东”（ASO）互认。
RHP（《区域港口伙伴协定》）已经生效。
对企业国有资产（以下简称国有资产）的监管，依照本规划。
建设丝绸之路经济带（以下简称“一带一路”）。
推广“枫桥经验”。岸认一次，岸认二次，岸认三次。
"""


def words_of(text: str) -> set[LearnedWord]:
    made = document(text, "plan", "港口发展规划")
    return set(learn_words(made.title, made.outline))


def test_codes_and_short_forms_get_their_long_forms() -> None:
    found = {(w.word, w.full) for w in words_of(TEXT) if w.kind == "short"}
    assert found == {
        ("wpo", "世界港口组织"),
        ("aso", "经认证的船东"),
        ("rhp", "区域港口伙伴协定"),
        ("国有资产", "企业国有资产"),
    }


def test_what_does_not_abbreviate_its_neighbour_is_no_short_form() -> None:
    assert not any(w.word == "一带一路" and w.kind == "short" for w in words_of(TEXT))


def test_names_in_marks_and_new_words_are_learned() -> None:
    found = {(w.word, w.kind) for w in words_of(TEXT)}
    assert ("枫桥经验", "quoted") in found
    assert ("岸认", "joined") in found


def test_headings_and_rows_are_learned_without_numbers_and_units() -> None:
    made = plan()
    found = {(w.word, w.kind) for w in learn_words(made.title, made.outline)}
    assert ("智慧港口建设工程", "title") in found
    assert ("万吨级泊位数量", "row") in found


def test_a_store_keeps_the_words_of_all_its_documents() -> None:
    made = document(TEXT, "a", "港口发展规划")
    store = Store.in_memory([made, plan()], PairEmbedder())
    kept = store.lexicon()
    assert list(kept) == sorted(set(kept))
    expected = {*learn_words(made.title, made.outline), *learn_words(plan().title, plan().outline)}
    assert set(kept) == expected


def test_names_in_a_text_are_found_in_order() -> None:
    lexicon = Lexicon([
        LearnedWord("枫桥经验", "quoted"), LearnedWord("互认", "joined"),
        LearnedWord("智慧港口建设工程", "title"),
    ])  # fmt: skip
    assert lexicon.words_in("互认与枫桥经验、智慧港口建设工程、互认") == ("互认", "枫桥经验")

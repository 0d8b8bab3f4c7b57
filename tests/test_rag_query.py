"""If these fail, a question in everyday words, with a code or in other numerals finds nothing."""

from __future__ import annotations

from index_fakes import PairEmbedder, document

from index.store import Store
from rag.catalogue import Catalogue
from rag.glossary.glossary import Glossary
from rag.glossary.reading import Entry
from rag.query import Term, expand
from rag.question import ParsedQuestion

TEXT = """港口发展规划
一、总体要求
（一）主要目标。
推进“经认证的船东”（ASO）互认，船东共三十五家，比例达到15%。
（二）费用。
船舶吨税按次缴纳。
"""
GLOSSARY = Glossary([
    Entry(("交多少钱", "船交的税"), ("船舶吨税", "飞机起降费")),
    Entry(("老板",), ("船东",)),
])  # fmt: skip


def added(question: str) -> dict[str, Term]:
    store = Store.in_memory([document(TEXT, "plan", "港口发展规划")], PairEmbedder())
    catalogue = Catalogue(store, PairEmbedder(), None, GLOSSARY)
    return {term.text: term for term in expand(ParsedQuestion(question), catalogue).added}


def test_sayings_give_the_words_that_stand_in_the_documents() -> None:
    found = added("船交的税怎么算")
    assert found["船舶吨税"].source == "glossary"
    assert found["船舶吨税"].said == "船交的税"
    assert 0 < found["船舶吨税"].weight < 1
    assert "飞机起降费" not in found


def test_abbreviations_are_expanded_either_way() -> None:
    assert added("ASO有几家")["经认证的船东"].source == "abbreviation"
    assert added("经认证的船东有几家")["aso"].said == "经认证的船东"


def test_figures_are_looked_for_in_either_way_of_writing() -> None:
    assert added("是35家吗")["三十五"].said == "35"
    assert added("是百分之十五吗")["15%"].source == "numeral"


def test_what_the_question_says_itself_is_not_added() -> None:
    assert "船东" not in added("老板就是船东吗")


def test_own_words_come_first_with_full_weight() -> None:
    store = Store.in_memory([document(TEXT, "plan", "港口发展规划")], PairEmbedder())
    catalogue = Catalogue(store, PairEmbedder(), None, GLOSSARY)
    query = expand(ParsedQuestion("老板互认"), catalogue)
    assert [t.text for t in query.own] == ["老板", "互认"]
    assert {t.weight for t in query.own} == {1.0}
    assert query.terms[: len(query.own)] == query.own
    assert query.text == "老板互认 船东"
    assert [t.text for t in query.instead_of("老板")] == ["船东"]
    assert list(query.instead_of("互认")) == []


def test_two_sayings_for_the_same_word_both_stand_for_it() -> None:
    store = Store.in_memory([document(TEXT, "plan", "港口发展规划")], PairEmbedder())
    glossary = Glossary([Entry(("老板", "船主"), ("船东",))])
    catalogue = Catalogue(store, PairEmbedder(), None, glossary)
    query = expand(ParsedQuestion("老板和船主互认"), catalogue)
    assert [t.text for t in query.instead_of("老板")] == ["船东"]
    assert [t.text for t in query.instead_of("船主")] == ["船东"]

"""What a sentence has of a question: without these a fitted judgement would weigh the wrong things."""

from dataclasses import replace

import pytest

from index.corpus import read_inline
from index.embedding import open_embedder
from index.folding import fold
from index.store import Store
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.evidence.features import NAMES, Judged, evidence_features
from rag.query import expand
from rag.question import ParsedQuestion
from rag.ranking.bridge import bridge
from rag.terms import subject_terms

TEXT = "一、灌溉\n全县新建泵站20座，由水利局、农业局和乡镇共同管理。\n二、道路\n整修村道。"
EMBEDDER = open_embedder()
CATALOGUE = Catalogue(Store.in_memory([read_inline("计划", TEXT)], EMBEDDER), EMBEDDER)
PLAIN = Judged("", "", "", "", 0, 0.5, 0.1, 0.0, 0.0, 0.0, absent=False)


def row(question: str, sentence: str, wide: str = "", points: int = 0) -> dict[str, float]:
    """The features of a sentence by name."""
    parsed, text = ParsedQuestion(question), fold(sentence)
    terms = tuple(subject_terms(parsed))
    judged = replace(PLAIN, text=text, near=text, wide=fold(wide) or text, said=text, points=points)
    found = evidence_features(
        parsed,
        align(parsed, terms, CATALOGUE),
        bridge(expand(parsed, CATALOGUE), terms, CATALOGUE),
        judged,
        CATALOGUE,
    )
    assert found.shape == (len(NAMES),)
    return dict(zip(NAMES, found.tolist(), strict=True))


def test_words_that_a_sentence_holds_count_more_than_those_of_its_section() -> None:
    own = row("新建泵站多少座", "全县新建泵站20座。")
    section = row("新建泵站多少座", "由水利局管理。", "全县新建泵站20座。由水利局管理。")
    assert own["cover"] > section["cover"] > row("新建泵站多少座", "整修村道。")["cover"]


def test_a_word_that_the_section_lacks_is_told_by_whether_any_document_knows_it() -> None:
    assert row("村道怎样整修", "全县新建泵站20座。")["other_words"] > 0
    unknown = row("高尔夫球场怎样整修", "整修村道。")
    assert unknown["unknown_words"] > 0


def test_a_word_that_is_lacking_comes_nearer_to_its_kin_than_to_anything_else() -> None:
    kin = row("修公路", "整修村道。", "整修村道。")
    other = row("修公路", "由水利局、农业局和乡镇共同管理。", "整修村道。")
    assert kin["nearest"] > other["nearest"]
    assert -1 <= other["farthest"] <= other["nearest"] <= 1


def test_without_piece_vectors_words_are_met_or_not() -> None:
    class Plain:
        name, dimension = "plain", 4
        encode_queries = encode_passages = None

    catalogue = Catalogue(CATALOGUE.store, Plain())  # type: ignore[arg-type]
    parsed = ParsedQuestion("修公路")
    terms = tuple(subject_terms(parsed))
    asked = align(parsed, terms, catalogue)
    judged = replace(PLAIN, text="整修村道", near="整修村道", wide="整修村道", said="整修村道")
    found = evidence_features(
        parsed, asked, bridge(expand(parsed, catalogue), terms, catalogue), judged, catalogue
    )
    assert dict(zip(NAMES, found.tolist(), strict=True))["farthest"] in (0.0, 1.0)


@pytest.mark.parametrize(
    ("sentence", "has"),
    [("全县新建泵站20座。", True), ("全县新建泵站。", False), ("泵站运行18小时。", False)],
)
def test_a_figure_answers_how_many_only_in_a_unit_that_fits(sentence: str, *, has: bool) -> None:
    found = row("新建泵站多少座", sentence)
    assert (found["figure"], found["no_figure"]) == (float(has), float(not has))


def test_the_figure_that_the_question_says_itself_is_no_answer() -> None:
    assert row("20座泵站里有多少座是电动的", "全县新建泵站20座。")["no_figure"] == 1.0


def test_which_ones_are_answered_by_members_or_by_points() -> None:
    assert row("泵站由哪些单位管理", "由水利局、农业局和乡镇共同管理。")["members"] == 1.0
    assert row("泵站由哪些单位管理", "由县里管理。")["no_members"] == 1.0
    assert row("泵站由哪些单位管理", "由下列单位管理:", points=3)["members"] == 1.0


def test_what_is_not_asked_for_is_neither_there_nor_lacking() -> None:
    found = row("村道怎样整修", "整修村道。")
    assert not any(found[kind] for kind in ("figure", "no_figure", "members", "no_members"))
    assert found["how"] == 1.0

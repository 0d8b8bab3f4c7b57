"""Search must find a phrase inside a sentence, stay within the documents chosen, and rank honestly."""

from __future__ import annotations

import pytest
from rag_fakes import assistant_of, catalogue_of

from rag.answer import Question
from rag.errors import AskError, EmptyQuestion, UnknownDocument
from rag.retrieve import retrieve

CATALOGUE = catalogue_of()
ASSISTANT = assistant_of()


def test_a_phrase_inside_a_sentence_is_found_first() -> None:
    hit = ASSISTANT.search("疏港铁路", 5)[0]
    assert "疏港铁路" in hit.text
    assert hit.label == "（三）"
    assert hit.document == "港口发展规划"


def test_hits_are_exact_distinct_and_best_first() -> None:
    hits = ASSISTANT.search("船舶登记", 10)
    assert len({hit.id for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert ASSISTANT.outline(hit.document_id).text[slice(*hit.span)] == hit.text


def test_a_part_named_by_its_address_comes_first() -> None:
    hits = ASSISTANT.search("条例第五条", 5)
    assert hits[0].label == "第五条"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_documents_chosen_are_a_limit() -> None:
    hits = ASSISTANT.search("万吨级泊位", 10, ["五年见成效"])
    assert hits
    assert {hit.document_id for hit in hits} == {"news"}
    with pytest.raises(UnknownDocument):
        ASSISTANT.search("泊位", 10, ["没有"])


@pytest.mark.parametrize("k", [0, -1, 1001])
def test_k_out_of_range_is_refused_with_the_range(k: int) -> None:
    with pytest.raises(AskError, match=f"1到100.*{k}"):
        ASSISTANT.search("泊位", k)


def test_an_empty_query_is_refused() -> None:
    with pytest.raises(EmptyQuestion):
        ASSISTANT.search("  ")


def test_width_and_script_do_not_matter() -> None:
    first = ASSISTANT.search("无人集卡推广", 3)[0]
    assert "无人集卡" in first.text
    assert ASSISTANT.search("無人集卡推廣", 3)[0].id == first.id


def test_at_most_k_and_ranks_tell_where_a_hit_came_from() -> None:
    hits = retrieve(CATALOGUE, "岸电使用率", 4, ("plan",))
    assert 0 < len(hits) <= 4
    assert hits[0].words_rank == 1
    assert all(hit.words_rank or hit.vector_rank for hit in hits)


def test_words_that_stand_nowhere_still_give_an_answer_in_time() -> None:
    assert ASSISTANT.ask(Question(("鑫淼焱垚",))).status == "not_found"

"""If these fail, the reader is not told how the question was understood."""

from __future__ import annotations

import pytest
from rag_fakes import assistant_of, catalogue_of, follow_up, law

from rag.catalogue import Catalogue
from rag.correct import correct


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of()


def test_a_correction_is_told_in_one_sentence(catalogue: Catalogue) -> None:
    corrected = correct("您好，智惠港口建设工程是第二调吗", catalogue)
    assert corrected.text == "智慧港口建设工程是第二条吗"
    assert (
        corrected.notice.startswith("已把“是第二调”")
        or "“第二调”理解为“第二条”" in corrected.notice
    )
    assert "”理解为“智慧" in corrected.notice
    assert corrected.notice.endswith("”。")


def test_a_question_typed_right_has_no_notice(catalogue: Catalogue) -> None:
    assert correct("2030年万吨级泊位达到多少个？", catalogue).notice == ""


def test_an_english_question_shows_its_chinese(catalogue: Catalogue) -> None:
    corrected = correct("how many targets by 2030", catalogue)
    assert corrected.text.startswith("到2030年")
    assert corrected.text in corrected.notice


def test_the_answer_carries_the_corrected_question_and_the_notice() -> None:
    with assistant_of() as assistant:
        answer = assistant.ask("智惠港口建设工程有哪几项？")
        assert answer.standalone_question == "智慧港口建设工程有哪几项？"
        assert "智慧" in answer.notice
        assert answer.question == "智惠港口建设工程有哪几项？"
        assert answer.status == "answered"


def test_earlier_turns_are_mended_without_a_notice() -> None:
    with assistant_of() as assistant:
        answer = assistant.ask(follow_up("智惠港口建设工程有哪几项？", "2030年岸电使用率是多少？"))
        assert answer.notice == ""


def test_search_looks_for_what_was_meant() -> None:
    with assistant_of() as assistant:
        assert [h.id for h in assistant.search("智惠港口")] == [
            h.id for h in assistant.search("智慧港口")
        ]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("２０３０年萬噸級泊位數量", "2030年万吨级泊位数量"),
        ("第35條講什麼", "第35条讲什么"),
        ("專欄２有哪幾項", "专栏2有哪几项"),
        ("万吨级泊位・数量", "万吨级泊位·数量"),
    ],
)
def test_width_script_and_look_alikes_give_the_same_answer(typed: str, plain: str) -> None:
    with assistant_of() as assistant:
        first, second = assistant.ask(typed), assistant.ask(plain)
        assert first.answer == second.answer
        assert first.citations == second.citations


@pytest.mark.parametrize("typed", ["第3条讲什么", "第三条讲什么", "第３條講什麼", "（三）讲什么"])
def test_an_article_is_found_in_any_numerals(typed: str) -> None:
    with assistant_of(law()) as assistant:
        assert assistant.ask(typed).citations[0].label == "第三条"

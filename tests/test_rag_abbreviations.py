"""“三安” and the like: a clerk who asks what stands behind gets the list itself, not a mention of it."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, catalogue_of

from rag.abbreviations import answer_abbreviation

TEXT = """测试规划
一、要求
持之以恒推进交通安全、食品安全、网络安全，深化“三安”建设。
建设平安、绿色、智慧“三型”港口。
二、任务
港口实现电子订单、支付单、物流单“三单”比对。
坚持依法管水、科学治水、节约用水、全民护水等原则，形成合力。
"""
CATALOGUE = catalogue_of(document(TEXT, "test", "测试规划"))


@pytest.mark.parametrize("question", ["“三安”建设指哪三安？", "三安是什么", "什么是三安"])
def test_the_list_behind_an_abbreviation(question: str) -> None:
    draft = answer_abbreviation(*asked(question, CATALOGUE), CATALOGUE)
    assert draft is not None
    statement = draft.statements[0]
    assert statement.text == "交通安全、食品安全、网络安全。"
    start, end = statement.evidence[0].span
    assert CATALOGUE.outline("test").text[start:end] == "交通安全、食品安全、网络安全"


@pytest.mark.parametrize(
    "question",
    [
        "“四安”建设指哪四安？",  # four phrases with this character stand nowhere
        "三型港口建设多少个？",  # a figure is asked for
        "第三条是什么",  # an address, no abbreviation
        "哪“四水”",  # nobody writes 四水, and nothing else is asked about
    ],
)
def test_no_list_is_made_up(question: str) -> None:
    assert answer_abbreviation(*asked(question, CATALOGUE), CATALOGUE) is None


def test_words_that_run_on_after_the_last_phrase_are_cut() -> None:
    draft = answer_abbreviation(*asked("依法管水的“四水”指哪四水？", CATALOGUE), CATALOGUE)
    assert draft is not None
    assert draft.statements[0].text == "依法管水、科学治水、节约用水、全民护水。"


def test_the_first_phrase_is_not_cut_inside_a_word() -> None:
    draft = answer_abbreviation(*asked("“三单”是哪“三单”？", CATALOGUE), CATALOGUE)
    assert draft is not None
    assert draft.statements[0].text == "电子订单、支付单、物流单。"

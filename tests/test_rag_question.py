"""Typing habits must not change an answer: width, script, control characters, ways of asking."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import EmptyQuestion, QuestionTooLong
from rag.question import LENGTH_LIMIT, ParsedQuestion, clean_question, numeral_value


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "？？！", "\x00\x07", "\u200b\ufeff", "😀"])
def test_nothing_asked_is_said_in_one_sentence(text: str) -> None:
    with pytest.raises(EmptyQuestion, match="请输入一个问题"):
        clean_question(text)


def test_a_question_beyond_the_limit_names_both_lengths() -> None:
    with pytest.raises(QuestionTooLong, match=f"20000.*{LENGTH_LIMIT}"):
        clean_question("问" * 20_000)
    assert len(clean_question("问" * LENGTH_LIMIT)) == LENGTH_LIMIT


def test_control_characters_inside_a_word_do_not_split_it() -> None:
    assert clean_question("泊\x00位数\u200b量\u202e是\x1b多少\ufeff") == "泊位数量是多少"


def test_line_ends_and_wide_spaces_become_one_space() -> None:
    assert clean_question("  泊位\r\n数量\u3000\x0c是  ") == "泊位 数量 是"


@given(st.text(max_size=300))
def test_a_cleaned_question_is_clean_and_stays_the_same(text: str) -> None:
    try:
        cleaned = clean_question(text)
    except EmptyQuestion:
        return
    assert cleaned == clean_question(cleaned)
    assert not any(ord(c) < 0x20 for c in cleaned)


@given(st.text(max_size=200))
def test_any_text_can_be_taken_apart(text: str) -> None:
    question = ParsedQuestion(text)
    assert len(question.folded) == len(text)
    assert all(term for term in question.terms)
    assert all(1900 <= year <= 2099 for year in question.years)


@pytest.mark.parametrize(
    "text", ["2025年AEO互认目标", "２０２５年ＡＥＯ互認目標", "2025年aeo互认目标"]
)
def test_width_case_and_script_do_not_matter(text: str) -> None:
    question = ParsedQuestion(text)
    assert question.folded == "2025年aeo互认目标"
    assert question.years == (2025,)
    assert question.latin == ("aeo",)


def test_years_are_not_figures_and_addresses_are_neither() -> None:
    question = ParsedQuestion("2025年专栏19第3项达到100个，对吗")
    assert question.years == (2025,)
    assert question.figures == (("100", "个"),)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("泊位有多少个", "quantity"),
        ("一共几个专栏", "count"),
        ("什么时候施行", "time"),
        ("几点上班", "time"),
        ("由谁负责", "who"),
        ("有哪些原则", "list"),
        ("什么是船舶", "define"),
        ("怎么完善", "how"),
        ("达到100个，对吗", "check"),
    ],
)
def test_what_is_asked_for_is_recognised(text: str, want: str) -> None:
    assert want in ParsedQuestion(text).wants


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60", 60), ("2.3万", 23_000), ("1,200", 1200), ("三十五", 35), ("3亿", 3e8),
        ("万", None), ("无", None),
    ],
)  # fmt: skip
def test_the_value_of_a_figure(text: str, value: float | None) -> None:
    assert numeral_value(text) == value


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("岸电使用率", {"quantity"}),
        ("泊位数量？", {"quantity"}),
        ("提高效率", set()),
        ("我们几个船东", set()),
        ("好几年前的船", set()),
        ("过几年的船", {"quantity"}),
        ("泊位有80个？", {"check"}),
        ("泊位有80个吧", {"check"}),
    ],
)
def test_what_a_fragment_asks_for(text: str, wants: set[str]) -> None:
    assert ParsedQuestion(text).wants == wants


def test_places_stay_true_when_a_pattern_is_blanked_out() -> None:
    question = ParsedQuestion("到2030年泊位多少", ((5, 7),)).without(re.compile(r"\d+年"))
    assert len(question.text) == len("到2030年泊位多少")
    assert question.names == ((5, 7),)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("社会效益怎么评价", "社会"),
        ("重要设备有哪些", "重要"),
        ("工会要做什么", "工会"),
        ("数字档案怎么建", "数字档案"),
    ],
)
def test_a_word_that_holds_a_word_of_asking_is_kept_whole(text: str, word: str) -> None:
    assert word in ParsedQuestion(text).core


@pytest.mark.parametrize("text", ["泊位会有多少", "泊位将有多少", "泊位要有多少", "泊位的数字"])
def test_words_of_asking_by_themselves_say_nothing_of_the_subject(text: str) -> None:
    assert ParsedQuestion(text).terms == ("泊位",)


@pytest.mark.parametrize(
    ("text", "want", "wanted"),
    [
        ("没碍着谁，也要罚吗", "who", False), ("没惹到谁还要罚吗", "who", False),
        ("文件里没说谁负责吧", "who", True), ("没人管谁来管", "who", True),
        ("票款能分几次给不", "quantity", False), ("一年查几次", "quantity", True),
    ],
)  # fmt: skip
def test_anybody_and_instalments_are_not_asked_for(text: str, want: str, wanted: bool) -> None:
    assert (want in ParsedQuestion(text).wants) is wanted


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("覆盖率二〇二〇 二〇二五", (2020, 2025)),
        ("一九九八年的规划", (1998,)),
        ("二零二五年目标", (2025,)),
        ("一百二十二个口岸", ()),
    ],
)
def test_a_year_digit_for_digit_is_a_year(text: str, years: tuple[int, ...]) -> None:
    parsed = ParsedQuestion(text)
    assert parsed.years == years
    assert len(parsed.folded) == len(text)


def test_a_number_in_a_question_for_a_thing_claims_nothing() -> None:
    assert "check" not in ParsedQuestion("编码8517对应什么商品？").wants
    assert "check" in ParsedQuestion("泊位达到80个？").wants


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("重伤包括哪几类伤", {"重伤", "包括"}),
        ("村庄分成哪四类", {"村庄", "分成"}),
        ("主刑有哪几种，全列出来", {"主刑"}),
    ],
)
def test_what_counts_the_things_asked_for_is_no_subject(text: str, terms: set[str]) -> None:
    assert set(ParsedQuestion(text).terms) == terms

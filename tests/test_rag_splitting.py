"""Several questions in one: all that was asked is answered, and what is not there is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from form_fakes import said
from hypothesis import given
from hypothesis import strategies as st

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.splitting import asks_sum, split_parts, split_subjects


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("近期和远期分别是哪年", ("近期哪年", "远期哪年")),
        (
            "改革的近期、中期、远期分别是哪几年",
            ("改革的近期哪几年", "改革的中期哪几年", "改革的远期哪几年"),
        ),
        (
            "站房改造分近期中期远期，各对应哪几年",
            ("站房改造近期哪几年", "站房改造中期哪几年", "站房改造远期哪几年"),
        ),
        ("甲站、乙站各由谁管理", ("甲站由谁管理", "乙站由谁管理")),
    ],
)
def test_subjects_that_share_a_question(text: str, parts: tuple[str, ...]) -> None:
    assert split_subjects(ParsedQuestion(text)) == parts


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("电梯要多少部，谁来负责？", ["电梯要多少部", "谁来负责"]),
        ("封站最短多久、最长多久？", ["封站最短多久", "最长多久"]),
        ("电梯几部 扶梯多少部", ["电梯几部", "扶梯多少部"]),
        ("站台要几座 候车厅呢", ["站台要几座", "候车厅呢"]),
        ("这几年收了多少票款、查了多少违规", ["这几年收了多少票款", "查了多少违规"]),
        ("一年运多少吨、值多少钱", ["一年运多少吨", "值多少钱"]),
        ("“便民事项”能办多少类、多少项", ["“便民事项”能办多少类", "多少项"]),
        ("说到安检，合格率是多少？由谁检查？", ["合格率是多少", "由谁检查"]),
    ],
)
def test_clauses_that_each_ask(text: str, asked: list[str]) -> None:
    assert [part.text for part in split_parts(ParsedQuestion(text))] == asked


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("电梯要多少部？如果只是检修，最长停多久", "如果只是检修，最长停多久"),
        ("电梯要多少部？货运列车的正点率定了百分之几", "货运列车的正点率定了百分之几"),
        ("电梯要多少部？这种设备，谁负责", "这种设备，电梯，谁负责"),
        ("电梯要多少部？谁负责", "电梯，谁负责"),
    ],
)
def test_a_sentence_of_its_own_is_asked_as_it_stands(text: str, first: str) -> None:
    assert split_parts(ParsedQuestion(text))[1].ways[0] == first


def test_a_part_that_leans_may_be_answered_by_what_was_found() -> None:
    assert "“几点开饭”没有另外找到。" in said("货运列车正点率要达到多少，几点开饭？")


def test_a_later_part_takes_over_what_it_leaves_out() -> None:
    parts = split_parts(ParsedQuestion("电梯要多少部，由谁负责？"))
    assert parts[1].ways[0] == "电梯，由谁负责"


@pytest.mark.parametrize(
    "text",
    [
        "电梯有多少部",
        "原则有几条 都是啥",
        "一人犯几个错，加起来超过三次，最多罚多少元？",
        "电梯是60部，对吗？",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert len(split_parts(ParsedQuestion(text))) < 2


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("进站申请由哪个部门审批、发什么？", ["由车站管理局审批", "发给通行证"]),
        ("货运列车正点率要达到多少，其他列车呢？", ["85%", "95%"]),
        ("座椅总数是多少，中期评估哪年做？", ["5000个", "2027年"]),
        ("站台安检年度合格率和候车厅安检年度合格率各是多少", ["90%以上", "95%以上"]),
    ],
)
def test_all_that_was_asked_is_answered(text: str, answers: list[str]) -> None:
    assert all(answer in said(text) for answer in answers)


def test_a_year_in_place_of_another() -> None:
    parts = split_parts(ParsedQuestion("到2035年目标是什么，2027年呢"))
    assert parts[1].ways == ("2027年目标是什么",)


def test_how_many_there_are_may_be_told_in_other_words() -> None:
    parts = split_parts(ParsedQuestion("改造分近期、远期两段，远期是哪年，建什么"))
    assert "改造，远期是哪年" in parts[0].ways


def test_a_part_without_an_answer_is_named() -> None:
    answer = said("座椅总数是多少，食堂几点开饭？")
    assert "5000个" in answer
    assert "“食堂几点开饭”文件里没有写明。" in answer


@given(st.text(alphabet="甲乙多少谁，？和各是、几个的呢“”", max_size=30))
def test_the_parts_are_pieces_of_the_question(text: str) -> None:
    for part in split_parts(ParsedQuestion(text)):
        assert part.text in text
        assert part.ways


def test_a_part_is_never_taken_apart_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that read like the whole question was split for ever and ended the answer."""
    split: list[str] = []

    def again(question: ParsedQuestion, answer: Callable[[str], Draft], _: Catalogue) -> Draft:
        split.append(question.text)
        return answer(question.text)

    monkeypatch.setattr("rag.routes.answer_several", again)
    said("电梯要多少部，谁来负责？")
    assert split == ["电梯要多少部，谁来负责？"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("嫁接能手加上修剪能手，合计多少名", ("嫁接能手多少名", "修剪能手多少名")),
        ("覆盖率与参与率，两个百分数分别是多少", ("覆盖率多少", "参与率多少")),
        ("和谐小区、温和疗法各最多几个", ("和谐小区最多几个", "温和疗法最多几个")),
    ],
)
def test_subjects_are_parted_between_words(text: str, parts: tuple[str, ...]) -> None:
    assert split_subjects(ParsedQuestion(text)) == parts


def test_only_a_sum_is_added_up() -> None:
    assert asks_sum(ParsedQuestion("嫁接能手和修剪能手加起来培养几名"))
    assert not asks_sum(ParsedQuestion("嫁接能手和修剪能手各培养几名"))


def test_where_both_stand_is_no_third_question() -> None:
    question = ParsedQuestion("渔船多大算大型、能不能夜间出港？分别出自哪部法")
    assert [p.text for p in split_parts(question)] == ["渔船多大算大型", "能不能夜间出港"]

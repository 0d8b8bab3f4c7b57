"""Quizzes: if these fail, trainers get items that are wrong, give themselves away, or mark unfairly."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_fakes import PLAN, FakeStore, corpus_assistant, document

from rag.errors import QuizError, UnknownDocument
from rag.quiz import Quiz, QuizCitation, QuizItem, grade, make_quiz
from rag.quiz_marks import is_right, plain, same_answer

TABLE = """口岸发展规划
一、主要目标
专栏1 主要指标
指标|2025年|2030年
1.开放口岸数量（个）|40|≥60
2.智慧口岸数量（个）|12|35
3.通关时间压缩率（%）|50|70
4.绿色口岸数量（个）|8|20
5.示范口岸数量（个）|5|20
"""


def choice_item(*choices: str, key: str = "A", unit: str = "") -> QuizItem:
    return QuizItem(
        "q1", "single_choice", "问？", choices, key, unit, "引文",
        QuizCitation("规划", "plan", "（一）", ("（一）甲",), (0, 2)), "规划 › （一）甲",
    )  # fmt: skip


def blank_item(key: str, unit: str = "") -> QuizItem:
    return QuizItem(
        "q1", "fill_in", "问____？", (), key, unit, "引文",
        QuizCitation("规划", "plan", "（一）", (), (0, 2)), "规划",
    )  # fmt: skip


@pytest.fixture(scope="module")
def corpus() -> FakeStore:
    return corpus_assistant().store


@pytest.mark.parametrize("seed", range(8))
def test_every_item_of_the_corpus_holds(corpus: FakeStore, seed: int) -> None:
    quiz = make_quiz(corpus, 60, seed)
    assert len(quiz.items) == 60
    for item in quiz.items:
        outline = corpus.outline(item.citation.document_id)
        start, end = item.citation.span
        assert outline.text[start:end] == item.quote != ""
        assert plain(item.answer) not in plain(item.question) or item.answer.isdigit()
        assert is_right(item, item.key)
        assert is_right(item, item.answer)
        wrong = [choice for choice in item.choices if choice != item.answer]
        assert not any(same_answer(choice, item.answer, item.unit) for choice in wrong)
        assert len(wrong) in (0, 3)


def test_no_question_and_no_id_stands_twice(corpus: FakeStore) -> None:
    items = make_quiz(corpus, 200, 3).items
    assert len({item.question for item in items}) == len(items) == 200
    assert len({item.id for item in items}) == len(items)


def test_the_same_seed_makes_the_same_quiz_and_another_seed_another(corpus: FakeStore) -> None:
    assert make_quiz(corpus, 20, 7) == make_quiz(corpus, 20, 7)
    assert make_quiz(corpus, 20, 7).items != make_quiz(corpus, 20, 8).items


def test_both_kinds_are_asked(corpus: FakeStore) -> None:
    assert {item.kind for item in make_quiz(corpus, 10, 1).items} == {"single_choice", "fill_in"}


def test_a_limit_to_one_document_is_kept_and_a_wrong_name_is_said(corpus: FakeStore) -> None:
    quiz = make_quiz(corpus, 15, 1, ["《海关全面深化改革总体方案》"])
    assert {item.citation.document_id for item in quiz.items} == {"reform-2014"}
    with pytest.raises(UnknownDocument, match="天文台"):
        make_quiz(corpus, 5, 1, ["天文台"])


def test_fewer_items_than_asked_are_said_in_chinese() -> None:
    quiz = make_quiz(FakeStore([document()]), 200, 1)
    assert 5 < len(quiz.items) < 200
    assert f"只能出 {len(quiz.items)} 道题" in quiz.notice
    assert make_quiz(FakeStore([]), 5, 1).items == ()


@pytest.mark.parametrize("n", [0, -3, 201])
def test_a_number_out_of_range_is_one_chinese_sentence(n: int) -> None:
    with pytest.raises(QuizError, match=rf"1 到 200 之间，收到的是 {n}。"):
        make_quiz(FakeStore([document()]), n, 1)


def test_choices_for_a_cell_come_from_its_table_and_no_other_row_makes_them_right() -> None:
    store = FakeStore([document(TABLE, "ports", "口岸发展规划")])
    cells = {fact.value for fact in store.facts()}
    asked = [item for item in make_quiz(store, 50, 1).items if "数值是多少" in item.question]
    assert len(asked) >= 6
    for item in asked:
        assert set(item.choices) <= cells


def test_two_rows_of_one_name_are_not_asked() -> None:
    text = TABLE + "6.绿色口岸数量（个）|9|21\n"
    items = make_quiz(FakeStore([document(text, "ports", "口岸发展规划")]), 50, 1).items
    assert not [item for item in items if "绿色口岸" in item.question]
    assert [item for item in items if "智慧口岸" in item.question]


def test_a_title_that_stands_twice_is_not_asked() -> None:
    text = PLAN.replace("（六）强化经费保障。", "（六）指导思想。")
    items = make_quiz(FakeStore([document(text)]), 200, 1).items
    assert not [item for item in items if "指导思想" in item.question + item.answer]


def test_json_there_and_back_is_the_same_quiz(corpus: FakeStore) -> None:
    quiz = make_quiz(corpus, 12, 5)
    assert Quiz.from_json(json.loads(json.dumps(quiz.to_json()))) == quiz


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("items"),
        lambda data: data.update(format=9),
        lambda data: data["items"][0].update(key="Z", choices=["甲", "乙"], kind="single_choice"),
        lambda data: data["items"][0].update(citation=[]),
        lambda data: data.update(items="没有"),
    ],
)
def test_a_broken_quiz_file_is_one_chinese_sentence(corpus: FakeStore, spoil) -> None:  # type: ignore[no-untyped-def]
    data = make_quiz(corpus, 3, 1).to_json()
    spoil(data)
    with pytest.raises(QuizError, match=r"[\u4e00-\u9fff]+.*。$"):
        Quiz.from_json(data)
    with pytest.raises(QuizError):
        Quiz.from_json(["not", "a", "quiz"])


@pytest.mark.parametrize(
    "reply", ["B", "b", "Ｂ", "（B）", "B.", "选B", "答案是b", "B、60", "60", "６０", "六十"]
)
def test_a_choice_may_be_named_by_letter_or_by_its_text(reply: str) -> None:
    assert is_right(choice_item("35", "60", "42", "15", key="B"), reply)


@pytest.mark.parametrize("reply", ["A", "", " ", "E", "AB", "A、60", "35", "不知道", "B、35"])
def test_another_choice_is_not_right(reply: str) -> None:
    assert not is_right(choice_item("35", "60", "42", "15", key="B"), reply)


@pytest.mark.parametrize("reply", ["专栏7", "专栏七", "7", "第7个专栏", "ｃ"])
def test_a_box_may_be_named_by_its_number(reply: str) -> None:
    assert is_right(choice_item("专栏5", "专栏6", "专栏7", "专栏17", key="C"), reply)


@pytest.mark.parametrize(
    "reply", ["六", "第六章", "全面推进法治海关建设", "六、全面推进法治海关建设"]
)
def test_a_part_may_be_named_by_its_title_or_number(reply: str) -> None:
    assert is_right(
        choice_item(
            "五、持续深化海关改革", "六、全面推进法治海关建设", "七、科技", "八、外事", key="B"
        ),
        reply,
    )


@pytest.mark.parametrize(
    "key, unit, reply",
    [
        ("≥60", "个", "60"), ("≥60", "个", "不少于60个"), ("≥60", "个", "60个以上"),
        ("不少于10人", "人", "10"), ("不少于10人", "人", "至少 10 人"), ("35", "", "三十五"),
        ("70%", "%", "70"), ("70%", "%", "百分之七十"), ("2万个", "个", "20000"),
        ("9.7万亿元", "元", "9.7万亿"), ("1-2名", "名", "1至2名"), ("1-2名", "名", "一到二名"),
        ("99.98%", "%", "９９．９８％"), ("70余种", "余种", "70种"), ("约200名", "名", "200名左右"),
        ("10000人以上", "人", "10,000"), ("15个小时以上", "个小时", "15小时"),
    ],
)  # fmt: skip
def test_a_figure_may_be_written_in_any_usual_way(key: str, unit: str, reply: str) -> None:
    assert is_right(blank_item(key, unit), reply)


@pytest.mark.parametrize(
    "key, unit, reply",
    [
        ("≥60", "个", "≤60"), ("≥60", "个", "60%"), ("≥60", "个", "600"), ("35", "", "3.5"),
        ("1-2名", "名", "1名"), ("2万个", "个", "2"), ("70%", "%", ""), ("70%", "%", "七"),
        ("0.4%以内", "%", "0.4%以上"),
    ],
)  # fmt: skip
def test_another_figure_is_not_right(key: str, unit: str, reply: str) -> None:
    assert not is_right(blank_item(key, unit), reply)


def test_a_marking_gives_key_quote_and_the_section_to_reread(corpus: FakeStore) -> None:
    quiz = make_quiz(corpus, 4, 2)
    marking = grade(quiz, [quiz.items[0].key, "不知道"])
    assert (marking.score, marking.total) == (1, 4)
    assert [result.right for result in marking.results] == [True, False, False, False]
    missed = marking.to_json()["results"][1]  # type: ignore[index]
    assert missed["answer"] == quiz.items[1].answer
    assert missed["quote"] == quiz.items[1].quote
    assert missed["section"].startswith(quiz.items[1].citation.document)
    with pytest.raises(QuizError, match="4 道题，却收到 5 个回答"):
        grade(quiz, ["A"] * 5)


@given(st.text(max_size=40))
def test_no_reply_breaks_the_marking(reply: str) -> None:
    assert is_right(blank_item("≥60", "个"), reply) in (True, False)
    assert is_right(choice_item("甲", "乙", "丙", "丁"), reply) in (True, False)

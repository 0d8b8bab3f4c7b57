"""Quizzes: if these fail, trainers get items that are wrong, give themselves away, or mark unfairly."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_fakes import PLAN, FakeStore, corpus_assistant, document

from rag.errors import QuizError, UnknownDocument
from rag.quiz import Quiz, QuizCitation, QuizItem, grade, make_quiz
from rag.quiz_distractors import taken_apart
from rag.quiz_marks import amount, impossible, is_right, plain, same_answer
from rag.quiz_sentences import clear, squeezed, window

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


@pytest.mark.parametrize("seed", range(3))
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


def is_figure(item: QuizItem) -> bool:
    return "空白处" in item.question or "是多少？" in item.question


def is_numbering(item: QuizItem) -> bool:
    return item.question.endswith(("是哪个专栏？", "的标题是什么？"))


@pytest.mark.parametrize("seed", range(3))
def test_wrong_figures_have_the_words_the_size_and_the_unit_of_the_right_one(
    corpus: FakeStore, seed: int
) -> None:
    """Otherwise the odd one out is the key, and nobody needs to know the plan."""
    figures = [item for item in make_quiz(corpus, 100, seed).items if is_figure(item)]
    asked = [item for item in figures if item.choices]
    assert len(asked) > 15
    for item in asked:
        key = taken_apart(item.answer)
        assert key is not None
        for choice in item.choices:
            other = taken_apart(choice)
            assert other is not None
            assert (other.around, other.decimals) == (key.around, key.decimals)
            for one, two in zip(key.numbers, other.numbers, strict=True):
                assert one / 4 <= two <= one * 4
            assert item.unit != "%" or 0 < max(other.numbers) <= 100


def test_nothing_above_a_share_with_a_bound_is_all_of_it(corpus: FakeStore) -> None:
    """“100” satisfies “>99”: offered as wrong, it would be right."""
    items = [i for seed in range(6) for i in make_quiz(corpus, 60, seed).items if i.choices]
    bounded = [i for i in items if i.unit == "%" and amount(i.answer).direction]
    assert bounded
    for item in bounded:
        assert not any(100 in amount(choice).numbers for choice in item.choices), item.choices


def test_real_figures_of_the_same_kind_come_before_made_ones() -> None:
    store = FakeStore([document(TABLE, "ports", "口岸发展规划")])
    cells = {number for fact in store.facts() for number in amount(fact.value).numbers}
    asked = [item for item in make_quiz(store, 50, 1).items if "数值是多少" in item.question]
    assert len(asked) >= 5
    assert any(amount(choice).numbers[0] in cells for item in asked for choice in item.choices[1:])


@pytest.mark.parametrize("seed", range(2))
def test_no_item_answers_another(corpus: FakeStore, seed: int) -> None:
    """Someone who reads the whole sheet must not find one answer in another question."""
    items = make_quiz(corpus, 40, seed).items
    for item, other in permutations(items, 2):
        shown = [plain(text) for text in (other.question, *other.choices)]
        if item.question.endswith("是哪个专栏？"):
            title = plain(item.question.split("“")[-1].split("”")[0])
            assert not any(title in text and plain(item.answer) in text for text in shown)
            inside = item.citation.path[-1] in other.citation.path
            assert not (inside and plain(item.answer) in plain(other.question))
        elif item.question.endswith("的标题是什么？"):
            heading = plain(item.citation.path[-1])
            assert not any(heading in text for text in shown), (item.question, other.question)
        elif is_figure(item):
            clauses = [plain(c) for c in re.split("[，；。]", item.quote)]
            answer = plain(item.answer)
            told = [c for c in clauses if answer in c and len(c) > len(answer) + 3]
            assert not any(clause in text for clause in told for text in shown)


def test_no_two_items_are_proved_by_the_same_words(corpus: FakeStore) -> None:
    places = [(i.citation.document_id, i.citation.span) for i in make_quiz(corpus, 120, 2).items]
    for (one, (a, b)), (two, (c, d)) in permutations(places, 2):
        assert one != two or b <= c or d <= a


def test_a_figure_that_stands_in_two_places_is_asked_once_of_the_first() -> None:
    text = PLAN.replace("落实专项资金。", "新购图书车辆和设备五批次，举办培训，读者满意度达到98%。")
    for seed in range(8):
        items = make_quiz(FakeStore([document(text)]), 60, seed).items
        asked = [item for item in items if plain(item.answer) == "98%"]
        assert [item.citation.label for item in asked] in ([], ["（二）"])


@pytest.mark.parametrize("n", [5, 12, 30, 60])
def test_numbers_and_titles_are_one_item_in_six_at_most(corpus: FakeStore, n: int) -> None:
    """A trainer wants to know whether people know the plan, not its numbering."""
    for seed in range(3):
        items = make_quiz(corpus, n, seed).items
        assert 6 * sum(map(is_numbering, items)) <= len(items)


def test_documents_have_their_turns_and_a_small_table_does_not_fill_the_sheet(
    corpus: FakeStore,
) -> None:
    for seed in range(3):
        items = make_quiz(corpus, 40, seed).items
        shares = Counter(item.citation.document_id for item in items)
        assert len(shares) == 4
        assert 4 <= min(shares.values()) <= max(shares.values()) <= 20
        assert sum("是多少？" in item.question for item in items) <= 5


def test_a_document_that_is_a_table_is_asked_from_all_the_same() -> None:
    store = FakeStore([document(TABLE, "ports", "口岸发展规划")])
    assert len(make_quiz(store, 5, 1).items) == 5


@pytest.mark.parametrize("seed", range(2))
def test_a_part_does_not_give_itself_away_by_its_words(corpus: FakeStore, seed: int) -> None:
    asked = [i for i in make_quiz(corpus, 80, seed).items if "属于下列哪一部分" in i.question]
    assert asked
    for item in asked:
        title = item.question.split("“")[-1].split("”")[0]
        own = {*re.sub("[^\u4e00-\u9fff]|[的和与及]", "", item.answer.split("、", 1)[-1])}
        assert len(own & {*title}) < len(own) / 2, (title, item.answer)
        assert title not in item.answer


@pytest.mark.parametrize("seed", range(2))
def test_a_sentence_stands_in_the_part_that_is_the_key_and_in_no_other(
    corpus: FakeStore, seed: int
) -> None:
    """Two right choices, or none, would be marked unfairly."""
    items = make_quiz(corpus, 80, seed).items
    sources = [item for item in items if "这句话出自" in item.question]
    statements = [item for item in items if "写有下列哪句话" in item.question]
    assert len(sources) > 5
    assert len(statements) > 5
    for item in (*sources, *statements):
        outline = corpus.outline(item.citation.document_id)
        assert squeezed(outline.text).count(squeezed(item.quote)) == 1
        own = next(n for n in outline.nodes if n.title and n.title in item.citation.path[-1])
        assert own.span[0] <= item.citation.span[0] < own.span[1]
        assert clear(item.quote)
    for item in statements:
        outline = corpus.outline(item.citation.document_id)
        title = item.question.split("，“")[-1].split("”部分")[0].replace("‘", "“").replace("’", "”")
        part = next(n for n in outline.nodes if n.title == title)
        stands = [choice in outline.slice(part.id) for choice in item.choices]
        assert stands == [choice == item.answer for choice in item.choices]


@pytest.mark.parametrize("seed", range(2))
def test_no_clause_of_a_question_begins_with_a_pronoun(corpus: FakeStore, seed: int) -> None:
    for item in make_quiz(corpus, 80, seed).items:
        said = item.question.split("写道：")[-1]
        assert not re.search("(?:^|[“，；：。,;])[她他它其这此该]", said), said


@pytest.mark.parametrize(
    "sentence, figure, shown",
    [
        ("她介绍，海关查获违禁品5万件，成绩显著。", "5万件", "海关查获违禁品5万件，成绩显著。"),
        ("全国口岸共100个，其中水运口岸50个。", "100个", "全国口岸共100个"),
        ("全国口岸共100个，其中水运口岸50个。", "50个", None),
        ("进口增长5%，其他地区增长7%。", "7%", None),
        ("我国口岸增至40个。", "40个", "我国口岸增至40个。"),
    ],
)
def test_what_is_shown_of_a_sentence_is_clear_alone(
    sentence: str, figure: str, shown: str | None
) -> None:
    start = sentence.index(figure)
    span = window(sentence, (0, len(sentence)), (start, start + len(figure)), 100)
    assert (sentence[slice(*span)] if span else None) == shown


def test_a_blank_states_the_unit_that_is_in_its_key(corpus: FakeStore) -> None:
    blanks = [item for item in make_quiz(corpus, 80, 1).items if "应填什么" in item.question]
    assert len(blanks) > 10
    for item in blanks:
        assert item.unit == "" or item.question.endswith(f"（单位：{item.unit}）")
        assert item.unit in item.key
        assert is_right(item, format(amount(item.key).numbers[0], "f")) or "-" in item.key


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
        ("80%以上", "%", "八成以上"), ("80%以上", "%", "八成"), ("80%以上", "%", "０．８"),
        ("80%", "%", "0.8"), ("98", "%", "0.98"), ("30%", "%", "三成"), ("35%", "%", "三成五"),
        ("80%", "%", "百分之八十"), ("0.4%以内", "%", "0.004"), ("不少于12天", "天", "12日"),
        ("不少于10人", "人", "10名"), ("52亿吨", "亿吨", "52"), ("52亿吨", "亿吨", "52亿"),
        ("不少于2万个", "万个", "2"), ("不少于2万个", "万个", "20000个"), ("2个月", "个月", "2月"),
    ],
)  # fmt: skip
def test_a_figure_may_be_written_in_any_usual_way(key: str, unit: str, reply: str) -> None:
    assert is_right(blank_item(key, unit), reply)


@pytest.mark.parametrize(
    "key, unit, reply",
    [
        ("≥60", "个", "≤60"), ("≥60", "个", "60%"), ("≥60", "个", "600"), ("35", "", "3.5"),
        ("1-2名", "名", "1名"), ("2万个", "个", "2"), ("70%", "%", ""), ("70%", "%", "七"),
        ("0.4%以内", "%", "0.4%以上"), ("80%", "%", "0.8%"), ("80%", "%", "八"),
        ("80%以上", "%", "八成以下"), ("100%", "%", "1"), ("80", "个", "0.8"),
        ("不少于12天", "天", "12月"), ("52亿吨", "亿吨", "52吨"),
    ],
)  # fmt: skip
def test_another_figure_is_not_right(key: str, unit: str, reply: str) -> None:
    assert not is_right(blank_item(key, unit), reply)


@pytest.mark.parametrize(
    "reply, told",
    [("E", "没有选项 E，只能选 A 到 D。"), ("选ｚ", "没有选项 Z"), ("AB", "只能选一项"), ("A、C", "只能选一项")],
)  # fmt: skip
def test_an_impossible_letter_is_told(reply: str, told: str) -> None:
    item = choice_item("35", "60", "42", "15", key="B")
    assert told in impossible(item, reply)
    quiz = Quiz(1, 1, (), (item,))
    result = grade(quiz, [reply]).results[0]
    assert (result.right, result.remark) == (False, impossible(item, reply))


@pytest.mark.parametrize("reply", ["A", "b", "60", "不知道", "", "D."])
def test_a_possible_reply_is_not_remarked_on(reply: str) -> None:
    assert impossible(choice_item("35", "60", "42", "15", key="B"), reply) == ""
    assert impossible(blank_item("AEO"), "E") == ""


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

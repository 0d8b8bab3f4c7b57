"""Quiz page, documents page and examples: if these fail, trainers and clerks meet a wrong or empty page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from ui_fakes import FakeStore, corpus_assistant, document, small_assistant

from index.outline import parse_outline
from rag.errors import QuizError
from rag.quiz import grade, make_quiz
from ui.documents_page import counts, documents_html, outline_html
from ui.examples import examples
from ui.quiz_page import item_count, marking_html, quiz_html, replies_of

if TYPE_CHECKING:
    from rag.assistant import Assistant

QUIZ = make_quiz(small_assistant().store, 8, 1)


def test_a_quiz_form_shows_every_item_and_no_key() -> None:
    html = quiz_html(QUIZ)
    assert html.count("<fieldset") == 8
    assert html.count('type="radio"') == 4 * sum(bool(item.choices) for item in QUIZ.items)
    assert html.count('type="text"') == sum(not item.choices for item in QUIZ.items)
    assert "正确答案" not in html
    assert "#cite" not in html


def test_a_marked_quiz_shows_score_answers_and_links_to_the_sources() -> None:
    html = marking_html(grade(QUIZ, [QUIZ.items[0].key, "不知道"]))
    assert "<strong>1</strong> / 8" in html
    assert (html.count("答对了"), html.count("答错了"), html.count("没有作答")) == (1, 1, 6)
    for item in QUIZ.items:
        start, end = item.citation.span
        assert f"#cite/library/{start}/{end}" in html


def test_a_reply_of_a_reader_is_escaped() -> None:
    html = marking_html(grade(QUIZ, ["<img src=x onerror=alert(1)>${1}"]))
    assert "<img" not in html
    assert "${" not in html


@pytest.mark.parametrize("data", ["{}", "nonsense", json.dumps(["A"] * 9), "3"])
def test_replies_that_are_not_replies_are_one_sentence(data: str) -> None:
    with pytest.raises(QuizError, match="没有收到完整的回答"):
        replies_of(data, QUIZ)
    assert replies_of("", QUIZ) == []


@pytest.mark.parametrize(
    "given, sentence",
    [
        (None, "请填写题数，可填 1—50 的整数。"),
        (0, "题数要在 1—50 之间，收到的是 0。"),
        (-3, "题数要在 1—50 之间，收到的是 -3。"),
        (60, "题数要在 1—50 之间，收到的是 60。"),
        (1e300, "题数要在 1—50 之间，收到的是 1e+300。"),
        (1.5, "题数要是整数（1—50），收到的是 1.5。"),
    ],
)
def test_a_wrong_number_of_items_is_one_sentence(given: float | None, sentence: str) -> None:
    with pytest.raises(QuizError) as raised:
        item_count(given)
    assert str(raised.value) == sentence
    assert [item_count(each) for each in (1, 7.0, 50)] == [1, 7, 50]


def test_the_documents_page_names_origin_and_counts() -> None:
    html = documents_html(corpus_assistant())
    assert "共 4 份文件" in html
    assert "10 部分　52 节　20 专栏　7 表格行" in html
    assert "作者：曹雅丽　来源：中国工业新闻网　日期：2025-08-25" in html
    assert "另有 1 份相同文件" in html
    assert "库里还没有文件" in documents_html(type(small_assistant())(FakeStore([])))


def test_an_outline_links_every_heading_in_order() -> None:
    outline = document().outline
    html = outline_html("library", outline)
    places = [
        html.index(words) for words in ("一、总体要求", "（二）主要目标", "专栏2", "四、附则")
    ]
    assert places == sorted(places)
    assert html.count("<a ") == sum(bool(n.title) and n.kind != "document" for n in outline.nodes)
    assert counts(outline).startswith("4 部分　7 节　4 专栏")


def test_the_articles_of_a_law_can_be_opened_and_gaps_are_told() -> None:
    text = "考勤办法\n第一章 总则\n第一条 甲。\n第三条 乙：\n（一）丙。\n"
    outline = parse_outline(text, document_id="law", title="考勤办法")
    html = outline_html("law", outline)
    assert html.count("gw-article gw-bare") == 2
    assert "（一）" not in html
    assert "缺少第二条" in html
    assert counts(outline) == "1 章　2 条"


def test_examples_are_of_several_kinds_and_name_what_the_documents_hold() -> None:
    found = examples(corpus_assistant().store)
    assert 6 <= len(found) <= 8
    assert len({each.kind for each in found}) >= 3
    assert len({each.question for each in found}) == len(found)
    other = examples(small_assistant().store)
    assert other
    assert not any("海关" in each.question for each in other)
    assert examples(FakeStore([])) == ()


def test_examples_ask_for_a_section_as_people_do() -> None:
    asked = [each.question for each in examples(corpus_assistant().store)]
    assert "《海关全面深化改革总体方案》的“创新企业管理和稽查制度”讲什么？" in asked
    assert not any("有哪些内容" in question for question in asked)


@pytest.mark.chroma
@pytest.mark.model
def test_the_answer_to_each_example_cites_what_the_example_is_about(assistant: Assistant) -> None:
    found = examples(assistant.store)
    assert 6 <= len(found) <= 8
    for each in found:
        answer = assistant.ask(each.question)
        assert answer.status == "answered", each.question
        first = answer.citations[0]
        start, end = assistant.outline(each.document_id).node(each.node_id).span
        assert first.document_id == each.document_id, each.question
        assert start <= first.span[0] < first.span[1] <= end, each.question

"""Two subjects in one question: a clerk who asks for both must not be given one of them."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.question import ParsedQuestion
from rag.routes import draft_answer
from rag.splitting import split_subjects

CATALOGUE = catalogue_of()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("院士和学者各多少名", ("院士多少名", "学者多少名")),
        ("泊位和岸电的目标分别是多少", ("泊位目标多少", "岸电目标多少")),
        ("引航员、集卡分别有几名？", ("引航员几名", "集卡几名")),
    ],
)
def test_a_joined_question_is_taken_apart(text: str, parts: tuple[str, str]) -> None:
    assert split_subjects(ParsedQuestion(text)) == parts


@pytest.mark.parametrize(
    "text", ["引航员有多少名", "公铁水联运和绿色港口怎么建", "规划和条例有什么不同"]
)
def test_other_questions_stay_whole(text: str) -> None:
    assert split_subjects(ParsedQuestion(text)) is None


def test_both_figures_are_given() -> None:
    draft = draft_answer("引航员和无人集卡各多少", (), CATALOGUE)
    said = "".join(statement.text for statement in draft.statements)
    assert draft.found
    assert "12名" in said
    assert "200套" in said


ORCHARD = (
    "第一条 为了管好果园，制定本规划。\n"
    "第二条 培养嫁接能手不少于40名。培训修剪能手60名。修剪能手增加5名。\n"
    "第三条 果园面积为300亩。\n"
)


def _of_orchard(question: str) -> list[str]:
    catalogue = catalogue_of(document(ORCHARD, "orchard", "果园规划"))
    draft = draft_answer(question, (), catalogue)
    return [s.text for s in draft.statements] if draft.found else []


def test_a_sum_is_given_with_its_working_and_its_bound() -> None:
    said = _of_orchard("嫁接能手和修剪能手加起来多少名")
    assert said[-1] == "40＋60＝100，合计不少于100名。"
    assert "40名" in said[0]
    assert "60名" in said[1]


def test_different_units_are_not_added_up() -> None:
    assert not any("＋" in text for text in _of_orchard("嫁接能手和果园面积加起来多少"))


def test_articles_of_two_documents_stand_under_their_names() -> None:
    """“第二条” of which law? A reader must not take one law's article for the other's."""
    orchard = document(ORCHARD, "orchard", "果园规划")
    pond = "第一条 为了管好鱼塘，制定本条例。\n第二条 捕鱼许可由渔政站在五日内批准。\n"
    catalogue = catalogue_of(orchard, document(pond, "pond", "鱼塘条例"))
    draft = draft_answer("果园规划里嫁接能手培养多少名，捕鱼许可几日内批准", (), catalogue)
    said = "".join(s.text for s in draft.statements)
    assert "40名" in said
    assert "五日内" in said
    assert "果园规划" in said
    assert "鱼塘条例" in said

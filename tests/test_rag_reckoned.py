"""Differences: whoever asks how much more must get both figures and the working, or no figure."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.question import ParsedQuestion
from rag.reckoned import split_difference
from rag.routes import draft_answer

ORCHARD = (
    "第一条 为了管好果园，制定本规划。\n"
    "第二条 培训嫁接能手40名。培训修剪能手60名。培训采摘能手不少于90名。\n"
    "第三条 果园面积为300亩。\n"
)


def _said(question: str) -> list[str]:
    catalogue = catalogue_of(document(ORCHARD, "orchard", "果园规划"))
    draft = draft_answer(question, (), catalogue)
    return [s.text for s in draft.statements] if draft.found else []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("院士比学者少多少名", ("院士有多少名", "学者有多少名")),
        ("院士名额比学者多几名？", ("院士名额有几名", "学者名额有几名")),
        ("院士和学者的人数相差多少", ("院士的人数有多少", "学者的人数有多少")),
    ],
)
def test_a_difference_is_asked_as_two_figures(text: str, parts: tuple[str, str]) -> None:
    assert split_difference(ParsedQuestion(text)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "占比是多少",
        "院士有多少名",
        "学者比例多少",
        "比学者少多少",
        "学者比2020年多多少名",
        "学者比去年多几名",
    ],
)
def test_other_questions_ask_for_no_difference(text: str) -> None:
    assert split_difference(ParsedQuestion(text)) is None


def test_both_figures_stand_before_the_difference() -> None:
    said = _said("嫁接能手比修剪能手少多少名")
    assert said[-1] == "60－40＝20，前者少20名。"
    assert "40名" in said[0]
    assert "60名" in said[1]


def test_no_difference_is_taken_of_a_figure_and_a_bound() -> None:
    assert not any("－" in text for text in _said("采摘能手比修剪能手多多少名"))


def test_no_difference_is_taken_of_different_units() -> None:
    assert not any("－" in text for text in _said("果园面积和修剪能手相差多少"))

"""“专栏2在第一章里吧” that is answered with what 专栏2 says leaves the mistake standing."""

from __future__ import annotations

import pytest
from rag_fakes import asked, catalogue_of

from rag.routes import draft_answer
from rag.structure.route import answer_structure

CATALOGUE = catalogue_of()


def _said(text: str) -> str:
    draft = draft_answer(text, (), CATALOGUE)
    assert draft.found
    assert all(statement.evidence for statement in draft.statements)
    return draft.statements[0].text


@pytest.mark.parametrize(
    "text",
    [
        "专栏2在第一部分吗", "专栏2在第一部分里吧", "专栏2是第一部分的吧", "专栏2是不是在第一部分", "专栏2应该放在第一部分了吧",
        "专栏2属于第一部分，对吗", "专栏2是第一部分的内容吗", "第一部分里有专栏2吗", "第一部分有没有专栏2", "第一部分包括专栏2，对吗",
        "第一部分是不是包含专栏2", "条例第五条在第一章里吧", "条例第一章有第五条吗",
    ],
)  # fmt: skip
def test_a_part_that_stands_elsewhere_is_said_to(text: str) -> None:
    said = _said(text)
    assert said.startswith("不对，")
    assert "属于" in said
    assert ("“二、重点任务”" if "专栏" in text else "第二章") in said


@pytest.mark.parametrize(
    "text",
    ["专栏1在第一部分里吧", "专栏2是第二部分的吗", "第二部分有专栏2吗", "条例第五条属于第二章吧", "条例第二章包括第五条，对吗"],
)  # fmt: skip
def test_a_part_that_stands_there_is_confirmed(text: str) -> None:
    assert _said(text).startswith("是的，")


def test_a_question_that_denies_is_answered_without_yes_and_no() -> None:
    assert _said("专栏2不在第一部分吧").startswith("不在，")
    assert _said("难道专栏2不在第二部分吗").startswith("在的，")
    assert _said("第一部分没有专栏2吧").startswith("不在，")


@pytest.mark.parametrize(
    "text", ["专栏2和第一部分讲什么", "专栏9在第一部分里吧", "第一部分有哪些专栏"]
)
def test_other_questions_are_left_to_others(text: str) -> None:
    draft = answer_structure(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is None or not draft.statements[0].text.startswith(
        ("是的", "不对", "在的", "不在")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("规划最开头讲的是哪一部分", "一、总体要求"), ("规划最后讲的是哪一部分", "二、重点任务"), ("港口发展规划开头讲了什么", "一、总体要求"),
        ("条例最后是哪一章", "第三章"), ("规划一开始讲的是哪个专栏", "专栏1"), ("条例结尾写的是哪一条", "第七条"),
    ],
)  # fmt: skip
def test_where_a_document_begins_and_ends(text: str, said: str) -> None:
    assert said in _said(text)


@pytest.mark.parametrize("text", ["登记最后要做什么", "最后讲话的是谁", "岸电最先在哪里用"])
def test_a_beginning_of_something_else_is_none(text: str) -> None:
    draft = answer_structure(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is None or "总体要求" not in draft.statements[0].text

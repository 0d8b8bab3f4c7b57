"""Who wrote and who edited a text is told from its own lines, and from no other sentence."""

from __future__ import annotations

import pytest
from form_fakes import said
from rag_fakes import asked, catalogue_of, plan

from rag.about import answer_credits


def test_writer_and_editor_are_told_together() -> None:
    answer = said("这篇稿子谁写的，责编又是谁")
    assert "作者：李明" in answer
    assert "编辑：吴越" in answer


@pytest.mark.parametrize("text", ["稿件的编辑叫什么名字", "请问文末署名的责任编辑是哪位"])
def test_the_editor_alone(text: str) -> None:
    assert "编辑：吴越" in said(text)


def test_a_plan_has_no_editor() -> None:
    catalogue = catalogue_of(plan())
    question, scope = asked("文件的编辑是谁", catalogue)
    assert answer_credits(question, scope, catalogue) is None


def test_an_editor_stated_is_checked() -> None:
    # “编辑是……对吗” was answered with the line of the author
    assert said("报道的编辑是李明对吗").startswith("不对，")
    assert said("这篇稿子责编是吴越吧").startswith("是的，")

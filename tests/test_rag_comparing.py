"""Comparisons: both sides with their sources, gaps said plainly, sums with their working."""

from __future__ import annotations

import pytest
from form_fakes import CATALOGUE, said

from rag.routes import draft_answer


def test_plan_and_outcome_with_the_working_shown() -> None:
    answer = said("规划的无障碍电梯目标和报道里的实际数量相差多少")
    assert "2030年目标>60台" in answer
    assert "达到78台" in answer
    assert "78－60＝18" in answer


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("无障碍电梯实际数是规划目标的几倍", "78÷60≈1.30"),
        ("无障碍电梯的规划目标完成率是多少", "78÷60≈130.0%"),
    ],
)
def test_ratios(text: str, worked: str) -> None:
    assert worked in said(text)


def test_a_goal_named_by_its_figure_alone() -> None:
    assert "78台" in said("规划要60台，实际多少")


def test_a_document_that_is_silent_is_said_to_be() -> None:
    answer = said("《车站发展规划》和《车站管理条例》对智慧车站的说法有什么不同")
    assert "全面建成智慧车站" in answer
    assert "《车站管理条例》没有写明" in answer


def test_each_cell_rests_on_its_own_document() -> None:
    draft = draft_answer("规划的无障碍电梯目标和报道里的实际数量相差多少", (), CATALOGUE)
    cells = [s for s in draft.statements if s.form == "table" and s.evidence]
    assert [c.evidence[0].document_id for c in cells] == ["plan", "report"]


def test_which_of_the_named_documents_speak_of_something() -> None:
    answer = said("《车站发展规划》和《车站管理条例》提到智慧车站了吗")
    assert "《车站发展规划》：\n" in answer
    assert "《车站管理条例》没有写明" in answer

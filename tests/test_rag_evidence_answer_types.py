"""A sentence without the kind of thing that is asked for must not be given as the answer."""

from __future__ import annotations

import pytest

from rag.evidence.answer_types import asked_but_absent
from rag.question import ParsedQuestion


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("规划是哪天发布的", "3月2日,交通厅举行新闻发布会介绍规划。", True),
        ("规划是哪天发布的", "3月2日,规划在新闻发布会上正式发布。", False),
        ("发布会是哪天开的", "3月2日,交通厅举行新闻发布会。", False),
    ],
)
def test_a_press_conference_is_not_the_day_a_plan_came_out(
    question: str, text: str, lacks: bool
) -> None:
    assert bool(asked_but_absent(ParsedQuestion(question), text, 0)) is lacks

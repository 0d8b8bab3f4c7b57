"""If these fail, whoever asks whether one paper tells a figure is given the figure of another."""

from __future__ import annotations

import pytest

from rag.where_written import asked_of_paper


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("县里一共修了多少座桥，报道有写吗", "报道里，县里一共修了多少座桥？"),
        ("渡口由谁管，新规划里有没有提到？", "新规划里，渡口由谁管？"),
        ("新添了多少条渡轮，发布会上说了没", "发布会里，新添了多少条渡轮？"),
    ],
)
def test_the_paper_is_where_it_is_looked_for(text: str, asked: str) -> None:
    assert asked_of_paper(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "规划定了多少座桥，报道有写吗", "渡口由谁管，规划写过", "渡口很旧，规划提到了吗", "报道写了什么",
        "渡口由谁管，规划提到的是哪个部门吗",
    ],
)  # fmt: skip
def test_other_questions_stay(text: str) -> None:
    assert asked_of_paper(text) == text

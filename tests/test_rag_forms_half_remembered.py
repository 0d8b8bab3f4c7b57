"""Half a saying is often all that somebody remembers: the place that says it whole is what he looks for."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.routes import draft_answer

TEXT = """（一）加强队伍建设。
推动调度力量“瘦上强下”，配强一线。推行“检修+保洁”的服务模式。
（二）推进改革。
由人工向自动转变；由分散向集中转变；由管理向服务转变。
（三）改善服务。
站务员做到来有迎声、走有送声、问有答声。
"""
CATALOGUE = catalogue_of(document(TEXT, "plan", "车站发展规划"))


def said(text: str) -> str:
    return "".join(s.text for s in draft_answer(text, (), CATALOGUE).statements)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("调度力量往一线放，叫“瘦什么强什么”来着", "“瘦上强下”"),
        ("力量往下放，叫瘦什么强什么", "“瘦上强下”"),
        ("检修+什么的模式", "“检修+保洁”"),
        ("“来有什么走有什么”那句话", "来有迎声、走有送声"),
    ],
)
def test_a_saying_with_gaps_is_found(question: str, found: str) -> None:
    assert found in said(question)


@pytest.mark.parametrize(
    "question",
    [
        "“什么模式”是啥",
        "改革是由什么向什么转变",
        "“瘦什么胖什么”",
        "“什么上强下”",
        f"“推{'啥' * 16}下”是什么意思",
        "“推什么调什么力什么瘦什么下”",
    ],
)
def test_too_little_or_too_much_is_left_to_others(question: str) -> None:
    assert "瘦上强下" not in said(question)

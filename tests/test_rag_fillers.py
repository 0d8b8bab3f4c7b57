"""If these fail, a polite question is answered worse than a curt one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.fillers import without_fillers


@pytest.mark.parametrize(
    "said",
    [
        "您好，请问{}？", "麻烦问一下，{}？谢谢！", "急急急！！！{}？在线等", "呃，那个，就是说，{}？",
        "我们领导问{}？", "帮我看下{}？", "亲，{}？么么哒", "hi，{}？thanks", "嗯……{}？拜托了",
        "我想了解一下{}？", "大佬们好，不好意思，{}？",
    ],
)  # fmt: skip
def test_what_is_said_around_a_question_is_dropped(said: str) -> None:
    question = "万吨级泊位有几个"
    if "不好意思" in said:
        assert question in without_fillers(said.format(question))
    else:
        assert without_fillers(said.format(question)) == f"{question}？"


@pytest.mark.parametrize("order", ["汇总一下", "，请罗列出来", "，整理成一段话给我", "，校对用"])
def test_what_is_to_be_done_with_the_answer_is_dropped(order: str) -> None:
    assert without_fillers(f"万吨级泊位的建设措施{order}") == "万吨级泊位的建设措施"
    assert without_fillers("这些数据怎么汇总") == "这些数据怎么汇总"


@pytest.mark.parametrize(
    "text",
    [
        "急需紧缺人才怎么开发？", "亲自部署的是谁？", "老师队伍怎么建？", "领导班子怎么建？", "哈尔滨海关在哪？",
        "额度是多少？", "那个指标是多少？", "这个目标呢？", "同志关系是什么？", "问责办法是什么？", "谢谢", "你好", "请问",
    ],
)  # fmt: skip
def test_words_that_only_begin_like_fillers_stay(text: str) -> None:
    assert without_fillers(text) == text


@given(st.text(max_size=80))
def test_something_is_always_left(text: str) -> None:
    left = without_fillers(text)
    assert left in text or left
    assert bool(left) == bool(text)

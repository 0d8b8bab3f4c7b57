"""If these fail, a question is refused because of what the asker said of himself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.asker import introduces, without_orders
from rag.circumstances import without_circumstances
from rag.fillers import without_fillers


@pytest.mark.parametrize(
    "said",
    [
        "我是码头新来的调度员，{}？", "我们是中学老师，{}？", "航运专业研究生求教，{}？", "我刚调来港口科，{}？", "我在船厂上班，请问{}？",
        "一位渔民朋友托我打听：{}？", "本刊下周要做一期航运专题，{}？", "{}？宣传科要写简报用", "做船舶代理，想知道{}？",
        "主编让我归纳一下{}？", "Hi, I am a harbour clerk. {}？", "I heard that {}？", "请提供一份{}？",
    ],
)  # fmt: skip
def test_who_asks_and_what_for_is_left_aside(said: str) -> None:
    question = "山区县有哪几条公路在建"
    assert without_fillers(said.format(question)) == f"{question}？"


@pytest.mark.parametrize(
    "text",
    [
        "我是店主，我要交哪些材料？", "我是船长，多久换证？", "我们被中介派到外县上班，工资按哪边的算？", "我当初签的合同，换了东家还算数吗？",
        "我做木材生意，进口要办什么证？", "本单位要交什么材料，几天答复？", "朋友是谁介绍的，在哪里写着？", "请总结",
    ],
)  # fmt: skip
def test_what_the_answer_hangs_on_stays(text: str) -> None:
    assert without_fillers(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("绿色港口工程下面列了三件事，小标题依次是", "绿色港口工程有哪三项？"),
        ("公路建设遵循的原则，给标题就够", "公路建设遵循的原则有哪些？"),
        ("公路建设遵循哪些原则，给标题就够", "公路建设遵循哪些原则"),
    ],
)
def test_titles_wanted_make_it_a_question_for_a_list(text: str, left: str) -> None:
    assert without_circumstances(text) == left


def test_a_trade_stays_where_no_question_is_announced_behind_it() -> None:
    assert introduces("做水产批发", "想打听配额有多少")
    assert not introduces("做水产批发", "配额有多少")


@given(st.text(alphabet="我是新人请归纳领导让港口，。：？有几个I am", max_size=40))
def test_something_is_always_left(text: str) -> None:
    assert bool(without_orders(text)) == bool(text)
    assert bool(without_fillers(text)) == bool(text)

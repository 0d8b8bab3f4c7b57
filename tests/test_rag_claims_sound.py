"""Verdicts: a clerk who is told 不对 of what is right, or 是的 of what is denied, passes it on."""

import pytest

from rag.claims.sound import sound
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion


def verdict(question: str, opening: str, *said: str) -> str:
    """What the answer opens with once it is sound."""
    statements = (Statement(opening, (), "lead", derived=True), *(Statement(t, ()) for t in said))
    return sound(ParsedQuestion(question), Draft("passage", statements)).statements[0].text


@pytest.mark.parametrize(
    ("question", "opening", "said"),
    [
        ("泊位不是12个对吗", "是的。", "建设泊位12个。"),
        ("四好不包括服务好，对吗", "不对，", "管理好、养护好。"),
        ("检修从4月1日开始对吗", "不对，", "检修自四月一日起。"),
        ("机器有200多个传感器吗", "不对，", "从200多个传感器取数。"),
        ("补贴三个月对吧", "不对，", "补贴3个月。"),
    ],
)
def test_a_verdict_that_the_words_speak_against_is_not_given(
    question: str, opening: str, said: str
) -> None:
    assert verdict(question, opening, said) == said


@pytest.mark.parametrize(
    ("question", "opening", "said"),
    [
        ("泊位是不是12个", "是的。", "建设泊位12个。"),
        ("泊位有没有12个", "不对，", "建设泊位15个。"),
        ("泊位12个对不对", "不对，", "建设泊位112个。"),
        ("检修从4月1日开始对吗", "不对，", "检修自五月一日起。"),
        ("仓库30座、泊位12个对吗", "不对，", "仓库12座、泊位30个。"),
        ("里面有没有数字港口", "不对，", "共五项。"),
        ("泊位不到12个吧", "不对，", "建设泊位12个以上。"),
    ],
)
def test_any_other_verdict_stands(question: str, opening: str, said: str) -> None:
    assert verdict(question, opening, said) == opening


def test_an_answer_without_a_verdict_is_left_alone() -> None:
    draft = Draft("passage", (Statement("泊位不是一次建成的。", ()),))
    assert sound(ParsedQuestion("泊位不是12个吗"), draft) is draft
    assert sound(ParsedQuestion("泊位不是12个吗"), Draft("passage", ())).statements == ()

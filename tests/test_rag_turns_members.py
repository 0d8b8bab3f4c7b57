"""Short turns: another case in place of the one before, a member of the list before, what is not said."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.draft import Draft
from rag.routes import draft_answer
from rag.turns.counterparts import object_of, replaced
from rag.turns.members import chosen_member
from rag.turns.previous import Previous, core_of
from rag.turns.resolve import converse, resolve
from rag.turns.slots import slot

ZOO = """城市动物园管理规划
一、场馆
（一）分区。
建设湿地、草原、雨林“三类”场馆。建设湿地场馆，开挖浅水池4处。建设草原场馆，铺设草坪9公顷。建设雨林场馆，安装喷雾系统12套。
（二）值守。
一级值守小组由园长和兽医组成。二级值守小组由各馆饲养员组成。
（三）考核。
到2030年，饲养员技能考核合格率达到92%以上，讲解员技能考核合格率达到88%以上。
园长马援负责全面工作。
"""
CATALOGUE = catalogue_of(document(ZOO, "z", "城市动物园管理规划"))


def _draft(text: str) -> Draft:
    return draft_answer(text, (), CATALOGUE)


def _of(*turns: str) -> str:
    return resolve(turns, CATALOGUE, _draft)


@pytest.mark.parametrize(
    ("turn", "value"),
    [
        ("单看讲解员", "讲解员"),
        ("雨林那边", "雨林"),
        ("换成讲解员的考核，门槛一样高吗", "讲解员的考核"),
        ("我们老家云南的", "云南"),
        ("不对，我问的是出口", "出口"),
        ("讲解员又是几天", "讲解员"),
        ("违反了会怎样", ""),
        ("谁来执行", ""),
        ("展开讲讲", ""),
        ("草坪铺在哪里", ""),
    ],
)
def test_what_a_turn_puts_in_place_of_another(turn: str, value: str) -> None:
    assert slot(turn) == value


@pytest.mark.parametrize(
    ("body", "question", "whole"),
    [
        ("讲解员", "饲养员技能考核合格率多少", "讲解员技能考核合格率多少"),
        ("讲解员的考核", "饲养员技能考核合格率多少", "讲解员技能考核合格率多少"),
        ("猛禽馆", "饲养员技能考核合格率多少", ""),
    ],
)
def test_counterparts_stand_beside_the_same_words(body: str, question: str, whole: str) -> None:
    text = "饲养员技能考核合格率达到92%以上,讲解员技能考核合格率达到88%以上"
    assert replaced(body, question, text) == whole


def test_what_a_question_ends_with_is_replaced() -> None:
    question = "怎么支持雨林场馆"
    assert question[slice(*(object_of(question, 2) or (0, 0)))] == "雨林场馆"
    assert object_of("怎么办", 2) is None


def test_the_same_is_asked_of_another_case() -> None:
    first = "饲养员技能考核合格率要达到多少"
    assert "讲解员技能考核合格率" in _of(first, "讲解员的")
    assert "讲解员技能考核合格率" in _of(first, "换成讲解员，要求一样吗")


@pytest.mark.parametrize(
    ("turn", "name", "rest"),
    [
        ("中间那类怎么建", "草原场馆", "怎么建"),
        ("雨林的那种装几套喷雾", "雨林场馆", "装几套喷雾"),
        ("头一个具体做什么", "湿地场馆", "具体做什么"),
        ("最后那类", "雨林场馆", ""),
        ("第二类铺多少草坪", "草原场馆", "铺多少草坪"),
    ],
)
def test_a_member_of_the_list_before(turn: str, name: str, rest: str) -> None:
    question = "“三类”场馆是哪三类"
    chosen = chosen_member(turn, [Previous(question, _draft(question))], CATALOGUE)
    assert chosen is not None
    assert (chosen.name, chosen.rest) == (name, rest)


def test_the_low_level_is_the_last_one() -> None:
    assert _of("值守小组分几级", "低的那一级由谁组成") == "二级值守小组由谁组成"


def test_a_turn_that_chooses_nothing_is_left_alone() -> None:
    question = "“三类”场馆是哪三类"
    before = [Previous(question, _draft(question))]
    assert chosen_member("沙漠的那种装几套喷雾", before, CATALOGUE) is None


def test_what_the_section_does_not_say_of_somebody_is_refused() -> None:
    resolved = converse(("园长是谁", "他哪一年出生的"), CATALOGUE, _draft)
    draft = resolved.draft or _draft(resolved.text)
    assert not draft.found


def test_the_attribute_asked_before_is_not_carried_on() -> None:
    assert core_of("动物园的占地面积") == "动物园"
    assert core_of("通行许可证有效期") == "通行许可证"

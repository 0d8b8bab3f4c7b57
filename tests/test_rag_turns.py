"""A turn is short because the one before said the rest: what is put together must ask the same thing."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.catalogue import Catalogue
from rag.routes import draft_answer
from rag.turns.counterparts import actor, goes_along, replaced
from rag.turns.openings import without_opening
from rag.turns.previous import words_of
from rag.turns.resolve import resolve

CATALOGUE = catalogue_of()
HARBOURS = """码头管理规划
一、安全
（一）巡查。
北港每天巡查三次。巡查由安全科负责。
（二）消防。
消防演练每年举行四次。
"""
STORES = """仓储管理规划
一、安全
（一）巡查。
仓库每周巡查两次，夜间巡查由值班员负责。
（二）温度。
冷库温度不高于零下18度，误差控制在1度以内。
"""
TWO = catalogue_of(document(HARBOURS, "m", "码头管理规划"), document(STORES, "s", "仓储管理规划"))


def _of(catalogue: Catalogue, *turns: str) -> str:
    return resolve(turns, catalogue, lambda text: draft_answer(text, (), catalogue))


@pytest.mark.parametrize(
    ("body", "question", "whole"),
    [
        ("出口", "进口货物怎么验放", "出口货物怎么验放"),
        ("西藏", "上海的平均税额是多少", "西藏的平均税额是多少"),
        ("对法人", "对公民罚款多少以下可以当场决定", "对法人罚款多少以下可以当场决定"),
        ("“北线”", "“南线”的船期多久一班", "“北线”的船期多久一班"),
        ("第二步", "第一步由谁来做", "第二步由谁来做"),
        ("单位", "个人逾期登记罚多少", "单位逾期登记罚多少"),
        ("进出港", "去年渔船出港多少次", "去年渔船进出港多少次"),
        ("引航员", "一共几个专栏", ""),
    ],
)
def test_a_piece_is_put_in_place_of_its_counterpart(body: str, question: str, whole: str) -> None:
    assert replaced(body, question) == whole


def test_a_step_is_asked_about_in_the_words_before_it() -> None:
    asked = "“先放行、后审核”第一步归谁管"
    assert goes_along("第二步看些什么", asked) == "“先放行、后审核”第二步看些什么"
    assert goes_along("第二章讲什么", asked) == ""


def test_who_acts_is_told_from_what_is_done() -> None:
    question = "劳动者可以解除合同的情形有哪些"
    assert question[actor(question) :] == "可以解除合同的情形有哪些"
    assert actor("怎么办理登记") == 0


@pytest.mark.parametrize(
    ("turn", "text", "turns", "same"),
    [
        ("明白了。换个话题，引航员要几名", "引航员要几名", True, False),
        ("好的，专栏2讲什么", "专栏2讲什么", False, False),
        ("还是那份文件，误差是多少", "误差是多少", False, True),
        ("同一份里，误差是多少", "误差是多少", False, True),
        ("好的", "好的", False, False),
        ("那个指标呢", "那个指标呢", False, False),
    ],
)
def test_what_a_turn_begins_with(turn: str, text: str, *, turns: bool, same: bool) -> None:
    opened = without_opening(turn)
    assert (opened.text, opened.turns, opened.same) == (text, turns, same)


def test_the_subject_of_a_question_has_no_words_of_asking() -> None:
    assert words_of("请问2030年岸电使用率要达到多少") == "岸电使用率"
    assert words_of("无期的服刑多少年才能假释？") == "无期的服刑才能假释"
    assert words_of("规划要建一个什么样的博物馆") == "规划要建一个博物馆"


def test_another_topic_takes_nothing_from_the_one_before() -> None:
    assert _of(CATALOGUE, "专栏2讲什么", "明白了。换个话题，引航员要几名") == "引航员要几名"


def test_the_document_that_was_talked_about_goes_on() -> None:
    # 巡查 is in both plans: the other one was answered from
    asked = "码头管理规划里消防演练每年几次"
    assert "码头管理规划" in _of(TWO, asked, "巡查由谁负责")
    assert "码头管理规划" in _of(TWO, asked, "还是那份文件，巡查由谁负责")
    assert _of(TWO, asked, "冷库温度不高于多少") == "冷库温度不高于多少"


def test_a_turn_that_names_a_document_asks_it_what_it_says_of_its_own() -> None:
    asked = "码头管理规划里巡查由谁负责"
    assert _of(TWO, asked, "那份仓储管理规划呢") == "仓储管理规划中巡查由谁负责"
    own = _of(TWO, asked, "那份仓储管理规划也提过吧，温度误差有什么要求")
    assert own == "《仓储管理规划》里，温度误差有什么要求"


def test_two_things_in_one_turn() -> None:
    assert _of(TWO, "北港每天巡查几次", "消防演练呢？由谁负责").endswith("，由谁负责")


def test_the_last_of_what_was_listed_two_turns_ago() -> None:
    turns = ("条例第二章有哪几节", "第一节讲什么", "最后一节讲什么")
    assert (
        draft_answer(_of(CATALOGUE, *turns), (), CATALOGUE)
        .statements[0]
        .text.startswith("第二节 特别规定")
    )


CHAPTERS = """渔港管理规划
一、秩序
（一）停泊。
停泊由港监安排。
（二）出港。
出港须凭回执。
（三）避风。
避风锚地设在东湾。
"""
OLDER = catalogue_of(
    document(CHAPTERS, "h", "渔港管理规划"),
    document("第一条 停泊每日登记一次。\n", "o", "2006年渔港停泊办法"),
)


@pytest.mark.parametrize(
    ("turn", "said"),
    [("第二条标题叫啥", "出港"), ("最后一条讲什么", "东湾"), ("最后那条具体讲什么", "东湾")],
)
def test_a_number_counts_among_the_parts_that_were_counted(turn: str, said: str) -> None:
    text = _of(OLDER, "渔港管理规划第一部分有几条", turn)
    draft = draft_answer(text, (), OLDER)
    assert said in "".join(s.text for s in draft.statements)


def test_the_part_behind_is_told_with_what_it_says() -> None:
    draft = draft_answer(_of(OLDER, "渔港管理规划（一）讲什么", "它后面那条写的什么"), (), OLDER)
    assert "回执" in "".join(s.text for s in draft.statements)


def test_an_attribute_keeps_the_subject_of_the_turn_before() -> None:
    text = _of(OLDER, "2030年东湾锚地的渔船多少", "占比呢")
    assert text == "2030年东湾锚地的渔船，占比是多少"


def test_a_pronoun_before_a_noun_of_the_subject_means_that_noun() -> None:
    text = _of(OLDER, "东湾避风锚地的停泊次数？", "这个锚地设在哪里")
    assert text == "东湾避风锚地设在哪里"


@pytest.mark.parametrize("turn", ["06那份里呢", "另一份文件，2006年那份，里面怎么说"])
def test_a_document_may_be_pointed_at_by_its_year(turn: str) -> None:
    text = _of(OLDER, "渔港管理规划里停泊由谁安排", turn)
    assert text == "《2006年渔港停泊办法》中停泊由谁安排"


@pytest.mark.parametrize(("turn", "whole"), [("那3呢", "（3）讲什么"), ("三呢", "（三）讲什么")])
def test_a_bare_number_is_the_part_of_that_number(turn: str, whole: str) -> None:
    text = _of(OLDER, "渔港管理规划（二）讲什么", turn)
    assert text == f"渔港管理规划{whole}"

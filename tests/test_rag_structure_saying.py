"""Which part says something, in which part several stand, what is annexed: asked in anyone's words."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, assistant_of, catalogue_of

from rag.document_names import bare
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.structure.route import answer_structure

RULES = """渔业资源保护条例
第一章 总则
第一条 为了保护渔业资源，制定本条例。
第二条 县级渔业部门负责渔业资源的监督管理。
第二章 休渔
第一节 休渔期
第三条 每年五月一日至八月十六日为休渔期。
第四条 休渔期内禁止使用拖网捕捞。
第二节 限额捕捞
第五条 捕捞限额由省级渔业部门确定，每年十二月公布。
第六条 超过捕捞限额的，处二万元罚款。
第六条之一 使用禁用渔具的，没收渔具和渔获物。
第三章 附则
第七条 本条例自2024年3月1日起施行。
附件1 禁用渔具目录
地笼、电鱼机。
附件2 保护物种目录
大黄鱼、鲥鱼。
"""
PLAN = """海岛发展规划
一、总体要求
（一）发展目标
到2030年，岛际航线达到40条。
二、主要任务
（二）改善岛际交通
新开通岛际客运航线，建设陆岛码头。
专栏1 陆岛交通工程
（一）码头改造
改造码头12座。
（三）保障淡水供应
建设海水淡化厂。
三、组织实施
（四）加强监督
每年公布实施情况。
"""
CATALOGUE = catalogue_of(
    document(RULES, "rules", "渔业资源保护条例"), document(PLAN, "islands", "海岛发展规划")
)


def _draft(text: str) -> Draft | None:
    _, scope = asked(text, CATALOGUE)
    return answer_structure(ParsedQuestion(text, scope.spans), scope, CATALOGUE)


def _said(text: str) -> str:
    draft = _draft(text)
    return "\n".join(s.text for s in draft.statements) if draft else ""


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("渔业资源保护条例第几条写了休渔期内不准用拖网", "第四条"),
        ("条例里捕捞限额由谁确定是哪一条规定的", "第五条"),
        ("条例规定没收渔获物的那一条是第几条", "第六条之一"),
        ("条例从哪天起施行，写在第几条", "第七条"),
    ],
)
def test_the_article_that_says_something(text: str, article: str) -> None:
    # a chapter of like title, or the neighbour with most of the words, was named instead
    assert _said(text).startswith(f"{article}。"), _said(text)


def test_what_no_article_says_is_left_to_the_refusal() -> None:
    assert _said("条例第几条规定了渔船的保险费率") == ""


def test_an_article_with_another_figure_is_not_the_one_asked_for() -> None:
    assert "第六条" not in _said("超过捕捞限额处三百元罚款，条例哪条写的")


def test_an_inserted_article_is_not_the_one_before_it() -> None:
    assert "没收渔具" in _said("条例第六条之一讲什么")
    assert "没收渔具" not in _said("条例第六条讲什么")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("条例第二章下面设了哪几节", "第二节 限额捕捞"),
        ("条例附则写在第几条", "第三章 附则：第七条。"),
        ("条例压轴的那一章叫什么", "第三章 附则"),
        ("规划收尾的一部分是哪个部分", "三、组织实施"),
        ("规划从头到尾有几部分几节", "共有4节"),
        ("海岛规划分成几大块", "共有3个部分"),
        ("条例里哪一章条文最少", "“第三章 附则”的条最少"),
        ("条例第二章第一节和第二节同属哪一章，该章有几条", "都属于“第二章 休渔”"),
        ("条例第二章第一节和第二节同属哪一章，该章有几条", "“第二章 休渔”共有5条"),
        ("第三条和第五条在一章里吗", "是的，"),
        ("第二条和第五条在一章里吗", "不是，"),
        ("条例正文后面附了什么", "禁用渔具目录"),
        ("海岛发展规划有没有附件", "没有附件"),
        ("专栏1对应哪一节", "属于“（二）改善岛际交通”"),
        ("海岛规划（二）和（三）之间夹着哪个专栏", "专栏1 陆岛交通工程"),
        ("海岛规划主要任务部分，排在最后的一项是什么", "（三）保障淡水供应"),
        ("海岛规划第二部分共几个小点", "2个小点"),
        ("条例第二章的章名", "第二章 休渔。"),
        ("限额捕捞排在休渔章的第几节、有几条", "共有3条"),
        ("条例哪些条款提到了渔业部门", "第五条"),
    ],
)
def test_everyday_words_for_parts_mean_the_usual_ones(text: str, said: str) -> None:
    assert bare(said) in bare(_said(text)), _said(text)


def test_a_part_that_the_document_lacks_is_not_the_whole_of_it() -> None:
    # “分则有几章” was answered with the chapters of the whole document
    draft = _draft("条例的分则有几章")
    assert draft is not None
    assert not draft.found


def test_a_search_shows_the_part_asked_for_before_the_part_named() -> None:
    assistant = assistant_of(document(PLAN, "islands", "海岛发展规划"))
    assert assistant.search("改善岛际交通后面一节是什么", 3)[0].label == "（三）"
    assert assistant.search("岛际客运", 3)[0].label == "（二）"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("条例三章标题依次是什么", "第二章 休渔"),
        ("条例有三章，第一个和最后一个分别叫什么", "第三章 附则"),
        ("条例第一、二章分别讲什么", "第一章 总则"),
        ("条例第二章有几节，第二个叫什么", "第二节 限额捕捞"),
        ("条例第二章是不是有五条", "是的，"),
        ("条例第二章是不是有六条", "不对，"),
    ],
)
def test_parts_that_are_counted_off(text: str, said: str) -> None:
    assert bare(said) in bare(_said(text)), _said(text)

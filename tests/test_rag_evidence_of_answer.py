"""An answer without the kind of thing that was asked for leaves the reader with nothing: it is refused."""

from __future__ import annotations

import pytest

from rag.evidence.of_answer import asks_names, lacking_kind


@pytest.mark.parametrize(
    ("asked", "text", "lacks"),
    [
        ("延误的列车占几成?", "全年延误列车300列。", True),
        ("延误的列车占几成?", "延误列车占12%。", False),
        ("夜班补贴一小时发几块", "推动设立夜班补贴。", True),
        ("夜班补贴一小时发几块", "夜班补贴每小时20元。", False),
        ("总调度室选址在哪座城市", "推动建设东西部总调度室。", True),
        ("总调度室选址在哪座城市", "总调度室设在武汉。", False),
        ("自动售票机是哪家企业造的", "站长李明介绍了自动售票机。", True),
        ("自动售票机是哪家企业造的", "自动售票机由江南机器公司制造。", False),
        ("改造的车站给个名单", "改造车站40个，覆盖水陆空。", True),
        ("改造的车站给个名单", "改造苏州、无锡等车站。", False),
        ("办月票要带什么材料", "月票由车站公布。", True),
        ("办月票要带什么材料", "办月票应当出示身份证件。", False),
        ("这样的车站一共几家", "车站数量居全国第一。", True),
        ("这样的车站一共几家", "这样的车站有12家。", False),
        ("分成几个部门", "分为运行、检修、客服三类。", False),
        ("出口总额是多少", "货物贸易总额达到43万亿元。", True),
        ("出口总额是多少", "出口达到20万亿元。", False),
        ("新的夜车停靠哪几个关", "夜车停靠条件成熟的车站。", True),
        ("新闻发言人是哪位", "建立新闻发言人制度。", True),
        ("新闻发言人是哪位", "新闻发言人李明介绍了夜车。", False),
        ("这种管理模式叫什么名字", "实行一次进站、分步查验的管理模式。", False),
        ("站长多大年纪", "站长李明表示。", True),
        ("开放日几点开始?", "5月20日举行开放日。", True),
        ("车站的校址在哪条路", "建设铁路学校。", True),
        ("夜车的费用由车站出还是旅客出", "夜车由车站开行。", True),
        ("夜车的费用由车站出还是旅客出", "夜车所需经费由车站承担。", False),
        ("调度员要什么学历", "选拔调度员30名。", True),
        ("调度员要什么学历", "调度员应当有大专以上学历。", False),
        ("中期评估的结论怎么样", "2027年进行中期评估,评估结果与考核挂钩。", True),
        ("中期评估的结论怎么样", "中期评估结果为良好。", False),
        ("中期评估结果如何使用", "中期评估结果与考核挂钩。", False),
        ("考核结果是什么用途", "强化考核评价结果运用。", False),
        ("站务员一共分几等几级", "分类开展培训。", True),
        ("站务员一共分几等几级", "站务员分为三等九级。", False),
        ("车站分几级", "车站分为甲、乙、丙三类。", False),
        ("引进的那位院士叫什么名字", "引进院士1名、博士后5名。", True),
        ("检修站设在哪些口岸", "深度建设检修站。", True),
        ("检修站设在哪些口岸", "检修站设在武汉、苏州。", False),
    ],
)
def test_the_kind_asked_for_must_stand_in_the_answer(asked: str, text: str, lacks: bool) -> None:
    assert bool(lacking_kind(asked, text, points=0)) is lacks


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("互认的那42个国家和地区,名单有没有", True),
        ("2020年已经联通了一个国家,是哪一个?", True),
        ("互认的国家有多少个", False),
    ],
)
def test_which_ones_they_are_is_not_their_number(asked: str, names: bool) -> None:
    assert asks_names(asked) is names


def test_listed_points_are_a_number_of_things() -> None:
    assert not lacking_kind("有几个处", "甲。乙。丙。", points=3)

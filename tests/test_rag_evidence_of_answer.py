"""An answer without the kind of thing that was asked for leaves the reader with nothing: it is refused."""

from __future__ import annotations

import pytest

from rag.evidence.of_answer import lacking_kind


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
    ],
)
def test_the_kind_asked_for_must_stand_in_the_answer(asked: str, text: str, lacks: bool) -> None:
    assert bool(lacking_kind(asked, text, points=0)) is lacks


def test_listed_points_are_a_number_of_things() -> None:
    assert not lacking_kind("有几个处", "甲。乙。丙。", points=3)

"""A figure of another measure is no answer: papers are no stations, a fall is no level."""

from __future__ import annotations

import pytest

from rag.evidence.measures import lacking_measure


@pytest.mark.parametrize(
    ("asked", "text", "lacks"),
    [
        ("边境站一共设了多少个", "边境站规范等5份文件已经发布。", True),
        ("边境站一共设了多少个", "边境站已有12个。", False),
        ("边境站一共设了多少个", "设有东站、西站和南站。", False),
        ("发了几份文件", "发布文件5份。", False),
        ("发了几份文件", "建成车站5座。", True),
        ("押金最少是票价的百分之几", "押金为票价的二倍。", True),
        ("押金最少是票价的百分之几", "押金不低于票价的百分之十。", False),
        ("值班员一年能休几天", "每满一年支付一个月工资。", True),
        ("值班员一年能休几天", "值班员每年休假十五日。", False),
        ("这几天车站开门吗", "车站照常开门。", False),
        ("派去的站员要待满几年", "选派站员不少于30人。", True),
        ("派去的站员要待满几年", "选派站员任职三年。", False),
        ("新修果园几万亩", "支持修建果园。", True),
        ("新修果园几万亩", "新修果园3万亩。", False),
        ("老家那几亩果园怎么办", "依法保护果园。", False),
        ("候车时间要压到几分钟", "候车时间压缩15分钟。", True),
        ("候车时间要压到几分钟", "候车时间压缩至15分钟。", False),
        ("候车时间压缩了几分钟", "候车时间压缩15分钟。", False),
        ("行李最长能存多久", "应当在三日内作出是否寄存行李的决定。", True),
        ("行李最长能存多久", "寄存行李不得超过三十日。", False),
        ("站员多大岁数退休", "年满十八周岁的站员可以投票。", True),
        ("站员多大岁数退休", "站员年满六十周岁离退。", False),
        ("他要竞选哪个职位", "积极竞选重要职务。", True),
        ("他要竞选哪个职位", "竞选车站联盟秘书长。", False),
        ("票价有公式吗", "票价由车站公布。", True),
        ("夜车的票价低几个百分点", "夜车实行优惠票价。", True),
        ("夜车的票价低几个百分点", "夜车票价低5个百分点。", False),
        ("夜车正点率是多少", "夜车于2030年前开行。", True),
        ("夜车正点率是多少", "夜车正点的占95%。", False),
        ("安检满分多少", "安检每年举行一次考评。", True),
        ("安检满分多少", "安检考评满分为100分。", False),
        ("站员分几等几级", "站员依照条例授予职衔。", True),
        ("站员分几等几级", "站员设五等十三级。", False),
        ("车站分成哪几等", "车站分为枢纽站、中间站和乘降所。", False),
        ("收录了多少种车票", "车站不少于300个。", True),
        ("收录了多少种车票", "车票共12种。", False),
        ("可用率要几个9", "可用率为99.9%。", False),
        ("滞纳金按日万分之几", "滞纳金按规定加收。", True),
        ("滞纳金按日万分之几", "按日加收万分之五的滞纳金。", False),
        ("夜班给几倍工资", "夜班应当支付工资。", True),
        ("夜班给几倍工资", "夜班应当支付二倍的工资。", False),
        ("候车线离轨道多少米", "候车线应当在二十四小时内重划。", True),
        ("候车线离轨道多少米", "候车线距轨道不少于2米。", False),
    ],
)
def test_the_measure_asked_for_must_stand_in_the_answer(asked: str, text: str, lacks: bool) -> None:
    assert bool(lacking_measure(asked, text, points=0)) is lacks


def test_listed_points_are_a_number_of_things() -> None:
    assert not lacking_measure("有几个处", "甲。乙。丙。", points=3)

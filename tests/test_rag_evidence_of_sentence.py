"""If these fail, somebody who asks for an address or a sum is given a sentence without one."""

from __future__ import annotations

import pytest

from rag.evidence.of_sentence import absent_thing, only_opposed


@pytest.mark.parametrize(
    ("asked", "text", "absent"),
    [
        ("办理平台的网址是?", "县里上线了办理平台,群众可以网上办。", "所问的网址"),
        ("办理平台的网址是?", "办理平台的网址为www.a.cn。", ""),
        ("渔村有哪些特产,整理给公众号用", "特产有海带、紫菜。", ""),
        ("渔村的公众号是什么", "特产有海带、紫菜。", "所问的网址"),
        ("服务热线的电话是多少", "服务热线为12367。", ""),
        ("举报电话是多少", "任何人有权举报。", "所问的联系方式"),
        ("学院每年招多少学生", "2010年学院建成。", "所问的人数"),
        ("学院每年招多少学生", "学院每年招收学生300名。", ""),
        ("补助多少钱", "对困难户给予补助。", "所问的金额"),
        ("补助多少钱", "对困难户每户补助五百元。", ""),
        ("听证要交多少费用", "当事人不承担听证的费用。", ""),
        ("承建的是哪家公司", "选择有资质的公司承建。", "所问的名称"),
        ("首批试点村名单", "选择条件好的村开展试点。", "所问的名单"),
        ("我打个电话投诉,名字会不会泄露", "对举报人的信息予以保密。", ""),
        ("这些案子案值合计多少亿元", "侦办走私案2.3万起,征税9万亿元。", "“案值”的数字"),
        ("这些案子案值合计多少亿元", "侦办走私案2.3万起,案值9亿元。", ""),
        ("全年进出口货物的货值是多少", "监管货物52亿吨、货值41万亿元。", ""),
        ("船东被列入黑名单,还能登记吗", "失信船东不予登记。", ""),
    ],
)
def test_the_thing_asked_for_must_stand_in_the_text(asked: str, text: str, absent: str) -> None:
    assert absent_thing(asked, text) == absent


def test_a_figure_of_the_other_side_is_no_answer() -> None:
    text = "全县进出口增长3%,其中出口增长7%。"
    assert only_opposed("进口增长多少", text) == "进口"
    assert only_opposed("出口增长多少", text) == ""
    assert only_opposed("进出口增长多少", text) == ""
    wider = f"进口来源更广,新增准入81个国家的商品;{text}"
    assert only_opposed("进口增长多少", wider) == "进口"
    assert only_opposed("进口增长多少", f"{wider}进口增长2%。") == ""

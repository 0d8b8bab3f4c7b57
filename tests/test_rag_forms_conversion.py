"""Conversions: who asks for another unit must not have to reckon, and gets no wrong figure."""

from __future__ import annotations

import pytest

from index.documents import Fact
from rag.draft import Evidence
from rag.forms.conversion import converted

PLACE = Evidence("d", "n", (0, 9))


def _fact(value: str, number: float, unit: str) -> Fact:
    return Fact("d", "n", "税款", "", value, number, None, unit, None, "exact", (0, 1), (0, 9))


@pytest.mark.parametrize(
    ("question", "fact", "said"),
    [
        ("累计征税折合多少亿元", _fact("9.7万亿元", 9.7e12, "元"), "9.7万亿元＝97000亿元。"),
        ("压缩的时间相当于多少分钟", _fact("15个小时", 15, "小时"), "15小时＝900分钟。"),
        ("期限合几个月", _fact("2年", 2, "年"), "2年＝24个月。"),
        ("货物换算成多少公斤", _fact("3吨", 3, "吨"), "3吨＝3000公斤。"),
    ],
)
def test_the_figure_in_the_unit_asked_for(question: str, fact: Fact, said: str) -> None:
    statement = converted(question, fact, PLACE)
    assert statement is not None
    assert statement.text == said
    assert statement.derived
    assert statement.evidence == (PLACE,)


@pytest.mark.parametrize(
    "question", ["累计征税多少", "累计征税折合多少吨", "累计征税相当于多少美元", "合作伙伴有多少"]
)
def test_what_cannot_be_told_in_that_unit_is_left_out(question: str) -> None:
    assert converted(question, _fact("9.7万亿元", 9.7e12, "元"), PLACE) is None

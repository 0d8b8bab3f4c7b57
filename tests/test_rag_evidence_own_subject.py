"""The own subject of a sentence: a fact about another place or body must not be given for the one asked about."""

from __future__ import annotations

import pytest

from rag.evidence.own_subject import other_subject
from rag.question import ParsedQuestion


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("北京故宫的面积是多少", "沈阳故宫的面积为6万平方米", "北京故宫"),
        ("北京大学创办于哪一年", "清华大学创办于1911年", "北京大学"),
        ("天津港的吞吐量", "上海港的吞吐量为5亿吨", "天津港"),
        ("上海海关有多少人", "上海海关有300人", ""),
        ("上海海关有多少人", "海关总署共有3万人", ""),
        ("北京大学的校长", "这所大学的校长为李某", ""),
    ],
)
def test_another_place_or_body_in_its_stead_is_told(question: str, text: str, other: str) -> None:
    assert other_subject(ParsedQuestion(question), text) == other

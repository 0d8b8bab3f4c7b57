"""Gold sections: were they matched loosely, citations of a neighbouring section would pass."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from eval.gold import all_cited, gold_keys, ranked_keys, stands_at
from eval.questions import Gold, GoldSection


@dataclass(frozen=True)
class Spot:
    label: str
    path: tuple[str, ...] = ()
    document: str = "规划"
    document_id: str = "plan"


BOX = ("九、队伍建设", "（四十五）加强人才队伍建设", "专栏19 海关人才发展工程", "（三）统筹培养")
ROW = ("二、目标", "（六）主要目标", "专栏1 主要指标", "6.AEO互认数量")
OLDER = ("六、综合保障", "（一）队伍建设", "3. 加强监督")


@pytest.mark.parametrize(
    "label, path, gold, expected",
    [
        ("专栏19（三）", BOX, "专栏19", True),
        ("专栏19（三）", BOX, "专栏19（三）", True),
        ("专栏19（三）", BOX, "（四十五）", True),
        ("专栏19（三）", BOX, "九", True),
        ("专栏19（三）", BOX, "专栏1", False),
        ("专栏19（三）", BOX, "（三）", False),
        ("专栏19", BOX[:3], "专栏19（三）", False),
        ("专栏1 第6项", ROW, "专栏1 第6项", True),
        ("专栏1 第6项", ROW, "专栏1", True),
        ("专栏1 第6项", ROW, "专栏1 第5项", False),
        ("六（一）3", OLDER, "六（一）3", True),
        ("六（一）3", OLDER, "六（一）", True),
        ("六（一）3", OLDER, "六", True),
        ("六（一）3", OLDER, "七（一）", False),
        ("（15）", ("三、转变", "（15）深化"), "（1）", False),
        ("十一、", ("十一、其他",), "十", False),
        ("三、", ("三、目标",), "三", True),
        ("(三十五)", (), "（三十五）", True),
        ("任何一处", (), "", True),
    ],
)
def test_a_place_stands_at_its_section_and_at_nothing_that_looks_like_it(
    label: str, path: tuple[str, ...], gold: str, expected: bool
) -> None:
    spot = Spot(label, path)
    assert stands_at(spot, GoldSection(document="plan", label=gold)) is expected
    assert stands_at(spot, GoldSection(document="规划", label=gold)) is expected
    assert not stands_at(spot, GoldSection(document="别的文件", label=gold))


def test_any_of_is_one_key_and_all_of_is_one_for_each() -> None:
    """With any-of a single right section is full recall; with all-of each is asked for."""
    sections = (
        GoldSection(document="plan", label="（一）"),
        GoldSection(document="plan", label="（二）"),
    )
    any_of, all_of = Gold(mode="any", sections=sections), Gold(mode="all", sections=sections)
    spots = [Spot("（九）"), Spot("（二）")]
    assert (len(gold_keys(any_of)), len(gold_keys(all_of))) == (1, 2)
    assert [key in gold_keys(any_of) for key in ranked_keys(spots, any_of)] == [False, True]
    assert [key in gold_keys(all_of) for key in ranked_keys(spots, all_of)] == [False, True]
    assert all_cited(spots, any_of)
    assert not all_cited(spots, all_of)
    assert all_cited([*spots, Spot("（一）")], all_of)

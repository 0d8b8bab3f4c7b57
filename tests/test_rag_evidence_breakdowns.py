"""Who asks for a part of a total must not be given the total, as if it told the part."""

from __future__ import annotations

import pytest
from form_fakes import said

from rag.evidence.breakdowns import asks_yearly, lacking_part
from rag.evidence.of_answer import asks_names


@pytest.mark.parametrize(
    ("asked", "text", "lacks"),
    [
        ("新设的30个口岸里铁路口岸占几个", "新设口岸30个。", True),
        ("新设的30个口岸里铁路口岸占几个", "新设口岸30个,其中铁路口岸8个。", False),
        ("自助查验覆盖了百分之多少的公路口岸", "自助查验覆盖60%的航空口岸。", True),
        ("会员里民营企业占多少", "会员企业达到900家。", True),
        ("与欧洲国家签的协定有几份", "共签署协定70份。", True),
        ("与欧洲国家签的协定有几份", "共签署协定70份,其中与欧洲国家12份。", False),
        ("准点率逐年是怎么变的", "准点率达到95%。", True),
        ("准点率逐年是怎么变的", "2024年准点率90%,2025年95%。", False),
        ("客流前五名都是哪些车站", "客流达到300万人次。", True),
        ("客流前五名都是哪些车站", "东站、西站、南站、北站和中心站客流居前。", False),
        ("三种票里哪一种涨得最快", "三种票去年共增长20%。", True),
        ("三种票里哪一种涨得最快", "月票增长最快。", False),
        ("第一批放在哪几个站", "推动在车站试点。", True),
        ("第一批放在哪几个站", "首批在东站、西站试点。", False),
        ("40辆新车给个明细", "购置新车40辆。", True),
        ("有多少个国家把它排进前三名", "它是9个国家的前三位伙伴。", False),
        ("铁路口岸和公路口岸各有多少", "口岸共300个。", False),
        ("出口食品合格率是多少", "进口食品合格率达到99%。", True),
    ],
)
def test_a_total_does_not_tell_its_parts(asked: str, text: str, lacks: bool) -> None:
    assert bool(lacking_part(asked, text, points=0)) is lacks


def test_listed_points_are_the_parts() -> None:
    assert not lacking_part("客流前三名是哪些车站", "东站。西站。南站。", points=3)


def test_a_row_of_a_table_names_none_of_what_it_counts() -> None:
    assert asks_names("20个示范车站的名单给我")
    assert asks_names("误点率最高的前三名是哪几个站")
    assert not asks_names("示范车站有多少个")
    assert asks_yearly("误点率逐年怎么变")


def test_a_row_is_not_given_for_a_part_of_what_it_counts() -> None:
    assert "60" in said("无障碍电梯数量2030年目标多少台")
    assert "60" not in said("欧洲国家的无障碍电梯数量2030年目标多少台")

"""Questions about a table in words of everybody: the row, the column and the sum that are meant."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, catalogue_of

from rag.question import ParsedQuestion
from rag.tables.asked import read_asked
from rag.tables.indicator import answer_indicator
from rag.tables.reading import answer_read
from rag.tables.spoken_rows import places_named
from rag.tables.understood import understood

PLAN = """机场发展规划
一、目标
机场要办好旅客服务，方便老人出行。
专栏1 机场发展主要指标
指标|2025年|2030年|年均|属性
1.旅客吞吐量（万人次）|800|≥1200|—|预期性
2.货邮吞吐量（万吨）|20|45|5|预期性
3.航班正常率（%）|85|>90|—|预期性
4.通航城市数量（个）|60|100|—|约束性
5.廊桥靠桥率（%）|—|80|—|约束性
6.国际航线数量（个）|12|≥30|—|预期性
"""
CATALOGUE = catalogue_of(document(PLAN, "plan", "机场发展规划"))
ROWS = ("旅客吞吐量", "货邮吞吐量", "航班正常率", "通航城市数量", "廊桥靠桥率", "国际航线数量")


def _said(text: str) -> str:
    question, scope = asked(text, CATALOGUE)
    draft = answer_indicator(question, scope, CATALOGUE)
    assert draft is not None, text
    return "\n".join(statement.text for statement in draft.statements)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("通航城市和国际航线，2030年的目标分别是多少", "通航城市数量 国际航线数量"),
        ("30年廊桥靠桥率跟航班正常率各要到百分之几", "航班正常率 廊桥靠桥率"),
        ("表格最后一行是哪个指标，数值多少", "国际航线数量"),
        ("倒数第二项指标的属性是什么", "廊桥靠桥率"),
        ("硬性指标都有谁", "通航城市数量 廊桥靠桥率"),
        ("2025年没列底数的指标", "廊桥靠桥率"),
        ("两个年份数字都齐全的指标有几项", "旅客吞吐量 货邮吞吐量 航班正常率 通航城市数量 国际航线数量"),
        ("2030年目标带不等号的一共几项", "旅客吞吐量 航班正常率 国际航线数量"),
        ("名字里跟吞吐有关的指标有哪些", "旅客吞吐量 货邮吞吐量"),
        ("把指标表完整列一下", " ".join(ROWS)),
    ],
)  # fmt: skip
def test_the_rows_meant_and_no_others(text: str, chosen: str) -> None:
    said = _said(text)
    assert [row for row in ROWS if row in said] == chosen.split()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("有个指标2025年底数正好是60，五年后它要到多少", "2030年目标100个"),
        ("国际航线2030年目标跟2025年一减，差额是几", "增加至少18个"),
        ("通航城市平均每年要新增几个", "平均每年8个"),
        ("通航城市要新增40个，对吧", "是的，"),
        ("通航城市要新增50个，对吧", "不对，"),
        ("哪个指标翻了2.25倍", "货邮吞吐量"),
        ("约束性指标占全部指标的几分之几", "2/6"),
        ("指标表的表头都是什么", "指标、2025年、2030年、年均、属性"),
        ("预期性指标比约束性指标多几个", "前者比后者多2个"),
        ("通航城市、廊桥靠桥率这两项考核性质一样吗", "一样，"),
        ("通航城市和国际航线性质相同吗", "不一样，"),
        ("货邮吞吐量年均多少，目标多少", "2030年目标45万吨，年均5万吨"),
    ],
)
def test_what_is_asked_of_them_is_worked_out(text: str, said: str) -> None:
    assert said in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        "老人出行有什么服务",
        "旅客服务怎么办好",
        "旅客满意度指标2030年是多少",
        "国际航线名单有哪些国家",
        "行李托运费2030年是多少元",
    ],
)
def test_a_question_about_something_else_is_left_to_other_routes(text: str) -> None:
    question, scope = asked(text, CATALOGUE)
    assert answer_read(question, scope, CATALOGUE) is None


def test_each_word_votes_for_the_row_that_says_more_of_the_question() -> None:
    question, scope = asked("国际航线数量", CATALOGUE)
    read = read_asked(question, scope, CATALOGUE)
    assert read is not None
    assert [r.subject for r in read.named] == ["国际航线数量"]


def test_places_count_from_either_end() -> None:
    assert places_named("第二项和倒数第二项", 6) == (1, 4)
    assert places_named("首行与末尾那一行", 6) == (0, 5)
    assert places_named("第九项", 6) == ()


def test_what_is_understood_is_blanked_in_place() -> None:
    text = ParsedQuestion("指标名单一并发我").subject
    assert len(understood(text)) == len(text)
    assert "指标" not in understood(text)

"""Rows chosen by a condition: one row too many or too few is a wrong answer that looks complete."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_fakes import document
from rag_fakes import asked, catalogue_of

from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.tables.conditions import read_conditions
from rag.tables.indicator import answer_indicator, answer_reckoning
from rag.tables.reckoning import rounded

PLAN = """机场发展规划
一、目标
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


def _draft(text: str) -> Draft:
    question, scope = asked(text, CATALOGUE)
    draft = answer_reckoning(question, scope, CATALOGUE) or answer_indicator(
        question, scope, CATALOGUE
    )
    assert draft is not None, text
    return draft


def _said(text: str) -> str:
    return "\n".join(statement.text for statement in _draft(text).statements)


ROWS = ("旅客吞吐量", "货邮吞吐量", "航班正常率", "通航城市数量", "廊桥靠桥率", "国际航线数量")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("哪些指标是约束性的", "通航城市数量 廊桥靠桥率"),
        ("以%为单位的指标有哪些", "航班正常率 廊桥靠桥率"),
        ("用百分比衡量的是哪几项指标", "航班正常率 廊桥靠桥率"),
        ("哪些指标2030年超过50个", "通航城市数量"),
        ("按个数计、2025年不到50个的指标有哪些", "国际航线数量"),
        ("2030年目标不低于80%的指标是哪两个", "航班正常率 廊桥靠桥率"),
        ("哪些指标没有2025年的数值", "廊桥靠桥率"),
        ("六项指标里，有几项列出了2025年的数值", "旅客吞吐量 货邮吞吐量 航班正常率 通航城市数量 国际航线数量"),
        ("哪些指标的2030年目标带大于等于号", "旅客吞吐量 国际航线数量"),
        ("哪些指标的2030年目标带大于号（含大于等于）", "旅客吞吐量 航班正常率 国际航线数量"),
        ("哪个指标填了年均值", "货邮吞吐量"),
        ("2030年目标是45的是哪个指标", "货邮吞吐量"),
        ("以个为单位的指标里，2030年目标最小的是哪一个", "国际航线数量"),
        ("2030年目标最高的百分比指标是哪个", "航班正常率"),
    ],
)  # fmt: skip
def test_exactly_the_rows_that_meet_the_condition(text: str, chosen: str) -> None:
    said = _said(text)
    assert [row for row in ROWS if row in said] == chosen.split()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("有几项指标是预期性的", "共有4项"),
        ("约束性指标有3个，对吗", "不对，"),
        ("约束性指标有2个，对吗", "是的，"),
        ("国际航线数量2030年比2025年至少多多少个", "增加至少18个"),
        ("通航城市数量2030年是2025年的几倍，保留一位小数", "约1.7倍"),
        ("航班正常率要提高几个百分点", "增加超过5个百分点"),
        ("通航城市数量增长百分之几", "约66.67%"),
        ("2025年通航城市数量比国际航线数量多几个", "前者比后者多48个"),
        ("2025年通航城市数量和国际航线数量加起来是多少", "合计72个"),
        ("国际航线数量和通航城市数量哪个2030年更多", "前者比后者少70个"),
        ("廊桥靠桥率是约束性还是预期性", "属性为约束性"),
        ("廊桥靠桥率是预期性的吗", "不对，"),
        ("货邮吞吐量的单位是什么", "单位为万吨"),
    ],
)
def test_counts_and_sums_are_right_and_shown(text: str, said: str) -> None:
    assert said in _said(text)


def test_rows_are_ordered_by_their_figures() -> None:
    said = _said("把单位为个的指标按2030年目标从高到低排一下")
    assert said.index("通航城市数量") < said.index("国际航线数量")


def test_every_row_told_is_cited() -> None:
    for text in ("哪些指标是约束性的", "哪些指标2030年超过50个", "有几项指标是预期性的"):
        assert all(s.evidence for s in _draft(text).statements if s.form != "lead")


def test_units_are_not_added_to_each_other() -> None:
    question, scope = asked("航班正常率和通航城市数量加起来是多少", CATALOGUE)
    assert answer_reckoning(question, scope, CATALOGUE) is None


@pytest.mark.parametrize("text", ["怎么提高航班正常率", "为旅客吞吐量安排了多少预算"])
def test_a_row_that_is_only_mentioned_is_not_the_answer(text: str) -> None:
    question, scope = asked(text, CATALOGUE)
    assert answer_indicator(question, scope, CATALOGUE) is None


def test_a_year_is_no_threshold() -> None:
    assert read_conditions(ParsedQuestion("2030年的指标有哪些"), []).compared == ()


@given(st.floats(0.01, 1000), st.integers(0, 4))
def test_a_quotient_has_the_decimals_asked_for(value: float, places: int) -> None:
    shown = rounded(value, ParsedQuestion(f"是几倍，保留{places}位小数"))
    assert float(shown.removeprefix("约")) == pytest.approx(value, abs=0.51 * 10**-places)
    assert len(shown.partition(".")[2]) == places


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("哪些指标2030年比2025年减少", "没有减少的"),
        ("哪些指标2030年比2025年下降", "没有下降的"),
        ("哪些指标没有增长", "每个都增长"),
        ("有没有下降的指标", "没有下降的"),
        ("哪些指标2030年比2025年增加", "增加的有5个"),
        ("哪个指标增长最多", "通航城市数量：2025年60个，2030年100个，增加40个"),
    ],
)
def test_how_indicators_change_is_reckoned_and_not_read_off_their_size(
    text: str, said: str
) -> None:
    assert said in _said(text)
    assert text == "哪个指标增长最多" or "廊桥" not in _said(text)


@pytest.mark.parametrize(("text", "opening"), [("指标共6个对吗", "是的"), ("指标有8个吗", "不对")])
def test_a_number_of_indicators_that_is_stated_is_judged(text: str, opening: str) -> None:
    assert _said(text).startswith(f"{opening}，指标共有6个")

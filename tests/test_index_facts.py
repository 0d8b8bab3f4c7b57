"""Facts: a figure read with the wrong bound, unit or year is a wrong answer with a citation."""

from __future__ import annotations

import pytest
from outline_lines import CORPUS

from index.corpus import read_corpus, read_inline
from index.documents import Bound, Fact
from index.facts import find_facts


def facts_of(sentence: str) -> list[Fact]:
    document = read_inline("文件", f"规划\n一、目标\n{sentence}")
    found = list(find_facts(document))
    text = document.outline.text
    assert all(text[slice(*f.span)] == f.value for f in found)
    assert all(text[slice(*f.sentence)] == sentence for f in found)
    return found


@pytest.mark.parametrize(
    ("sentence", "value", "number", "unit", "bound"),
    [
        ("博士服务团成员不少于10人。", "不少于10人", 10, "人", "at_least"),
        ("合格率不低于60%。", "不低于60%", 60, "%", "at_least"),
        ("制定行业标准40项以上。", "40项以上", 40, "项", "at_least"),
        ("每年参加培训至少12天。", "至少12天", 12, "天", "at_least"),
        ("互认数量≥60个。", "≥60个", 60, "个", "at_least"),
        ("抽检合格率>99%。", ">99%", 99, "%", "more_than"),
        ("合作机制超过90个。", "超过90个", 90, "个", "more_than"),
        ("从100多个维度分析。", "100多个", 100, "个", "more_than"),
        ("共有10余人参加。", "10余人", 10, "人", "more_than"),
        ("时间不超过２小时。", "不超过２小时", 2, "小时", "at_most"),
        ("误差控制在5%以内。", "5%以内", 5, "%", "at_most"),
        ("比重降低到1%以下。", "1%以下", 1, "%", "at_most"),
        ("重点培养主任骨干50名左右。", "50名左右", 50, "名", "about"),
        ("处理约3,500件。", "约3,500件", 3500, "件", "about"),
        ("覆盖率达到70%。", "70%", 70, "%", "exact"),
        ("可用性达99.98%。", "99.98%", 99.98, "%", "exact"),
        ("货值41.5万亿元。", "41.5万亿元", 41.5e12, "元", "exact"),
        ("进出口货物52亿吨。", "52亿吨", 52e8, "吨", "exact"),
        ("覆盖率达到１００％。", "１００％", 100, "%", "exact"),
        ("应当在开船的七日前通知货主。", "七日", 7, "日", "exact"),
        ("在船一日折抵工期二日。", "二日", 2, "日", "exact"),
        ("船证扣留二年。", "二年", 2, "年", "exact"),
        ("先行羁押的，羁押一日折抵刑期一日。", "一日", 1, "日", "exact"),
        ("夜班留守二人。", "二人", 2, "人", "exact"),
    ],
)
def test_figures_with_their_bounds_and_units(
    sentence: str, value: str, number: float, unit: str, bound: Bound
) -> None:
    (fact,) = facts_of(sentence)
    assert (fact.value, fact.number, fact.unit, fact.bound) == (value, number, unit, bound)
    assert fact.upper is None


@pytest.mark.parametrize(
    ("sentence", "number", "upper", "unit"),
    [
        ("引进长江学者1-2名。", 1, 2, "名"),
        ("完成培训项目3—5个。", 3, 5, "个"),
        ("提高5至8个百分点。", 5, 8, "个百分点"),
        ("价格水平保持在0.95到1.05的合理区间。", 0.95, 1.05, ""),
    ],
)
def test_ranges(sentence: str, number: float, upper: float, unit: str) -> None:
    (fact,) = facts_of(sentence)
    assert (fact.number, fact.upper, fact.unit, fact.bound) == (number, upper, unit, "range")


def test_a_figure_holds_for_the_year_of_its_clause_or_the_one_before() -> None:
    found = facts_of("到2010年，骨干网可用性达到99.98%；核心系统可用性达到99.9%；2012年达到100%。")
    assert [(f.number, f.year) for f in found] == [(99.98, 2010), (99.9, 2010), (100, 2012)]


def test_a_figure_without_a_year_has_none() -> None:
    (fact,) = facts_of("布控率保持在4%左右。")
    assert fact.year is None


def test_what_is_measured_stands_before_the_figure() -> None:
    first, second = facts_of("出口货物放行率达到90%，其他运输方式达到95%。")
    assert first.subject == "出口货物放行率"
    assert second.subject == "其他运输方式"


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年3月5日印发。",
        "20世纪80年代以来，改革不断深入。",
        "建设H2018系统和5G网络，展示3D平台。",
        "依照第3项和第5条办理。",
        "编号为010。",
    ],
)
def test_dates_names_and_addresses_are_no_figures(sentence: str) -> None:
    """Else “有多少条” is answered with the 5 of 第5条."""
    assert facts_of(sentence) == []


def test_division_by_zero_is_no_crash() -> None:
    assert [f.number for f in facts_of("比例超过1/0。")] == [None]
    assert [f.number for f in facts_of("比例超过1/4。")] == [0.25]


def test_the_cells_of_the_plans_indicators() -> None:
    """专栏1 is what people ask for most: the row's name, the column's year, the unit, the kind."""
    documents, _ = read_corpus(CORPUS)
    plan = documents[0]
    cells = [f for f in find_facts(plan) if f.cell]
    by_place = {(f.subject, f.measure): f for f in cells}
    aeo = by_place["AEO互认国家（地区）数量", "2025年"]
    assert (aeo.value, aeo.number, aeo.bound, aeo.unit) == ("≥60", 60, "at_least", "个")
    assert (aeo.year, aeo.attribute) == (2025, "预期性")
    before = by_place["AEO互认国家（地区）数量", "2020年"]
    assert (before.value, before.year, before.bound) == ("42", 2020, "exact")
    rate = by_place["口岸海关动植物检疫标准化建设覆盖率", "2025年"]
    assert (rate.value, rate.unit, rate.attribute) == ("100", "%", "约束性")
    assert by_place["国际卫生港口岸创建数量", "年均"].year is None
    assert ("国际卫生港口岸创建数量", "2020年") not in by_place
    assert len(cells) == 13
    for fact in cells:
        assert plan.outline.text[slice(*fact.span)] == fact.value
        assert plan.outline.node(fact.node_id).kind == "row"


def test_every_fact_of_the_corpus_quotes_its_figure_exactly() -> None:
    documents, _ = read_corpus(CORPUS)
    counts = {document.id: len(find_facts(document)) for document in documents}
    assert counts["plan-14-5"] >= 40, counts
    assert counts["modern-customs-2006"] >= 50, counts
    assert counts["article-2025"] >= 30, counts
    for document in documents:
        for fact in find_facts(document):
            assert document.outline.text[slice(*fact.span)] == fact.value
            assert fact.sentence[0] <= fact.span[0] <= fact.span[1] <= fact.sentence[1]
            assert document.outline.node(fact.node_id).span[1] >= fact.span[1]


@pytest.mark.parametrize(
    "sentence",
    [
        "三月七日前办结。",
        "二次创业。",
        "二类口岸。",
        "记者10日前往码头。",
        "九月初二日开航。",
        "打破城乡二元结构。",
        "种植二年生草本。",
    ],
)
def test_a_day_of_a_month_and_an_ordinal_are_no_spans(sentence: str) -> None:
    assert facts_of(sentence) == []

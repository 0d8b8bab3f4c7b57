"""Rows asked for in anyone's words: by two figures, by a sign, by what they are not, by an order."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, catalogue_of

from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.tables.conditions import moved_between
from rag.tables.indicator import answer_indicator

PLAN = """渔港建设规划
一、目标
专栏1 渔港建设主要指标
指标|2025年|2030年|年均|属性
1.渔港泊位数量（个）|150|≥260|—|预期性
2.冷库容量（万吨）|8|20|2.4|预期性
3.渔船检验合格率（%）|92|>96|—|约束性
4.避风港数量（个）|6|30|—|约束性
5.污水处理率（%）|—|100|—|约束性
"""
CATALOGUE = catalogue_of(document(PLAN, "plan", "渔港建设规划"))
ROWS = ("渔港泊位数量", "冷库容量", "渔船检验合格率", "避风港数量", "污水处理率")


def _draft(text: str) -> Draft | None:
    return answer_indicator(*asked(text, CATALOGUE), CATALOGUE)


def _said(text: str) -> str:
    draft = _draft(text)
    return "\n".join(s.text for s in draft.statements) if draft and draft.found else ""


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("哪个指标由8涨到20", "冷库容量"),
        ("从92提到96以上的是哪一项指标", "渔船检验合格率"),
        ("哪个指标的目标写着≥260", "渔港泊位数量"),
        ("目标前面挂“>”而不是“≥”的指标", "渔船检验合格率"),
        ("哪些指标的目标没有大于等于号", "冷库容量 渔船检验合格率 避风港数量 污水处理率"),
        ("论倍数，翻得最厉害的指标是哪个", "避风港数量"),
        ("除了避风港还有哪些约束性指标", "渔船检验合格率 污水处理率"),
        ("名称里带“合格率”的指标有哪些", "渔船检验合格率"),
        ("单位是个的指标里基数垫底的是哪个", "避风港数量"),
        ("百分点提升最多的指标", "渔船检验合格率"),
    ],
)
def test_the_rows_meant_and_no_others(text: str, chosen: str) -> None:
    said = _said(text)
    assert {row for row in ROWS if row in said} == set(chosen.split()), said


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("避风港数量从6个增加到30个对吗", "是的，"),
        ("避风港数量从6个增加到24个对吗", "不对，"),
        ("避风港数量从六个增加到三十个对吗", "是的，"),
        ("避风港数量由六增至三十对吗", "是的，"),
        ("单一避风港数量增加24个对吗", "是的，"),
        ("避风港数量进一步增加24个对吗", "是的，"),
        ("避风港数量统一提高20个对吗", "不对，"),
        ("避风港数量净增是不是24个", "是的，"),
        ("避风港数量净增是不是二十来个", "避风港"),
        ("避风港数量净增是不是十来个", "不对，"),
    ],
)
def test_a_change_that_is_stated_is_held_against_the_row(text: str, opening: str) -> None:
    # “增加到30个” was taken for a step of 30, and a right statement was called wrong
    assert _said(text).startswith(opening), _said(text)


def test_a_whole_row_has_its_figures_beside_its_remark() -> None:
    said = _said("专栏1第2项整行念一遍，目标、年均、属性都要")
    assert all(piece in said for piece in ("20万吨", "2.4万吨", "属性为预期性")), said


def test_the_columns_by_any_name() -> None:
    for text in ("指标表横向设了哪些栏目", "专栏1的列标题有哪些", "这张表一共几栏，栏名是什么"):
        assert "2030年、年均、属性" in _said(text), text


@pytest.mark.parametrize(
    "text", ["智能闸口覆盖率是多少", "渔民满意率2030年多少", "远程检验系统合格率目标多少"]
)
def test_the_measure_of_another_thing_is_no_row(text: str) -> None:
    # the row whose name ends in the same measure was told for it
    assert _said(text) == ""


def test_years_are_no_figures_that_a_row_moves_between() -> None:
    assert moved_between("从2025年到2030年增加多少") is None
    assert moved_between(ParsedQuestion("由75%升至100%").subject) == (75, 100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("避风港数量期初存量", "2025年6个"),
        ("避风港五年里至少再添几个", "增加24个"),
        ("渔港泊位的数量，2025那年底子是150，2030年要凑到多少", "≥260个"),
        ("主要指标表里2025年画横线的是哪些指标", "污水处理率"),
        ("避风港2030年总盘子是多少个", "30个"),
    ],
)
def test_figures_in_everyday_words(text: str, said: str) -> None:
    assert said in _said(text)


def test_the_indicators_of_another_thing_are_no_rows() -> None:
    assert not _said("每年的围填海指标，至少切多少给渔村")

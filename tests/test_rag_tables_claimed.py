"""Figures claimed of tables: one wrong figure must never pass, nor a claim about text be held to a table."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, assistant_of, catalogue_of

from rag.tables.claimed import answer_claimed_years, year_claims
from rag.tables.reading import answer_read

PLAN = """机场发展规划
一、目标
近年来航班准点申诉办结率提高16个百分点，机场总数达到300个，货运量年均增长7.9%。
专栏1 机场发展主要指标
指标|2025年|2030年|年均|属性
1.旅客吞吐量（万人次）|800|≥1200|—|预期性
6.货机停放位数量（个）|—|35|7|预期性
2.航班正常率（%）|85|>90|—|预期性
3.通航城市数量（个）|60|100|—|约束性
4.廊桥靠桥率（%）|—|80|—|约束性
5.国际航线数量（个）|12|≥30|—|预期性
"""
CATALOGUE = catalogue_of(document(PLAN, "plan", "机场发展规划"))


def _claimed(text: str) -> str | None:
    question, scope = asked(text, CATALOGUE)
    draft = answer_claimed_years(question, scope, CATALOGUE)
    return None if draft is None else "".join(s.text for s in draft.statements)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("通航城市2025年60个，2030年100个，对吗", "是的。"),
        ("通航城市数量2025年是60个，2030年是90个，对吗", "不对，"),
        ("通航城市2025年50个，2030年100个，对吗", "不对，"),
        ("通航城市25年60个，30年100个，是吗", "是的。"),
        ("国际航线2025年12个，2030年不少于30个，对吗", "是的。"),
        ("航班正常率2025年85%，2030年超过90%，对吗", "是的。"),
        ("航班正常率2025年85%，2030年超过95%，对吗", "不对，"),
    ],
)
def test_every_year_is_held_against_its_own_cell(text: str, opening: str) -> None:
    said = _claimed(text)
    assert said is not None
    assert said.startswith(opening)
    assert "2025年" in said
    assert "2030年" in said


def test_a_year_that_the_row_lacks_is_never_confirmed() -> None:
    said = _claimed("通航城市2025年60个，2028年80个，对吗")
    assert said is not None
    assert not said.startswith("是的")


@pytest.mark.parametrize(
    "text",
    ["通航城市2025年60个对吗", "通航城市2025年多少，2030年多少", "机场2025年和2030年要办好吗"],
)
def test_other_questions_are_left_to_other_routes(text: str) -> None:
    assert _claimed(text) is None


def test_a_year_that_is_given_two_figures_is_not_judged() -> None:
    assert year_claims("2025年先60个,后70个,2030年100个") == []
    assert year_claims("通航城市2025年60个,2030年100个") == [(2025, "60个"), (2030, "100个")]


@pytest.mark.parametrize(
    "text",
    [
        "货运量年均增长7.9%吗",
        "办结率提高16个百分点对吗",
        "机场总数是300个对吗",
        "旅客应赔尽赔率不低于98%吗",
        "投诉处理满意率80%吗",
        "申诉办结率达到85%了吗",
        "旅客投诉系统的满意率达到80%吗",
    ],
)
def test_a_claim_that_names_no_row_is_not_read_as_one_about_rows(text: str) -> None:
    assert answer_read(*asked(text, CATALOGUE), CATALOGUE) is None


@pytest.mark.parametrize("text", ["哪些指标超过90%", "指标里有大于85%的吗", "目标为100个的是哪个"])
def test_a_question_about_rows_by_their_figures_still_is(text: str) -> None:
    assert answer_read(*asked(text, CATALOGUE), CATALOGUE) is not None


@pytest.mark.parametrize(
    ("text", "row"),
    [("哪个指标的增幅最大", "通航城市数量"), ("哪个指标涨幅最小", "国际航线数量")],
)
def test_the_largest_growth_is_reckoned_not_the_largest_figure(text: str, row: str) -> None:
    draft = answer_read(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is not None
    said = "".join(s.text for s in draft.statements)
    assert row in said
    assert "增加" in said
    assert "廊桥" not in said


def test_the_whole_way_gives_the_wrong_second_figure_its_verdict() -> None:
    with assistant_of(document(PLAN, "plan", "机场发展规划")) as assistant:
        said = assistant.ask("通航城市2025年60个，2030年90个，对吗").answer
    assert said.startswith("不对")


@pytest.mark.parametrize(
    ("text", "opening"),
    [("货机停放位每年新建7个，对吗", "是的"), ("货机停放位每年新建9个，对吗", "不对")],
)
def test_a_yearly_figure_is_held_against_the_yearly_column(text: str, opening: str) -> None:
    with assistant_of(document(PLAN, "plan", "机场发展规划")) as assistant:
        assert assistant.ask(text).answer.startswith(opening)


def test_where_nothing_falls_the_largest_fall_is_said_to_be_none() -> None:
    draft = answer_read(*asked("哪个指标的降幅最大", CATALOGUE), CATALOGUE)
    assert draft is not None
    assert "没有下降的" in draft.statements[0].text


KINDS = """渔港建设规划
一、目标
专栏1 渔港建设主要指标
指标|2025年|2030年|属性
1.渔港泊位数量（个）|150|≥260|预期性
2.渔船检验合格率（%）|92|>96|约束性
"""


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("渔港泊位数量不是约束性的对吧", "是的"),
        ("渔港泊位数量不属于约束性指标吧", "是的"),
        ("渔港泊位数量不是预期性的，对吗", "不对"),
        ("渔港泊位数量没有列为约束性指标吧", "是的"),
        ("渔船检验合格率并非约束性，是吗", "不对"),
        ("渔船检验合格率不算预期性，没错吧", "是的"),
        ("渔船检验合格率是预期性的对吧", "不对"),
        ("渔船检验合格率是不是约束性的", "是的"),
    ],
)
def test_a_kind_that_is_denied_is_wrong_where_the_row_has_it(text: str, opening: str) -> None:
    # “不是” was cut away with the words of checking: a denial was judged as what it denies
    with assistant_of(document(KINDS, "plan", "渔港建设规划")) as assistant:
        said = assistant.ask(text).answer
    assert said.startswith(f"{opening}，"), said


def test_a_denial_that_expects_a_yes_is_told_the_kind_alone() -> None:
    with assistant_of(document(KINDS, "plan", "渔港建设规划")) as assistant:
        said = assistant.ask("渔港泊位数量难道不是约束性指标").answer
    assert said.startswith("渔港泊位数量：属性为预期性")

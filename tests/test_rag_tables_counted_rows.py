"""Numbers of rows that a question states, with their bounds."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, assistant_of, catalogue_of

from rag.tables.counted_rows import answer_counted_rows

PLAN = """机场发展规划
一、目标
到2030年建成300个机场，航班正常率持续提高。
专栏1 机场发展主要指标
指标|2025年|2030年|属性
1.旅客吞吐量（万人次）|800|≥1200|预期性
2.航班正常率（%）|85|>90|预期性
3.通航城市数量（个）|60|100|约束性
4.廊桥靠桥率（%）|—|80|约束性
5.国际航线数量（个）|12|≥30|预期性
"""
CATALOGUE = catalogue_of(document(PLAN, "plan", "机场发展规划"))


def _said(text: str) -> str | None:
    question, scope = asked(text, CATALOGUE)
    draft = answer_counted_rows(question, scope, CATALOGUE)
    return None if draft is None else "".join(s.text for s in draft.statements)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("约束性指标不止一个吧", "是的，属性为约束性的指标共有2个"),
        ("约束性指标可不止一个吧", "是的，"),
        ("约束性指标并不是只有一个吧", "是的，"),
        ("不是5个指标吧", "不对，指标共有5个"),
        ("指标总数不超过十四个，对吧", "是的，指标共有5个"),
        ("预期性指标3个、约束性指标2个，对吗", "是的，指标共有5个"),
        ("预期性指标没超过三个吧", "是的，属性为预期性的指标共有3个"),
        ("约束性指标有3个对吗", "不对，属性为约束性的指标共有2个"),
        ("预期性指标少于3个吧", "不对，属性为预期性的指标共有3个"),
        ("预期性的最多三个，对吗", "是的，属性为预期性的指标共有3个"),
        ("指标一共有5个吧", "是的，指标共有5个"),
        ("指标不是8个吧", "是的，指标共有5个"),
        ("指标里3个预期性2个约束性吧", "是的，指标共有5个，其中预期性的3个"),
        ("指标里4个预期性1个约束性，对吗", "不对，指标共有5个，其中预期性的3个"),
        ("5个指标里3个预期性的2个约束性的，对吗", "是的，指标共有5个"),
        ("6个指标里3个预期性的2个约束性的，对吗", "不对，指标共有5个"),
    ],
)
def test_the_rows_are_counted(text: str, opening: str) -> None:
    assert (_said(text) or "").startswith(opening)


@pytest.mark.parametrize(
    "text",
    [
        "约束性指标有几个",
        "指标共有5个，预期性的占四个，对吗",
        "没有基数的指标有一个吧",
        "单位为个的指标有两个，对吗",
        "约束性指标有两三个吧",
        "到2010年主要指标有5个吧",
        "通航城市数量指标是100个，对吗",
        "2030年超过50的指标有2个，对吗",
        "指导性指标有2个，对吗",
        "机场有300个，对吗",
    ],
)
def test_other_questions_are_left_to_the_other_routes(text: str) -> None:
    assert _said(text) is None


def test_a_verdict_on_a_denial_is_kept() -> None:
    answer = assistant_of(document(PLAN, "plan", "机场发展规划")).ask("指标不是8个吧")
    assert answer.answer.startswith("是的，指标共有5个")


def test_a_change_that_is_stated_is_worked_out() -> None:
    assistant = assistant_of(document(PLAN, "plan", "机场发展规划"))
    assert assistant.ask("通航城市增加40个吧").answer.startswith("是的，")
    assert assistant.ask("通航城市增加30个吧").answer.startswith("不对，")

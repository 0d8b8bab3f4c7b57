"""Conditions with a figure: an employee asks what ten years of work bring, and no other ten years."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, catalogue_of

from rag.claims.conditioned import answer_conditioned
from rag.passage import find

RULES = """码头用工条例
第一条 试用期不得超过二个月。
第二条 有下列情形之一的，码头应当与装卸工订立长期合同：
（一）装卸工在该码头连续工作满十年的；
（二）码头改制时，装卸工连续工作满十年且年满五十周岁的。
第三条 连续三年考核优秀的，可以订立短期合同。
第四条 自用工之日起满一年不订立合同的，视为已订立长期合同。
"""
CATALOGUE = catalogue_of(document(RULES, "rules", "码头用工条例"))


def _said(text: str) -> str:
    question, scope = asked(text, CATALOGUE)
    draft = answer_conditioned(find(question, scope, CATALOGUE))
    return "".join(s.text for s in draft.statements) if draft else ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("连续工作满十年就能订长期合同吗", "（一）装卸工在该码头连续工作满十年的"),
        ("装卸工连续工作满10年，可以订立长期合同吗", "（一）装卸工在该码头连续工作满十年的"),
        ("连续工作满十年的话是不是有权订立长期合同", "（一）装卸工在该码头连续工作满十年的"),
        ("用工之日起满一年不订合同就算订立长期合同吗", "自用工之日起满一年不订立合同的"),
    ],
)
def test_what_follows_from_a_condition_is_looked_for_where_it_is_set(text: str, said: str) -> None:
    # the ten years were held against every figure in years, and another article was called the answer
    assert said in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        "连续工作满八年就能订立长期合同吗",
        "连续出海满十年就能订立长期合同吗",
        "连续工作满十年就能免费乘船吗",
        "连续工作满几年能订立长期合同",
        "试用期满两个月吗",
    ],
)
def test_another_condition_or_another_consequence_is_left_to_other_forms(text: str) -> None:
    assert _said(text) == ""

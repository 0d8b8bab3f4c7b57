"""款 of laws: “第三条第二款” is a paragraph; once it was taken for 第（二）项, which says something else."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, assistant_of, catalogue_of, follow_up

from rag.compose import compose
from rag.structure.route import answer_structure

LAW = """内河码头管理条例
第一条 为了规范码头管理，制定本条例。
第二条 经营人应当自收到通知之日起十五日内缴纳费用。
逾期未缴纳的，按日加收万分之五的滞纳金。
第三条 有下列情形之一的，可以减免费用：
（一）遭受自然灾害的；
（二）运输救灾物资的。
前款规定的减免，由港口管理机构批准。
"""
MADE = document(LAW, "law", "内河码头管理条例")
CATALOGUE = catalogue_of(MADE)


def _answered(text: str) -> tuple[str, list[str]]:
    draft = answer_structure(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is not None
    said, citations = compose(draft, CATALOGUE)
    return said, [c.label for c in citations]


def test_a_clause_is_the_paragraph_and_not_the_item_of_that_number() -> None:
    said, labels = _answered("第三条第二款")
    assert said == "前款规定的减免，由港口管理机构批准。[1]"
    assert labels == ["第三条第二款"]


def test_a_clause_comes_with_its_items() -> None:
    said, labels = _answered("第三条第一款")
    assert "（二）运输救灾物资的。" in said
    assert labels[-1] == "第三条第一款第（二）项"


def test_an_item_is_found_through_its_clause() -> None:
    assert _answered("第三条第一款第二项")[1] == ["第三条第一款第（二）项"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("第一条第二款", "《内河码头管理条例》第一条没有第2款，它一共有1款。"),
        ("第二条第五款", "《内河码头管理条例》第二条没有第5款，它一共有2款。"),
    ],
)
def test_a_clause_that_does_not_exist_is_refused_with_the_truth(text: str, said: str) -> None:
    assert _answered(text)[0] == said


def test_the_items_of_an_article_are_a_list_with_addresses_of_their_own() -> None:
    said, labels = _answered("第三条讲什么")
    assert "\n- （一）遭受自然灾害的；[2]\n" in said
    assert labels[1] == "第三条第一款第（一）项"


def test_a_figure_of_an_article_is_cited_by_its_clause() -> None:
    answer = assistant_of(MADE).ask("滞纳金多少")
    assert [c.label for c in answer.citations] == ["第二条第二款"]


def test_a_bare_clause_belongs_to_the_article_asked_about_before() -> None:
    answer = assistant_of(MADE).ask(follow_up("第二条讲什么", "第二款呢"))
    assert answer.answer.startswith("逾期未缴纳的")


@pytest.mark.parametrize(
    "text", ["自收到通知之日起几日内缴纳费用", "收到通知后多久缴纳费用", "收到通知后几天内缴纳费用"]
)
def test_a_time_limit_in_chinese_numerals_is_found(text: str) -> None:
    assert "十五日内" in assistant_of(MADE).ask(text).answer


def test_the_next_article_without_a_title_says_something() -> None:
    said, _ = _answered("第一条后面是什么")
    assert said.startswith("第二条 经营人应当")

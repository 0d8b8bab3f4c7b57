"""A list asked for by its kind stands in the text without that word: it was refused or missed."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.routes import draft_answer

RULES = """市场管理办法
第一条 为了管理集市，制定本办法。
第二条 管委会按照与邻近乡镇的约定，巩固东河、西河、南河、北河等双边赶集合作机制。
第三条 摊位许可应当载明以下事项：
（一）摊主姓名；
（二）摊位编号；
（三）经营期限。
第四条 摊位许可由管委会办理，当日发给。
第五条 根据信誉将摊主分为优良摊主、普通摊主和失信摊主，实施差别管理。
第六条 集市设立电子秤、监控、广播、消防等设施，由管委会维护。
"""
CATALOGUE = catalogue_of(document(RULES, "market", "市场管理办法"))


def _text(text: str) -> str:
    draft = draft_answer(text, (), CATALOGUE)
    return "\n".join(s.text for s in draft.statements) if draft.found else ""


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("摊位许可上要写哪些东西", ("摊主姓名", "摊位编号", "经营期限")),
        ("摊主按信誉划成哪几类", ("优良摊主", "失信摊主")),
        ("双边赶集合作机制是跟哪几个邻村的", ("东河", "北河")),
    ],
)
def test_the_things_are_told_for_the_word_of_their_kind(
    text: str, members: tuple[str, ...]
) -> None:
    said = _text(text)
    assert all(member in said for member in members), said


def test_a_list_of_something_else_is_no_division_into_kinds() -> None:
    assert "电子秤" not in _text("集市分成哪几级")

"""An answer from the wrong document is a wrong answer, however well it is cited."""

from __future__ import annotations

import pytest

from index.documents import DocumentInfo
from rag.errors import UnknownDocument
from rag.question import ParsedQuestion
from rag.scope import choose_scope

INFOS = (
    DocumentInfo("plan", "港口发展规划", date="2026-01-01"),
    DocumentInfo("old", "水运发展规划", date="2015-01-01"),
    DocumentInfo("law", "内河船舶管理条例"),
    DocumentInfo("news", "港口建设五年见成效", author="李明"),
)


def _scope(text: str, *limits: str) -> tuple[tuple[str, ...], bool]:
    scope = choose_scope(ParsedQuestion(text), INFOS, limits)
    return scope.documents, scope.named


def test_a_question_that_names_no_document_is_asked_of_all() -> None:
    assert _scope("泊位有多少") == (("plan", "old", "law", "news"), False)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("《港口发展规划》有几章", "plan"),
        ("港口发展规划有几章", "plan"),
        ("條例第三条讲什么", "law"),
        ("内河船舶管理怎么登记", "law"),
        ("文章里说了什么", "news"),
        ("2015年的规划有几章", "old"),
        ("水运发展的规划有几章", "old"),
    ],
)
def test_the_document_that_a_question_names(text: str, document: str) -> None:
    assert _scope(text) == ((document,), True)


def test_the_asker_s_choice_limits_by_part_of_a_title_or_by_id() -> None:
    assert _scope("有几章", "船舶")[0] == ("law",)
    assert _scope("有几章", "news")[0] == ("news",)
    assert _scope("有几章", "发展规划")[0] == ("plan", "old")
    assert _scope("有几章", "船舶", "news")[0] == ("law", "news")


def test_the_choice_is_stronger_than_the_wording() -> None:
    assert _scope("《港口发展规划》有几章", "船舶")[0] == ("law",)


@pytest.mark.parametrize("limit", ["没有的文件", "", "《》"])
def test_an_unknown_document_is_refused_with_the_titles_there_are(limit: str) -> None:
    with pytest.raises(UnknownDocument, match="《港口发展规划》"):
        _scope("有几章", limit)


def test_a_very_long_limit_is_not_repeated_whole() -> None:
    with pytest.raises(UnknownDocument) as raised:
        _scope("有几章", "长" * 5000)
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("“十二五”收官时规划里的泊位有多少", False),
        ("十二五末期的时候规划定了多少泊位", False),
        ("“十二五”港口规划定了多少泊位", True),
    ],
)
def test_the_end_of_a_plan_is_a_time_and_no_document(text: str, foreign: bool) -> None:
    assert (_scope(text) == ((), True)) is foreign

"""Names of documents: a clerk who says “改革方案” or “兵役法” must get that document, no other one."""

from __future__ import annotations

import pytest

from index.documents import DocumentInfo
from index.folding import fold
from rag.naming import find_mentions
from rag.question import ParsedQuestion
from rag.scope import choose_scope

INFOS = (
    DocumentInfo("port", "“十四五”港口发展规划"),
    DocumentInfo("old", "现代港口制度第二步发展战略规划", date="2006年修订"),
    DocumentInfo("reform", "港口全面深化改革总体方案"),
    DocumentInfo("service", "中华人民共和国兵役法"),
    DocumentInfo("penalty", "中华人民共和国行政处罚法"),
    DocumentInfo("news", "守国门促发展", author="李明"),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("十四五规划讲什么", ("port",)),
        ("“十四五”规划里有几章", ("port",)),
        ("改革方案第12条讲什么", ("reform",)),
        ("兵役法第十条讲什么", ("service",)),
        ("行政处罚法一共几章", ("penalty",)),
        ("《行政处罚法》第二条", ("penalty",)),
        ("第二步战略规划的目标", ("old",)),
        ("2006年的规划有几章", ("old",)),
        ("老规划怎么说", ("old",)),
        ("两个规划有什么不同", ("port", "old")),
        ("规划里说什么", ("port",)),
        ("这篇报道讲什么", ("news",)),
        ("改革方案和十四五规划有什么不同", ("port", "reform")),
        ("规划要求多少，报道说实际多少", ("port", "news")),
    ],
)
def test_documents_by_their_names(question: str, named: tuple[str, ...]) -> None:
    scope = choose_scope(ParsedQuestion(question), INFOS)
    assert scope.named
    assert scope.documents == named


@pytest.mark.parametrize(
    "question", ["十五五规划的目标是什么", "刑法第三条讲什么", "《民法典》第十条"]
)
def test_a_document_that_is_not_there_names_no_other(question: str) -> None:
    scope = choose_scope(ParsedQuestion(question), INFOS)
    assert scope.named
    assert scope.documents == ()


@pytest.mark.parametrize(
    "question",
    ["引航员有多少名", "办法有哪些", "港口怎么管理", "新闻宣传工作怎么做", "“新闻+服务”是什么"],
)
def test_a_question_without_a_name_is_for_all(question: str) -> None:
    scope = choose_scope(ParsedQuestion(question), INFOS)
    assert not scope.named
    assert len(scope.documents) == len(INFOS)


def test_the_name_is_no_part_of_the_subject() -> None:
    text = "“十四五”规划对泊位的要求"
    question = ParsedQuestion(text, choose_scope(ParsedQuestion(text), INFOS).spans)
    assert "泊位" in question.terms
    assert not {"十四五", "规划"} & set(question.terms)


def test_spans_stand_where_the_names_do() -> None:
    folded = fold("请问改革方案里怎么说")
    (mention,) = find_mentions(folded, INFOS)
    assert folded[mention.span[0] : mention.span[1]] == "改革方案里"


@pytest.mark.parametrize("title", ["乡村全面振兴规划（2024—2027年）", "乡村全面振兴规划(试行)"])
def test_a_note_behind_a_title_is_no_part_of_its_name(title: str) -> None:
    # “乡村规划第四章” was once said not to be there, or answered from another plan
    infos = (*INFOS, DocumentInfo("village", title))
    scope = choose_scope(ParsedQuestion("乡村规划第四章讲什么"), infos)
    assert scope.documents == ("village",)

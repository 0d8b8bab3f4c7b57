"""Who issued a document, and when: what its own lines say, else that it does not say."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import PLAN, asked, catalogue_of, restarting

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.issuing import answer_issuing
from rag.question import ParsedQuestion

PIER = (
    "码头管理办法\n江南市人民政府令第8号公布\n2019年3月2日江南市人民政府发布\n"
    "第一条 为了规范码头管理，制定本办法。\n第二条 码头应当整洁。\n"
)
CATALOGUE = catalogue_of()
PIERS = catalogue_of(document(PIER, "pier", "码头管理办法"))
TWO = catalogue_of(
    document(PLAN, "plan", "港口发展规划"), document(PLAN + "完。", "old", "旧港规划")
)


def _issued(text: str, catalogue: Catalogue = CATALOGUE) -> Draft | None:
    """With the names of documents marked, as the routes receive it."""
    _, scope = asked(text, catalogue)
    return answer_issuing(ParsedQuestion(text, scope.spans), scope, catalogue)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("谁发布的港口发展规划", "由谁发布"),
        ("港口发展规划是哪个部门印发的", "由谁发布"),
        ("港口发展规划的发布单位是谁", "由谁发布"),
        ("港口发展规划是谁发的？", "由谁发布"),
        ("港口发展规划啥时候发的", "发布日期"),
        ("港口发展规划是哪一年印发的？", "发布日期"),
        ("港口发展规划的发布时间", "发布日期"),
    ],
)
def test_what_the_text_does_not_say_is_not_made_up(text: str, lacks: str) -> None:
    draft = _issued(text)
    assert draft is not None
    assert not draft.found
    assert [s.text for s in draft.statements] == [f"《港口发展规划》的正文里没有写明{lacks}。"]


def test_the_line_that_names_the_issuer_is_cited() -> None:
    draft = _issued("码头管理办法是谁公布的", PIERS)
    assert draft is not None
    assert "江南市人民政府令第8号" in draft.statements[0].text
    assert draft.statements[0].evidence


@pytest.mark.parametrize("text", ["码头管理办法什么时候公布的", "这个办法几号发的"])
def test_the_line_that_has_the_date_is_cited(text: str) -> None:
    draft = _issued(text, PIERS)
    assert draft is not None
    assert draft.found
    assert "2019年3月2日江南市人民政府发布" in draft.statements[0].text
    assert draft.statements[0].evidence


def test_a_line_that_is_a_date_alone_is_the_date_of_issue() -> None:
    signed = PIER.replace("2019年3月2日江南市人民政府发布\n", "") + "2019年3月2日\n"
    draft = _issued("办法是哪天发的", catalogue_of(document(signed, "pier", "码头管理办法")))
    assert draft is not None
    assert draft.statements[0].text == "《码头管理办法》写着：2019年3月2日"


def test_both_are_told_where_both_are_asked_for() -> None:
    draft = _issued("这个办法是哪年发的，谁发的？", PIERS)
    assert draft is not None
    assert ["2019" in s.text for s in draft.statements] == [True, False]


def test_of_several_of_its_kind_each_is_told_of() -> None:
    draft = _issued("规划啥时候发的", TWO)
    assert draft is not None
    assert [s.text[:8] for s in draft.statements] == ["《港口发展规划》", "《旧港规划》的正"]


@pytest.mark.parametrize(
    "text",
    [
        "规划什么时候发展港口",
        "码头公司什么时候发布年报",
        "谁负责发布公告",
        "规划是哪年制定的",
        "什么时候发的",
        "规划什么时候发布的统计数据",
    ],
)
def test_what_a_text_tells_of_is_another_question(text: str) -> None:
    assert _issued(text, catalogue_of(document(PLAN, "plan", "港口发展规划"), restarting())) is None

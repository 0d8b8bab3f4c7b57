"""Who wrote it, when, where it appeared: told from the document, never from its content."""

from __future__ import annotations

import pytest
from rag_fakes import asked, catalogue_of

from rag.about import answer_about

CATALOGUE = catalogue_of()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("这篇文章的作者是谁", "李明"),
        ("这篇报道是什么时候发表的", "2031-02-03"),
        ("这篇文章的来源是哪里", "港口日报"),
    ],
)
def test_a_document_s_particulars_are_cited_from_the_line_that_gives_them(
    text: str, said: str
) -> None:
    question, scope = asked(text, CATALOGUE)
    draft = answer_about(question, scope, CATALOGUE)
    assert draft is not None
    assert said in draft.statements[0].text
    for place in draft.statements[0].evidence:
        outline = CATALOGUE.outline(place.document_id)
        assert said in outline.text[place.span[0] : place.span[1]]


@pytest.mark.parametrize(
    "text", ["规划的作者是谁", "泊位有多少", "文章里说泊位达到多少个", "登记日期怎么规定"]
)
def test_what_is_not_known_or_asks_for_content_is_left_to_other_routes(text: str) -> None:
    assert answer_about(*asked(text, CATALOGUE), CATALOGUE) is None

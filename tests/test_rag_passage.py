"""Running text: the exact sentence that answers, kept short, or a plain refusal."""

from __future__ import annotations

import pytest
from rag_fakes import asked, catalogue_of

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.passage import answer_passage

CATALOGUE = catalogue_of()


def _draft(text: str, catalogue: Catalogue = CATALOGUE) -> Draft:
    return answer_passage(*asked(text, catalogue), catalogue)


def _text(text: str) -> str:
    return "\n".join(statement.text for statement in _draft(text).statements)


@pytest.mark.parametrize(
    ("text", "said", "document"),
    [
        ("引进引航员多少名", "引进引航员不少于12名", "plan"),
        ("疏港铁路建设几条", "建设疏港铁路3条", "plan"),
        ("伪造登记证书罚款多少", "二万元以上十万元以下", "law"),
        ("办理登记要在多少日内", "三十日内", "law"),
        ("什么是船舶", "是指在内河航行的机动船", "law"),
        ("条例什么时候施行", "2020年1月1日", "law"),
        ("危化品堆场改造由谁督查", "市交通委员会", "plan"),
        ("登记工作程序由谁制定", "航道局", "law"),
        ("港口局局长是谁", "王海", "news"),
    ],
)
def test_the_sentence_that_answers(text: str, said: str, document: str) -> None:
    draft = _draft(text)
    assert draft.found
    assert said in draft.statements[0].text
    assert draft.statements[0].evidence[0].document_id == document


def test_points_that_a_sentence_announces_are_listed_with_it() -> None:
    draft = _draft("不予登记的情形有哪些")
    assert [s.text for s in draft.statements if s.form == "item"] == [
        "（一）船龄超过30年；", "（二）船体严重变形；", "（三）来历不明。",
    ]  # fmt: skip


def test_a_figure_in_the_question_is_checked() -> None:
    assert _text("引进引航员20名，对吗").startswith("不对，")
    assert _text("引进引航员12名，对吗").startswith("是的。")


@pytest.mark.parametrize(
    "text",
    [
        "食堂几点开饭",
        "港口局有多少架直升机",
        "北京市政府怎么规定",
        "2044年引进引航员多少名",
        "“太空电梯”是什么",
        "它呢",
        "为什么",
    ],
)
def test_what_the_documents_do_not_say_is_refused(text: str) -> None:
    draft = _draft(text)
    assert not draft.found
    assert "无法回答" in draft.statements[0].text


def test_a_refusal_offers_headings_that_exist() -> None:
    draft = _draft("食堂几点开饭")
    assert 0 < len(draft.nearest) <= 3
    for place in draft.nearest:
        outline = CATALOGUE.outline(place.document_id)
        start, end = outline.node(place.node_id).span
        assert start <= place.span[0] < place.span[1] <= end


def test_a_refusal_does_not_repeat_a_page_of_input() -> None:
    assert len(_draft("1" * 1999).statements[0].text) < 120


def test_every_sentence_of_an_answer_is_in_the_text() -> None:
    for text in ("怎么完善集疏运体系", "绿色发展", "有哪些任务", "疏港铁路"):
        for statement in _draft(text).statements:
            for place in statement.evidence:
                source = CATALOGUE.outline(place.document_id).text[place.span[0] : place.span[1]]
                assert source.strip()
                if statement.form == "sentence":
                    assert statement.text.rstrip("。") in source

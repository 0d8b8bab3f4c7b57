"""Lead-ins: an item of a list is not given without the sentence that says what holds of it."""

from __future__ import annotations

from index_fakes import document
from rag_fakes import catalogue_of

from rag.lead_ins import LONGEST, lead_in
from rag.routes import draft_answer

FERRY = (
    "第一条 为了规范渡船停航，制定本办法。\n"
    "第二条 渡船停航的时间不得少于下列期限：\n"
    "（一）载客渡船的，不得少于三十日；\n"
    "（二）载货渡船的，不得少于十五日；\n"
    "（三）因大修停航的载客渡船经批准延期的，不得少于九十日。\n"
    "第三条 渡船上岗人员每年培训六天。\n"
)
CATALOGUE = catalogue_of(document(FERRY, "ferry", "渡船停航办法"))


def _said(question: str) -> list[str]:
    return [s.text for s in draft_answer(question, (), CATALOGUE).statements]


def test_an_item_is_said_with_what_announces_it() -> None:
    said = _said("载货渡船停航不得少于多少日")
    assert said[0].endswith("不得少于下列期限：")
    assert "（二）载货渡船的，不得少于十五日" in said[1]


def test_what_stands_outside_a_list_has_no_lead_in() -> None:
    assert _said("渡船上岗人员每年培训几天") == ["第三条 渡船上岗人员每年培训六天。"]


def test_the_sentence_that_announces_is_found_from_every_item() -> None:
    outline = CATALOGUE.outline("ferry")
    places = [outline.text.index(piece) for piece in ("（一）载客", "（三）因大修")]
    found = {lead_in(outline, place) for place in places}
    span = found.pop()
    assert not found
    assert span is not None
    assert outline.text[slice(*span)].strip().endswith("下列期限：")
    assert span[1] - span[0] <= LONGEST
    assert lead_in(outline, outline.text.index("每年培训")) is None


def test_items_that_the_question_does_not_tell_apart_are_all_given() -> None:
    said = " ".join(_said("渡船停航的时间不得少于多少日"))
    assert "三十日" in said
    assert "十五日" in said

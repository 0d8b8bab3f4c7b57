"""Somebody who has a number and not its meaning is told the sentence that has just that number."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.routes import draft_answer

TEXT = "一、渔港\n（一）船只。登记渔船318艘。捕捞证发放3180本。\n（二）码头。码头长31.8米，设泊位12个，灯塔12座，浮标12个，闸门12扇。\n"
CATALOGUE = catalogue_of(document(TEXT, "a", "渔港报告"))


@pytest.mark.parametrize(
    "text", ["318这个数字指什么", "渔港报告里318这个数字是什么", "数字318在文中代表什么"]
)
def test_the_sentence_with_just_that_number_is_told(text: str) -> None:
    draft = draft_answer(text, (), CATALOGUE)
    told = "".join(s.text for s in draft.statements)
    assert "318艘" in told
    assert "3180" not in told
    assert "31.8" not in told


def test_a_number_that_nobody_wrote_is_not_explained() -> None:
    assert not draft_answer("319这个数字指什么", (), CATALOGUE).found

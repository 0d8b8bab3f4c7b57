"""People name a part by what it is about, in any words: a refusal sends them to leaf through it all."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import asked, catalogue_of

from rag.structure.soft import answer_softly

_CATALOGUE = catalogue_of(
    document(
        "一、总体要求\n坚持安全第一。\n"
        "二、渔港建设\n（一）港池疏浚\n疏浚工程由县级部门组织实施。\n（二）渔船检验\n检验实行网上预约。\n"
        "三、气象服务\n（三）台风预警\n台风预警信息提前发布。\n",
        "harbour",
        "渔港建设方案",
    )
)


def _said(text: str) -> str:
    draft = answer_softly(*asked(text, _CATALOGUE), _CATALOGUE)
    return "".join(s.text for s in draft.statements) if draft else ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("想查台风预警，该翻到第几部分", "三、"),
        ("渔船检验夹在哪个部分里", "二、"),
        ("气象服务写完之前，前一部分是什么", "渔港建设"),
        ("总体要求讲完之后，紧接着是哪一部分", "渔港建设"),
        ("网上预约写在哪一节", "（二）"),
    ],
)
def test_a_part_is_found_by_what_it_is_about(text: str, said: str) -> None:
    assert said in _said(text)


@pytest.mark.parametrize(
    "text", ["渔船检验怎么预约", "海洋牧场在第几部分", "渔船检验在第二部分吗", "台风预警提前几小时"]
)
def test_what_asks_nothing_of_parts_or_of_none_there_is_left_alone(text: str) -> None:
    assert _said(text) == ""

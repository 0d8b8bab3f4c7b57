"""Each side of a comparison is asked its own: an answer to what all share alone is not one."""

from __future__ import annotations

import pytest
from form_fakes import said
from index_fakes import document
from rag_fakes import asked, catalogue_of

from rag.comparing.find_anchors import anchors_in
from rag.comparing.own_words import fits, says_own, ways_of
from rag.comparing.sides import Side, sides_of
from rag.draft import Draft, Statement
from rag.routes import draft_answer

OLD = "第一条 仓库每日盘点一次。\n第二条 出库由两人核对。\n第三条 全面启用R10台账系统。\n"
NEW = "第一条 仓库每周盘点一次。\n第二条 出库由系统核对。\n第三条 台账系统联网运行。\n第四条 全面换用R20一体化台账。\n"
STORES = catalogue_of(
    document(OLD, "old", "1998年仓库管理办法"), document(NEW, "new", "2020年仓库管理细则")
)


def _draft(text: str, route: str = "passage") -> Draft:
    return Draft("structure" if route == "structure" else "passage", (Statement(text, ()),))


def _sides(text: str) -> tuple[Side, ...]:
    question, scope = asked(text, STORES)
    return sides_of(question, anchors_in(question, scope, STORES), STORES)


def test_what_a_document_has_word_for_word_must_stand_in_its_answer() -> None:
    side = Side(("old",), ("台账系统，全面启用哪个",), True, own="全面启用哪个", shared="台账系统")
    assert says_own(side, _draft("全面启用R10台账系统。"), STORES)
    assert not says_own(side, _draft("全面清点，启用新的台账系统。"), STORES)


def test_a_place_is_told_in_words_of_its_own() -> None:
    side = Side(("old",), ("盘点写在哪条",), True, own="盘点写在哪条")
    assert says_own(side, _draft("第一条。", "structure"), STORES)
    assert not says_own(side, _draft("钥匙由值班员保管。"), STORES)


def test_an_answer_to_what_all_share_must_hold_something_of_it() -> None:
    side = Side(("new",), ("盘点，由谁核对",), True, own="由谁核对", shared="盘点")
    assert not says_own(side, _draft("出库由系统核对。"), STORES)


def test_a_count_in_quotation_marks_is_no_name() -> None:
    counted = Side(("old",), ("要建哪“三大平台”",), True)
    named = Side(("old",), ("“阳光仓库”有几座",), True)
    assert ways_of(counted, STORES) == ("要建哪三大平台",)
    assert ways_of(named, STORES) == named.ways


@pytest.mark.parametrize(
    ("way", "text", "fitting"),
    [
        ("分几级仓库", "设立两级仓库。", True),
        ("分几级仓库", "设立两个仓库。", False),
        ("盘点有何要求", "仓库每日盘点一次。", True),
    ],
)
def test_a_measure_word_asked_for_must_be_there(way: str, text: str, *, fitting: bool) -> None:
    assert fits(way, _draft(text)) is fitting


def test_each_document_is_asked_for_its_own_system() -> None:
    draft = draft_answer(
        "做课件要一页“台账系统的更新”：1998年的办法全面启用哪个，2020年的细则全面换用哪个",
        (),
        STORES,
    )
    text = "".join(s.text for s in draft.statements)
    assert "R10" in text
    assert "R20" in text


def test_a_side_that_names_little_leans_on_the_one_before() -> None:
    sides = _sides("1998年的办法要求出库核对，2020年的细则由谁来做？")
    assert "出库" in sides[1].ways[0]


@pytest.mark.parametrize(
    "text",
    [
        "盘点，1998年的办法和2020年的细则各怎么规定？课件上要并排放",
        "请核对一下盘点，1998年的办法和2020年的细则分别怎么写",
        "盘点频次：1998年版 2020年版，要求是松了还是紧了",
    ],
)
def test_what_the_answer_is_for_is_not_asked(text: str) -> None:
    sides = _sides(text)
    assert [s.documents for s in sides] == [("old",), ("new",)]
    assert not any(word in s.ways[0] for s in sides for word in ("课件", "核对一下", "松了"))


def test_which_documents_say_something_and_how() -> None:
    draft = draft_answer("哪些文件提到了盘点，各自怎么写", (), STORES)
    told = [s.text for s in draft.statements if s.form == "item"]
    assert ["每日盘点" in told[0], "每周盘点" in told[1]] == [True, True]


def test_the_documents_in_which_something_can_be_found() -> None:
    draft = draft_answer("“一体化”这几份材料里哪几份能找到", (), STORES)
    found = [s.evidence[0].document_id for s in draft.statements if s.form == "item"]
    assert found == ["new"]


def test_what_came_of_a_plan_by_a_year_is_looked_for_in_the_report() -> None:
    answer = said("无障碍电梯：规划要建多少台，到2031年春天建成了多少台")
    assert "60台" in answer
    assert "78台" in answer

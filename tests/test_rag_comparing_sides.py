"""Questions about several documents: who says what, under the right name, with the gaps said."""

from __future__ import annotations

import pytest
from form_fakes import CATALOGUE, said
from index_fakes import document
from rag_fakes import asked, catalogue_of, news, plan

from rag.comparing.find_anchors import anchors_in
from rag.comparing.sides import sides_of
from rag.compose import compose
from rag.routes import draft_answer

OLD = "第一条 仓库每日盘点一次。\n第二条 出库由两人核对。\n第三条 钥匙由库管员保管。\n"
NEW = "第一条 仓库每周盘点一次。\n第二条 出库由系统核对。\n第三条 仓库实行无人值守。\n"
STORES = catalogue_of(
    document(OLD, "old", "1998年仓库管理办法"), document(NEW, "new", "2020年仓库管理细则")
)


def _ways(text: str) -> list[tuple[tuple[str, ...], str]]:
    question, scope = asked(text, STORES)
    return [
        (s.documents, s.ways[0]) for s in sides_of(question, anchors_in(question, scope, STORES))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "盘点，1998年的办法和2020年的细则分别怎么规定",
        "1998年那份和2020年那份对盘点各有什么说法？",
        "盘点这项，1998年怎么写的，2020年又怎么写",
        "1998年的办法把盘点怎么定的？2020年的细则又怎么定",
        "写材料用：盘点，1998年的办法跟2020年的细则差在哪",
    ],
)
def test_the_subject_is_asked_of_each_document(text: str) -> None:
    sides = _ways(text)
    assert [documents for documents, _ in sides] == [("old",), ("new",)]
    assert all("盘点" in way for _, way in sides)
    assert not any(word in way for _, way in sides for word in ("1998", "2020", "差在哪"))


def test_each_document_is_asked_for_its_own() -> None:
    sides = _ways("仓库，1998年的办法说钥匙谁保管，2020年的细则说值守怎么安排？")
    assert "钥匙" in sides[0][1]
    assert "钥匙" not in sides[1][1]
    assert "值守" in sides[1][1]


@pytest.mark.parametrize(
    "text", ["仓库每日盘点几次", "1998年的办法里盘点怎么定", "《1998年仓库管理办法》有几条"]
)
def test_one_document_has_no_sides(text: str) -> None:
    assert _ways(text) == []


def test_a_year_that_a_named_document_speaks_of_is_a_year_asked_for() -> None:
    catalogue = catalogue_of(plan(), news())
    question, scope = asked("规划里2030年的万吨级泊位目标是多少", catalogue)
    assert sides_of(question, anchors_in(question, scope, catalogue)) == ()


def test_what_came_of_it_is_looked_for_in_the_reports() -> None:
    answer = said("无障碍电梯，规划要建多少台？后来建了多少台")
    assert "60台" in answer
    assert "78台" in answer


def test_a_document_that_is_silent_is_named() -> None:
    answer = said("智慧车站，规划怎么说，管理条例又怎么说")
    assert "《车站发展规划》" in answer
    assert "《车站管理条例》没有写明" in answer


def test_where_all_are_silent_nothing_is_made_up() -> None:
    draft = draft_answer("月球探测，《车站发展规划》和《车站管理条例》分别怎么说", (), CATALOGUE)
    assert not draft.found


def test_longer_answers_stand_under_the_name_of_their_document() -> None:
    draft = draft_answer("智慧车站，规划怎么说，管理条例又怎么说", (), CATALOGUE)
    text, citations = compose(draft, CATALOGUE)
    assert text.startswith("《车站发展规划》：")
    assert {c.document_id for c in citations} == {"plan"}


@pytest.mark.parametrize(
    "text",
    ["哪几份文件提到智慧车站", "智慧车站在哪些文件里出现过", "智慧车站这个词见于哪份文件"],
)
def test_which_documents_speak_of_something(text: str) -> None:
    draft = draft_answer(text, (), CATALOGUE)
    found = [s.evidence[0].document_id for s in draft.statements if s.form == "item"]
    assert found == ["plan", "report"]


def test_what_else_is_asked_of_the_documents_found() -> None:
    answer = said("哪份文件提到无障碍电梯？2030年的目标是多少台")
    assert "《车站发展规划》" in answer
    assert "60台" in answer


def test_figures_in_other_units_are_never_subtracted() -> None:
    old, new = "第一条 五年内轮岗不少于3个月。\n", "第一条 每2年轮岗，五年内不少于4个月。\n"
    catalogue = catalogue_of(document(old, "a", "甲厂轮岗办法"), document(new, "b", "乙厂轮岗办法"))
    draft = draft_answer("轮岗，《甲厂轮岗办法》和《乙厂轮岗办法》相差几个月", (), catalogue)
    worked = [s.text for s in draft.statements if "＝" in s.text]
    assert worked == ["4－3＝1，后者多1个月。"]


@pytest.mark.parametrize(
    "text", ["两份文件对盘点的规定有什么不同", "盘点，这些文件分别怎么说", "新旧文件对盘点各怎么写"]
)
def test_documents_meant_together_are_each_asked(text: str) -> None:
    assert [documents for documents, _ in _ways(text)] == [("old",), ("new",)]


def test_two_subjects_of_one_document_are_no_two_documents() -> None:
    draft = draft_answer("盘点和出库有什么不同", (), STORES)
    assert not draft.found or draft.route != "compare"

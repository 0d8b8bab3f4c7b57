"""What a question takes for granted, in however many words: a clerk must learn that it is not so."""

from __future__ import annotations

import pytest
from index_fakes import PairEmbedder, document

from index.folding import fold
from index.store import Store
from rag.catalogue import Catalogue
from rag.claims.absolute import goes_beyond, of_another_degree, unconfirmed
from rag.claims.branches import FITS, branch_fit
from rag.claims.kinds import claims_in
from rag.claims.remarks import is_remark
from rag.claims.rules import rules_out
from rag.claims.slots import says_the_same, variant_of
from rag.claims.wording import as_check, clauses_of
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion
from rag.routes import draft_answer

RULES = """电车条例
第一条 退休司机，不得返聘。
第二条 改线申请，由电车管理局审批。
第三条 电车开放日为每年5月20日。
第四条 轮椅旅客乘坐电车，不收取升降费。
第五条 新增临时线路12条、固定线路30条，投放电车400辆。
第六条 推行“一次刷卡、全程换乘”的乘车办法，由调度室实施。
第七条 线路满意度达到90%以上。
"""


def _catalogue() -> Catalogue:
    embedder = PairEmbedder()
    return Catalogue(Store.in_memory((document(RULES, "rules", "电车条例"),), embedder), embedder)


CATALOGUE = _catalogue()


def _said(text: str) -> str:
    draft = draft_answer(text, (), CATALOGUE)
    return "".join(s.text for s in draft.statements) if draft.found else ""


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("退休司机经批准可以返聘，手续找谁", "不得返聘"),
        ("轮椅旅客乘坐电车要交多少升降费", "不收取升降费"),
        ("改线申请由铁道部审批，审批要多久", "电车管理局"),
        ("电车开放日定在6月3日，第几条写的", "5月20日"),
        ("电车开放日固定在6月3日——教材这么写的，我要改吗", "5月20日"),
        ("线路满意度才60%，经理让我核一下", "90%"),
        ("请讲解“线路满意度达到60%以上”的意义", "90%"),
        ("新增临时线路30条、固定线路12条，写进简报行吗", "临时线路12条"),
        ("“两次刷卡、全程换乘”的乘车办法由谁实施", "“一次刷卡、全程换乘”"),
    ],
)
def test_the_sentence_that_says_otherwise_is_the_answer(text: str, right: str) -> None:
    assert right in _said(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("电车开放日写在第五条吧", "不对"), ("轮椅旅客乘坐电车不收取升降费是第四条说的吧", "是的")],
)
def test_whether_it_stands_in_the_part_named(text: str, verdict: str) -> None:
    assert _said(text).startswith(verdict)


def test_what_is_asked_of_it_besides_is_answered_from_the_right_part() -> None:
    answer = _said("投放的电车写在第二条里，多少辆")
    assert answer.startswith("不对，")
    assert "400辆" in answer


@pytest.mark.parametrize(
    "text", ["退休司机一共多少人", "改线申请多少天内审批", "电车开放日有多少人参加"]
)
def test_what_is_not_written_is_still_refused(text: str) -> None:
    assert not _said(text)


@pytest.mark.parametrize(
    "text",
    ["书上这么写的", "会计让我核一下", "这条要改吗", "放进PPT里合适吗", "总没毛病吧", "这话能引用不",
     "师傅说不对", "到底怎么规定的"],
)  # fmt: skip
def test_a_remark_says_nothing_of_the_subject(text: str) -> None:
    assert is_remark(fold(text))


@pytest.mark.parametrize(
    "text", ["可以提前下车吗", "时间是什么", "由谁规定", "这个怎么算", "票价几元", "能延长吗"]
)
def test_a_question_is_no_remark(text: str) -> None:
    assert not is_remark(fold(text))


def test_a_figure_with_its_bound_is_stated_and_no_condition() -> None:
    clauses = clauses_of(ParsedQuestion("满意度达到60%以上，这个办法是怎么做的"))
    assert [c.role for c in clauses] == ["states", "asks"]


def test_a_statement_in_quotation_marks_is_held_against_the_text_without_what_goes_round_it() -> (
    None
):
    clauses = clauses_of(ParsedQuestion("我写材料引用“线路满意度达到60%以上”，补一句"))
    assert [c.text for c in clauses if c.role == "states"] == ["线路满意度达到60%以上"]
    checked = clauses_of(ParsedQuestion("满意度“不低于60%”，对吗"))[0]
    assert as_check(checked) == "满意度不低于60%吗？"


def test_the_name_of_a_body_begins_behind_what_leads_to_it() -> None:
    bodies = [c.text for c in claims_in(fold("改线申请由铁道部审批")) if c.kind == "body"]
    assert bodies == ["铁道部"]


@pytest.mark.parametrize(
    ("piece", "asked", "so"),
    [
        ("退休司机,不得返聘", "退休司机返聘找谁", True),
        ("不得排放污水", "排污证几年", False),
        ("旅客不承担换票的费用", "换票要交多少费用", True),
        ("可以免予处罚", "要在几天内提出", False),
        ("对新司机不适用包车", "包车适用于新司机", True),
    ],
)
def test_only_a_ban_of_the_very_act_is_one(piece: str, asked: str, so: bool) -> None:
    assert rules_out(piece, asked) is so


@pytest.mark.parametrize(
    ("asked", "before", "fit"),
    [
        ("两年的合同试乘期几个月", "合同期限一年以上不满三年的,试乘期不得超过", FITS),
        ("两年的合同试乘期几个月", "合同期限三个月以上不满一年的,试乘期不得超过", -FITS),
        ("两年的合同试乘期几个月", "试乘期不得超过", 0.0),
        ("一年的合同就能试乘三个月，对吗", "合同期限一年以上不满三年的,试乘期不得超过", FITS),
    ],
)
def test_the_branch_is_chosen_by_the_case_of_the_question(
    asked: str, before: str, fit: float
) -> None:
    assert branch_fit(ParsedQuestion(asked), before) == fit


def test_all_is_not_said_by_may() -> None:
    assert goes_beyond("老司机一律从轻", "老司机可以从轻")
    assert not goes_beyond("老司机必须体检", "老司机应当体检")


def test_a_short_name_has_variants_too() -> None:
    assert variant_of("三查合一", "实行“多查合一”") == "多查合一"
    assert not variant_of("数字名片", "成为“数字门户”")


@pytest.mark.parametrize(
    ("asked", "text", "another"),
    [
        ("到2035年智慧电车全面建成对吗", "到2035年,智慧电车基本建成。", True),
        ("到2035年智慧电车基本建成对吗", "到2035年,智慧电车基本建成。", False),
        ("到2035年智慧电车全面建成对吗", "智慧电车全面建成,站房基本建成。", False),
        ("智慧电车全面建成对吗", "站房基本完工。", False),
    ],
)
def test_another_degree_of_the_same_is_another_thing(asked: str, text: str, another: bool) -> None:
    assert of_another_degree(asked, text) is another


def test_a_statement_of_another_degree_is_not_confirmed() -> None:
    said = (Statement("是的。", (), "lead", derived=True), Statement("智慧电车基本建成。", ()))
    draft = unconfirmed(ParsedQuestion("智慧电车全面建成对吗"), Draft("passage", said))
    assert [s.text for s in draft.statements] == ["不对，", "智慧电车基本建成。"]


@pytest.mark.parametrize(
    ("stated", "said", "same"),
    [
        ("多数线路要在2027年底以前改造", "确保多数线路在2027年底前改造。", True),
        ("多数线路要在2027年底之前改造", "确保多数线路在2027年底前改造。", True),
        ("我记得公司打算把补贴的范围扩大到夜班", "探索将补贴范围扩大到夜班。", True),
        ("多数线路要在2028年底以前改造", "确保多数线路在2027年底前改造。", False),
        ("多数线路要在2027年底以前改造", "多数线路不在2027年底前改造。", False),
        ("夜班司机可以返聘为调度员", "退休的，夜班司机可以返聘为调度员。", False),
    ],
)
def test_little_words_make_no_other_statement(stated: str, said: str, same: bool) -> None:
    assert says_the_same(stated, fold(said)) is same

"""A verdict rests on the clause of the very figure: the neighbour's figure neither confirms nor refutes."""

from __future__ import annotations

import pytest
from index_fakes import PairEmbedder, document

from index.store import Store
from rag.catalogue import Catalogue
from rag.claims.slots import says_so
from rag.forms.own_clause import own_words
from rag.routes import draft_answer

PLAN = """港区发展规划
一、主要任务
（一）扩大运输能力。
选派船员驻岛驻礁不少于20人，推荐引航员不少于8人，组织轮机员交流培训不少于200人。
五年来，新建和改造泊位12个，现在总数已经达到96个。
冷藏货物装船准时率达到85%，其他货物达到92%；干散货物卸船准时率达到92%，其他货物达到97%。
北部港区稳定增长，南部港区发展加快，进出港年均增长6.4%。
（二）建设“平安航道、绿色航道、数字航道”。
坚持“三航”方向，推进“平安航道、绿色航道、数字航道”建设。
"""
RULES = """船员管理条例
第一条 合同期限三个月以上不满一年的，见习期不得超过一个月；合同期限一年以上不满三年的，见习期不得超过二个月；三年以上的合同，见习期不得超过六个月。
第二条 临时用工，是指按小时计酬，船员每日值班时间不超过四小时的用工形式。
"""


def _catalogue() -> Catalogue:
    embedder = PairEmbedder()
    documents = (document(PLAN, "plan", "港区发展规划"), document(RULES, "rules", "船员管理条例"))
    return Catalogue(Store.in_memory(documents, embedder), embedder)


CATALOGUE = _catalogue()


def _said(text: str) -> str:
    draft = draft_answer(text, (), CATALOGUE)
    return "\n".join(s.text for s in draft.statements) if draft.found else ""


@pytest.mark.parametrize(
    "text",
    [
        "选派船员驻岛驻礁不少于20人对吗", "新建和改造泊位12个对吗", "泊位总数达到96个对吗",
        "冷藏货物装船准时率达到85%吗", "干散货物卸船准时率达到92%吗", "南部港区进出港年均增长6.4%对吗",
        "合同期限一年以上不满三年的，见习期不得超过两个月对吗", "三航是平安航道、绿色航道、数字航道对吗",
        "“三航”是“数字航道”、“平安航道”、“绿色航道”吗",
    ],
)  # fmt: skip
def test_what_the_own_clause_says_is_confirmed(text: str) -> None:
    assert _said(text).startswith("是的")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("选派船员驻岛驻礁不少于200人对吗", "20人"),
        ("推荐引航员不少于20人对吗", "8人"),
        ("新建和改造泊位96个对吗", "12个"),
        ("冷藏货物装船准时率达到92%吗", "85%"),
        ("进出港年均增长64%吗", "6.4%"),
        ("合同期限三个月以上不满一年的，见习期不得超过两个月对吗", "一个月"),
        ("三航是平安航道、绿色航道、智能航道对吗", "数字航道"),
    ],
)
def test_the_figure_of_another_thing_in_the_sentence_does_not_confirm(
    text: str, right: str
) -> None:
    assert _said(text).startswith("不")
    assert right in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        "北部港区进出港年均增长6.4%对吗", "泊位2035年要超过100个吗", "船员每日值班时间不超过八小时对吗",
        "见习期不得超过一个月对吗",
    ],
)  # fmt: skip
def test_where_the_clause_speaks_of_another_thing_there_is_no_verdict(text: str) -> None:
    assert not _said(text).startswith(("是的", "不对", "不是"))


@pytest.mark.parametrize(
    ("stated", "said", "same"),
    [
        ("进出港年均增长6.4%", "南部港区加快,进出港年均增长6.4%。", True),
        ("进出港年均增长64%", "南部港区加快,进出港年均增长6.4%。", False),
        ("泊位总数达到96个了", "泊位总数达到960个了", False),
        ("出港货物年均增长6%", "进出港货物年均增长6%", False),
        ("见习期不得超过一个月", "不满一年的,见习期不得超过一个月", False),
    ],
)
def test_word_for_word_is_figure_for_figure(stated: str, said: str, same: bool) -> None:
    assert says_so(stated, said) is same


def test_a_bare_total_carries_on_the_noun_alone() -> None:
    fact = next(f for f in CATALOGUE.facts(("plan",)) if f.number == 96)
    words = own_words(fact, CATALOGUE.outline("plan"))
    assert "泊位" in words
    assert "改造" not in words

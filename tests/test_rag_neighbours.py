"""Neighbours and merging: a reader who found the box wants its section, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

from index_fakes import document
from rag_fakes import assistant_of, catalogue_of

from rag.merging import merged
from rag.neighbours import with_neighbours
from rag.retrieve import retrieve

RULE = "入库当天登记，两人同时验货，验货不合格的当天退回，并在三日内书面通知供货人，同时抄送财务部门备案。"
FIRST = f"仓库管理办法\n第一条 为了规范仓库，制定本办法。\n第二条 {RULE}\n第三条 本办法自发布之日起施行。\n"
SECOND = f"分库管理办法\n第一条 分库由总库管理。\n第二条 {RULE}\n第三条 分库每月盘点一次库存。\n"


def test_a_box_comes_with_its_section_and_a_section_with_its_box() -> None:
    catalogue = catalogue_of()
    for query, first, near in (
        ("无人集卡投放", "专栏2", "（三）"),
        ("疏港铁路", "（三）", "专栏2"),
    ):
        hits = with_neighbours(retrieve(catalogue, query, 5, ["plan"]), catalogue)
        labels = [catalogue.outline("plan").address(h.chunk.node_id).label for h in hits]
        assert labels[0].startswith(first)
        assert labels[1] == near
        assert len({h.chunk.id for h in hits}) == len(hits)
        assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_what_is_said_twice_is_shown_once_with_both_places() -> None:
    assistant = assistant_of(
        document(FIRST, "a", "仓库管理办法"), document(SECOND, "b", "分库管理办法")
    )
    hits = [h for h in assistant.search("验货不合格怎么办", 10) if RULE in h.text]
    assert len(hits) == 1
    places = {f"《{hits[0].document}》{hits[0].label}", *hits[0].also}
    assert places == {"《仓库管理办法》第二条", "《分库管理办法》第二条"}


def test_what_is_only_alike_stays_two() -> None:
    other = SECOND.replace(
        RULE,
        "出库须经主管审批，出库前复核数量，数量不符的当天上报，并在五日内查明原因，追究有关人员责任。",
    )
    catalogue = catalogue_of(document(FIRST, "a", "甲"), document(other, "b", "乙"))
    hits = retrieve(catalogue, "当天", 10, ["a", "b"])
    assert [hit for hit, _ in merged(hits, catalogue)] == hits
    assert not any(same for _, same in merged(hits, catalogue))
    assert merged([hits[0], replace(hits[0], score=0.0)], catalogue)[0][0] == hits[0]

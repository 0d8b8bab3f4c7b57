"""Marks and citations must agree: a mark without a source is worth nothing to a reader."""

from __future__ import annotations

import re

from index_fakes import document
from rag_fakes import catalogue_of

from rag.compose import compose, join, make_citation, render
from rag.draft import Draft, Evidence, Statement

CATALOGUE = catalogue_of()


def _place(quote: str, document_id: str = "plan") -> Evidence:
    outline = CATALOGUE.outline(document_id)
    start = outline.text.index(quote)
    return Evidence(
        document_id, outline.address(outline.at(start).id).id, (start, start + len(quote))
    )


A, B = _place("引进引航员不少于12名"), _place("建设疏港铁路3条")


def test_the_same_place_keeps_its_number() -> None:
    said = (Statement("甲。", (A,)), Statement("乙。", (B, A)), Statement("丙。", (B,)))
    text, citations = compose(Draft("passage", said), CATALOGUE)
    assert text == "甲。[1]乙。[2][1]丙。[2]"
    assert [c.n for c in citations] == [1, 2]
    assert [c.quote for c in citations] == ["引进引航员不少于12名", "建设疏港铁路3条"]


def test_a_quote_is_the_text_at_its_span_without_space_around() -> None:
    outline = CATALOGUE.outline("plan")
    wide = Evidence("plan", B.node_id, (B.span[0] - 1, B.span[1]))
    citation = make_citation(CATALOGUE, wide, 1)
    assert citation.quote == "建设疏港铁路3条"
    assert outline.text[slice(*citation.span)] == citation.quote
    assert citation.path == ("二、重点任务", "（三）完善集疏运体系")
    assert citation.label == "（三）"


def test_a_quote_from_one_of_several_points_says_which() -> None:
    text = "（1）步骤。\n——近期：推广试点。\n——远期：全面建成。\n"
    catalogue = catalogue_of(document(text, "s", "改革方案"))
    outline = catalogue.outline("s")
    at = outline.text.index("全面建成")
    section = outline.address(outline.at(at).id)
    citation = make_citation(catalogue, Evidence("s", section.id, (at, at + 4)), 1)
    assert citation.label == "（1）第2点"
    assert citation.path == outline.heading_path(section.id)


def test_list_items_and_table_rows_stand_on_lines_of_their_own() -> None:
    said = (
        Statement("共有：", (), "lead"), Statement("甲", (A,), "item"), Statement("乙", (B,), "item"),
        Statement("完。", (A,)),
    )  # fmt: skip
    assert compose(Draft("structure", said), CATALOGUE)[0] == "共有：\n- 甲[1]\n- 乙[2]\n完。[1]"
    rows = (
        Statement("| 文件 | 内容 |\n|---|---|", (), "table"),
        Statement("| 甲 | 乙 ", (A,), "table"),
    )
    assert compose(Draft("compare", rows), CATALOGUE)[0].endswith("\n| 甲 | 乙 [1] |")


def test_nothing_joined_is_empty() -> None:
    assert join([]) == ""


def test_a_number_in_brackets_in_a_document_is_not_shown_as_a_citation() -> None:
    citation = make_citation(CATALOGUE, A, 1)
    shown = render(Statement("见附注[99]和[1]。", (A,)), [citation])
    assert re.findall(r"\[(\d+)\]", shown) == ["1"]
    assert shown.endswith("。[1]")


def test_the_quote_of_such_a_document_stays_exact() -> None:
    catalogue = catalogue_of(document("第一条 按附注[99]办理。\n", "n", "附注办法"))
    outline = catalogue.outline("n")
    node = next(n for n in outline.nodes if n.kind == "article")
    text, citations = compose(
        Draft(
            "structure", (Statement(outline.slice(node.id), (Evidence("n", node.id, node.span),)),)
        ),
        catalogue,
    )
    assert "[99]" in citations[0].quote
    assert "[99]" not in text


def test_a_refusal_has_neither_citations_nor_marks() -> None:
    info = CATALOGUE.infos[0]
    outline = CATALOGUE.outline(info.id)
    place = Evidence(info.id, outline.root.id, (0, 4))
    draft = Draft("structure", (Statement("这里没有设专栏。", (place,)),), found=False)
    assert compose(draft, CATALOGUE) == ("这里没有设专栏。", ())

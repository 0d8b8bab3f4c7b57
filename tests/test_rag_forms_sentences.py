"""“How”: all that a short part lays down, no more than people read, and no mere aims."""

from __future__ import annotations

from dataclasses import replace

import pytest
from index_fakes import document
from rag_fakes import catalogue_of

from rag.forms.sentences import LENGTH, NEAREST, NEAREST_LEAD, STEPS, nearest
from rag.passage import find
from rag.question import ParsedQuestion
from rag.routes import draft_answer
from rag.scope import Scope

SHORT = (
    "第一条 为了加强堤坝管护，制定本办法。\n"
    "第二条 堤坝管护实行分段负责。管护单位每月巡查一次。发现裂缝应当立即上报。\n"
)
STEP = "堤坝管护单位应当做好第{}段的清淤、加固、绿化和照明工作并按照要求及时登记造册备查。"
LONG = "第一条 " + "".join(STEP.format(n) for n in "一二三四五六七八九") + "\n"


def _said(text: str, question: str) -> list[str]:
    catalogue = catalogue_of(document(text, "dam", "堤坝管护办法"))
    draft = draft_answer(question, (), catalogue)
    return [s.text for s in draft.statements] if draft.found else []


def test_a_short_part_is_given_as_a_whole() -> None:
    said = " ".join(_said(SHORT, "堤坝管护怎么做"))
    assert all(piece in said for piece in ("分段负责", "每月巡查", "立即上报"))


def test_an_aim_is_no_way_of_doing_it() -> None:
    assert not any("制定本办法" in text for text in _said(SHORT, "堤坝管护怎么做"))


def test_a_long_part_is_cut_to_what_people_read() -> None:
    said = _said(LONG, "堤坝管护单位应当怎么做")
    assert 1 < len(said) <= STEPS
    assert sum(map(len, said)) <= LENGTH


SPOKEN = (
    "第一条 堤坝管护实行分段负责。\n第二条 发现裂缝应当立即上报。\n"
    "第三条 举报破坏堤坝行为的，给予奖励。\n"
)


def test_sentences_of_several_sections_are_points_of_what_comes_nearest() -> None:
    catalogue = catalogue_of(document(SPOKEN, "dam", "堤坝管护办法"))
    found = find(ParsedQuestion("堤坝裂缝举报有奖励吗"), Scope(("dam",)), catalogue)
    near = replace(found, candidates=tuple(replace(c, score=1.0) for c in found.candidates))
    first, *points = nearest(near)
    assert first.text == NEAREST_LEAD
    assert 2 <= len(points) <= NEAREST
    assert all(p.form == "item" and p.evidence for p in points)
    assert len({p.evidence[0].node_id for p in points}) == len(points)


def test_a_sentence_that_leads_clearly_is_given_alone() -> None:
    catalogue = catalogue_of(document(SPOKEN, "dam", "堤坝管护办法"))
    found = find(ParsedQuestion("堤坝裂缝举报有奖励吗"), Scope(("dam",)), catalogue)
    first, *others = found.candidates
    clear = (replace(first, score=1.0), *(replace(c, score=0.0) for c in others))
    assert [s.form for s in nearest(replace(found, candidates=clear))] == ["sentence"]


HEADED = (
    "第一条 为了管好果园，制定本办法。\n"
    "第二条 春夏两季实行巡查。\n"
    "提升果品质量。建立分级标准。推行套袋栽培。开展土壤检测。\n"
    "保护果园水源。修建三处集雨池。\n"
)


def test_a_sentence_that_heads_a_paragraph_is_told_with_the_rest_of_it() -> None:
    said = " ".join(_said(HEADED, "怎样提升果品质量"))
    assert all(piece in said for piece in ("分级标准", "套袋栽培", "土壤检测"))
    assert "集雨池" not in said


QUOTED = (
    "第一条 为了管好果园，制定本办法。\n"
    "第二条 果园推行“轻修重养”。冬季每株留枝不少于十条。春季追施有机肥。\n"
)


def test_all_steps_are_told_though_one_sentence_alone_has_the_quoted_name() -> None:
    said = " ".join(_said(QUOTED, "果园“轻修重养”怎么做"))
    assert "留枝" in said
    assert "有机肥" in said


@pytest.mark.parametrize("asked", ["靠什么做", "重点抓什么"])
def test_other_words_for_how_get_all_of_it_too(asked: str) -> None:
    said = " ".join(_said(SHORT, f"堤坝管护{asked}"))
    assert "每月巡查" in said
    assert "立即上报" in said

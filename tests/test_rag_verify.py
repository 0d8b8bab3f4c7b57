"""The last gate: what a sentence says and its source does not is never shown."""

from __future__ import annotations

import pytest
from rag_fakes import catalogue_of

from rag.draft import Draft, Evidence, Statement
from rag.verify import problems, support_of, verify

CATALOGUE = catalogue_of()
GROUND = [
    "到2030年，泊位达到80个，吞吐量达到2.5亿吨，使用率95%，处二万元以上罚款。",
    "（三）完善体系",
    "港口发展规划",
]


def _kinds(text: str) -> list[str]:
    return [problem.kind for problem in problems(text, GROUND)]


@pytest.mark.parametrize(
    "text",
    [
        "到2030年泊位达到80个。",
        "泊位达到８０个。",
        "吞吐量达到2.5亿吨。",
        "使用率达到95%。",
        "泊位达到八十个。",
        "处二万元以上罚款。",
        "《港口发展规划》提出完善体系。",
        "（三）要求“完善体系”。",
        "第三条要求完善体系。",
        "坚持统一领导。",
    ],
)
def test_what_stands_in_the_source_passes(text: str) -> None:
    assert _kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("泊位达到60个。", "figure"),
        ("泊位达到8个。", "figure"),
        ("泊位达到800个。", "figure"),
        ("到2031年完成。", "figure"),
        ("吞吐量达到2.5吨。", "figure"),
        ("吞吐量达到5亿吨。", "figure"),
        ("泊位达到80万个。", "figure"),
        ("泊位增长80%。", "figure"),
        ("泊位达到六十个。", "figure"),
        ("处三万元以上罚款。", "figure"),
        ("百分之四十。", "figure"),
        ("“智慧港口”建设。", "name"),
        ("《水运规划》提出。", "name"),
        ("第九条要求完善体系。", "address"),
        ("专栏4要求完善体系。", "address"),
        ("（五）要求完善体系。", "address"),
    ],
)
def test_what_does_not_is_found(text: str, kind: str) -> None:
    assert kind in _kinds(text)


def test_the_mark_of_a_citation_is_no_figure() -> None:
    assert _kinds("泊位达到80个。[7]") == []


def test_a_scale_in_a_table_s_heading_counts() -> None:
    support = ["1.总投资（万元） | 300 | 500", "2.岸电使用率（%） | 60"]
    assert problems("总投资500万元，使用率60%。", support) == []


def _place(quote: str, document_id: str = "plan") -> Evidence:
    outline = CATALOGUE.outline(document_id)
    start = outline.text.index(quote)
    return Evidence(
        document_id, outline.address(outline.at(start).id).id, (start, start + len(quote))
    )


GOOD = Statement("引进引航员不少于12名。", (_place("引进引航员不少于12名"),))
BAD = Statement("引进引航员不少于99名。", (_place("引进引航员不少于12名"),))


def test_an_unsupported_statement_is_dropped_and_the_rest_stays() -> None:
    assert verify(Draft("passage", (GOOD, BAD)), CATALOGUE).statements == (GOOD,)


def test_a_draft_that_loses_all_becomes_a_refusal() -> None:
    verified = verify(Draft("passage", (BAD,)), CATALOGUE)
    assert not verified.found
    assert "99" not in verified.statements[0].text


def test_a_sentence_without_evidence_is_dropped() -> None:
    loose = Statement("港口很好。")
    assert verify(Draft("passage", (GOOD, loose)), CATALOGUE).statements == (GOOD,)


def test_a_lead_alone_is_no_answer() -> None:
    assert not verify(Draft("passage", (Statement("共有：", (), "lead"),)), CATALOGUE).found


def test_a_count_may_be_derived_a_name_may_not() -> None:
    place = _place("专栏2 智慧港口建设工程")
    count = Statement("共有77个。", (place,), derived=True)
    name = Statement("“太空电梯”共有2个。", (place,), derived=True)
    assert verify(Draft("structure", (count, name)), CATALOGUE).statements == (count,)


def test_a_refusal_passes_as_it_is() -> None:
    draft = Draft("passage", (Statement("没有找到99。"),), found=False)
    assert verify(draft, CATALOGUE) is draft


def test_a_row_is_supported_by_the_header_of_its_table() -> None:
    assert "2030年" in support_of([_place("2.岸电使用率（%） | 60 | 95 | 约束性")], CATALOGUE)

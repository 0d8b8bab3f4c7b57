"""HTML of answers: if these fail, a document or a model can run code in a clerk's browser."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_fakes import cite, document, small_assistant

from index.documents import DocumentInfo
from rag.answer import Answer, Citation
from ui.markup import answer_html, escaped, framed, question_html, source_href, text_html

CITATION = Citation(1, "规划", "plan", "（一）", ("一、总则", "（一）目标"), "到2030年", (5, 10))
ANSWER = Answer(
    "", "几个？", "几个？", "answered", "passage", "120个。[1]", (CITATION,), "extractive", 0.1
)
ATTACKS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>',
    "${alert(1)}", "`${alert(1)}`", "{{constructor}}", "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)", "</div><iframe src=//evil.example>", "**<b>**",
)  # fmt: skip
ALLOWED = {
    "div", "p", "a", "ul", "ol", "li", "strong", "br", "table", "tr", "th", "td", "span",
    "details", "summary",
}  # fmt: skip


class Tags(HTMLParser):
    """Collects the tags and the attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_others_becomes_html(attack: str) -> None:
    citation = replace(CITATION, document=attack, label=attack, path=(attack,))
    answer = replace(
        ANSWER, answer=f"{attack}[1]\n- {attack}\n| {attack} | 乙 |", citations=(citation,),
        standalone_question=attack, notice=attack,
    )  # fmt: skip
    refused = replace(answer, status="not_found", nearest=(citation,), citations=())
    for html in (
        framed(answer_html(answer, "别的"), True, "0f"),
        answer_html(refused, "别的"),
        question_html(attack),
    ):
        tags = Tags(html)
        assert tags.tags <= ALLOWED
        assert tags.attributes <= {"class", "href", "title", "role"}
        assert all(re.match(r"#(cite/|copy$|verdict/0f/(good|bad)$)", link) for link in tags.links)
        assert "${" not in html
        assert "\n" not in html


@given(st.text(max_size=80))
def test_what_was_typed_is_shown_as_typed(typed: str) -> None:
    shown = Tags(question_html(typed.replace("\r", "").replace("\x00", "")))
    assert shown.tags <= {"div", "br"}
    assert shown.text == typed.replace("\r", "").replace("\x00", "").replace("\n", "")


def test_a_number_with_a_citation_is_a_link_and_another_is_text() -> None:
    html = text_html("有120个。[1]另有5个。[7]", (CITATION,))
    assert Tags(html).links == ["#cite/plan/5/10"]
    assert "[7]" in Tags(html).text


def test_a_document_id_cannot_break_out_of_its_link() -> None:
    assert source_href('a/b" onclick="x', (1, 2)) == "#cite/a%2Fb%22%20onclick%3D%22x/1/2"


def test_lists_tables_and_bold_are_what_they_look_like() -> None:
    html = text_html(
        "甲**乙**：\n- 一\n- 二\n1. 三\n| 项 | 数 |\n|---|---|\n| 甲 | 5[1] |", (CITATION,)
    )
    assert "<strong>乙</strong>" in html
    assert "<ul><li>一</li><li>二</li>" in html
    assert "<tr><th>项</th><th>数</th></tr><tr><td>甲</td><td>5<a" in html
    assert "---" not in html


def test_the_stand_alone_question_is_shown_only_when_it_differs() -> None:
    assert "理解为" not in answer_html(replace(ANSWER, standalone_question="几个"), "几个？")
    assert "理解为：分馆有几个？" in answer_html(
        replace(ANSWER, standalone_question="分馆有几个？"), "几个？"
    )


def test_a_refusal_offers_the_nearest_sections_once_as_links() -> None:
    near = replace(CITATION, n=1)
    said = "没有找到食堂。可以看看相近的内容：《规划》（一）目标。"
    html = answer_html(
        replace(ANSWER, status="not_found", answer=said, citations=(), nearest=(near,)), "几个？"
    )
    assert Tags(html).text.count("（一）目标") == 1
    assert Tags(html).text.startswith("没有找到食堂。")
    assert Tags(html).links == ["#cite/plan/5/10"]


def test_places_cited_twice_are_listed_once_and_many_are_folded() -> None:
    twice = (CITATION, replace(CITATION, n=2, span=(20, 25)))
    html = answer_html(replace(ANSWER, answer="甲[1]乙[2]", citations=twice), "几个？")
    assert html.count("一、总则 › （一）目标</a>") == 1
    many = tuple(replace(CITATION, n=n, path=(f"第{n}条",)) for n in range(1, 9))
    assert "<summary>出处（8 处）</summary>" in answer_html(
        replace(ANSWER, citations=many), "几个？"
    )


def test_the_point_of_a_section_is_told_where_all_citations_stand_at_it() -> None:
    point = replace(CITATION, label="（一）第2点")
    other = replace(CITATION, n=2, label="（一）第3点", span=(20, 25))
    one = answer_html(replace(ANSWER, citations=(point,)), "几个？")
    assert "一、总则 › （一）目标 › 第2点</a>" in one
    several = answer_html(replace(ANSWER, answer="甲[1]乙[2]", citations=(point, other)), "几个？")
    assert "一、总则 › （一）目标</a>" in several


def test_escaping_leaves_ordinary_chinese_alone() -> None:
    assert escaped("到2025年，AEO互认≥60个（预期性）。") == "到2025年，AEO互认≥60个（预期性）。"


def test_a_real_citation_leads_to_its_own_quote() -> None:
    made = document()
    info: DocumentInfo = small_assistant().documents()[0]
    citation = cite(info, made.outline, (10, 20))
    _, name, start, end = Tags(text_html("见[1]", (citation,))).links[0].split("/")
    assert name == made.id
    assert made.outline.text[int(start) : int(end)] == citation.quote

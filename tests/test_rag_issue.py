"""The corpus and the trained model together: the answers that the project promises."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.folding import fold
from rag.answer import Answer, Question
from rag.assistant import Assistant
from rag.verify import problems

pytestmark = pytest.mark.model

PROMISED = [
    ("推荐博士服务团成员多少人", "不少于10人", "plan-14-5", "专栏19"),
    ("引进长江学者几名", "1-2名", "plan-14-5", "专栏19"),
    ("“一网通办”事项有多少", "25大类964项", "article-2025", ""),
    ("2010年经济责任审计覆盖率", "100%", "modern-customs-2006", "六"),
    ("改革的中期是哪几年", "2016—2017年", "reform-2014", "（25）"),
    ("国际卫生港口岸2025年要创建多少个", "35", "plan-14-5", "专栏1 "),
    ("专栏7是什么工程", "风险管控能力提升工程", "plan-14-5", "专栏7"),
]
MORE = [
    "第三十五条讲什么", "（三十五）讲什么", "一共几个专栏", "第三章有哪些专栏", "专栏1第6项是什么", "2025年AEO互认目标是多少",
    "约束性指标有哪些", "AEO互认国家数量增加了多少", "改革方案有几个部分", "这篇文章的作者是谁", "深化海关大数据应用怎么做",
    "指导思想是什么", "AEO互认的目标实际达到多少", "哪些文件提到大数据", "2006年的规划第六部分讲什么", "风险管理机制", "专栏20讲什么",
]  # fmt: skip


def _sound(answer: Answer, assistant: Assistant) -> None:
    """Quotes are exact, marks agree with citations, figures stand in what is cited."""
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)} == {
        c.n for c in answer.citations
    }
    for citation in (*answer.citations, *answer.nearest):
        text = assistant.outline(citation.document_id).text
        assert text[slice(*citation.span)] == citation.quote
        assert citation.quote
    if answer.status == "not_found":
        assert answer.citations == ()


def _figures_stand(answer: Answer, assistant: Assistant) -> None:
    """Each figure of each line stands in a passage that the line cites; counts of parts apart."""
    for line in answer.answer.split("\n"):
        cited = [c for c in answer.citations if f"[{c.n}]" in line]
        computed = re.search(r"共有?\d+|分\d+|增加|减少|提到的文件有|倍", line)
        if not cited or computed:
            continue
        support = [s for c in cited for s in (c.quote, c.label, c.document, *c.path)]
        support += [cell for c in cited for cell in _header(c.document_id, c.span[0], assistant)]
        info = [i for i in assistant.documents() for c in cited if i.id == c.document_id]
        support += [f"{i.date} {i.source} {i.author}" for i in info]
        assert [p for p in problems(line, support) if p.kind == "figure"] == [], line


def _header(document_id: str, place: int, assistant: Assistant) -> tuple[str, ...]:
    outline = assistant.outline(document_id)
    holders = {node.id for node in outline.ancestors(outline.at(place).id)}
    return next((table.header for table in outline.tables if table.node_id in holders), ())


@pytest.mark.parametrize(("question", "said", "document", "label"), PROMISED)
def test_the_promised_answer_with_its_section_first(
    assistant: Assistant, question: str, said: str, document: str, label: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer
    first = answer.citations[0]
    assert first.document_id == document
    assert f"{first.label} ".startswith(label)
    assert fold(said) in fold(first.quote) or first.label.startswith("专栏1 ")
    assert len(answer.answer) < 120


def test_what_no_document_says_is_not_found(assistant: Assistant) -> None:
    answer = assistant.ask("海关总署食堂几点开饭")
    assert answer.status == "not_found"
    assert answer.citations == ()
    assert "无法回答" in answer.answer


@pytest.mark.parametrize("question", [*(q for q, *_ in PROMISED), "海关总署食堂几点开饭", *MORE])
def test_quotes_marks_and_figures(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    _sound(answer, assistant)
    _figures_stand(answer, assistant)


def test_every_heading_of_the_corpus_can_be_asked_about(assistant: Assistant) -> None:
    for info in assistant.documents():
        outline = assistant.outline(info.id)
        numbered = [n for n in outline.nodes if n.kind in ("chapter", "section", "box") and n.title]
        for node in numbered[::2]:
            answer = assistant.ask(f"《{info.title}》的“{node.title}”讲什么")
            _sound(answer, assistant)
            _figures_stand(answer, assistant)


def test_every_cell_of_the_table_is_found_by_its_row_and_year(assistant: Assistant) -> None:
    outline = assistant.outline("plan-14-5")
    table = outline.tables[0]
    for row in table.rows:
        title = re.sub(r"（[^（）]*）$", "", outline.node(row.node_id).title)
        for place, header in enumerate(table.header):
            cell = row.cells[place]
            if re.fullmatch(r"\d{4}年", header) and re.search(r"\d", cell):
                answer = assistant.ask(f"{header}{title}是多少")
                assert cell.strip() in answer.answer, (title, header, answer.answer)
                assert answer.citations[0].label == outline.node(row.node_id).label


@pytest.mark.parametrize(
    "question",
    [
        "2025年ＡＥＯ互認目標是多少",
        "２０２５年AEO互认目标是多少",
        "2025年\x00aeo互\u200b认目标是多少",
        "請問2025年AEO互认目标是多少？",
    ],
)
def test_typing_does_not_change_the_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).answer == assistant.ask("2025年AEO互认目标是多少").answer


@pytest.mark.parametrize(
    ("turns", "standalone", "label"),
    [
        (("2025年AEO互认目标是多少", "2020年呢"), "2020年AEO互认目标是多少", "专栏1 第6项"),
        (("专栏7是什么工程", "那专栏8呢", "专栏9呢"), "专栏9是什么工程", "专栏9"),
        (("一共几个专栏", "第三个呢"), "第3个专栏讲什么", "专栏3"),
        (("专栏7是什么工程", "第二项讲什么"), "专栏7第2项讲什么", "专栏7（二）"),
        (("2006年的规划第三部分讲什么", "第四部分呢"), "2006年的规划第四部分讲什么", "四、"),
    ],
)
def test_follow_ups(
    assistant: Assistant, turns: tuple[str, ...], standalone: str, label: str
) -> None:
    answer = assistant.ask(Question(turns))
    assert answer.standalone_question == standalone
    assert answer.citations[0].label == label


def test_a_part_that_does_not_exist_is_refused(assistant: Assistant) -> None:
    for question in ("第九十九条讲什么", "专栏21讲什么", "第十一章讲什么", "专栏1第9项是什么"):
        answer = assistant.ask(question)
        assert answer.status == "not_found", question
        assert "没有" in answer.answer


def test_threads_share_one_assistant(assistant: Assistant) -> None:
    questions = [q for q, *_ in PROMISED]
    alone = [assistant.ask(q).answer for q in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda q: assistant.ask(q).answer, questions * 3)) == alone * 3

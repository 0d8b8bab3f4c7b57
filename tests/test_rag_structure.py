"""Questions on structure have exact answers: a wrong count is worse than none."""

from __future__ import annotations

import pytest
from rag_fakes import asked, catalogue_of, law, plan, restarting

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.structure.route import answer_structure

CATALOGUE = catalogue_of()


def _draft(text: str, catalogue: Catalogue = CATALOGUE) -> Draft | None:
    return answer_structure(*asked(text, catalogue), catalogue)


def _text(text: str, catalogue: Catalogue = CATALOGUE) -> str:
    draft = _draft(text, catalogue)
    assert draft is not None
    return "\n".join(statement.text for statement in draft.statements)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一共几个专栏", "《港口发展规划》共有2个专栏"),
        ("条例一共几条", "《内河船舶管理条例》共有7条"),
        ("条例一共有多少章", "《内河船舶管理条例》共有3章"),
        ("条例第二章有几节", "“第二章 登记”共有2节"),
        ("规划第二部分有几个专栏", "“二、重点任务”共有1个专栏"),
    ],
)
def test_counts(text: str, said: str) -> None:
    assert said in _text(text)


def test_a_wrong_count_in_the_question_is_put_right() -> None:
    assert _text("条例一共有八条，对吗").startswith("不对，《内河船舶管理条例》共有7条")
    assert _text("条例一共有七条，对吗").startswith("是的，《内河船舶管理条例》共有7条")


def test_an_article_is_given_whole_with_its_items() -> None:
    text = _text("条例第六条讲什么")
    assert all(part in text for part in ("不予登记", "船龄超过30年", "船体严重变形", "来历不明"))


@pytest.mark.parametrize("text", ["第三条讲什么", "第3条的内容", "（三）说了什么", "（３）是什么"])
def test_a_section_is_described_by_its_heading_and_text(text: str) -> None:
    assert _text(text).startswith("（三）完善集疏运体系")


def test_a_chapter_lists_its_sections() -> None:
    text = _text("规划第一部分讲什么")
    assert "分2节" in text
    assert "（一）指导思想" in text
    assert "（二）主要目标" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("智慧港口建设工程属于哪一章", "二、重点任务"),
        ("附则在第几章", "第三章 附则"),
        ("无人集卡推广在哪个专栏", "专栏2"),
        ("第五条属于第几节", "第二节 特别规定"),
    ],
)
def test_where_a_part_stands(text: str, said: str) -> None:
    assert said in _text(text)


def test_neighbours() -> None:
    assert "第四条" in _text("条例第三条后面一条是什么")
    assert "第二条" in _text("条例第三条前面一条是什么")
    draft = _draft("条例第七条后面一条是什么")
    assert draft is not None
    assert not draft.found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("专栏9讲什么", "《港口发展规划》没有专栏9，它一共有2个专栏（专栏1至专栏2）。"),
        ("条例第九条讲什么", "《内河船舶管理条例》没有第9条，它一共有7条（第一条至第七条）。"),
        ("专栏1第九项是什么", "《港口发展规划》专栏1没有第9项，它一共有3项（1至3）。"),
        (
            "条例第三章第二条",
            "《内河船舶管理条例》第三章没有第2条，它一共有2条（第六条至第七条）。",
        ),
    ],
)
def test_a_part_that_does_not_exist_is_refused_with_the_truth(text: str, said: str) -> None:
    draft = _draft(text)
    assert draft is not None
    assert not draft.found
    assert draft.statements[0].text == said


def test_numbers_that_restart_are_told_apart_by_their_chapter() -> None:
    catalogue = catalogue_of(restarting())
    assert "出库须经主管审批" in _text("第二部分（一）讲什么", catalogue)
    assert "入库当天登记" in _text("第一部分（一）讲什么", catalogue)


@pytest.mark.parametrize("text", ["泊位有多少个", "岸电使用率是多少", "罚款多少"])
def test_questions_on_content_are_left_to_other_routes(text: str) -> None:
    assert _draft(text) is None


def test_every_statement_on_a_part_rests_on_that_part() -> None:
    catalogue = catalogue_of(plan(), law())
    for info in catalogue.infos:
        outline = catalogue.outline(info.id)
        for node in outline.nodes:
            if node.kind not in ("section", "article", "box", "chapter"):
                continue
            draft = _draft(f"《{info.title}》{node.number}讲什么", catalogue)
            assert draft is not None, node.label
            for statement in draft.statements:
                for place in statement.evidence:
                    assert node.span[0] <= place.span[0] <= place.span[1] <= node.span[1]


def test_a_box_with_a_table_is_shown_as_that_table() -> None:
    text = _text("专栏1讲什么")
    assert "| 指标 | 2025年 | 2030年 | 属性 |" in text
    assert "| 2.岸电使用率（%） | 60 | 95 | 约束性" in text


@pytest.mark.parametrize("text", ["关键环节有哪些", "主要规章有哪些"])
def test_a_part_word_inside_another_word_asks_for_no_parts(text: str) -> None:
    assert _draft(text) is None


def test_a_document_without_such_parts_says_so() -> None:
    assert "没有设专栏" in _text("条例一共几个专栏")


def test_several_parts_are_described_together() -> None:
    text = _text("专栏1和专栏2分别叫什么")
    assert "港口发展主要指标" in text
    assert "智慧港口建设工程" in text


def test_what_a_part_is_called_is_not_taken_for_a_list_of_its_parts() -> None:
    """“专栏2没有设工程” was the answer, and the turn after it had nothing to refer to."""
    assert _text("专栏2是什么工程") == "专栏2 智慧港口建设工程。"
    assert _text("专栏2的工程").startswith("“专栏2")

"""The same question on parts in many wordings: whoever asks in other words must get the same answer."""

from __future__ import annotations

import pytest
from index_fakes import document
from rag_fakes import RESTARTING, asked, catalogue_of, restarting

from index.documents import Document
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.structure.asking import asked_in
from rag.structure.left_over import left_over
from rag.structure.route import answer_structure

CATALOGUE = catalogue_of()


def _draft(text: str, catalogue: Catalogue = CATALOGUE) -> Draft | None:
    return answer_structure(*asked(text, catalogue), catalogue)


def _text(text: str, catalogue: Catalogue = CATALOGUE) -> str:
    draft = _draft(text, catalogue)
    assert draft is not None, text
    return "\n".join(statement.text for statement in draft.statements)


@pytest.mark.parametrize(
    "text",
    [
        "条例第二章由哪两节组成",
        "登记那一章包括哪几节",
        "条例中关于登记的那一章有几节，分别叫什么",
        "条例“登记”这一章分哪些节",
        "条例倒数第二章下面有哪几节",
        "条例第二章里设了几节，各叫什么",
    ],
)
def test_the_parts_of_a_part(text: str) -> None:
    said = _text(text)
    assert "第一节 一般规定" in said
    assert "第二节 特别规定" in said
    assert "附则" not in said


@pytest.mark.parametrize(
    "text",
    [
        "条例第二章从第几条到第几条",
        "登记这一章从哪条到哪条",
        "条例第二章的条文起止是第几条",
    ],
)
def test_from_which_number_to_which(text: str) -> None:
    assert "第二章 登记：第三条至第五条。" in _text(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("智慧港口建设工程是第几号专栏，挂在哪一节下面", "（三）完善集疏运体系"),
        ("专栏2放在哪个部分", "二、重点任务"),
        ("哪一节下面设了专栏2", "（三）完善集疏运体系"),
        ("专栏2是哪一节的", "（三）完善集疏运体系"),
        ("条例第四条属于第几章第几节", "第二章 登记”→“第一节 一般规定"),
        ("条例哪一章讲登记", "第二章 登记"),
        ("条例里附则是第几章", "第三章 附则"),
        ("岸电使用率是专栏1的第几项", "专栏1 第2项"),
    ],
)
def test_what_holds_a_part_and_which_number_it_has(text: str, said: str) -> None:
    assert said in _text(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("条例第四条属于第二章吗", "是的，"),
        ("条例第四条在第三章吗", "不对，"),
        ("条例第三条和第四条在同一章吗", "是的，"),
        ("条例第三条和第七条属于同一章吗", "不是，"),
    ],
)
def test_whether_a_part_stands_in_another(text: str, said: str) -> None:
    assert _text(text).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("条例第三条紧接着的是哪一条", "第四条"),
        ("条例第一章之后是哪一章", "第二章"),
        ("条例第五条的上一条讲什么", "第四条"),
        ("条例第六条的上一章是什么", "第二章"),
        ("第三节下面跟着哪个专栏", "智慧港口建设工程"),
        ("条例第一条和第四条之间有哪几条", "第三条"),
    ],
)
def test_neighbours_in_other_words(text: str, said: str) -> None:
    assert said in _text(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("第二章里有专栏吗，是哪一个", "智慧港口建设工程"),
        ("条例第一章有没有专栏", "没有设专栏"),
        ("第二节带的专栏叫什么", "港口发展主要指标"),
        ("条例最后一条说了什么", "2020年1月1日"),
        ("条例首章叫什么", "第一章 总则"),
        ("条例末章的标题", "第三章 附则"),
        ("条例第六条有几项", "共有3项"),
        ("条例各章分别有几条", "第三章 附则：2条"),
        ("条例哪一章条文最多", "第二章 登记"),
        ("条例第一到第三章分别叫什么", "第二章 登记"),
        ("船舶登记在条例里占了哪几条", "第三条"),
    ],
)
def test_existence_names_and_counts(text: str, said: str) -> None:
    assert said in _text(text)


@pytest.mark.parametrize(
    "text", ["专栏２讲什么", "第2个专栏讲什么", "专栏二讲什么", "专栏第二讲什么"]
)
def test_a_number_however_it_is_typed(text: str) -> None:
    assert _text(text) == _text("专栏2讲什么")


def test_a_title_of_several_documents_is_answered_for_each() -> None:
    other = restarting()
    catalogue = catalogue_of(other)
    both = catalogue_of(other, _twin())
    assert "《" not in _text("登记在哪一部分", catalogue)
    said = _text("登记在哪一部分", both)
    assert "《仓库管理办法》" in said
    assert "《仓库管理细则》" in said


def _twin() -> Document:
    return document(RESTARTING.replace("办法", "细则"), "twin", "仓库管理细则")


@pytest.mark.parametrize(
    "text",
    [
        "第二章有哪些措施保障安全",
        "建设几个部分泊位要多少钱",
        "怎么完善集疏运体系",
        "泊位一共有多少个",
        "哪个部门负责督查",
    ],
)
def test_a_question_on_content_is_not_taken_for_one_on_parts(text: str) -> None:
    draft = _draft(text)
    assert draft is None or not any("共有" in s.text for s in draft.statements)


def test_nothing_is_left_of_a_question_on_parts_but_words_of_asking() -> None:
    assert left_over("§§§一共有几节,分别叫什么") == ()
    assert left_over("§§§怎么防范走私")


@pytest.mark.parametrize(
    ("clause", "relation"),
    [
        ("§§从第几条到第几条", "range"),
        ("§§属于哪一章", "holder"),
        ("§§是几号专栏", "number"),
        ("§§后面的专栏是什么", "next"),
        ("§§有几节", "count"),
        ("§§由哪几节组成", "list"),
        ("§§叫什么名字", "title"),
        ("§§讲什么", "content"),
    ],
)
def test_what_a_clause_asks(clause: str, relation: str) -> None:
    assert asked_in(clause)[0].relation == relation


@pytest.mark.parametrize("text", ["条例第四条是不是讲登记条件", "条例第二章是不是有3条"])
def test_what_a_part_says_or_holds_is_not_judged_by_its_title(text: str) -> None:
    draft = _draft(text)
    said = "" if draft is None else draft.statements[0].text
    assert not said.startswith(("不对，（", "不对，第"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("专栏2一共几项，末一项管什么", ("2项", "（二）数字孪生平台")),
        ("条例附则前面是哪一章，从第几条到第几条", ("第二章 登记", "第三条至第五条")),
        ("条例总则下一章是什么？打头的那条说的啥", ("第二章 登记", "三十日内")),
        ("条例登记那一章有几条，第一条说什么", ("3条", "三十日内")),
        ("条例第一章后面是哪一章，它的第二节叫什么", ("第二章 登记", "第二节 特别规定")),
        ("条例里附则是单独一章吗？哪一章", ("第三章 附则",)),
        ("条例第六条定了哪些情形，逐条列出来", ("船龄", "来历不明")),
        ("规划“集疏运”后面一节是什么", ("（四）强化安全监管",)),
        ("规划分几大部分几节", ("2个部分", "4节")),
    ],
)
def test_a_later_clause_goes_on_about_what_the_one_before_asked_for(
    text: str, said: tuple[str, ...]
) -> None:
    # each clause was read by itself: “末一项” was the last point of the whole document
    told = _text(text)
    assert all(piece in told for piece in said), told


def test_several_parts_beside_one() -> None:
    """“之后两章” are two; fewer where the document ends."""
    chapters = "".join(
        f"第{n}章 {name}\n第{n}条 内容。\n" for n, name in zip("一二三四", "甲乙丙丁", strict=True)
    )
    catalogue = catalogue_of(document(chapters, "c", "站台条例"))
    assert _text("第一章之后两章各叫什么", catalogue).split("\n") == ["第二章 乙。", "第三章 丙。"]
    assert _text("第四章前面两章叫什么", catalogue).split("\n") == ["第二章 乙。", "第三章 丙。"]
    assert _text("第三章后面三章是什么", catalogue).split("\n") == [
        "“第三章 丙”后面只有1章。", "第四章 丁。"
    ]  # fmt: skip
    assert _text("第二章前面挨着的是哪一章", catalogue) == "第一章 甲。"

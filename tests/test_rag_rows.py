"""Tables that people keep (fees, ports, statistics): a wrong column or a made-up goal is believed."""

from __future__ import annotations

import pytest
from rag_fakes import asked, catalogue_of

from index.blocks import Block, Cell
from index.documents import Document
from index.outline import outline_of_blocks
from index.tables.grids import table_blocks
from rag.compose import compose
from rag.draft import Draft
from rag.tables.indicator import answer_indicator
from rag.verify import verify


def _document(document_id: str, title: str, blocks: list[Block]) -> Document:
    outline = outline_of_blocks(blocks, document_id=document_id, title=title)
    return Document(document_id, title, outline)


def _table(*rows: list[str | Cell]) -> list[Block]:
    return table_blocks([[c if isinstance(c, Cell) else Cell(c) for c in row] for row in rows])


FEES = _document(
    "fees",
    "窗口收费表",
    _table(
        ["项目", "收费标准（元/份）", "办理时限（工作日）", "依据"],
        ["证书签发", "0", "1", "署令第九号"],
        ["档案复印", "2.5", "5", "内部规定"],
    ),
)
PORTS = _document(
    "ports",
    "码头情况表",
    _table(
        ["序号", "码头名称", "启用时间", "2024年吞吐量（万吨）", "2024年客流（万人次）"],
        ["1", "东湾码头", "1985年", "4520.6", "12.3"],
        ["2", "西湾码头", "2014年", "1105.2", ""],
        ["合计", "", "", "5625.8", "12.3"],
    ),
)
TRADE = _document(
    "trade",
    "外贸计划",
    [
        "外贸主要指标",
        "单位：亿元",
        *_table(
            [Cell("指标", 2), Cell("2025年", 1, 2), Cell("2030年", 1, 2), Cell("属性", 2)],
            ["实际", "占比（%）", "目标", "年均增长（%）"],
            ["出口额", "2100.2", "59.7", "3100", "8.1", "预期性"],
            ["电商进口额", "212.4", "6", "520", "19.6", "预期性"],
        ),
    ],
)
CATALOGUE = catalogue_of(FEES, PORTS, TRADE)


def _draft(text: str) -> Draft:
    draft = answer_indicator(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is not None
    return verify(draft, CATALOGUE)


def _said(text: str) -> str:
    return "\n".join(statement.text for statement in _draft(text).statements)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("档案复印收费多少", "档案复印：收费标准2.5元/份。"),
        ("档案复印多少钱", "档案复印：收费标准2.5元/份。"),
        ("档案复印要几天", "档案复印：办理时限5工作日。"),
        ("档案复印的依据", "档案复印：依据内部规定。"),
        ("东湾码头吞吐量", "东湾码头：2024年吞吐量4520.6万吨。"),
        ("东湾码头什么时候启用", "东湾码头：启用时间1985年。"),
        ("合计吞吐量", "合计：2024年吞吐量5625.8万吨。"),
        ("出口额占比", "出口额：2025年占比59.7%（预期性）。"),
        ("电商进口额年均增长多少", "电商进口额：2030年年均增长19.6%（预期性）。"),
    ],
)
def test_only_the_column_that_is_asked_for_is_told(text: str, said: str) -> None:
    assert _said(text) == said


def test_a_figure_of_a_statistic_is_not_called_a_goal() -> None:
    assert "目标" not in _said("东湾码头是多少")


def test_a_column_that_says_goal_is_said_once() -> None:
    assert _said("出口额2030年目标") == "出口额：2030年目标3100亿元，2030年年均增长8.1%（预期性）。"


def test_an_empty_cell_is_not_filled_from_its_neighbour() -> None:
    draft = _draft("西湾码头客流")
    assert not draft.found
    assert draft.statements[0].text == "“西湾码头”的“2024年客流”一栏是空的，没有数值。"


def test_a_difference_is_taken_between_levels_of_one_unit() -> None:
    # the difference of 212.4亿元 and 19.6% was once called 192.8 percentage points
    assert "增加307.6亿元" in _said("电商进口额增长多少")


def test_a_unit_that_stands_above_the_table_proves_the_figure() -> None:
    assert _draft("出口额2025年是多少").found


def test_a_figure_with_its_scale_in_the_question_is_compared_as_it_is_worth() -> None:
    assert not _said("出口额2030年目标3100亿元，对吗").startswith("不对")
    assert _said("出口额2030年目标3200亿元，对吗").startswith("不对，")


def test_indicators_of_several_documents_are_not_counted_as_one() -> None:
    other = _document("other", "乙计划", _table(["指标", "2030年", "属性"], ["产值（亿元）", "9", "约束性"], ["面积（亩）", "8", "预期性"]))  # fmt: skip
    catalogue = catalogue_of(TRADE, other, PORTS)
    draft = answer_indicator(*asked("主要指标有哪些", catalogue), catalogue)
    assert draft is not None
    leads = [s.text for s in draft.statements if s.form == "lead"]
    assert leads == ["《外贸计划》中，指标共有2个：", "《乙计划》中，指标共有2个："]


def test_a_total_below_numbered_rows_is_cited_by_its_name() -> None:
    _, citations = compose(_draft("合计吞吐量"), CATALOGUE)
    assert [c.label for c in citations] == ["表 合计"]


def test_a_sheet_of_thousands_of_rows_is_not_poured_out() -> None:
    rows: list[list[str | Cell]] = [[f"第{n}处面积（亩）", f"{n}"] for n in range(1, 81)]
    sheet = _document("sheet", "台账", _table(["指标", "2030年"], *rows))
    catalogue = catalogue_of(sheet)
    draft = answer_indicator(*asked("指标有哪些", catalogue), catalogue)
    assert draft is not None
    assert draft.statements[0].text == "指标共有80个，这里列出前50个："
    assert len(draft.statements) == 51

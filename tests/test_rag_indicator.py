"""The figure of the wrong row or the wrong year is the error that a reader cannot see."""

from __future__ import annotations

import pytest
from depot_fakes import said as depot
from rag_fakes import asked, catalogue_of, law

from rag.draft import Draft
from rag.tables.indicator import answer_indicator, match_rows
from rag.tables.rows import table_rows, value_text

CATALOGUE = catalogue_of()
ROWS = ("万吨级泊位数量", "绿色泊位数量", "岸电使用率")


def _draft(text: str) -> Draft:
    draft = answer_indicator(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is not None
    return draft


def _text(text: str) -> str:
    return "\n".join(statement.text for statement in _draft(text).statements)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2030年万吨级泊位数量是多少", "万吨级泊位数量：2030年目标≥80个（预期性）。"),
        ("2025年万吨级泊位数量是多少", "万吨级泊位数量：2025年50个（预期性）。"),
        ("岸电使用率是多少", "岸电使用率：2025年60%，2030年目标95%（约束性）。"),
        ("绿色泊位数量是多少", "绿色泊位数量：2030年20个（预期性）。"),
    ],
)
def test_one_cell_with_its_unit_and_attribute(text: str, said: str) -> None:
    assert _text(text) == said


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("示范站台 平均每年建几座", "年均8座"),
        ("线网互通城市那项2025实际多少", "2025年6个"),
        ("线网互通城市，从2025到2030至少还得谈下来多少个", "至少12个"),
        ("线网互通城市2025年是2030年的几倍", "前者是后者的至多约0.33倍"),
        ("线网互通城市2030年是2025年的几倍", "后者是前者的至少3倍"),
        ("主要指标总共几项，其中约束性占几项", "属性为约束性的指标共有1项"),
    ],
)
def test_a_row_is_found_by_loose_words_and_its_cell_by_what_is_asked(text: str, piece: str) -> None:
    assert piece in depot(text)


def test_the_whole_row_is_the_evidence() -> None:
    place = _draft("2030年岸电使用率是多少").statements[0].evidence[0]
    text = CATALOGUE.outline(place.document_id).text
    assert text[place.span[0] : place.span[1]] == "2.岸电使用率（%） | 60 | 95 | 约束性"


def test_a_wrong_figure_in_the_question_is_put_right() -> None:
    assert _text("2030年岸电使用率达到60%，对吗").startswith("不对，")
    assert _text("2030年岸电使用率达到95%，对吗").startswith("是的。")


def test_a_year_without_a_value_is_refused() -> None:
    draft = _draft("2027年岸电使用率是多少")
    assert not draft.found
    assert "没有2027年的数值" in draft.statements[0].text


def test_a_difference_is_computed_in_the_right_unit() -> None:
    assert "增加35个百分点" in _text("岸电使用率增加了多少")
    assert "增加至少30个" in _text("万吨级泊位数量增加了多少")


def test_a_difference_is_taken_from_the_row_that_has_two_values() -> None:
    assert "万吨级泊位数量" in _text("泊位数量增加了多少")


def test_a_difference_without_two_values_is_refused() -> None:
    assert not _draft("绿色泊位数量增加了多少").found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("约束性指标有哪些", ["岸电使用率"]),
        ("哪些指标没有2025年的数值", ["绿色泊位数量"]),
        ("哪些指标是预期性的", ["万吨级泊位数量", "绿色泊位数量"]),
    ],
)
def test_rows_selected(text: str, names: list[str]) -> None:
    said = "".join(s.text for s in _draft(text).statements)
    assert [name for name in ROWS if name in said] == names


@pytest.mark.parametrize("text", ["食堂几点开饭", "罚款多少", "怎么完善集疏运体系"])
def test_questions_on_no_row_are_left_to_other_routes(text: str) -> None:
    assert answer_indicator(*asked(text, CATALOGUE), CATALOGUE) is None


def test_documents_without_tables_have_no_indicators() -> None:
    catalogue = catalogue_of(law())
    assert answer_indicator(*asked("岸电使用率是多少", catalogue), catalogue) is None


def test_a_row_is_matched_by_its_words_and_by_no_others() -> None:
    question, scope = asked("岸电使用率", CATALOGUE)
    rows = match_rows(question, table_rows(scope, CATALOGUE), CATALOGUE)
    assert [row.subject for row in rows] == ["岸电使用率"]
    assert [value_text(cell) for cell in rows[0].cells] == ["60%", "95%"]

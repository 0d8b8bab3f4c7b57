"""A later part of a question leans on an earlier one: it must not be answered from somewhere else."""

from __future__ import annotations

import pytest
from depot_fakes import CATALOGUE, said

from rag.draft import Draft, Evidence
from rag.leaning import first_found, in_section, section_of, stands_in
from rag.routes import draft_answer
from rag.splitting import Part, names_something


def _answer(text: str, within: tuple[Evidence, ...] = ()) -> Draft:
    return draft_answer(text, (), CATALOGUE, part=True, within=within)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("调度学校建几个 高级技师引进多少", ["2-3个", "60名"]),
        ("“一卡通乘”能办多少类、多少项", ["12大类", "340项"]),
        ("投诉率误差控制在多少以内，满意程度的合理区间又是什么", ["3%", "0.9到0.97"]),
        ("“电子站牌”试点放在哪个时期推，推到什么线路", ["2026—2027年", "东城线路"]),
        ("场站建设分近期和远期，远期是到哪年，要建成什么", ["2030年", "智慧场站"]),
    ],
)
def test_both_parts_are_answered(text: str, answers: list[str]) -> None:
    answer = said(text)
    assert all(piece in answer for piece in answers), answer


def test_a_part_without_words_of_its_own_is_not_answered_from_another_section() -> None:
    answer = said("资料库收录多少件案例，什么时候建成")
    assert "900件" in answer
    assert "2030年" not in answer


def test_the_section_of_an_answer_holds_the_answer() -> None:
    draft = _answer("高级技师引进多少")
    section = section_of(draft, CATALOGUE)
    assert section is not None
    assert stands_in(draft, section)


def test_a_part_is_found_inside_a_section_by_its_own_words() -> None:
    section = section_of(_answer("高级技师引进多少"), CATALOGUE)
    assert section is not None
    part = Part("资料库收录多少件案例", ("高级技师，资料库收录多少件案例",), leans=True)
    draft = in_section(part, section, _answer, CATALOGUE)
    assert draft is not None
    assert "900件" in "".join(s.text for s in draft.statements)


def test_the_first_way_that_says_the_words_of_the_part_wins() -> None:
    part = Part("资料库多少件", ("高级技师多少", "资料库收录多少件案例"), leans=True)
    assert "900件" in "".join(s.text for s in first_found(part, _answer).statements)


@pytest.mark.parametrize(("text", "named"), [("什么时候建成", False), ("由哪个中心核对", True)])
def test_words_of_its_own(text: str, named: bool) -> None:
    assert names_something(text) is named

"""The measures, worked by hand: were one wrong, every decision taken by it would be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.citing import (
    Statement,
    citation_precision,
    citation_recall,
    listed,
    statements_of,
)
from eval.measures.content import judge_content
from eval.measures.latency import percentile
from eval.measures.quoting import quote_validity
from eval.measures.ranking import recall_at, reciprocal_rank, success_at
from eval.measures.refusal import refusal_scores
from eval.measures.support import cover, figure_support, supported
from rag.answer import Citation

TEXT = "推荐博士服务团成员不少于10人，选派干部援藏援疆不少于30人。"
KEYS = st.lists(st.sampled_from("abcdefgh"), max_size=8)


def cited(quote: str, start: int = 0, document_id: str = "plan") -> Citation:
    span = (start, start + len(quote))
    return Citation(1, "规划", document_id, "专栏19（三）", ("专栏19 人才",), quote, span)


def test_ranking_by_hand() -> None:
    ranked, relevant = ["x", "b", "y", "a", "b"], {"a", "b", "c"}
    assert success_at(1, ranked, relevant) == 0
    assert success_at(2, ranked, relevant) == 1
    assert recall_at(3, ranked, relevant) == pytest.approx(1 / 3)
    assert recall_at(5, ranked, relevant) == pytest.approx(2 / 3)
    assert reciprocal_rank(ranked, relevant) == 0.5
    assert reciprocal_rank(["x"], relevant) == 0


@pytest.mark.parametrize("measure", [success_at, recall_at])
def test_a_cutoff_below_one_is_refused(measure: object) -> None:
    with pytest.raises(ValueError, match="k is 0"):
        measure(0, ["a"], {"a"})  # type: ignore[operator]


@given(KEYS, KEYS, st.integers(1, 10))
def test_ranking_stays_in_range_and_grows_with_k(
    ranked: list[str], relevant: list[str], k: int
) -> None:
    for measure in (success_at, recall_at):
        assert 0 <= measure(k, ranked, relevant) <= measure(k + 1, ranked, relevant) <= 1
    assert (reciprocal_rank(ranked, relevant) > 0) == bool(set(ranked) & set(relevant))
    assert success_at(1, ranked, relevant) <= reciprocal_rank(ranked, relevant) <= 1


def test_right_content_is_correct_however_it_is_written() -> None:
    judged = judge_content("不少于十人。[1]", [["10人"], ["不少于", "以上"]], max_chars=20)
    assert judged.correct
    assert judged.length == 6
    assert not judged.over_length


@pytest.mark.parametrize(
    "answer, missing, forbidden",
    [
        ("不少于110人。", ("10人",), ()),
        ("文件没有写明。", ("10人",), ()),
        ("不少于10人，也就是50人。", (), ("50人",)),
        ("", ("10人",), ()),
    ],
)
def test_wrong_content_is_wrong(
    answer: str, missing: tuple[str, ...], forbidden: tuple[str, ...]
) -> None:
    judged = judge_content(answer, [["10人"]], ["50人"], max_chars=20)
    assert (judged.missing, judged.forbidden) == (missing, forbidden)
    assert not judged.correct


def test_agreeing_with_a_false_premise_is_wrong_even_with_the_right_figure() -> None:
    """“是的，……不少于10人” to someone who said 50 tells them that 50 is right."""
    agreed = judge_content("是的。不少于10人。[1]", [["10人"]], ["^是的"], max_chars=20)
    denied = judge_content("不是的，是不少于10人。[1]", [["10人"]], ["^是的"], max_chars=20)
    assert agreed.forbidden == ("^是的",)
    assert denied.correct


def test_a_dump_of_the_section_is_over_length() -> None:
    """An answer of 3,000 characters holds the right figure and helps nobody."""
    dump = judge_content("海关" * 1500 + "不少于10人", [["10人"]], max_chars=90)
    assert dump.correct
    assert dump.over_length


def test_verbatim_and_near_verbatim_statements_are_supported() -> None:
    assert supported("推荐博士服务团成员不少于10人。", TEXT)
    assert supported("推荐博士服务团成员：不少于10人", TEXT)
    assert supported("援藏援疆干部不少于三十人", TEXT)


@pytest.mark.parametrize(
    "statement",
    [
        "推荐博士服务团成员不少于50人。",
        "推荐博士服务团成员不少于10人，经费由财政部门承担，名单另行公布。",
        "海关总署食堂提供早餐。",
        "。",
    ],
)
def test_other_figures_and_inventions_are_not_supported(statement: str) -> None:
    assert not supported(statement, TEXT)


def test_a_calculated_figure_may_be_exempted() -> None:
    passage = "AEO互认国家（地区）数量（个） 42 ≥60"
    statement = "AEO互认国家（地区）数量增加18个"
    assert not supported(statement, passage)
    assert supported("AEO互认国家（地区）数量18个", passage, exempt=["18"])
    assert figure_support(statement, passage) == 0
    assert figure_support(statement, passage, ["18"]) == 1


def test_figure_support_by_hand() -> None:
    assert figure_support("10人、30人、99人", TEXT) == pytest.approx(2 / 3)
    assert figure_support("没有数字", TEXT) == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_support_measures_stay_in_range(statement: str, passage: str) -> None:
    assert 0 <= cover(statement, passage) <= 1
    assert 0 <= figure_support(statement, passage) <= 1
    assert cover(statement, statement) == 1


def test_statements_are_sentences_list_lines_and_table_rows() -> None:
    answer = (
        "五型口岸包括：\n- 平安口岸 [1]\n- 效能口岸[1][2]\n"
        "| 项目 | 数值 |\n| --- | --- |\n| 院士 | 1名 [2] |\n合计两项；见后。[1]另有：[2]一项"
    )
    assert statements_of(answer) == (
        Statement("- 平安口岸", (1,)),
        Statement("- 效能口岸", (1, 2)),
        Statement("| 院士 | 1名  |", (2,)),
        Statement("合计两项；见后。", (1,)),
        Statement("另有：", (2,)),
        Statement("一项", ()),
    )
    assert listed(answer) == 2


def test_citations_by_hand() -> None:
    """Two of three statements hold; of four citations two matter."""
    passages = {1: "推荐博士服务团成员不少于10人", 2: "选派干部援藏援疆不少于30人", 3: "食品安全"}
    statements = (
        Statement("推荐博士服务团成员不少于10人。", (1, 3)),
        Statement("选派干部援藏援疆不少于30人。", (2,)),
        Statement("选派干部援藏援疆不少于30人。", (3,)),
    )
    assert citation_recall(statements, passages) == pytest.approx(2 / 3)
    assert citation_precision(statements, passages) == pytest.approx(2 / 4)


def test_citations_that_only_hold_together_all_matter() -> None:
    passages = {1: "博士服务团成员不少于10人", 2: "援藏援疆干部不少于30人"}
    both = (Statement("博士服务团成员不少于10人、援藏援疆干部不少于30人。", (1, 2)),)
    assert citation_recall(both, passages) == 1
    assert citation_precision(both, passages) == 1


def test_a_citation_that_adds_to_the_cover_matters() -> None:
    """Two rows named in one sentence: each citation vouches for its own name."""
    passages = {
        1: "约束性指标 口岸海关动植物检疫标准化建设覆盖率",
        2: "约束性指标 海关业务信息化应用覆盖率",
        3: "约束性指标",
    }
    text = "约束性指标：口岸海关动植物检疫标准化建设覆盖率、海关业务信息化应用覆盖率。"
    assert citation_precision([Statement(text, (1, 2))], passages) == 1
    assert citation_precision([Statement(text, (1, 2, 3))], passages) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "answer, recall, precision",
    [
        ("推荐博士服务团成员不少于10人。[2]", 0, 0),
        ("推荐博士服务团成员不少于10人。[7]", 0, 0),
        ("推荐博士服务团成员不少于10人。", 0, 0),
        ("推荐博士服务团成员不少于10人。[1]今后还将扩大规模并发放奖金。[1]", 0.5, 0.5),
        ("", 0, 0),
    ],
)
def test_wrong_citations_and_invented_sentences_cost(
    answer: str, recall: float, precision: float
) -> None:
    """The right figure with the wrong citation, one out of range, none; an extra invention."""
    passages = {1: "推荐博士服务团成员不少于10人", 2: "食品安全"}
    statements = statements_of(answer)
    assert citation_recall(statements, passages) == recall
    assert citation_precision(statements, passages) == precision


@given(
    st.lists(st.tuples(st.sampled_from(["甲乙丙", "10人", "丁"]), st.lists(st.integers(1, 4)))),
    st.dictionaries(st.integers(1, 4), st.sampled_from(["甲乙丙10人", "丁", ""])),
)
def test_citation_measures_stay_in_range(
    pieces: list[tuple[str, list[int]]], passages: dict[int, str]
) -> None:
    statements = [Statement(text, tuple(dict.fromkeys(cites))) for text, cites in pieces]
    assert 0 <= citation_recall(statements, passages) <= 1
    assert 0 <= citation_precision(statements, passages) <= 1


def test_quotes_are_valid_to_the_character() -> None:
    texts = {"plan": TEXT}
    good = cited(TEXT[2:12], 2)
    altered = cited("博土服务团", 2)
    assert quote_validity([good], texts) == 1
    assert quote_validity([good, altered], texts) == 0.5
    for wrong in (cited("", 0), cited(TEXT, 1), cited(TEXT[:3], -3), cited("推荐", 0, "other")):
        assert quote_validity([wrong], texts) == 0
    assert quote_validity([], texts) == 0


def test_refusal_by_hand() -> None:
    """Five questions: of three refusals two were right, of two unanswerable ones both refused."""
    scores = refusal_scores(
        [(False, True), (False, True), (True, True), (True, False), (True, False)]
    )
    assert scores.precision == pytest.approx(2 / 3)
    assert scores.recall == 1
    assert scores.f1 == pytest.approx(0.8)
    assert scores.false_refusals == pytest.approx(1 / 3)


def test_refusing_everything_or_nothing_is_not_rewarded() -> None:
    everything = refusal_scores([(True, True), (True, True), (False, True)])
    nothing = refusal_scores([(True, False), (False, False)])
    assert everything.precision == pytest.approx(1 / 3)
    assert everything.false_refusals == 1
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_refusal_stays_in_range(pairs: list[tuple[bool, bool]]) -> None:
    scores = refusal_scores(pairs)
    for value in (scores.precision, scores.recall, scores.f1, scores.false_refusals):
        assert 0 <= value <= 1


def test_percentiles_by_nearest_rank() -> None:
    assert percentile([15, 20, 35, 40, 50], 30) == 20
    assert percentile([15, 20, 35, 40, 50], 50) == 35
    assert percentile([50, 15, 40, 20, 35], 100) == 50
    assert percentile([7], 1) == 7
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)
    with pytest.raises(ValueError, match="p is 0"):
        percentile([1], 0)


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0.1, 100))
def test_a_percentile_is_a_measured_value(values: list[float], p: float) -> None:
    found = percentile(values, p)
    assert found in values
    assert sum(value <= found for value in values) >= len(values) * p / 100 - 1e-9

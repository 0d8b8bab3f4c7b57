"""Comparing runs: whoever steers by a difference must know which questions made it, and if it is luck."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from eval_fakes import ANSWERS, SET, FakeAssistant, question

from eval.compare import compare_runs, comparison_json, comparison_table
from eval.errors import RunError
from eval.measures.interval import interval
from eval.measures.paired import randomisation_test, sign_test
from eval.run import read_run, run_set


def test_each_question_is_a_win_a_tie_or_a_loss() -> None:
    """The second system gets q-1 wrong, and q-4, which the first had wrong, right."""
    better = {"首席专家几个？": ("首席专家30名。[1]", "首席专家30名")}
    comparison = compare_runs(
        run_set(FakeAssistant(ANSWERS), SET), run_set(FakeAssistant(better), SET)
    )
    assert [pair.outcome for pair in comparison.pairs] == ["loss", "tie", "tie", "win"]
    assert comparison.sign_p == 1.0
    correct = comparison.measures[0]
    assert (correct.name, correct.questions, correct.before, correct.after) == ("答对", 4, 0.5, 0.5)
    table = comparison_table(comparison)
    assert "变好 1，变坏 1，不变 2" in table
    assert table.index("变坏的题") < table.index("变好的题")
    assert comparison_json(comparison)["questions"] == [
        {"id": f"q-{n}", "outcome": o} for n, o in zip((1, 2, 3, 4), ("loss", "tie", "tie", "win"), strict=True)
    ]  # fmt: skip


def test_only_questions_that_are_the_same_in_both_are_compared() -> None:
    changed = question("q-1", "首席专家几位？")
    comparison = compare_runs(
        run_set(FakeAssistant(ANSWERS), SET[:2]), run_set(FakeAssistant(ANSWERS), [changed, SET[1]])
    )
    assert [pair.before.question.id for pair in comparison.pairs] == ["q-2"]
    assert (comparison.only_before, comparison.only_after) == (("q-1",), ("q-1",))
    with pytest.raises(RunError, match="没有相同的题目"):
        compare_runs(run_set(FakeAssistant({}), SET[:1]), run_set(FakeAssistant({}), SET[1:2]))


def test_a_run_read_back_from_its_folder_is_the_run(tmp_path: Path) -> None:
    run = run_set(FakeAssistant(ANSWERS), SET, tmp_path, settings=[("set", "mine")])
    again = read_run(tmp_path)
    assert again.manifest == run.manifest
    assert [line.judgement for line in again.lines] == [line.judgement for line in run.lines]
    assert [line.answer and line.answer.answer for line in again.lines] == [
        line.answer and line.answer.answer for line in run.lines
    ]
    assert all(p.outcome == "tie" for p in compare_runs(run, again).pairs)


def test_sign_test_worked_by_hand() -> None:
    """5 wins and 1 loss: (1 + 6) of 64 splits are as uneven on one side, twice that on both."""
    assert sign_test(5, 1) == sign_test(1, 5) == pytest.approx(2 * 7 / 64)
    assert sign_test(0, 0) == sign_test(3, 3) == 1.0
    with pytest.raises(ValueError, match="never negative"):
        sign_test(-1, 2)


def test_randomisation_test_follows_the_exact_one_for_equal_steps() -> None:
    """Six wins of one each: only all signs alike reach the sum: 2 of 64."""
    assert randomisation_test([1.0] * 6) == pytest.approx(2 / 64, abs=0.01)
    assert randomisation_test([0.0, 0.0]) == randomisation_test([]) == 1.0
    assert randomisation_test([1.0, -1.0]) == 1.0


def test_intervals_hold_the_mean_and_narrow_with_more_questions() -> None:
    few, many = interval([1.0, 0.0] * 10), interval([1.0, 0.0] * 500)
    assert few[0] < 0.5 < few[1]
    assert many[1] - many[0] < few[1] - few[0] < 0.5
    assert interval([1.0] * 9) == (1.0, 1.0)
    assert interval([1.0, 0.0] * 10) == few
    # of 1000 values of spread 0.5 the mean's deviation is 0.0158: 1.96 of them on either side
    assert many == pytest.approx((0.469, 0.531), abs=0.004)
    with pytest.raises(ValueError, match="at least one"):
        interval([])
    with pytest.raises(ValueError, match="level"):
        interval([1.0], level=95)


def test_a_refused_question_loses_its_places_as_in_the_table() -> None:
    """A system that refuses more must not look the same for it: both tables take one definition."""
    answering, refusing = run_set(FakeAssistant(ANSWERS), SET), run_set(FakeAssistant({}), SET)
    cited = {m.name: m for m in compare_runs(answering, refusing).measures}["引全出处"]
    assert cited.questions == 3
    assert cited.before == answering.summary.overall.cited
    assert cited.after == refusing.summary.overall.cited == 0.0


def test_what_the_runs_do_not_share_is_named() -> None:
    """Else another corpus would pass for a better program."""
    before, after = (run_set(FakeAssistant(ANSWERS), SET) for _ in "ab")
    other = replace(after, manifest=replace(after.manifest, corpus_hash="x", model="y"))
    comparison = compare_runs(before, other)
    assert comparison.differing == ("语料", "模型")
    assert "两次评测不同的是：语料、模型。" in comparison_table(comparison)
    assert comparison_json(comparison)["differing"] == ["语料", "模型"]
    assert "不同的是：没有" in comparison_table(compare_runs(before, after))

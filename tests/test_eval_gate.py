"""The gate: a change that makes answers worse must stop, and floors never sink in passing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from eval_fakes import ANSWERS, SET, FakeAssistant

from eval.errors import GateError
from eval.gate import Fall, falls, measured, read_floors, updated, write_floors
from eval.run import Run, run_set


def good() -> Run:
    return run_set(FakeAssistant(ANSWERS), SET, settings=[("set", "mine"), ("split", "all")])


def worse() -> Run:
    return run_set(FakeAssistant({}), SET, settings=[("set", "mine"), ("split", "all")])


def test_a_run_passes_the_floors_made_of_it_and_a_worse_one_does_not() -> None:
    floors = updated(good(), None, lower=False)
    assert falls(good(), floors) == ()
    assert Fall("correct", 0.495, 0.25) in falls(worse(), floors)


def test_a_measure_that_is_gone_counts_as_fallen() -> None:
    """Were every question refused, nothing would be cited and nothing measured."""
    floors = updated(good(), None, lower=False)
    gone = {fall.name for fall in falls(worse(), floors)}
    assert "cited" in gone
    assert measured(worse().summary)["cited"] < 0.5


def test_floors_rise_by_themselves_and_sink_only_when_told_to() -> None:
    low = updated(worse(), None, lower=False)
    raised = updated(good(), low, lower=False)
    assert raised.floors["correct"] == pytest.approx(0.495)
    with pytest.raises(GateError, match="不降低门槛：correct"):
        updated(worse(), raised, lower=False)
    assert updated(worse(), raised, lower=True).floors["correct"] == pytest.approx(0.245)


def test_a_floor_within_the_slack_is_kept() -> None:
    floors = updated(good(), None, lower=False)
    high = replace(floors, floors={"correct": 0.5})
    assert updated(good(), high, lower=False).floors["correct"] == 0.5


def test_floors_of_another_set_or_corpus_are_no_floors() -> None:
    floors = updated(good(), None, lower=False)
    with pytest.raises(GateError, match="题目与定门槛时不同"):
        falls(good(), replace(floors, questions_hash="x"))
    with pytest.raises(GateError, match="语料与定门槛时不同"):
        falls(good(), replace(floors, corpus_hash="x"))


def test_a_changed_set_or_corpus_is_no_way_to_sink_the_floors() -> None:
    """Else one word changed in the set would let every floor fall unseen."""
    other = replace(updated(good(), None, lower=False), questions_hash="x", corpus_hash="y")
    with pytest.raises(GateError, match="不降低门槛：correct"):
        updated(worse(), other, lower=False)
    assert updated(worse(), other, lower=True).corpus_hash == "c0ffee"
    assert updated(good(), other, lower=False).floors == other.floors


def test_floors_come_back_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "gates" / "mine.json"
    floors = updated(good(), None, lower=False)
    write_floors(path, floors)
    assert read_floors(path) == floors


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"floors": 3}',
        '{"floors": {"a": NaN}}',
        '{"floors": {"a": 2}}',
        '{"set": "s", "split": "all", "questions_hash": "q", "corpus_hash": "c", "floors": {}}',
        '{"floors": {"a": "b"}}',
        "{}",
    ],
)
def test_a_broken_file_of_floors_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "gate.json").write_text(content, encoding="utf-8")
    with pytest.raises(GateError, match="已损坏"):
        read_floors(tmp_path / "gate.json")
    with pytest.raises(GateError, match="没有门槛文件"):
        read_floors(tmp_path / "none.json")

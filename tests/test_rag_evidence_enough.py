"""The fitted judgement: the trees must fit the features, and what they do must make sense."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evidence import enough
from rag.evidence.enough import FOREST_FILE, OF_ONE_MODEL, forest, is_enough
from rag.evidence.features import NAMES
from rag.evidence.trees import LEAF, Forest, forest_of
from rag.ranking.pieces import Floats

MUCH = {"cover": 1.0, "bridge": 1.0, "characters": 1.0, "meaning": 0.9, "score": 1.6, "lead": 3.0,
        "odds": 6.0, "ahead": 0.6, "words": 4.0, "nearest": 1.0, "farthest": 1.0}  # fmt: skip
LITTLE = {"cover": 0.1, "unmet": 8.0, "lacking": 1.0, "meaning": 0.1, "characters": 0.1, "odds": -4.0,
          "lead": -3.0, "words": 4.0, "other_words": 8.0, "unknown_words": 1.0}  # fmt: skip
FOR = ("cover", "meaning", "bridge", "characters", "score", "odds", "ahead", "nearest", "farthest")
AGAINST = ("unmet", "lacking", "other_words", "unknown_words", "absent", "no_figure", "no_members")


def row(**values: float) -> Floats:
    """A row of NAMES, 0 where nothing is said."""
    return np.array([values.get(name, 0.0) for name in NAMES], np.float32)


@pytest.mark.parametrize("known_scale", [True, False])
def test_much_in_common_is_enough_and_little_is_not(*, known_scale: bool) -> None:
    assert is_enough(row(**MUCH), known_scale=known_scale)
    assert not is_enough(row(**LITTLE), known_scale=known_scale)


@pytest.mark.parametrize("known_scale", [True, False])
@pytest.mark.parametrize("lack", ["no_figure", "absent"])
def test_a_kind_that_is_lacking_counts_against(lack: str, *, known_scale: bool) -> None:
    trees = forest(known_scale=known_scale)
    doubtful = MUCH | {"score": 1.0, "odds": 1.0}
    assert trees.chance(row(**doubtful, **{lack: 1.0})) < trees.chance(row(**doubtful))


def test_another_model_is_judged_without_its_cosines() -> None:
    looked_at = {
        NAMES[column]
        for tree in forest(known_scale=False).trees for column in tree.column if column != LEAF
    }  # fmt: skip
    assert looked_at.isdisjoint(OF_ONE_MODEL)


def test_trees_of_other_features_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "forest.json"
    path.write_text(
        json.dumps({"forest": {"columns": ["cover"], "base": 0.0, "trees": []}}), "utf-8"
    )
    monkeypatch.setattr(enough, "FOREST_FILE", path)
    forest.cache_clear()
    with pytest.raises(ValueError, match="other features"):
        is_enough(row(**MUCH), known_scale=True)
    forest.cache_clear()


def test_the_file_says_how_it_was_made() -> None:
    assert "eval.evidence_fit" in json.loads(FOREST_FILE.read_text("utf-8"))["command"]


@given(
    st.fixed_dictionaries({name: st.floats(-2, 8, width=32) for name in NAMES}),
    st.sampled_from([*FOR, *AGAINST]), st.floats(0, 4, width=32),
)  # fmt: skip
def test_what_is_in_common_never_speaks_against_an_answer(
    values: dict[str, float], name: str, more: float
) -> None:
    """However the trees combine them: one that met a question better must not be refused for it."""
    trees = forest(known_scale=True)
    before = trees.chance(row(**values))
    after = trees.chance(row(**values | {name: values[name] + more}))
    assert after >= before - 1e-4 if name in FOR else after <= before + 1e-4


STEP = {"column": [0, LEAF, LEAF], "bound": [0.5, 0.0, 0.0], "left": [1, 0, 0], "right": [2, 0, 0],
        "value": [0.0, -1.0, 2.0]}  # fmt: skip


def test_the_leaves_of_all_trees_are_added_up() -> None:
    both = forest_of({"columns": ["a", "b"], "base": 0.5, "trees": [STEP, STEP]})
    assert both.chance(np.array([0.5, 9.0], np.float32)) == pytest.approx(1 / (1 + math.exp(1.5)))
    assert both.chance(np.array([0.6, 9.0], np.float32)) == pytest.approx(1 / (1 + math.exp(-4.5)))


@pytest.mark.parametrize(
    "content",
    [
        {"columns": ["a"], "base": "much", "trees": []},
        {"columns": ["a"], "base": 0.0, "trees": [{"column": [0]}]},
        {"columns": ["a"], "base": 0.0, "trees": [STEP | {"value": [0.0]}]},
        {"columns": ["a"], "base": 0.0, "trees": [STEP | {"left": [0, 0, 0]}]},
        {"columns": ["a"], "base": 0.0, "trees": [STEP | {"column": [3, LEAF, LEAF]}]},
    ],
)
def test_trees_that_lead_nowhere_are_refused(content: dict[str, object]) -> None:
    """A walk that never ends would hold a reader's question for ever."""
    with pytest.raises(ValueError, match="tree"):
        forest_of(content)


def test_everyday_words_about_how_things_are_done_need_a_little_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They are never those of the documents; a figure that the documents lack is another matter."""
    odds = math.log(0.5 * (enough.PLAIN_BOUND + enough.BOUND))
    doubtful = Forest(NAMES, odds - math.log(1 - math.exp(odds)), ())
    monkeypatch.setattr(enough, "forest", lambda *, known_scale: doubtful)
    plain = {"spoken": 0.4, "meaning": 0.4, "how": 1.0}
    assert is_enough(row(**plain), known_scale=True)
    assert not is_enough(row(**plain | {"spoken": 0.1}), known_scale=True)
    assert not is_enough(row(**plain, absent=1.0), known_scale=True)
    assert not is_enough(row(**plain, quantity=1.0), known_scale=True)
    assert not is_enough(row(**plain), known_scale=False)

"""The fitted judgement: the file must fit the features, and its signs must make sense."""

import json
from pathlib import Path

import numpy as np
import pytest

from rag.evidence import enough
from rag.evidence.enough import OF_ONE_MODEL, WEIGHTS_FILE, is_enough
from rag.evidence.features import NAMES
from rag.ranking.pieces import Floats

MUCH = {"cover": 1.0, "bridge": 1.0, "characters": 1.0, "meaning": 0.9, "score": 0.8, "lead": 3.0,
        "words": 4.0, "nearest": 1.0, "farthest": 1.0, "spoken": 0.0}  # fmt: skip
LITTLE = {"cover": 0.1, "unmet": 8.0, "lacking": 1.0, "meaning": 0.1, "characters": 0.1,
          "lead": -3.0, "words": 4.0, "other_words": 8.0, "unknown_words": 1.0}  # fmt: skip


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
    _, weights = enough._weights(known_scale)
    assert weights[NAMES.index(lack)] < -0.5


def test_another_model_is_judged_without_its_cosines() -> None:
    weights = json.loads(WEIGHTS_FILE.read_text("utf-8"))["weights_of_any_model"]
    assert {name for name in OF_ONE_MODEL if weights[name]} == set()


def test_weights_of_other_features_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"weights": {"bias": 0.0, "cover": 1.0}}), "utf-8")
    monkeypatch.setattr(enough, "WEIGHTS_FILE", path)
    enough._weights.cache_clear()
    with pytest.raises(ValueError, match="other features"):
        is_enough(row(**MUCH), known_scale=True)
    enough._weights.cache_clear()


def test_what_is_in_common_never_speaks_against_an_answer() -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    assert "eval.evidence_fit" in fitted["command"]
    for weights in (fitted["weights"], fitted["weights_of_any_model"]):
        assert set(weights) == {"bias", *NAMES}
        assert all(weights[name] >= 0 for name in ("meaning", "bridge", "score", "farthest"))
        assert all(weights[name] <= 0 for name in ("unmet", "lacking"))


def test_everyday_words_about_how_things_are_done_need_a_little_less() -> None:
    """They are never those of the documents; a figure that the documents lack is another matter."""

    def doubtful(**values: float) -> Floats:
        bias, weights = enough._weights(True)
        lacks = np.log(0.3 / 0.7) - (bias + row(**values) @ weights)
        return row(**values, score=float(lacks / weights[NAMES.index("score")]))

    assert is_enough(doubtful(spoken=0.5, meaning=0.3), known_scale=True)
    assert not is_enough(doubtful(spoken=0.3, meaning=0.3, quantity=1.0), known_scale=True)
    assert not is_enough(doubtful(spoken=0.6, meaning=0.3, no_figure=1.0), known_scale=True)
    assert not is_enough(doubtful(spoken=0.1, meaning=0.3), known_scale=True)
    assert not is_enough(doubtful(spoken=0.5, meaning=0.1), known_scale=True)

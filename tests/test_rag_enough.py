"""Enough: the fitted judgement leans to an answer where more is in common, and never the other way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rag.enough import NAMES, OF_ONE_MODEL, WEIGHTS_FILE, Common, is_enough

MUCH = Common(
    cover=1.0, unmet=0.0, lacking=0.0, spoken=0.0, meaning=0.6, spoken_meaning=0.0, bridge=0.9,
    characters=0.9, lead=3.0, score=1.2, words=4.0, quantity=0.0, check=0.0,
)  # fmt: skip
LITTLE = replace(
    MUCH, cover=0.1, unmet=3.0, lacking=1.0, meaning=0.05, bridge=0.1, characters=0.2, lead=-2.0,
    score=0.2,
)  # fmt: skip


@pytest.mark.parametrize("known_scale", [True, False])
def test_much_in_common_is_enough_and_little_is_not(*, known_scale: bool) -> None:
    """Too strict and people are sent away; too lax and they get an answer to nothing."""
    assert is_enough(MUCH, known_scale=known_scale)
    assert not is_enough(LITTLE, known_scale=known_scale)


def test_another_model_is_judged_without_its_cosines() -> None:
    """Of a model that somebody plugs in nobody knows which cosine means what."""
    strange = replace(MUCH, meaning=-9.0, score=-9.0)
    assert is_enough(strange, known_scale=False)
    assert not is_enough(strange, known_scale=True)


def test_what_is_in_common_never_speaks_against_an_answer() -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    assert "eval.evidence_fit" in fitted["command"]
    for weights in (fitted["weights"], fitted["weights_of_any_model"]):
        assert set(weights) == {"bias", *NAMES}
        assert all(weights[name] >= 0 for name in ("meaning", "bridge", "lead", "score"))
        assert weights["cover"] > -0.05
        assert all(weights[name] <= 0 for name in ("unmet", "lacking"))
    assert all(fitted["weights_of_any_model"][name] == 0 for name in OF_ONE_MODEL)

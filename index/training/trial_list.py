"""The trials: each a name and what it changes against the base."""

from collections.abc import Mapping
from typing import Any

from index.training.recipe import Recipe

BASE = Recipe(
    pieces=18_500, dimension=256, bits=32, rounds=1.0, negatives="none", glossary=0.0, neighbours=0.0,
    graded_weight=0.3, pair_dimension=0,
)  # fmt: skip

TRIALS: dict[str, Mapping[str, Any]] = {
    "base": {},
    "hard-model-given": {"negatives": "model", "given": True, "whole": False},
    "hard-words-given": {"negatives": "words", "mine_at": (0.0,), "given": True, "whole": False},
    "hard-given": {"given": True},
    "hard-parts": {"negatives": "model", "whole": False},
    "hard-model": {"negatives": "model"},
    "hard-model-3": {"negatives": "model", "hard": 3},
    "batch-2048": {"batch": 2048},
    "batch-512": {"batch": 512},
    "temperature-0.03": {"temperature": 0.03},
    "temperature-0.08": {"temperature": 0.08},
    "rounds-3": {"rounds": 3.0},
    "no-cloze": {"cloze": 0.0, "contexts": 0.0},
    "cloze-2": {"cloze": 2.0},
    "contexts-4": {"contexts": 4.0},
    "questions-2": {"questions": 2.0},
    "cloze-keywords": {"drop_cloze": 0.5},
    "question-drop-0.3": {"drop_question": 0.3},
    "drop-0.3": {"drop": 0.3},
    "glossary-4": {"glossary": 4.0},
    "judged": {"judged": True},
    "no-graded": {"graded_weight": 0.0},
    "graded-1": {"graded_weight": 1.0},
    "swap-0.1": {"swap": 0.1},
    "average": {"average": 0.5},
    "random-start": {"start": "random"},
    "sif-1e-4": {"sif": 1e-4},
    "sif-1e-2": {"sif": 1e-2},
    "8-bit": {"bits": 8},
    "dimension-512": {"dimension": 512, "bits": 8},
    "dimension-1024": {"dimension": 1024, "bits": 8},
    "no-folding": {"fold": False},
    "pieces-36000": {"pieces": 36_000, "bits": 8},
    "longest-6": {"pieces": 36_000, "longest": 6, "bits": 8},
    "longest-2": {"pieces": 18_500, "longest": 2},
    "rate-3e-3": {"rate": 3e-3},
    "rate-2e-2": {"rate": 2e-2},
    "hard-everywhere": {"negatives": "model", "everywhere": True},
}

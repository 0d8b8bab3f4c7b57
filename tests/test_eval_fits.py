"""Fits of rankers and of the judgement: made-up data whose right weights are known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from eval.evidence_fit import Case, answered, fit, fitted, held_out
from eval.fitting_data import everyday_questions
from index.embedding import open_embedder
from rag.evidence.enough import NAMES


def test_newton_finds_the_feature_that_decides() -> None:
    """A fit that gave weight to noise would refuse people at random."""
    random = np.random.default_rng(3)
    rows = random.normal(size=(400, 3))
    right = (rows[:, 1] + 0.3 * random.normal(size=400) > 0.5).astype(float)
    bias, *weights = fit(rows, right, np.ones(400))
    assert weights[1] > 10 * max(abs(weights[0]), abs(weights[2]))
    assert bias < 0


def cases() -> list[Case]:
    random = np.random.default_rng(5)
    found = []
    for number in range(120):
        features = dict.fromkeys(NAMES, 0.0) | {"cover": float(random.random())}
        right = features["cover"] > 0.5
        kind = "answered" if right else ("near_miss", "absent", "foreign")[number % 3]
        found.append(Case(kind, right, tuple(features[name] for name in NAMES)))
    return found


def test_cases_left_out_of_the_fit_are_judged_as_those_in_it() -> None:
    made = cases()
    weights = fitted(made)
    right = np.array([case.right for case in made])
    assert (answered(made, weights) == right).mean() > 0.85
    assert (held_out(made) == right).mean() > 0.8
    assert fitted(made, frozenset({"cover"}))["cover"] == 0.0


def test_a_question_about_a_document_that_is_not_there_has_nothing_right(tmp_path: Path) -> None:
    """It is what teaches the judgement to refuse; counted as answered it would teach the opposite."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("港口规划\n一、总则\n船舶登记应当在三十日内办理。\n", "utf-8")
    lines = [
        {
            "question": "船的登记多久办",
            "document": "港口规划",
            "labels": ["一"],
            "said": ["三十日内"],
        },
        {"question": "房子怎么登记", "document": "住房规定", "labels": ["二"], "said": ["登记"]},
    ]
    file = tmp_path / "asked.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    rights = []
    for asked in everyday_questions(file, corpus, open_embedder()):
        found = asked.catalogue.store.search_vectors("船舶登记", 9)
        chunks = [asked.catalogue.store.chunk(name) for name, _ in found]
        said = [asked.is_sentence(r) for c in chunks for r in asked.catalogue.readings(c)]
        rights.append((any(map(asked.in_chunk, chunks)), any(said)))
    assert rights == [(True, True), (False, False)]

"""Fits of rankers and of the judgement: made-up data whose right weights are known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from eval import evidence_fit
from eval.evidence_fit import Case, answered, grown, held_out
from eval.fitting_data import _answers, everyday_questions, opened
from eval.questions import EvalQuestion, Gold, GoldSection
from index.corpus import read_corpus
from index.embedding import open_embedder
from rag.evidence.features import NAMES


def cases() -> list[Case]:
    random = np.random.default_rng(5)
    found = []
    for number in range(600):
        features = dict.fromkeys(NAMES, 0.0) | {"cover": float(random.random())}
        right = features["cover"] > 0.5
        kind = "answered" if right else ("near_miss", "absent", "foreign")[number % 3]
        found.append(Case(kind, right, tuple(features[name] for name in NAMES)))
    return found


def test_cases_left_out_of_the_fit_are_judged_as_those_in_it() -> None:
    made = cases()
    forest = grown(made)
    right = np.array([case.right for case in made])
    assert (answered(made, forest) == right).mean() > 0.85
    assert (held_out(made) == right).mean() > 0.8
    without = grown(made, frozenset({"cover"}))
    looked_at = {column for tree in without.trees for column in tree.column}
    assert NAMES.index("cover") not in looked_at


def test_a_tree_says_here_what_it_says_in_the_library() -> None:
    """It is walked through by other code than has grown it: one turn to the wrong side would do harm."""
    made = cases()
    model = HistGradientBoostingClassifier(
        max_iter=evidence_fit.ROUNDS, learning_rate=evidence_fit.RATE,
        max_leaf_nodes=evidence_fit.LEAVES, min_samples_leaf=evidence_fit.FEWEST,
        l2_regularization=evidence_fit.PENALTY, early_stopping=False, random_state=1,
        monotonic_cst=[evidence_fit.SIGNS.get(name, 0) for name in NAMES],
    )  # fmt: skip
    rows = np.array([case.features for case in made])
    counts = [evidence_fit.WEIGHTS[case.kind] for case in made]
    model.fit(rows, [case.right for case in made], sample_weight=counts)
    forest = grown(made)
    ours = [forest.chance(row) for row in rows]
    assert ours == pytest.approx(model.predict_proba(rows)[:, 1], abs=1e-3)


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


def test_a_sentence_answers_with_the_points_that_it_announces(tmp_path: Path) -> None:
    """“有下列情形之一的：” has no word of them, and yet it is the answer to which ones they are."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(
        "船舶条例\n第一条 有下列情形之一的，不予登记：\n（一）船龄超过三十年；\n（二）船体变形。\n"
        "第二条 船舶由港务局登记。\n",
        "utf-8",
    )
    documents, _ = read_corpus(corpus)
    section = GoldSection(document=documents[0].title, label="第一条")
    question = EvalQuestion(
        id="x", type="lists", turns=("哪些情形不予登记",), required=(("船龄超过三十年",),),
        gold=Gold(mode="any", sections=(section,)), max_chars=100, answerable=True,
    )  # fmt: skip
    with opened(documents, open_embedder()) as catalogue:
        answers = _answers(catalogue, question)
        found = catalogue.store.search_vectors("登记", 9)
        readings = [r for name, _ in found for r in catalogue.readings(catalogue.store.chunk(name))]
        right = {r.text for r in readings if answers(r)}
    assert any(text.endswith("不予登记：") for text in right)
    assert not any("港务局" in text for text in right)

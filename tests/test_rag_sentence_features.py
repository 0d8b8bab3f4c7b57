"""Features of sentences: the right sentence comes first only when each is held against the question."""

from __future__ import annotations

import json

import numpy as np
import pytest
from rag_fakes import asked, law, news, plan
from test_rag_ranking import PairEmbedder, PieceEmbedder

from index.store import Store
from rag.alignment import align
from rag.candidates import WEIGHTS_FILE, score_sentences, sentence_weights
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.retrieve import retrieve
from rag.sentence_features import NAMES, _announces, log_odds, placed, sentence_features
from rag.terms import subject_terms

DOCUMENTS = ["plan", "law", "news"]


def catalogue_with(embedder: PairEmbedder) -> Catalogue:
    return Catalogue(Store.in_memory([plan(), law(), news()], embedder), embedder)


@pytest.mark.parametrize("embedder", [PairEmbedder(), PieceEmbedder()])
def test_every_sentence_gets_every_feature(embedder: PairEmbedder) -> None:
    """With an embedding model that has no pieces the ranker must go on without them."""
    catalogue = catalogue_with(embedder)
    question = ParsedQuestion("2025年疏港铁路建设几条")
    sentences = placed(retrieve(catalogue, question.text, 8, DOCUMENTS), catalogue)
    aligned = align(question, subject_terms(question), catalogue)
    rows = sentence_features(question, aligned, sentences, catalogue)
    assert rows.shape == (len(sentences), len(NAMES))
    assert np.isfinite(rows).all()
    best = int(rows[:, NAMES.index("own")].argmax())
    assert "疏港铁路" in sentences[best].reading.text


@pytest.mark.parametrize("embedder", [PairEmbedder(), PieceEmbedder()])
def test_the_sentence_that_says_it_comes_first(embedder: PairEmbedder) -> None:
    catalogue = catalogue_with(embedder)
    question, _ = asked("船舶所有人应当在几日内办理登记", catalogue)
    hits = retrieve(catalogue, question.text, 8, DOCUMENTS)
    found = score_sentences(question, subject_terms(question), hits, catalogue)
    assert "三十日" in found[0].text
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_a_score_of_any_reranker_becomes_finite_odds() -> None:
    """A cross-encoder may give any number; an infinite one would drown everything else."""
    assert log_odds(0.5) == 0.0
    assert log_odds(0.9) > log_odds(0.6)
    assert all(np.isfinite(log_odds(score)) for score in (0.0, 1.0, -7.5, 31.0, 1e-30))


def test_the_weights_fit_the_features_and_say_how_they_were_made() -> None:
    assert len(sentence_weights()) == len(NAMES)
    assert (sentence_weights() >= 0).all()
    assert "eval.ranking_fit sentences" in json.loads(WEIGHTS_FILE.read_text("utf-8"))["command"]


@pytest.mark.parametrize(
    ("question", "sentence", "worth"),
    [
        ("不予登记有哪些情形", "有下列情形之一的，不予登记：", 1.0),
        ("不予登记有哪些情况", "有下列情形之一的，不予登记：", 0.5),
        ("合同有哪些条款", "合同应当具备以下条款:", 1.0),
        ("不予登记有哪些情形", "第三条 船舶所有人应当登记。", 0.0),
    ],
)
def test_a_sentence_that_announces_points_is_told_by_what_it_calls_them(
    question: str, sentence: str, worth: float
) -> None:
    """Its own words are few, and the list asked for stands below it."""
    assert _announces(question, sentence) == worth

"""The cross-encoder's reading of a sentence: what it finds must reach the judgement, once and unchanged."""

from __future__ import annotations

import pytest
from rag_fakes import asked, catalogue_of

from index.errors import ModelError
from rag import candidates
from rag.candidates import read_odds
from rag.passage import find
from rag.question import ParsedQuestion
from rag.scope import choose_scope

CATALOGUE = catalogue_of()


def test_a_sentence_that_was_read_in_a_contest_is_not_read_again() -> None:
    question, scope = asked("登记由谁负责", CATALOGUE)
    found = find(question, scope, CATALOGUE)
    read = [c for c in found.candidates if c.odds is not None]
    assert len(read) > 1
    for candidate in read:
        assert found.sentence(candidate).odds() == candidate.odds
        assert read_odds(question, [candidate], CATALOGUE) == [
            pytest.approx(candidate.odds, abs=1e-4)
        ]


def test_how_far_a_sentence_is_ahead_is_counted_from_the_next_one() -> None:
    question, scope = asked("船舶所有人应当在几日内办理登记", CATALOGUE)
    found = find(question, scope, CATALOGUE)
    first, second = found.candidates[:2]
    assert found.sentence(first).ahead == pytest.approx(first.score - second.score)
    assert found.sentence(second).ahead == pytest.approx(second.score - first.score)


def test_without_a_cross_encoder_the_odds_are_even(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ModelError("阅读模型读不出来。")

    question = ParsedQuestion("引航员引进多少名")
    monkeypatch.setattr(candidates, "cross_encoder", broken)
    catalogue = catalogue_of()
    found = find(question, choose_scope(question, catalogue.infos, ()), catalogue)
    assert read_odds(question, found.candidates[:2], catalogue) is None
    assert found.sentence(found.best).odds() == 0.0

"""A reader's second question must not wait for the first one to be answered again."""

from __future__ import annotations

import pytest
from index_fakes import PLAN, PairEmbedder, document

from index.store import Store
from rag import drafts
from rag.answer import Question
from rag.assistant import Assistant
from rag.catalogue import Catalogue


@pytest.fixture
def catalogue() -> Catalogue:
    embedder = PairEmbedder()
    return Catalogue(Store.in_memory([document(PLAN)], embedder), embedder)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions for which a draft was worked out."""
    asked: list[str] = []
    work = drafts.draft_answer

    def counted(text, limits, catalogue):
        asked.append(text)
        return work(text, limits, catalogue)

    monkeypatch.setattr(drafts, "draft_answer", counted)
    return asked


def test_the_turn_before_is_not_drafted_again(made: list[str]) -> None:
    embedder = PairEmbedder()
    with Assistant(Store.in_memory([document(PLAN)], embedder), embedder) as assistant:
        assistant.ask("第一章讲什么")
        assistant.ask(Question(("第一章讲什么", "那第二章呢")))
    assert made.count("第一章讲什么") == 1


def test_other_limits_make_another_draft(catalogue: Catalogue, made: list[str]) -> None:
    title = catalogue.infos[0].title
    for limits in ((), (title,), ()):
        drafts.kept_draft("第一章讲什么", limits, catalogue)
    assert len(made) == 2


def test_no_more_drafts_are_kept_than_allowed(
    catalogue: Catalogue, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "KEPT", 1)
    for text in ("第一章讲什么", "第二章讲什么", "第一章讲什么"):
        drafts.kept_draft(text, (), catalogue)
    assert len(made) == 3


def test_a_draft_made_while_the_vectors_were_lost_is_not_kept(
    catalogue: Catalogue, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = drafts.draft_answer

    def losing(text, limits, catalogue):
        catalogue.store.losses.add("向量服务器没有回应。")
        return work(text, limits, catalogue)

    with monkeypatch.context() as lost:
        lost.setattr(drafts, "draft_answer", losing)
        drafts.kept_draft("第一章讲什么", (), catalogue)
    drafts.kept_draft("第一章讲什么", (), catalogue)
    assert len(made) == 2

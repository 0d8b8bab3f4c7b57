"""Sparing: a turn or a question that could be taken in many ways must still be answered at once."""

from collections.abc import Sequence

from rag.draft import Draft, Evidence
from rag.sparing import Sparing

PART = (Evidence("plan", "plan#0", (0, 9)),)


def test_no_more_drafts_are_made_than_one_turn_is_worth() -> None:
    asked: list[str] = []

    def answer(text: str, within: Sequence[Evidence]) -> Draft:
        asked.append(text)
        return Draft("passage", (), found=True)

    sparing = Sparing(answer, 2)
    assert sparing("甲").found
    assert sparing("甲").found
    assert sparing("甲", PART).found  # another question: of one part alone
    assert not sparing("乙").found
    assert asked == ["甲", "甲"]


def test_a_comparison_counts_for_the_documents_that_it_asks() -> None:
    sparing = Sparing(lambda text, within: Draft("compare", (), found=True), 2)
    assert sparing("甲").found
    assert not sparing("乙").found

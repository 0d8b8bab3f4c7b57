"""Copies: one document in two files is shown once; two plans alike in form stay two."""

from __future__ import annotations

from outline_lines import CORPUS

from index.copies import SAME, likeness, pieces


def test_the_two_copies_of_the_plan_are_one_and_the_other_plans_are_not() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("00*.txt"))]
    found = [pieces(text) for text in texts]
    assert likeness(found[0], found[1]) > SAME
    others = [likeness(found[a], found[b]) for a in range(5) for b in range(a) if (a, b) != (1, 0)]
    assert max(others) < 0.1


def test_width_punctuation_and_spaces_make_no_difference() -> None:
    assert pieces("到 2025年，（AEO）互认≥60个。") == pieces("到2025年,(ＡＥＯ)互认≥60个")


def test_likeness_is_within_0_and_1() -> None:
    text = pieces("各单位要结合实际抓好落实")
    assert likeness(text, text) == 1.0
    assert likeness(text, pieces("国际卫生港口岸创建数量")) == 0.0
    assert likeness(frozenset(), frozenset()) == 0.0


def test_two_short_texts_that_differ_are_not_one() -> None:
    """A text shorter than one piece is compared as a whole."""
    assert likeness(pieces("甲"), pieces("乙")) == 0.0
    assert likeness(pieces("甲"), pieces("甲")) == 1.0

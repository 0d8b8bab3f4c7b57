"""Everyday words: what must be in common before such a question is answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.everyday import Common, is_enough

MUCH = Common(cover=0.5, met=8.0, meaning=0.3, strange=False)


@pytest.mark.parametrize(
    ("common", "enough"),
    [
        (MUCH, True),
        (replace(MUCH, met=3.0), False),
        (replace(MUCH, met=3.0, cover=0.25, meaning=0.4), True),
        (replace(MUCH, meaning=0.05), False),
        (replace(MUCH, strange=True), False),
        (replace(MUCH, strange=True, meaning=0.5), True),
        (replace(MUCH, meaning=None), True),
        (replace(MUCH, meaning=None, strange=True), False),
        (replace(MUCH, meaning=None, cover=0.3), False),
    ],
)
def test_common_words_and_meaning_make_up_for_each_other(common: Common, enough: bool) -> None:
    """Too strict and plain people are sent away; too lax and they get an answer to nothing."""
    assert is_enough(common) is enough


@given(st.floats(0, 1), st.floats(0, 20), st.floats(-1, 1))
def test_a_strange_word_never_helps(cover: float, met: float, meaning: float) -> None:
    if is_enough(Common(cover, met, meaning, True)):
        assert is_enough(Common(cover, met, meaning, False))

"""Folding: if lengths changed, every quote after the first odd character would be cut wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.folding import fold


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_length_is_kept_and_folding_twice_changes_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_length_is_kept_for_every_character() -> None:
    characters = [chr(point) for point in range(0x30000) if not 0xD800 <= point < 0xE000]
    assert [c for c in characters if len(fold(c)) != 1] == []
    assert [c for c in characters if fold(fold(c)) != fold(c)] == []


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＥＯ（１００％）", "aeo(100%)"),
        ("二〇二五年", "二零二五年"),
        ("“十四五”", '"十四五"'),
        ("海關總署", "海关总署"),
        ("˃90　≧60～70", ">90 ≥60~70"),
        ("「單一窗口」", '"单一窗口"'),
    ],
)
def test_what_people_type_and_what_documents_print_meet(written: str, folded: str) -> None:
    assert fold(written) == folded

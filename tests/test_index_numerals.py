"""A wrong numeral sends the reader of 第三十五条 to another article."""

from __future__ import annotations

import pytest

from index.numerals import parse_numeral, write_numeral


def test_every_numeral_up_to_9999_comes_back() -> None:
    assert [n for n in range(10_000) if parse_numeral(write_numeral(n)) != n] == []
    assert len({write_numeral(n) for n in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十", 110),
        ("两百", 200),
        ("一千二百五十九", 1259),
        ("二〇二五", 2025),
        ("二○二五", 2025),
        ("三万五千", 35_000),
        ("一亿", 100_000_000),
        ("一亿二千万", 120_000_000),
        ("三亿零四百七十五万", 304_750_000),
        ("两万亿", 2_000_000_000_000),
        ("35", 35),
        ("0", 0),
    ],
)
def test_numerals_as_documents_write_them(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize("text", ["", "甲", "3.5", "十五个", "-3", " 3", "九" * 5000, "9" * 5000])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    """A line of 5,000 nines in an uploaded file must not stop the reading of it."""
    assert parse_numeral(text) is None


@pytest.mark.parametrize("number", [-1, 10_000])
def test_out_of_range_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        write_numeral(number)

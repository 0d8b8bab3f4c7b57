"""Moves: “从42个增加到60个”, the two figures between which a question says that a row moves."""

from __future__ import annotations

import re

from index.numerals import NUMERAL
from rag.question import numeral_value

_DIGITS = NUMERAL[1:-1]
FIGURE = rf"(?:\d[\d,]*(?:\.\d+)?|{NUMERAL}{{1,6}})"
NO_FIGURES = re.compile(
    r"百分[比数率号点制]|\d+倍|(?:19|20)\d{2}\s*年?|第\s*\d+|专栏\s*\d+|\"?十[一二三四五六]五\"?"
)
"""Years, addresses and the like, whose numbers are no figures."""
_MOVED = re.compile(
    rf"(?<!\d)(?P<a>{FIGURE})(?:%|[\u4e00-\u9fff]{{1,2}}?)?(?:的?(?:基数|起点))?,?(?:一路|直接|逐步|预计|计划|要)*"
    rf"(?:升|涨|提|增|扩|变|长|降|减|跌|拉|到|至|达|成)[^,?\d≥≤<>]{{0,4}}[≥≤<>]?(?P<b>\d[\d,]*(?:\.\d+)?|{NUMERAL}{{1,6}})"
)
"""“由20升至45”: the first and a later figure of a row."""
_IN_A_WORD = re.compile(
    rf"[单统唯第专同]{NUMERAL}+|进一|一(?:带一路|[体带路步致些样般定流律直起])"
    rf"|(?<![从由自之到至达为成升涨提增扩变长降减跌{_DIGITS}]){NUMERAL}+(?![个家项名人座条万亿倍吨天年月成点{_DIGITS}])"
)
"""Numerals that are no figures: those of 单一 and 一带一路, and any without unit, 从 or 到."""


def moved_between(text: str) -> tuple[float, float] | None:
    """The two figures of a row between which it is said to move; None where none is said."""
    found = _MOVED.search(_in_digits(NO_FIGURES.sub(lambda m: " " * len(m[0]), text)))
    ends = [numeral_value(found[g].replace(",", "")) for g in ("a", "b")] if found else []
    return (ends[0], ends[1]) if found and ends[0] is not None and ends[1] is not None else None


def _in_digits(text: str) -> str:
    """A question with its figures in digits, and without the numerals that are part of a word."""
    text = _IN_A_WORD.sub(lambda word: " " * len(word[0]), text)
    return re.sub(
        rf"{NUMERAL}+", lambda n: f"{numeral_value(n[0].replace('两', '二')) or 0:g}", text
    )

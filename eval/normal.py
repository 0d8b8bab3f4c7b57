"""One comparable form of an answer and of what it must contain: numerals, widths, units, marks."""

from __future__ import annotations

import re

from index.folding import fold
from index.numerals import parse_numeral, write_numeral

_MARK = re.compile(r"\[\[?\d{1,3}(?:[,、\s]+\d{1,3})*\]?\](?:\(#[^)\s]*\))?")
_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_QUOTES = re.compile(r"[\"'《》〈〉*`]")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_COUNTED = "个名项条次种人章节类期年月日套级份部方倍批所家国小点天周篇页位道大"
_LONG_NUMERAL = re.compile(r"[零一二三四五六七八九十百千两]{2,}")
_NUMERAL = re.compile(
    rf"{_LONG_NUMERAL.pattern}|(?<=[第(栏之])[一二三四五六七八九十]"
    rf"|[一二三四五六七八九十两](?=[{_COUNTED}万]|分之)"
)
_PERCENT = re.compile(r"百分之([零一二三四五六七八九十百]+|\d+(?:\.\d+)?)")
_TEN_THOUSAND = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)万(?!亿)")
_FRACTION = re.compile(r"(\d+)分之(\d+)")
_RANGE = re.compile(r"(\d)(?:年|%)?(?:-|—|~|至|到)(?=\d)")
_COUNT = re.compile(r"\d+[项条章节款]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_ENUMERATOR = re.compile(r"(?m)^\s*(?:[-*•]\s*)?(?:\(\d{1,2}\)|\d{1,2}[.、)](?!\d))\s*")


def strip_marks(answer: str) -> str:
    """The answer without its citation marks [n]."""
    return _MARK.sub("", answer)


def comparable(text: str) -> str:
    """Text in one form: 三十五 = 35, 百分之百 = 100%, 2万 = 20000, 1至2 = 1-2, １ = 1, 國 = 国.

    Citation marks, quotation marks and white space are gone; “十四五”, “一带一路” and the like
    stay as they are.
    """
    text = _PERCENT.sub(_percent, _bare(text))
    return _figures_in_one_form(_NUMERAL.sub(_numeral, text))


def contains(text: str, piece: str) -> bool:
    """Whether `piece` stands in `text` (both comparable), figures as whole figures.

    “10人” does not stand in “110人”, nor “60” in “2060”, “60.5” or “60万”, nor “2名” in “1-2名”, nor
    the count “5项” in the number “第5项”.
    """
    if not piece:
        return False
    before = r"(?<!\d)(?<!\d[.\-])" if piece[0].isdigit() else ""
    before += "(?<!第)" if _COUNT.match(piece) else ""
    after = r"(?!\d|[.\-]\d|万|亿)" if piece[-1].isdigit() else ""
    return re.search(before + re.escape(piece) + after, text) is not None


def figures(text: str) -> tuple[str, ...]:
    """The figures of a text in comparable form, in reading order.

    Arabic digits and numerals of two characters or more: the 一 of 一个 is rarely a figure. The
    numbers that merely count the lines of a list (“1.”, “（2）”) are none either.
    """
    plain = _bare(_ENUMERATOR.sub("", strip_marks(fold(text))))
    plain = _LONG_NUMERAL.sub(_numeral, _PERCENT.sub(_percent, plain))
    return tuple(_FIGURE.findall(_figures_in_one_form(plain)))


def all_figures(text: str) -> frozenset[str]:
    """Every figure that a text can vouch for, Chinese numerals included."""
    return frozenset(_FIGURE.findall(comparable(text))) | frozenset(figures(text))


def _bare(text: str) -> str:
    text = _QUOTES.sub("", strip_marks(fold(text)))
    return _THOUSANDS.sub(lambda found: found[0].replace(",", ""), _SPACE.sub("", text))


def _figures_in_one_form(text: str) -> str:
    text = _TEN_THOUSAND.sub(lambda found: f"{float(found[1]) * 10_000:.0f}", text)
    return _RANGE.sub(r"\1-", _FRACTION.sub(r"\2/\1", text))


def _percent(found: re.Match[str]) -> str:
    value = found[1] if found[1][0].isdigit() else parse_numeral(found[1])
    return found[0] if value is None else f"{value}%"


def _numeral(found: re.Match[str]) -> str:
    run = found[0].replace("两", "二")
    value = parse_numeral(run)
    if value is None or value >= 10_000:
        return found[0]
    is_year = len(run) == 4 and not set(run) & set("十百千")
    return str(value) if is_year or write_numeral(value) == run else found[0]

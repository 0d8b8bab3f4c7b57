"""Dates of a workbook: a count of days → “2025年11月21日”, as the format of the cell writes it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from index.formats.docx_numerals import legal, positional
from index.formats.xlsx_formats import Section
from index.numerals import write_numeral

LAST_DAY = 2_958_465
"""The last day of the year 9999: beyond it a count of days shows no date."""
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_DAYS = "一二三四五六日"


def shown_date(value: Decimal, section: Section, *, from_1904: bool) -> str:
    """The moment `value` (days, 0 to `LAST_DAY`) as a section of a format writes it."""
    moment = _moment(value, from_1904)
    half = section.has("half")
    out = []
    for place, token in enumerate(section.tokens):
        if token.kind == "date":
            out.append(_date_part(moment, value, section, place, half))
        elif token.kind == "half":
            chinese = token.text.startswith("上")
            names = ("上午", "下午") if chinese else ("AM", "PM")
            out.append(names[moment.hour >= 12])
        elif token.kind in ("literal", "percent"):
            out.append(token.text)
    return "".join(out).strip()


def _moment(value: Decimal, from_1904: bool) -> datetime:
    """The moment that a count of days means; day 60 of 1900 never was, days before it are one off."""
    days = int(value)
    seconds = int((value - days) * 86_400 + Decimal("0.5"))
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if days >= 60 else 31)
    return datetime(first.year, first.month, first.day) + timedelta(days=days, seconds=seconds)


def _date_part(moment: datetime, value: Decimal, section: Section, place: int, half: bool) -> str:
    code = section.tokens[place].text.lower()
    width = len(code)
    if code.startswith("["):
        unit = {"h": 24, "m": 1440, "s": 86_400}[code[1]]
        return str(int(value * unit + Decimal("0.0001")))
    if code[0] in "ye":
        year = f"{moment.year:04d}"
        text = year if width > 2 or code[0] == "e" else year[2:]
        return positional(int(text)) if section.numerals else text
    if code[0] == "a":
        return ("星期" if width == 4 else "") + _DAYS[moment.weekday()]
    if code[0] == "m" and not _is_minutes(section, place) and width >= 3:
        name = _MONTHS[3 * moment.month - 3 :][:3]
        return f"{moment.month}月" if width > 3 else name
    if code[0] == "d" and width >= 3:
        return f"星期{_DAYS[moment.weekday()]}"
    number = _part_number(moment, code[0], _is_minutes(section, place), half)
    if section.numerals:
        return write_numeral(number) if section.numerals == 1 else legal(number)
    return f"{number:02d}" if width >= 2 else str(number)


def _part_number(moment: datetime, letter: str, minutes: bool, half: bool) -> int:
    if letter == "h":
        return (moment.hour % 12 or 12) if half else moment.hour
    if letter == "m":
        return moment.minute if minutes else moment.month
    return moment.day if letter == "d" else moment.second


def _is_minutes(section: Section, place: int) -> bool:
    """Whether an “m” means minutes: it follows hours or comes before seconds."""
    dates = [i for i, token in enumerate(section.tokens) if token.kind == "date"]
    at = dates.index(place)
    before = section.tokens[dates[at - 1]].text.lower() if at else ""
    after = section.tokens[dates[at + 1]].text.lower() if at + 1 < len(dates) else ""
    return before.strip("[")[:1] == "h" or after.strip("[")[:1] == "s"

"""Numbers of a workbook as a person sees them: 0.6 with the format 0% is 60%, 45982 is a date."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from index.formats.docx_numerals import legal
from index.formats.xlsx_dates import LAST_DAY, shown_date
from index.formats.xlsx_formats import GENERAL, LONG_DATE, Section, section_of, sections_of
from index.numerals import write_numeral


@lru_cache(maxsize=65_536)
def shown_number(raw: str, code: str, *, from_1904: bool = False) -> str:
    """A number as its format shows it; `raw` as it is when it is no number.

    `from_1904` is for workbooks whose days count from 1904.
    """
    if code == GENERAL and len(raw) <= 15 and raw.isdecimal():
        return raw
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return raw
    if not value.is_finite() or value.adjusted() > 300:
        return raw
    section, value = _section_for(value, sections_of(code or GENERAL))
    if section is None or not section.tokens:
        return _general(value) if section is None else ""
    if section.has("date"):
        fits = 0 <= value <= LAST_DAY
        return shown_date(value, section, from_1904=from_1904) if fits else _general(value)
    return _shown_parts(value, section)


def _section_for(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, Decimal]:
    """The section for a value, and the value that it shows: negative ones lose their sign there."""
    for section in sections:
        if section.tokens and section.tokens[0].kind == "system":
            return section_of(LONG_DATE), value
    conditional = [s for s in sections[:2] if s.condition]
    if conditional:
        return _by_condition(value, sections), value
    if len(sections) >= 2 and value < 0:
        return sections[1], -value
    if len(sections) >= 3 and value == 0:
        return sections[2], value
    return (sections[0] if sections else None), value


def _by_condition(value: Decimal, sections: tuple[Section, ...]) -> Section:
    for section in sections:
        if section.condition is None:
            return section
        sign, limit = section.condition
        held = {
            "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
            "=": value == limit, "<>": value != limit,
        }  # fmt: skip
        if held.get(sign, False):
            return section
    return section_of(GENERAL)


def _general(value: Decimal) -> str:
    """A number without a format: at most 10 significant digits behind the point, no 42.0."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 15:
        return str(int(value))
    if not Decimal("1e-9") <= abs(value) < Decimal(10) ** 15:
        return f"{value:.6G}".replace("E+0", "E+")
    places = max(0, 10 - max(value.adjusted() + 1, 1))
    text = f"{_rounded(value, places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Decimal, places: int) -> Decimal:
    """Half up on the 15 digits that a workbook keeps: 0.615 with two places is 0.62."""
    kept = Decimal(f"{value:.15g}")
    return kept.quantize(Decimal(1).scaleb(-min(places, 30)), rounding=ROUND_HALF_UP)


def _shown_parts(value: Decimal, section: Section) -> str:
    """Literals and placeholders of a section; several placeholders share the number's digits."""
    percents = sum(token.kind == "percent" for token in section.tokens)
    scaled = value.scaleb(2 * percents)
    patterns = [token.text for token in section.tokens if token.kind == "number"]
    if any(token.text == "/" for token in section.tokens) and len(patterns) > 1:
        return _general(value)  # a fraction
    digits = iter(shared := _shared_digits(abs(scaled), patterns, section.numerals))
    out = []
    for token in section.tokens:
        if token.kind == "number":
            out.append(next(digits))
        elif token.kind in ("general", "at"):
            out.append(_numerals(_general(abs(scaled)), section.numerals))
        else:
            out.append(token.text)
    nothing = bool(shared) and not re.search(r"[^0.,]", "".join(shared))
    return f"{'-' if scaled < 0 and not nothing else ''}{''.join(out)}".strip()


def _shared_digits(value: Decimal, patterns: list[str], numerals: int) -> list[str]:
    """The digits for each placeholder: the last takes as many as it has places, and so on."""
    if len(patterns) < 2 or any("." in pattern for pattern in patterns):
        first = [_digits(value, pattern, numerals) for pattern in patterns[:1]]
        return first + [""] * (len(patterns) - 1)
    shared: list[str] = []
    rest = str(int(_rounded(value, 0)))
    for pattern in reversed(patterns[1:]):
        rest = rest.rjust(len(pattern), "0")
        shared.insert(0, rest[-len(pattern) :])
        rest = rest[: -len(pattern)]
    return [rest.rjust(patterns[0].count("0"), "0"), *shared]


def _digits(value: Decimal, pattern: str, numerals: int) -> str:
    power = re.search(r"E([+-])(0+)$", pattern, re.I)
    if power:
        places = len(pattern[: power.start()].partition(".")[2])
        mantissa, _, exponent = f"{value:.{places}E}".partition("E")
        return (
            f"{mantissa}E{'-' if int(exponent) < 0 else '+'}{abs(int(exponent)):0{len(power[2])}d}"
        )
    whole, _, part = pattern.partition(".")
    thousands = len(pattern) - len(pattern.rstrip(","))
    value = value.scaleb(-3 * thousands)
    part = part.rstrip(",")
    whole = whole.rstrip(",") if not part else whole
    number = f"{_rounded(value, len(part)):f}"
    ahead, _, behind = number.partition(".")
    needed = len(part.rstrip("#?"))
    behind = behind[:needed] + behind[needed:].rstrip("0")
    ahead = ahead.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        ahead = f"{int(ahead or '0'):,}" if ahead else ahead
    return _numerals(f"{ahead}.{behind}" if behind else ahead, numerals)


def _numerals(text: str, numerals: int) -> str:
    """Digits as Chinese numerals where the format asks for them and the number allows it."""
    if not numerals or not text.isdecimal() or int(text) > 9999:
        return text
    return write_numeral(int(text)) if numerals == 1 else legal(int(text))

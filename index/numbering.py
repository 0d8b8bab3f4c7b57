"""How a line of a Chinese official document can be numbered; patterns alone, no context.

Whether a numbered line really is a heading is decided in outline.py by sequence and position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.folding import fold
from index.numerals import NUMERAL, parse_numeral

Style = Literal[
    "part", "subpart", "chapter", "section", "article", "annex", "box",
    "cn_comma", "cn_bracket", "digit_point", "digit_bracket", "circled", "ordinal_is", "dash",
]  # fmt: skip

_ORDER: tuple[Style, ...] = (
    "annex", "part", "subpart", "chapter", "section", "article", "cn_comma", "cn_bracket",
    "digit_point", "digit_bracket", "circled", "ordinal_is", "dash",
)  # fmt: skip
RANK: dict[Style, int] = {style: rank for rank, style in enumerate(_ORDER)}
"""Outer styles first: a style of higher rank nests in one of lower rank."""

SENTENCE_END = "。！？!?；;"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_N = f"(?:{NUMERAL}+|\\d{{1,4}})"

# Patterns see folded text: brackets, colons and commas are half width there.
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("box", re.compile(rf"专栏\s*[?？]?\s*(?P<n>{_N})(?P<sep>[\s?？:]*)")),
    ("annex", re.compile(rf"附(?:件|表|录)\s*(?P<n>{_N})(?P<sep>[\s:.、]*)")),
    ("part", re.compile(rf"第\s*(?P<n>{_N})\s*(?P<mark>[编篇])(?P<sep>\s*)")),
    ("subpart", re.compile(rf"第\s*(?P<n>{_N})\s*分编(?P<sep>\s*)")),
    ("chapter", re.compile(rf"第\s*(?P<n>{_N})\s*章(?P<sep>[\s:]*)")),
    ("section", re.compile(rf"第\s*(?P<n>{_N})\s*节(?P<sep>[\s:]*)")),
    ("article", re.compile(rf"第\s*(?P<n>{_N})\s*条(?P<of>之{NUMERAL}+)?(?P<sep>[\s:]*)")),
    ("cn_comma", re.compile(rf"(?P<n>{NUMERAL}+)\s*、(?P<sep>\s*)")),
    ("cn_bracket", re.compile(rf"\(\s*(?P<n>{NUMERAL}+)\s*\)(?P<sep>\s*)")),
    ("digit_bracket", re.compile(r"\(\s*(?P<n>\d{1,3})\s*\)(?P<sep>\s*)")),
    ("digit_point", re.compile(r"(?P<n>\d{1,3})\s*(?:\.(?!\d)|、)(?P<sep>\s*)")),
    ("dash", re.compile(r"(?P<n>—{2,}|--+|─{2,})(?P<sep>\s*)")),
)
# Folding makes 3 of ③: this one pattern sees the line as it is written.
_CIRCLED_LINE = re.compile(rf"(?P<n>[{_CIRCLED}])(?P<sep>\s*)")
_ORDINAL_IS = re.compile(rf"(?P<lead>[^。；;!?]{{0,12}}[,:])?(?P<n>{NUMERAL}{{1,2}})是(?=\S)")
_SUFFIX = {"part": "编", "subpart": "分编", "chapter": "章", "section": "节", "article": "条"}
NAMED: frozenset[Style] = frozenset({"part", "subpart", "chapter", "section", "article"})
"""Styles that name their level: 第三编, 第一分编, 第三章, 第二节, 第十二条."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered line: its style, ordinal, number as people write it, and where the rest begins.

    `spaced` tells whether white space or a colon stands between number and rest.
    """

    style: Style
    ordinal: int
    number: str
    rest: int
    spaced: bool


def match_number(line: str) -> Numbered | None:
    """The number that `line` begins with, or None. `rest` counts from the start of `line`."""
    skipped = len(line) - len(line.lstrip())
    circled = _CIRCLED_LINE.match(line, skipped)
    if circled:
        return _numbered("circled", circled, line)
    folded = fold(line)
    for style, pattern in _PATTERNS:
        found = pattern.match(folded, skipped)
        if found:
            return _numbered(style, found, line)
    found = _ORDINAL_IS.match(folded, skipped)
    ordinal = parse_numeral(found["n"]) if found else None
    if found and ordinal:
        return Numbered("ordinal_is", ordinal, f"{found['n']}是", found.end(), False)
    return None


def _numbered(style: Style, found: re.Match[str], line: str) -> Numbered | None:
    raw = found["n"]
    if style == "dash":
        ordinal: int | None = 0
    elif style == "circled":
        ordinal = _CIRCLED.index(raw) + 1
    else:
        ordinal = parse_numeral(raw)
    if ordinal is None:
        return None
    written = line[found.start("n") : found.end("n")]
    return Numbered(style, ordinal, _write(style, written, found), found.end(), bool(found["sep"]))


def _write(style: Style, written: str, found: re.Match[str]) -> str:
    if style == "box":
        return f"专栏{written}"
    if style == "annex":
        return f"{found.group(0)[:2]}{written}"
    if style in _SUFFIX:
        more = found.groupdict()
        return f"第{written}{more.get('mark') or _SUFFIX[style]}{more.get('of') or ''}"
    if style in ("cn_bracket", "digit_bracket"):
        return f"（{written}）"
    if style == "dash":
        return "——"
    return (
        f"{written}、"
        if style == "cn_comma"
        else f"{written}."
        if style == "digit_point"
        else written
    )


def ends_sentence(line: str) -> bool:
    """Whether the line ends where a sentence may end (closing quotes and brackets looked through)."""
    bare = line.rstrip("”’」』）)》*| \t\u3000")
    return bool(bare) and bare[-1] in SENTENCE_END + "：:…"

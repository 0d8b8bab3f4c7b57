"""How a line of a Chinese official document can be numbered; patterns alone, no context.

Whether a numbered line really is a heading is decided in sequence.py by sequence and position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from index.documents import UNNUMBERED
from index.folding import fold
from index.numerals import NUMERAL
from index.numerals import parse_numeral as _parse

Style = Literal[
    "part", "subpart", "portion", "chapter", "section", "article", "annex", "box",
    "digit_plain", "cn_comma", "cn_bracket", "roman", "digit_point", "decimal2", "decimal3",
    "decimal4", "digit_bracket", "digit_close", "circled", "upper", "lower", "ordinal",
    "ordinal_is", "ordinal_want", "dash", "bullet",
]  # fmt: skip

_ORDER: tuple[Style, ...] = (
    "annex", "part", "subpart", "portion", "chapter", "section", "article", "digit_plain",
    "cn_comma", "cn_bracket", "roman", "digit_point", "decimal2", "decimal3", "decimal4",
    "digit_bracket", "digit_close", "circled", "upper", "lower", "ordinal", "ordinal_is",
    "ordinal_want", "dash", "bullet",
)  # fmt: skip
RANK: dict[Style, int] = {style: rank for rank, style in enumerate(_ORDER)}
"""Outer styles first: a style of higher rank nests in one of lower rank."""
NAMED: frozenset[Style] = frozenset({"part", "subpart", "portion", "chapter", "section", "article"})
"""Styles that name their level: 第三编, 第一分编, 第一部分, 第三章, 第二节, 第十二条."""
DECIMAL: frozenset[Style] = frozenset({"decimal2", "decimal3", "decimal4"})
"""Styles that repeat the numbers above them: 1.1, 1.1.1, 1.1.1.1."""
POINTS: frozenset[Style] = frozenset(
    {
        "dash",
        "bullet",
        "ordinal",
        "ordinal_is",
        "ordinal_want",
        "circled",
        "upper",
        "lower",
        "roman",
    }
)
"""Styles of points within a text: they begin only where the next of their kind follows."""
LEVELS: frozenset[Style] = NAMED | {"annex", "box", "cn_comma", "cn_bracket"}
"""Styles that no row of a table begins with."""
SENTENCE_END = "。！？!?；;"
_HEAD = 28
"""Characters at the head of a line that are looked at."""
_N = f"(?:{NUMERAL}+|\\d{{1,4}})"
_SIGNS = {
    sign: (style, place + 1)
    for style, signs in (
        ("circled", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        ("digit_bracket", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        ("digit_point", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        ("cn_bracket", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
        ("roman", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"),
    )
    for place, sign in enumerate(signs)
}
"""Characters that are a whole number by themselves; folding would take them apart."""

# Patterns see folded text: brackets, colons and commas are half width there, letters small.
_LEVELS: dict[str, Style] = {
    "编": "part", "篇": "part", "分编": "subpart", "部分": "portion", "章": "chapter",
    "节": "section", "条": "article",
}  # fmt: skip
_NAMED = re.compile(
    rf"第\s*(?P<n>{_N})\s*(?P<mark>分编|部分|[编篇章节条])(?P<of>之{NUMERAL}+)?(?P<sep>[\s:]*)"
)
_ORDINAL = re.compile(rf"(?P<n>第{NUMERAL}{{1,3}})(?P<sep>)(?=[,、:])[,、:]\s*(?!第)")
_FIRSTLY = re.compile(r"(?P<n>首先|其次|再次|最后)(?P<sep>),\s*")
_FIRSTLY_ORDER = {"首先": 1, "其次": 2, "再次": 3, "最后": 0}
_BOX = re.compile(rf"专栏\s*[?？]?\s*(?P<n>{_N})(?P<sep>[\s?？:]*)")
_ANNEX = re.compile(rf"附(?:件|表|录)\s*(?P<n>{_N})(?P<sep>[\s:.、]*)")
_ANNEX_LETTER = re.compile(r"附录\s*(?P<n>[a-z])(?![a-z])(?P<sep>[\s:.、]*)")
_LETTER_DECIMAL = re.compile(r"(?P<n>[a-h](?:\.\d{1,3}){1,3})(?!\d)(?P<sep>\s*)(?=[^\d.\s])")
_BARE_DECIMAL = re.compile(r"(?P<n>\d{1,3}(?:\.\d{1,3}){1,3})(?P<sep>\s*)$")
"""The number of a term in a standard, which stands on a line of its own."""
_ANNEX_ALONE = re.compile(r"(?P<n>附\s*(?:件|表|录)?)(?P<sep>\s*:?\s*)$")
_CN_COMMA = re.compile(rf"(?P<n>{NUMERAL}+)\s*(?:、|\.(?!\d))(?P<sep>\s*)")
_CN_BRACKET = re.compile(rf"\(?\s*(?P<n>{NUMERAL}+)\s*\)(?P<sep>\s*)")
_DIGIT_BRACKET = re.compile(r"\(\s*(?P<n>\d{1,3})\s*\)(?P<sep>\s*)")
_DIGIT_POINT = re.compile(r"(?P<n>\d{1,3})\s*(?:\.(?!\d)|、(?!\d))(?P<sep>\s*)")
_DIGIT_CLOSE = re.compile(r"(?P<n>\d{1,3})\s*\)(?P<sep>\s*)")
_DECIMAL = re.compile(
    r"(?P<n>\d{1,3}(?:\.\d{1,3}){1,3})(?!\d)\.?(?:(?P<sep>\s+)|(?![%万亿千百个倍元吨公米年月日人次辆项级度分]))(?=[^\d.\s])"
)
_DIGIT_PLAIN = re.compile(r"(?P<n>\d{1,2})(?P<sep>\s+)(?=[\u4e00-\u9fff“《])")
_ROMAN = re.compile(r"(?P<n>i{1,3}|iv|vi{0,3}|ix|xi{0,2}|xi?v)\s*[.、)](?P<sep>\s*)(?=\S)")
_ROMAN_ORDER = {
    n: i + 1 for i, n in enumerate("i ii iii iv v vi vii viii ix x xi xii".split())
}  # fmt: skip
_LETTER = re.compile(r"(?P<n>[a-h])\s*[.、)](?P<sep>\s*)(?=\S)")
_DASH = re.compile(
    r"(?:(?P<n>—{2,}|--+|─{2,}|―{2,})(?P<sep>\s*)(?=\S)|(?P<one>[—─―]|-(?=\s))\s*(?=[^\d\s—\-─―%.]))"
)
_BULLET = re.compile(r"(?P<n>[·●■◆▪○□★◇▲▶►])(?P<sep>\s*)(?=[^\s·●■◆▪○□★◇▲])")
_IS = re.compile(
    rf"(?P<lead>[^。;!?]{{0,12}}[,:])?(?P<n>{NUMERAL}{{1,2}}(?P<verb>是|要(?![素件点求闻塞道害]))),?(?=\S)"
)

_DIGITS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("decimal2", _DECIMAL), ("digit_point", _DIGIT_POINT), ("digit_close", _DIGIT_CLOSE),
    ("digit_plain", _DIGIT_PLAIN), ("decimal2", _BARE_DECIMAL),
)  # fmt: skip
_BRACKETS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("cn_bracket", _CN_BRACKET), ("digit_bracket", _DIGIT_BRACKET),
)  # fmt: skip
_NUMERALS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("cn_comma", _CN_COMMA), ("cn_bracket", _CN_BRACKET),
)  # fmt: skip
_LETTERS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("roman", _ROMAN), ("decimal2", _LETTER_DECIMAL), ("lower", _LETTER),
)  # fmt: skip
_HAS_POINT = re.compile(f"{NUMERAL}[是要]").search
_BY_FIRST: dict[str, tuple[tuple[Style, re.Pattern[str]], ...]] = {
    "第": (("chapter", _NAMED), ("ordinal", _ORDINAL)),
    "专": (("box", _BOX),),
    "附": (("annex", _ANNEX), ("annex", _ANNEX_LETTER), ("annex", _ANNEX_ALONE)),
    "(": _BRACKETS,
    **dict.fromkeys("首其再最", (("ordinal", _FIRSTLY),)),
    **dict.fromkeys("0123456789", _DIGITS),
    **dict.fromkeys("零一二三四五六七八九十百千两○", _NUMERALS),
    **dict.fromkeys("—-─―", (("dash", _DASH),)),
    **dict.fromkeys("·●■◆▪○□★◇▲▶►", (("bullet", _BULLET),)),
    **dict.fromkeys("abcdefghivx", _LETTERS),
}
"""The patterns that a line with this first character, folded, can begin with."""


_WHOLE_LINES = (_ANNEX_ALONE, _BARE_DECIMAL)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered line: its style, ordinal, number as people write it, and where the rest begins.

    `spaced` tells whether white space or a colon stands between number and rest; `prefix` holds
    the numbers above in 3.2.1 (“3.2”), `lead` whether words stand before the number
    (“会议指出，一是…”).
    """

    style: Style
    ordinal: int
    number: str
    rest: int
    spaced: bool
    prefix: str = ""
    lead: bool = False


def match_number(line: str) -> Numbered | None:
    """The number that `line` begins with, or None. `rest` counts from the start of `line`."""
    if not line:
        return None
    if line[0].isspace():
        skipped = len(line) - len(line.lstrip())
        found = match_number(line[skipped : skipped + _HEAD])
        return replace(found, rest=found.rest + skipped) if found else None
    head = line[:_HEAD]
    if not _may_begin(line[0]) and (
        (line.find("是", 0, 18) < 0 and line.find("要", 0, 18) < 0) or not _HAS_POINT(head, 0, 18)
    ):
        return None
    return _match_head(head, len(line) <= _HEAD)


parse_numeral = lru_cache(maxsize=4096)(_parse)


@lru_cache(maxsize=16384)
def _may_begin(character: str) -> bool:
    return character in _SIGNS or fold(character) in _BY_FIRST


@lru_cache(maxsize=8192)
def _match_head(head: str, whole: bool) -> Numbered | None:
    if head[0] in _SIGNS:
        return _sign(head)
    folded = fold(head)
    for style, pattern in _BY_FIRST.get(folded[0], ()):
        found = pattern.match(folded)
        if found and (whole or pattern not in _WHOLE_LINES):
            numbered = _numbered(style, found, head)
            if numbered is not None:
                return numbered
    found = _IS.match(folded)
    ordinal = parse_numeral(found["n"][:-1]) if found else None
    if found and ordinal:
        is_or_want: Style = "ordinal_is" if found["verb"] == "是" else "ordinal_want"
        return Numbered(
            is_or_want, ordinal, found["n"], found.end(), False, "", bool(found["lead"])
        )
    return None


def _sign(head: str) -> Numbered:
    style, ordinal = _SIGNS[head[0]]
    rest = len(head) - len(head[1:].lstrip(" \t\u3000.、．"))
    number = {"circled": head[0], "roman": head[0]}.get(style)
    shown = number or _write_ordinal(style, ordinal)  # type: ignore[arg-type]
    return Numbered(style, ordinal, shown, rest, rest > 1)  # type: ignore[arg-type]


def _write_ordinal(style: Style, ordinal: int) -> str:
    if style == "cn_bracket":
        return f"（{'一二三四五六七八九十'[ordinal - 1]}）"
    return f"（{ordinal}）" if style == "digit_bracket" else f"{ordinal}."


def _numbered(style: Style, found: re.Match[str], head: str) -> Numbered | None:
    """What a pattern found, as a Numbered; None when its digits are no number after all."""
    if found.re is _DASH:
        return Numbered(style, 0, UNNUMBERED, found.end(), bool(found["sep"]))
    raw = found["n"]
    written = head[found.start("n") : found.end("n")]
    spaced = bool(found["sep"])
    end = found.end()
    if found.re is _NAMED:
        ordinal = parse_numeral(raw)
        number = f"第{written}{found['mark']}{found['of'] or ''}"
        return Numbered(_LEVELS[found["mark"]], ordinal, number, end, spaced) if ordinal else None
    if found.re in (_DECIMAL, _LETTER_DECIMAL, _BARE_DECIMAL):
        raw = raw.upper()
        above, _, last = raw.rpartition(".")
        depth: Style = ("decimal2", "decimal3", "decimal4")[above.count(".")]
        return Numbered(depth, int(last), raw, end, spaced, above)
    if found.re is _LETTER:
        style = "upper" if written.isupper() else "lower"
        return Numbered(style, ord(raw) - ord("a") + 1, written, end, spaced)
    ordinal = _ordinal_in(style, raw, found)
    if ordinal is None:
        return None
    return Numbered(style, ordinal, _write(style, written, found), end, spaced)


def _ordinal_in(style: Style, raw: str, found: re.Match[str]) -> int | None:
    if style in ("dash", "bullet") or found.re is _ANNEX_ALONE:
        return 0
    if found.re is _FIRSTLY:
        return _FIRSTLY_ORDER[raw]
    if style == "roman":
        return _ROMAN_ORDER.get(raw)
    if found.re is _ANNEX_LETTER:
        return ord(raw) - ord("a") + 1
    return parse_numeral(raw.removeprefix("第"))


def _write(style: Style, written: str, found: re.Match[str]) -> str:
    if style == "box":
        return f"专栏{written}"
    if style == "annex":
        return "附件" if found.re is _ANNEX_ALONE else f"{found.group(0)[:2]}{written}"
    if style in ("cn_bracket", "digit_bracket"):
        return f"（{written}）"
    if style in ("dash", "bullet"):
        return UNNUMBERED
    closing = {"cn_comma": "、", "digit_point": ".", "digit_close": "）"}
    return written + closing.get(style, "")


def ends_sentence(line: str) -> bool:
    """Whether the line ends where a sentence may end (closing quotes and brackets looked through)."""
    bare = line[-40:].rstrip("”’」』）)》*| \t\u3000")
    return bool(bare) and bare[-1] in SENTENCE_END + "：:…"

"""The question as a parsed object: what is asked, about which words, years, figures and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from index.documents import Span
from index.folding import fold
from index.numerals import NUMERAL, parse_numeral
from index.words import content_words
from rag.asking import ASKING, WANTS, Want
from rag.errors import EmptyQuestion, QuestionTooLong

LENGTH_LIMIT = 2000
"""Longest question, in characters."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]"
)
"""What a terminal reads as colours and movements: gone whole, not their first character alone."""
_YEAR = re.compile(r"(?<![\da-z.])((?:19|20)\d{2})(?:年|(?!\d|[a-z%个项人名条]))")
_QUOTED = re.compile(r'"([^"]{1,40})"|《([^《》]{1,60})》|\'([^\']{1,40})\'')
_LATIN = re.compile(r"[a-z][a-z0-9\-]*[a-z0-9]|\d+[a-z]+")
_UNITS = (
    "大类|万亿元|亿元|万元|人次|国家|百分点|[个名人项次套件例起票份期批种类倍年月天日元条章节座家]"
)
_FIGURE = re.compile(rf"(\d+(?:\.\d+)?(?:万亿|亿|万)?)\s*(%|{_UNITS})?")

_MEASURE = re.compile(
    r"(?:[^效速心]率|比例|比重|人数|数量|总额|总数|规模|次数|金额|产量|目标值)\s*[??]?$"
)
"""A subject that is a measure asks for its figure, also without a word of asking."""


_MONTHS = re.compile(r"(?<=\d)[到至](?=\d{1,2}月)")
"""“1到7月”: documents write 1-7月."""

_ASKS = re.compile(r"什么|啥|谁|怎")
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_WRITTEN_YEAR = re.compile(
    r"(?<![零一二三四五六七八九十])(?:一[八九]|二零)[零一二三四五六七八九]{2}(?![零一二三四五六七八九十百千万])"
)
"""“二〇二五”: a year, digit for digit."""


@dataclass(frozen=True)
class ParsedQuestion:
    """A stand-alone question taken apart. `folded` is `fold(text)`; `core` lacks the asking words.

    `names` are the places of names of documents: they say where to look, not what for. `learned`
    are words of the documents, folded, that the general dictionary lacks: they are kept whole.
    """

    text: str
    names: tuple[Span, ...] = ()
    learned: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> str:
        """Comparable form of the text, of the same length."""
        folded = _WRITTEN_YEAR.sub(lambda year: year[0].translate(_DIGITS), fold(self.text))
        return _MONTHS.sub("-", folded)

    @cached_property
    def core(self) -> str:
        """The folded text without names of documents and words of asking: parts by single spaces."""
        return re.sub(r"\s+", " ", ASKING.sub(" ", self.subject)).strip()

    @cached_property
    def subject(self) -> str:
        """The folded text with the names of documents blanked out, of the same length."""
        blanked = self.folded
        for start, end in self.names:
            blanked = f"{blanked[:start]}{' ' * (end - start)}{blanked[end:]}"
        return blanked

    def without(self, pattern: re.Pattern[str]) -> ParsedQuestion:
        """The question with all matches of a pattern blanked out, places unchanged."""
        text = pattern.sub(lambda m: " " * len(m[0]), self.folded)
        return ParsedQuestion(text, self.names, self.learned)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Content words of the core, each once, in order; its parts themselves when it has none."""
        words = dict.fromkeys(
            t for part in self.core.split() for t in content_words(part, self.learned)
        )
        return tuple(words) or tuple(dict.fromkeys(p for p in self.core.split() if len(p) > 1))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years named, in order; those in names of documents are none."""
        return tuple(dict.fromkeys(int(y) for y in _YEAR.findall(self.subject)))

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """Names in quotation marks or 《》, folded."""
        return tuple(a or b or c for a, b, c in _QUOTED.findall(self.folded))

    @cached_property
    def latin(self) -> tuple[str, ...]:
        """Latin words and codes, lower case: aeo, h2018, 5g."""
        return tuple(dict.fromkeys(_LATIN.findall(self.folded)))

    @cached_property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """Figures that the question itself states, as (number, unit); years and addresses are none."""
        bare = re.sub(rf"第(?:\d|{NUMERAL})+|专栏\s*\d+|\(\d+\)", " ", _YEAR.sub(" ", self.folded))
        bare = re.sub(r"[a-z]+[\d\-]+[a-z]*|\d+[a-z]+", " ", bare)
        return tuple((n, u) for n, u in _FIGURE.findall(bare))

    @cached_property
    def wants(self) -> frozenset[Want]:
        """What kinds of answer the wording asks for; empty when it only names a subject."""
        found = {want for want, pattern in WANTS if pattern.search(self.folded)}
        asks = _ASKS.search(self.folded)
        if not found and self.figures and self.folded.endswith("?") and not asks:
            found.add("check")
        if not found and _MEASURE.search(self.folded):
            found.add("quantity")
        return frozenset(found)


def clean_question(text: str) -> str:
    """The question without control characters and needless space.

    Raises EmptyQuestion when nothing is left and QuestionTooLong beyond LENGTH_LIMIT characters.
    """
    cleaned = re.sub(r"\s+", " ", _CONTROL.sub("", _ESCAPES.sub("", text))).strip()
    if not re.search(r"\w", cleaned):
        raise EmptyQuestion("请输入一个问题。")
    if len(cleaned) > LENGTH_LIMIT:
        raise QuestionTooLong(
            f"问题有{len(cleaned)}个字，超过{LENGTH_LIMIT}字的上限，请缩短后再问。"
        )
    return cleaned


def numeral_value(text: str) -> float | None:
    """The value of a figure such as 2.3万, 三十五 or 60; None when it is none."""
    plain = text.replace(",", "")
    for suffix, scale in (("万亿", 1e12), ("亿", 1e8), ("万", 1e4)):
        if plain == suffix:
            return None
        if plain.endswith(suffix):
            inner = numeral_value(plain.removesuffix(suffix))
            return None if inner is None else inner * scale
    try:
        return float(plain)
    except ValueError:
        value = parse_numeral(plain)
        return None if value is None else float(value)

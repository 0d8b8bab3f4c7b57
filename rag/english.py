"""English questions put into Chinese by the glossary, word by word: good enough to find the answer.

What is of something is said before it in Chinese, and what is asked for comes last: “How high
is the quota of berths in 2030?” becomes 2030年泊位配额是多少？
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.folding import fold
from rag.glossary.glossary import Glossary

_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z0-9]+(?:[.,'\-][a-z0-9]+)*%?", re.IGNORECASE)
_LATIN = re.compile("[a-z]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
LONGEST = 7
"""Most words of one entry of the glossary."""
_STOP = frozenset(
    "a an the is are was were be been being am do does did will would shall should can could may might "
    "must has have had having to and or that this these those it its they them their there here he she "
    "his her we our us i my you your me what which who whom whose when where how why many much please "
    "tell show give let list name state explain describe know like want wants wanted need needs make "
    "makes made get gets so such any some all each every both also just only very more most than then "
    "stand stands mean means say says said if as per via not no yes up out over about regarding concerning according does set".split()
)
"""Words that say nothing about the subject."""
_BINDING = frozenset(
    "of for in on at within under from with between among during by into through".split()
)
"""Words before what is said first in Chinese."""

_NUMBERS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve".split(),
        "一 二 三 四 五 六 七 八 九 十 十一 十二".split(),
        strict=True,
    )
)
_ADDRESSED = {
    "article": "第{}条",
    "chapter": "第{}章",
    "section": "第{}节",
    "item": "第{}项",
    "box": "专栏{}",
}
"""Parts of documents that are named by a number."""
_MEASURE = re.compile("(?:率|数量|人数|总数|比例|比重|金额|规模|目标|覆盖面?)$")

_ASKED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bhow many (?:people|persons|staff|officers|officials|experts|teachers|talents)"), "多少人"),
    (re.compile(r"\bhow many days\b"), "多少天"),
    (re.compile(r"\bhow many\b|\bthe number of\b|\bhow numerous\b"), "有多少个"),
    (re.compile(r"\bhow (?:much|high|large|big|long|far|often)\b|\bwhat (?:percentage|proportion|share|percent|number|amount|rate|figure|value)\b"), "是多少"),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|time|day)\b|\bby what time\b"), "是什么时候"),
    (re.compile(r"\b(?:responsible|in charge|leads?)\b|\bwhich (?:department|body|agency|office|authority)\b"), "由谁负责"),
    (re.compile(r"\bwho\b|\bwhose\b"), "是谁"),
    (re.compile(r"\bwhere\b"), "在哪里"),
    (re.compile(r"\bhow\b"), "如何做"),
    (re.compile(r"\bwhy\b"), "为什么"),
    (re.compile(r"\bwhat (?:does|do) .* (?:mean|stand for)\b|\bdefine\b|\bdefinition of\b|\bmeaning of\b"), "是什么意思"),
    (re.compile(r"\b(?:list|name|which|what are|what were|what kinds?|what types?)\b"), "有哪些"),
    (re.compile(r"\bwhat\b.*\b(?:target|rate|coverage|number|ratio|value|figure|threshold|limit|percentage)\b"), "是多少"),
    (re.compile(r"\bwhat\b"), "是什么"),
    (re.compile(r"^(?:is|are|was|were|do|does|did|will|has|have|can|should)\b"), "吗"),
)  # fmt: skip
"""What the wording asks for and how Chinese asks it, the first that fits."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something said in Chinese; `binds` when what follows it in English comes before it."""

    text: str
    binds: bool = False


def is_english(text: str) -> bool:
    """Whether a question is put in English: two words or more and no Chinese."""
    words = [word for word in _WORD.findall(text) if word[0].isalpha()]
    return len(words) > 1 and not _HAN.search(text) and _English(words).is_plain


@dataclass(frozen=True, slots=True)
class _English:
    words: Sequence[str]

    @property
    def is_plain(self) -> bool:
        """Whether it is a phrase and no list of codes."""
        return any(word.islower() or word.istitle() for word in self.words)


def in_chinese(text: str, glossary: Glossary, stands: Callable[[str], bool]) -> str:
    """An English question in Chinese; words that the glossary lacks stay as they are.

    `stands` tells whether the documents hold a folded phrase: of several translations the first that
    they hold is taken, and a code that they hold stays.
    """
    folded = fold(text)
    typed = _WORD.findall(text)
    years = [word for word in typed if _YEAR.fullmatch(word)]
    pieces = _translated(_unasked(typed), glossary, stands)
    said = "".join(_in_chinese_order(pieces))
    when = f"到{years[-1]}年" if len(years) == 1 and re.search(r"\b(?:by|until)\b", folded) else ""
    if not when and years:
        when = "、".join(f"{year}年" for year in dict.fromkeys(years))
    asked = _asked(folded) or ("是多少" if _MEASURE.search(said) else "")
    return f"{when}{said}{asked}？"


def _asked(folded: str) -> str:
    return next((chinese for pattern, chinese in _ASKED if pattern.search(folded)), "")


def _unasked(words: Sequence[str]) -> list[str]:
    return [word for word in words if not _YEAR.fullmatch(word)]


def _translated(
    words: Sequence[str], glossary: Glossary, stands: Callable[[str], bool]
) -> list[_Piece]:
    """The words in the order of the English, those of grammar left out."""
    pieces: list[_Piece] = []
    at = 0
    while at < len(words):
        word = words[at].lower()
        length, chinese = _address(words[at:]) or longest_entry(words[at:], glossary, stands)
        if chinese:
            pieces.append(_Piece(chinese))
        elif word in _BINDING:
            pieces.append(_Piece("", binds=True))
        elif word not in _STOP:
            pieces.append(_Piece(words[at]))
        at += length
    return pieces


def _address(words: Sequence[str]) -> tuple[int, str] | None:
    """“article 35” and its like: how many words it has, and its Chinese."""
    pattern = _ADDRESSED.get(words[0].lower())
    if pattern is None or len(words) < 2:
        return None
    number = _NUMBERS.get(words[1].lower(), words[1])
    return (2, pattern.format(number)) if number.isdigit() or number in _NUMBERS.values() else None


def longest_entry(
    words: Sequence[str], glossary: Glossary, stands: Callable[[str], bool]
) -> tuple[int, str]:
    """How many words the longest entry that begins here has, and its Chinese; (1, "") for none."""
    first = words[0]
    if first.lower() in _NUMBERS:
        return 1, _NUMBERS[first.lower()]
    # A word of grammar counts only as the beginning of a longer entry.
    least = 2 if first.lower() in _STOP | _BINDING else 1
    for length in range(min(LONGEST, len(words)), least - 1, -1):
        phrase = " ".join(words[:length]).lower()
        for form in _forms(phrase):
            if length == 1 and stands(form):
                return 1, first
            if written := glossary.written(form):
                chosen = next((word for word in written if stands(word)), written[0])
                return length, _LATIN.sub(lambda code: code[0].upper(), chosen)
    return 1, ""


def _forms(phrase: str) -> list[str]:
    """The phrase and its last word without the endings of English."""
    forms = [phrase]
    for ending, plain in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("d", ""),
    ):
        if phrase.endswith(ending) and len(phrase) - len(ending) > 2:
            forms.append(phrase.removesuffix(ending) + plain)
    return forms


def _in_chinese_order(pieces: Sequence[_Piece]) -> list[str]:
    """What follows “of” and its like before what they follow: the last part first."""
    parts: list[list[str]] = [[]]
    for piece in pieces:
        if piece.binds:
            parts.append([])
        else:
            parts[-1].append(piece.text)
    return [_joined(part) for part in reversed(parts) if part]


def _joined(words: Sequence[str]) -> str:
    """Chinese words side by side; between Latin ones a space."""
    joined = ""
    for word in words:
        both = joined[-1:].isascii() and word[:1].isascii() and bool(joined)
        joined += f" {word}" if both else word
    return joined

"""The lexicon: words that a document teaches, with the long forms of its abbreviations.

A general dictionary knows neither 枫桥经验 nor 专栏 titles nor what AEO stands for; the document
itself says so, by its headings, its quotation marks and its brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.dictionary import HAN, dictionary
from index.documents import Outline
from index.folding import fold
from index.words import content_words

WordKind = Literal["quoted", "title", "row", "joined", "short"]

GLOSSARY = "glossary.tsv"
"""The trainers' own glossary in a corpus folder: words for asking, no document."""
LONGEST = 30
"""Longest heading or row name that is learned, in characters."""
LONGEST_QUOTED = 12
"""Longest quoted words that are a name and no saying."""
_WHOLE = ("quoted", "joined", "short")
OFTEN = 3
"""So often characters stand together that no dictionary joins, that they are a word."""
LONGEST_FULL = 24
"""Longest full form of an abbreviation."""

_QUOTED = re.compile(r'"([^"\n]{2,40})"')
_BARE = re.compile(rf"[{HAN}a-z\d+\-]+")
_HAN_WORD = re.compile(rf"[{HAN}]{{2,6}}")
_ROW_NUMBER = re.compile(r"^\d+[.、]?\s*|\([^()]*\)$")
_CALLED = re.compile(
    r'\((?:以下|下)?(?:简称|统称|合称|称)(?:为|:)?\s*["《]?([^"》()]{2,12})["》]?\)'
)
_CODE = re.compile(r"\(([a-z][a-z\d\-]{1,9})\)")
_SPELT = re.compile(
    rf'(?<![a-z\d])([a-z][a-z\d\-]{{1,9}})\(["《]?([{HAN}]{{4,{LONGEST_FULL}}})["》]?\)'
)
_NAMED = re.compile(r'(?:"([^"]{2,24})"|《([^》]{2,40})》)$')
_RUN = re.compile(rf"[{HAN}]+$")
_ENDS_NAME = frozenset("vdpcurmtxzil")
"""Parts of speech before which a name begins: verbs, adverbs, prepositions and the like."""


@dataclass(frozen=True, slots=True, order=True)
class LearnedWord:
    """A word, folded; `full` is the long form of an abbreviation ("short"), else empty."""

    word: str
    kind: WordKind
    full: str = ""


def learn_words(title: str, outline: Outline) -> tuple[LearnedWord, ...]:
    """The words that a document teaches, each once, in the order of their characters."""
    folded = fold(outline.text)
    found = {
        *_headings((title, *(node.title for node in outline.nodes))),
        *_rows(cell for table in outline.tables for row in table.rows for cell in row.cells[:1]),
        *_quoted(folded),
        *_joined(folded),
        *_shortest(_abbreviations(folded)),
    }
    return tuple(sorted(found))


def _shortest(words: Iterable[LearnedWord]) -> list[LearnedWord]:
    """Abbreviations without those whose full form only has more before that of another."""
    every = set(words)
    return [
        one
        for one in every
        if not any(
            one.word == other.word and one.full != other.full and one.full.endswith(other.full)
            for other in every
        )
    ]


def _headings(titles: Iterable[str]) -> Iterator[LearnedWord]:
    for title in dict.fromkeys(titles):
        bare = fold(title).strip('" 。:')
        if 2 < len(bare) <= LONGEST and not re.search(r"[。;,:!?]", bare):
            yield LearnedWord(bare.replace('"', ""), "title")


def _rows(cells: Iterable[str]) -> Iterator[LearnedWord]:
    for cell in dict.fromkeys(cells):
        bare = _ROW_NUMBER.sub("", _ROW_NUMBER.sub("", fold(cell).strip())).strip()
        if 2 < len(bare) <= LONGEST and re.search(f"[{HAN}]", bare):
            yield LearnedWord(bare, "row")


def _quoted(folded: str) -> Iterator[LearnedWord]:
    for name in dict.fromkeys(_QUOTED.findall(folded)):
        if len(name) <= LONGEST_QUOTED and _BARE.fullmatch(name):
            yield LearnedWord(name, "quoted")


def _joined(folded: str) -> Iterator[LearnedWord]:
    """Words that the general dictionary knows only as single characters: 互认, 署级, names."""
    counts = Counter(content_words(folded))
    for word, count in counts.items():
        if count >= OFTEN and _HAN_WORD.fullmatch(word) and dictionary().weight(word) is None:
            yield LearnedWord(word, "joined")


def _abbreviations(folded: str) -> Iterator[LearnedWord]:
    """Short forms that the text explains in brackets: 甲（以下简称乙）, 甲（ABC）, ABC（甲）."""
    for found in _CALLED.finditer(folded):
        full = _name_before(folded[max(0, found.start() - 60) : found.start()])
        if full != found[1] and _stands_for(found[1], full):
            yield LearnedWord(found[1], "short", full)
    for found in _CODE.finditer(folded):
        full = _name_before(folded[max(0, found.start() - 60) : found.start()])
        if full:
            yield LearnedWord(found[1], "short", full)
    for found in _SPELT.finditer(folded):
        yield LearnedWord(found[1], "short", found[2])


def _stands_for(short: str, full: str) -> bool:
    """Whether the characters of a short form stand in the full one in the same order."""
    rest = iter(full)
    return all(character in rest for character in short)


def _name_before(text: str) -> str:
    """The name that a text ends with: what stands in marks, else its last words up to a verb."""
    marked = _NAMED.search(text)
    if marked:
        name = marked[1] or marked[2]
        return name if len(name) <= LONGEST_FULL else ""
    run = _RUN.search(text)
    return _last_name(run[0][-LONGEST_FULL:]) if run else ""


def _last_name(run: str) -> str:
    """The last words of a run of characters that can be one name: 积极参与世界贸易组织 → 世界贸易组织."""
    dictionary().learn(run)
    words = list(dictionary().segment(run))
    name = words[-1]
    for word in reversed(words[:-1]):
        if len(word) == 1 or _kind(word)[:1] in _ENDS_NAME:
            break
        name = word + name
    return name if len(name) > 3 else ""


@lru_cache(maxsize=4096)
def _kind(word: str) -> str:
    kind = dictionary().kind(word)
    return "n" if kind in ("vn", "an") else kind or "n"


class Lexicon:
    """The learned words that are kept whole in a text: names, not headings."""

    def __init__(self, words: Iterable[LearnedWord]) -> None:
        kept = {w.word for w in words if w.kind in _WHOLE and _HAN_WORD.fullmatch(w.word)}
        self._lengths: dict[str, list[int]] = {}
        for start, length in sorted({(word[:2], len(word)) for word in kept}):
            self._lengths.setdefault(start, []).append(length)
        self._words = kept

    def words_in(self, folded: str) -> tuple[str, ...]:
        """The words that a folded text holds, in order, each once."""
        found = (
            folded[start : start + length]
            for start in range(len(folded) - 1)
            for length in self._lengths.get(folded[start : start + 2], ())
        )
        return tuple(dict.fromkeys(word for word in found if word in self._words))

"""The query: a question's own words and, weighing less, other words for the same in the documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal
from weakref import WeakKeyDictionary

from index.amount_terms import amount_terms
from index.lexicon import LearnedWord
from index.numerals import write_numeral
from rag.catalogue import Catalogue
from rag.glossary.glossary import Glossary
from rag.glossary.loose import Told
from rag.question import ParsedQuestion

Source = Literal["own", "glossary", "abbreviation", "numeral"]

WEIGHTS: dict[Source, float] = {"own": 1.0, "numeral": 0.9, "abbreviation": 0.8, "glossary": 0.6}
"""What a term of each source weighs beside one of the asker's own words."""
_EMBEDDED = 0.5
"""Least weight of an added word that is embedded with the question."""
_KEPT = 64
"""Queries of one catalogue that are kept: a question is expanded at several stages."""
_SHARE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%|(?<![\d.])\d{2,4}(?=[^\d.%年,]|$)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word to look for, folded; `weight` is 1 for the asker's own words and below 1 for others.

    `said` are the words of the question, folded, that it stands for: its own text for an own word;
    `places` are where they stand, for the words of a saying that is told loosely.
    """

    text: str
    weight: float = 1.0
    source: Source = "own"
    said: str = ""
    places: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ExpandedQuery:
    """A question with its terms: the asker's own words first, in order, then the others."""

    question: ParsedQuestion
    terms: tuple[Term, ...] = ()
    told: tuple[Told, ...] = ()
    """The sayings that the question tells, their written words limited to those of the documents."""

    @cached_property
    def own(self) -> tuple[Term, ...]:
        """The content words of the question."""
        return tuple(t for t in self.terms if t.source == "own")

    @cached_property
    def added(self) -> tuple[Term, ...]:
        """The words that the documents use for what was said."""
        return tuple(t for t in self.terms if t.source != "own")

    @cached_property
    def text(self) -> str:
        """The text to embed: the question, then the weightier added words, by single spaces."""
        extra = dict.fromkeys(t.text for t in self.added if t.weight >= _EMBEDDED)
        return " ".join((self.question.text, *extra))

    def instead_of(self, word: str) -> Iterator[Term]:
        """The added terms whose words in the question hold or stand in an own word."""
        at = self._places(word)
        return (
            t for t in self.added
            if word in t.said or t.said in word or len(at & t.places) >= min(2, len(word))
        )  # fmt: skip

    def _places(self, word: str) -> frozenset[int]:
        """The places of a word in the question; none for one that stands there otherwise."""
        start = self.question.folded.find(word)
        return frozenset(range(start, start + len(word))) if start >= 0 else frozenset()


def expand(question: ParsedQuestion, catalogue: Catalogue) -> ExpandedQuery:
    """The query of a question; added words are limited to those that stand in the documents."""
    with_others = _EXPANDERS.get(catalogue)
    if with_others is None:
        with_others = _EXPANDERS[catalogue] = _Expander(catalogue)
    return with_others.expand(question)


class _Expander:
    """Expands questions for one catalogue and keeps the last ones; refers to its store alone."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._glossary: Glossary = catalogue.glossary
        self._stands = catalogue.stands
        self._long, self._short = _abbreviations(catalogue.store.lexicon())
        self.expand = lru_cache(maxsize=_KEPT)(self._expand)

    def _expand(self, question: ParsedQuestion) -> ExpandedQuery:
        own = tuple(Term(word, said=word) for word in question.terms)
        told = tuple(self._told(question))
        added: dict[tuple[str, str], Term] = {}
        for term in (
            *self._spelt(question),
            *_numbers(question),
            *self._said(question),
            *_of(told),
        ):
            if not _in_question(term.text, question) and self._stands(term.text):
                added.setdefault((term.text, term.said), term)
        return ExpandedQuery(question, (*own, *added.values()), told)

    def _told(self, question: ParsedQuestion) -> Iterator[Told]:
        """The sayings told, each with what the documents hold of its written words."""
        for told in self._glossary.told(question.subject):
            written = tuple(w for w in dict.fromkeys(told.written) if self._stands(w))
            if written and _names_something(told.said):
                yield replace(told, written=written)

    def _said(self, question: ParsedQuestion) -> Iterator[Term]:
        """What is written for the sayings of the question."""
        for saying in self._glossary.find(question.subject):
            for word in saying.written if _names_something(saying.said) else ():
                yield Term(word, WEIGHTS["glossary"], "glossary", saying.said)

    def _spelt(self, question: ParsedQuestion) -> Iterator[Term]:
        """The long forms of the question's abbreviations, and the short forms of its long ones."""
        for code in (*question.latin, *question.terms):
            for full in self._long.get(code, ()):
                yield Term(full, WEIGHTS["abbreviation"], "abbreviation", code)
        for full, shorts in self._short.items():
            if full in question.folded:
                for short in shorts:
                    yield Term(short, WEIGHTS["abbreviation"], "abbreviation", full)


_EXPANDERS: WeakKeyDictionary[Catalogue, _Expander] = WeakKeyDictionary()


@lru_cache(maxsize=4096)
def _names_something(said: str) -> bool:
    """Whether a saying is more than words of asking (怎么办, 有没有)."""
    return len(ParsedQuestion(said).core) > 1


def _of(told: Iterable[Told]) -> Iterator[Term]:
    """The written words of the sayings told; those told in part weigh less."""
    for each in told:
        for word in each.written:
            weight = WEIGHTS["glossary"] * each.strength**2
            yield Term(word, weight, "glossary", each.said, frozenset(each.places))


def _in_question(word: str, question: ParsedQuestion) -> bool:
    return word in question.folded


def _abbreviations(
    words: Iterable[LearnedWord],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Long forms by their abbreviation, and abbreviations by their long form."""
    long: dict[str, tuple[str, ...]] = {}
    short: dict[str, tuple[str, ...]] = {}
    for each in words:
        if each.kind == "short":
            long[each.word] = (*long.get(each.word, ()), each.full)
            short[each.full] = (*short.get(each.full, ()), each.word)
    return long, short


def _numbers(question: ParsedQuestion) -> Iterator[Term]:
    """The numbers of the question as they may be written otherwise: 35 and 三十五, 15% and 百分之十五."""
    folded = question.subject
    for plain in dict.fromkeys(amount_terms(folded)):
        yield Term(plain, WEIGHTS["numeral"], "numeral", plain)
    for found in _SHARE.finditer(folded):
        number, percent = found[0].rstrip("%"), found[0].endswith("%")
        if number.isdigit() and int(number) < 10_000:
            chinese = write_numeral(int(number))
            written = f"百分之{chinese}" if percent else chinese
            yield Term(written, WEIGHTS["numeral"], "numeral", found[0])

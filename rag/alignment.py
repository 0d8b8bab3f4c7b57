"""Alignment: how well the words of a question are met by a text, word for word or by a synonym."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from index.words import content_words
from rag.catalogue import Catalogue, presence
from rag.query import ExpandedQuery, expand
from rag.question import ParsedQuestion
from rag.substance import is_noun, kind_of, substance

SYNONYM = 0.9
"""What a word of the documents counts that stands for a word of the question."""
KIN = 0.6
"""What another form of a word counts."""
HALVES = 0.8
"""What the two halves of a word of four characters count (言论自由: 言论、出版的自由)."""
SAID = 0.5
"""Least substance of a word that the documents have another word for."""
EVERYDAY = 0.2
"""Share of words of speech from which a question is put in everyday words."""
SPOKEN = 0.3
"""What a word of speech weighs that the documents have no other word for."""
KEPT = 64
"""Alignments of one catalogue that are kept: a question is aligned at several stages."""
_NAMES = frozenset(("nr", "ns", "nt", "nz"))
STRANGE = 0.45
"""Substance from which a noun that no document knows makes it another question."""
CODE = 4
"""Digits from which a number is a code or a telephone number, not a figure."""
APART = 4
"""Most characters between the two of a word that stand apart."""
_BETWEEN = re.compile("[\u4e00-\u9fff、]*")
_TIME = re.compile(
    "[今昨明前后]天|[今去明前]年|[晨晚午夜]|每[天日周月]|周末|平[时日]|本[周月]|上[周月]|下[周月]"
)
"""Times that are counted from the day of asking, or that belong to everyday life."""


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """A subject word, folded, with its weight (rarity times substance) and what stands for it.

    `strange`: it names a thing or a time and stands in no document. `spoken`: no document has it,
    but it is told in other words or belongs to speech alone.
    """

    text: str
    weight: float
    others: tuple[str, ...] = ()
    strange: bool = False
    spoken: bool = False

    def met(self, folded: str) -> float:
        """How well a folded text meets the word, in [0, 1]."""
        own = presence(self.text, folded)
        if own < SYNONYM and self.others and any(other in folded for other in self.others):
            return SYNONYM
        return max(own, self._in_another_form(folded)) if own < KIN else own

    def _in_another_form(self, folded: str) -> float:
        """案子 in 案件: a suffix of speech says nothing; in 量子 it is a part of the word."""
        if self.text[-1] in "子儿":
            return KIN if self.spoken and len(self.text) == 2 and self.text[0] in folded else 0.0
        return _in_another_form(self.text, folded)


@dataclass(frozen=True)
class Alignment:
    """The subject words of a question, ready to be held against texts."""

    words: tuple[AlignedWord, ...]

    def share(self, folded: str) -> float:
        """Share of the words' weight that a folded text meets, in [0, 1]; 1 for no words."""
        total = met = 0.0
        for word in self.words:
            total += word.weight
            met += word.weight * word.met(folded)
        return met / total if total else 1.0

    @cached_property
    def spoken(self) -> float:
        """Share of the weight that belongs to words of speech, in [0, 1]."""
        total = sum(word.weight for word in self.words)
        return sum(word.weight for word in self.words if word.spoken) / total if total else 0.0

    def lacking(self, folded: str) -> tuple[str, ...]:
        """The words of substance that a folded text does not meet, the weightiest first."""
        most = max((word.weight for word in self.words), default=0.0)
        absent = [w for w in self.words if w.met(folded) < 0.5 and w.weight >= 0.4 * most]
        return tuple(w.text for w in sorted(absent, key=lambda w: -w.weight))

    def strange(self, folded: str) -> tuple[str, ...]:
        """The words that no document knows and that this folded text does not meet either."""
        return tuple(w.text for w in self.words if w.strange and w.met(folded) < 0.5)


def align(question: ParsedQuestion, terms: Sequence[str], catalogue: Catalogue) -> Alignment:
    """The alignment of a question by its subject terms."""
    kept = _KEPT.setdefault(catalogue, {})
    key = question, tuple(terms)
    found = kept.get(key)
    if found is None:
        query = expand(question, catalogue)
        found = Alignment(tuple(_aligned(term, query, catalogue) for term in terms))
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = found
    return found


_KEPT: WeakKeyDictionary[Catalogue, dict[tuple[ParsedQuestion, tuple[str, ...]], Alignment]] = (
    WeakKeyDictionary()
)


def in_everyday_words(question: ParsedQuestion, terms: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether much of a question is said in words of speech that no document has."""
    return align(question, terms, catalogue).spoken >= EVERYDAY


def _aligned(term: str, query: ExpandedQuery, catalogue: Catalogue) -> AlignedWord:
    others = tuple(dict.fromkeys(other.text for other in query.instead_of(term)))
    rarity, known = catalogue.weight(term), catalogue.known(term)
    if others:
        if not known:
            rarity = min(rarity, max(catalogue.weight(other) for other in others))
        said = max(substance(term), SAID)
        return AlignedWord(term, rarity * said, others, spoken=not known)
    if _is_spoken(term, catalogue):
        return AlignedWord(term, rarity * substance(term) * SPOKEN, spoken=True)
    return AlignedWord(term, rarity * substance(term), strange=_is_strange(term, catalogue))


def _is_spoken(word: str, catalogue: Catalogue) -> bool:
    """Whether a word that no document knows belongs to speech alone, and is the name of nothing."""
    if catalogue.known(word) or kind_of(word)[:2] in _NAMES:
        return False
    return catalogue.glossary.is_spoken(word)


def _is_strange(word: str, catalogue: Catalogue) -> bool:
    """Whether no document knows a word that names a thing or a time, nor what it is made of."""
    if len(word) < 2 or _known(word, catalogue):
        return False
    if word.isdigit():
        return len(word) >= CODE
    if kind_of(word) == "t":
        return bool(_TIME.search(word))
    return is_noun(word) and substance(word) >= STRANGE


def _known(word: str, catalogue: Catalogue) -> bool:
    """Whether the documents hold a word, or each of the words that a longer one is made of."""
    if catalogue.known(word):
        return True
    parts = content_words(f"{word[:2]} {word[2:]}") if len(word) > 3 else []
    return bool(parts) and all(catalogue.store.document_frequency(p) > 0 for p in parts)


def _in_another_form(word: str, folded: str) -> float:
    """Whether a text has a word of two characters in a longer form (环评 in 环境影响评价, 聋哑 in
    聋、哑)."""
    if len(word) == 4 and not word.isascii():
        return HALVES if word[:2] in folded and word[2:] in folded else 0.0
    if len(word) != 2 or word.isascii():
        return 0.0
    first, last = word[0], word[1]
    if first not in folded:
        return 0.0
    return KIN if last in folded and _stands_apart(first, last, folded) else 0.0


def _stands_apart(first: str, last: str, folded: str) -> bool:
    """Whether a text has two characters with at most APART others of words between them.

    A pattern for each word would take a millisecond to compile.
    """
    at = folded.find(first)
    while at >= 0:
        end = folded.find(last, at + 1, at + 2 + APART)
        if end >= 0 and _BETWEEN.fullmatch(folded, at + 1, end):
            return True
        at = folded.find(first, at + 1)
    return False

"""The words that a mistyped word may be meant for: those of the documents, by what they look like."""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import product
from weakref import WeakKeyDictionary

from index.dictionary import Dictionary, dictionary
from rag.asking import SPOKEN
from rag.catalogue import Catalogue
from rag.spelling.confusion import confusions

MOST = 40_000
"""Most search terms of a store that are looked at: those that stand in most chunks."""
_CODE = re.compile(r"[a-z][a-z\d]{2,9}")
_KEPT = 50_000
_WORDS_A_CHUNK = 60
"""About so many words a chunk has: makes of a count of chunks a likelihood."""
LONGEST_SOUNDED = 6
"""Longest word that is found by its sound."""
_RARE = -16.0
"""ln of how likely a word is that hardly anybody uses: it may be two words that stand together."""
_DISCOUNT = 0.7
"""Taken off every count: what stands in one chunk may do so by chance."""


class Vocabulary:
    """Words of the documents with how likely they are there and in the language at large.

    Of the terms of an index many are mere neighbours; a word is what the general dictionary or the
    lexicon of the documents knows.
    """

    def __init__(
        self,
        counts: Iterable[tuple[str, int]],
        learned: Iterable[str],
        chunks: int,
        frequency: Callable[[str], int] = lambda term: 0,
        is_said: Callable[[str], bool] = lambda word: False,
    ) -> None:
        """`counts` are terms and how many of the `chunks` hold each; `frequency` tells of any other,
        `is_said` whether people say a word that documents do not write."""
        self.is_said = is_said
        self._counts = dict(counts)
        self._frequency = lru_cache(maxsize=20_000)(frequency)
        self._learned = frozenset(word for word in learned if len(word) > 1)
        self._size = max(1, chunks) * _WORDS_A_CHUNK
        self._dictionary: Dictionary = dictionary()
        self._weights: dict[str, float | None] = {}
        self._shortened: dict[str, list[str]] = {}
        for word in self._counts.keys() | self._learned:
            for less in _shorter(word) if len(word) > 2 else ():
                self._shortened.setdefault(less, []).append(word)
        self._pairs_sounding = _by_sound(word for word in self._counts if len(word) == 2)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The Latin words and codes of the documents, in lower case."""
        every = self._counts.keys() | self._learned
        return frozenset(word for word in every if _CODE.fullmatch(word))

    @cached_property
    def _longer_sounding(self) -> dict[tuple[str, ...], list[str]]:
        every = self._counts.keys() | self._learned
        return _by_sound(sorted(word for word in every if 2 < len(word) <= LONGEST_SOUNDED))

    def sounding(self, syllables: tuple[str, ...]) -> Sequence[str]:
        """The terms that are usually read so, of two syllables and more."""
        by_sound = self._pairs_sounding if len(syllables) == 2 else self._longer_sounding
        found = by_sound.get(syllables, [])
        self.learn("".join(found))
        return found

    def stands(self, word: str) -> bool:
        """Whether a word stands in the documents, or at least all its neighbouring characters do."""
        if word in self._counts or word in self._learned:
            return True
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        return all(pair in self._counts or self._frequency(pair) > 0 for pair in pairs)

    def holds(self, word: str) -> bool:
        """Whether the word itself stands in the documents as one of their words."""
        return word in self._counts or word in self._learned

    def is_learned(self, word: str) -> bool:
        """Whether the documents themselves teach the word."""
        return word in self._learned

    def is_word(self, word: str) -> bool:
        """Whether it is a word of the documents."""
        if word in self._learned:
            return True
        if word not in self._counts:
            return False
        self._dictionary.learn(word[0])
        general = self._dictionary.weight(word)
        return general is not None and (general > _RARE or self._counts[word] > 1)

    def weight(self, word: str) -> float | None:
        """ln of how likely a word is, in the documents and at large in equal parts; None: no word."""
        if word not in self._weights:
            if len(self._weights) > _KEPT:
                self._weights.clear()
            self._weights[word] = self._weighed(word)
        return self._weights[word]

    def _weighed(self, word: str) -> float | None:
        general = self._dictionary.weight(word)
        count = self._counts.get(word, 0) if general is not None else 0
        if word in self._learned:
            pairs = (self._counts.get(word[i : i + 2], 1) for i in range(len(word) - 1))
            count = max(count, min(pairs))
        likely = 0.5 * max(0.0, count - _DISCOUNT) / self._size + (
            0.5 * math.exp(general) if general else 0.0
        )
        return math.log(likely) if likely else None

    def general(self, word: str) -> float | None:
        """ln of how likely a word is in the language at large; None when it is no word."""
        return self._dictionary.weight(word)

    def learn(self, text: str) -> None:
        """Make the general dictionary's words known that a text may hold."""
        self._dictionary.learn(text)

    def like(self, typed: str) -> set[str]:
        """Terms that a typed string may be meant for, one mistake away (or a pair of homophones)."""
        if len(typed) == 2:
            found = {pair for pair in _pairs_like(typed) if pair in self._counts}
            for sound in product(*map(confusions().sounds, typed)):
                found.update(self._pairs_sounding.get(sound, ()))
            found.update(self._shortened.get(typed, ()))
        else:
            shorter = _shorter(typed)
            found = {word for word in shorter if word in self._counts or word in self._learned}
            for less in (typed, *shorter):
                found.update(self._shortened.get(less, ()))
        found.discard(typed)
        return found


def _pairs_like(typed: str) -> Iterator[str]:
    """Pairs of characters that two typed ones may be meant for."""
    first, second = typed[0], typed[1]
    table = confusions()
    yield second + first
    yield from (first + other for other in table.taken_for(second))
    yield from (other + second for other in table.taken_for(first))


def _by_sound(words: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Words by their usual syllables; one with a character of no known sound is left out."""
    usual = confusions().usual
    found: dict[tuple[str, ...], list[str]] = {}
    for word in words:
        sounds = tuple(usual(character) for character in word)
        if "" not in sounds:
            found.setdefault(sounds, []).append(word)
    return found


def _shorter(word: str) -> set[str]:
    """The word with each of its characters left out in turn."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))} - {""}


_READ: WeakKeyDictionary[Catalogue, Vocabulary] = WeakKeyDictionary()
_READING = threading.Lock()


def vocabulary_of(catalogue: Catalogue) -> Vocabulary:
    """The vocabulary of a catalogue, read at the first question that needs it."""
    with _READING:
        found = _READ.get(catalogue)
        if found is None:
            found = _READ[catalogue] = read_vocabulary(catalogue)
        return found


def read_vocabulary(catalogue: Catalogue) -> Vocabulary:
    """The vocabulary of a catalogue's documents: 0.1 s for five of them."""
    counts = catalogue.store.common_terms(MOST)
    learned = (*(each.word for each in catalogue.store.lexicon()), *SPOKEN)
    size, frequency = catalogue.store.manifest.counts.chunks, catalogue.store.document_frequency
    glossary = catalogue.glossary

    def is_said(word: str) -> bool:
        return bool(glossary.written(word)) or glossary.is_spoken(word)

    return Vocabulary(counts, learned, size, frequency, is_said)

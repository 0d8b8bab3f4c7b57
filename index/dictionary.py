"""The general dictionary: jieba's words with how likely each is, and the likeliest way to cut a text."""

from __future__ import annotations

import math
import re
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

HAN = "\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as the inside of a character class."""
_COMMON_HAN = re.compile("[\u4e00-\u9fd5]+|.", re.DOTALL)
"""The characters that jieba looks up; any other is a word by itself."""
_ENTRY = re.compile(r"(\S+) (\d+) (\S+)")
Span = tuple[int, int]
_NONE: Mapping[str, float] = {}
_KEPT = 8192
"""Runs of characters whose words are kept: headings come again, and a build cuts each text twice."""


class Dictionary:
    """jieba's dictionary, read as far as the texts seen so far need it.

    A word can only be found in a text that holds its first character, so it is enough to know the
    words that begin with the characters seen: a question needs 0.02 s in place of the 0.5 s and
    100 MB of the whole dictionary, and no cache file in a folder that others can write to.
    """

    TOTAL = 60_101_967
    """All frequencies of jieba's dictionary; a test adds them up."""
    LOG_TOTAL = math.log(TOTAL)

    def __init__(self) -> None:
        import jieba  # type: ignore[import-untyped,unused-ignore]

        with jieba.Tokenizer().get_dict_file() as file:
            self._entries: str = file.read().decode("utf-8")
        self._places: dict[str, list[Span]] = {}  # of the entries, by their first character
        self._weights: dict[str, float] = {}  # ln of how likely; 0 for a mere beginning
        self._kinds: dict[str, str] = {}
        self._known: set[str] = set()
        self._lock = threading.Lock()
        self._cut = lru_cache(maxsize=_KEPT)(self._cut_up)

    def learn(self, text: str) -> None:
        """Make all words known that begin with a character of this text."""
        if self._known.issuperset(text):
            return
        with self._lock:
            new = "".join(sorted(set(text) - self._known))
            if han := "".join(re.findall(f"[{HAN}]", new)):
                self._read(han)
            self._known.update(new)

    def _read(self, first_characters: str) -> None:
        weights = self._weights
        places = self._places or self._find_places()
        for start, end in (span for c in first_characters for span in places.get(c, ())):
            for word, frequency, kind in _ENTRY.findall(self._entries, start, end):
                self._kinds[word] = sys.intern(kind)
                often = int(frequency)
                weights[word] = math.log(often) - self.LOG_TOTAL if often else 0.0
                for to in range(1, len(word)):  # `_ends` walks from prefix to prefix
                    weights.setdefault(word[:to], 0.0)

    def _find_places(self) -> dict[str, list[Span]]:
        """Where the entries stand that begin with each character: most stand together."""
        characters = np.frombuffer(self._entries.encode("utf-32-le"), np.uint32)
        lines = np.flatnonzero(characters[:-1] == ord("\n")) + 1
        starts = np.concatenate([np.zeros(1, lines.dtype), lines])
        firsts = characters[starts]
        begins = starts[np.flatnonzero(np.diff(firsts, prepend=0))].tolist()
        for start, end in zip(begins, [*begins[1:], len(characters)], strict=True):
            self._places.setdefault(self._entries[start], []).append((start, end))
        return self._places

    def weight(self, word: str) -> float | None:
        """The natural logarithm of how likely a word is; None when it is no word.

        Only of words that begin with a character learned.
        """
        return self._weights.get(word) or None

    def kind(self, word: str) -> str:
        """The part of speech in jieba's marks (n, v, a, nr, …); "" for what is no word."""
        self.learn(word[:1])
        return self._kinds.get(word, "")

    def segment(self, run: str, learned: Mapping[str, float] = _NONE) -> Iterator[str]:
        """Words of a run of Chinese characters, without overlaps.

        The likeliest by the frequencies of the dictionary, as jieba finds it, in half its time.
        `learned` are more words, each with the logarithm of how likely it is.
        """
        return iter(tuple(self._words(run, learned)) if learned else self._cut(run))

    def _cut_up(self, run: str) -> tuple[str, ...]:
        self.learn(run)  # what is kept must not depend on what was known when it was asked for
        return tuple(self._words(run, _NONE))

    def _words(self, run: str, learned: Mapping[str, float]) -> Iterator[str]:
        for block in _COMMON_HAN.findall(run):
            start = 0
            for end in self._ends(block, learned):
                yield block[start:end]
                start = end

    def _ends(self, block: str, learned: Mapping[str, float]) -> list[int]:
        """Where the words of the likeliest way to cut a block end."""
        weight_of, size = self._weights.get, len(block)
        best = [0.0] * (size + 1)
        ends = [0] * size
        more = _starts(block, learned) if learned else {}
        for start in range(size - 1, -1, -1):
            score, chosen, end = -math.inf, 0, start + 1
            weight = weight_of(block[start])
            while weight is not None:
                if weight:
                    this = weight + best[end]
                    if this >= score:
                        score, chosen = this, end
                end += 1
                weight = weight_of(block[start:end]) if end <= size else None
            if not chosen:  # a character that begins no word counts as a word seen once
                score, chosen = best[start + 1] - self.LOG_TOTAL, start + 1
            for end, weight in more.get(start, ()):
                if weight + best[end] >= score:
                    score, chosen = weight + best[end], end
            best[start], ends[start] = score, chosen
        path = [ends[0]]
        while path[-1] < size:
            path.append(ends[path[-1]])
        return path

    def cut(self, run: str) -> Iterator[str]:
        """Words of a run of Chinese characters, and the shorter words inside long ones."""
        weight_of = self._weights.get
        for word in self.segment(run):
            size = len(word)
            if size > 2:
                for length in (2, 3)[: size - 2]:
                    for start in range(size - length + 1):
                        if weight_of(word[start : start + length]):
                            yield word[start : start + length]
            yield word


def _starts(block: str, learned: Mapping[str, float]) -> dict[int, list[tuple[int, float]]]:
    """Where learned words stand in a block: for each start the ends with their weights."""
    found: dict[int, list[tuple[int, float]]] = {}
    for word, weight in learned.items():
        start = block.find(word)
        while start >= 0:
            found.setdefault(start, []).append((start + len(word), weight))
            start = block.find(word, start + 1)
    return found


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The one dictionary of the process."""
    return Dictionary()

"""Words of a text for keyword search: jieba words, character pairs, numerals and Latin words.

Pairs make every phrase of two characters or more findable however a sentence is segmented; a word
that is also a pair is counted twice, so that real words weigh more than accidental neighbours.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from index.folding import fold

_HAN = "\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<code>[a-z]+\d[a-z\d]*|\d+[a-z][a-z\d]*)|(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)|(?P<word>[^\W\d_{_HAN}]+)"
)

# Words of asking and of grammar: in every chunk or in none, they say nothing about the subject.
_STOP_WORDS = """
的 了 和 与 及 是 在 对 为 等 将 要 有 其 于 到 吗 呢 吧 啊 么
这 那 我 你 您 请 多少 什么 哪些 哪个 哪几 几个 几项 怎么 怎样 如何
为何 为什么 是否 是不是 有没有 有多少 有哪些 有几 请问 告诉 一下 以及
并且 或者 关于 对于 可以 这个 那个 我们 他们 它们 是什么 多少个 个什么
哪一 哪里 什么时 进行
"""
_COMMON_HAN = re.compile("[\u4e00-\u9fd5]+|.", re.DOTALL)
"""The characters that jieba looks up; any other is a word by itself."""

_STOP = frozenset(_STOP_WORDS.split())
_PARTICLES = frozenset("的了吗呢么吧啊")


_LOOSE = frozenset(
    "或则且之以从被把由向使令并而但若如即因所每各又也都还就才只再已曾正很更个位名项次条款讲说写问该此某本用做上下中里外前后内间时年月日"
)


def terms(text: str) -> list[str]:
    """Search terms of the folded text, in reading order, repetitions kept."""
    folded = fold(text)
    _dictionary().learn(folded)
    found: list[str] = []
    for match in _RUN.finditer(folded):
        if match["han"]:
            found.extend(_han_terms(match["han"]))
        else:
            found.append(match[0].replace(",", ""))
    return found


@lru_cache(maxsize=8192)
def _han_terms(run: str) -> tuple[str, ...]:
    """Terms of a run of Chinese characters; headings give the same ones again and again."""
    return tuple(_terms_of_run(run))


def _terms_of_run(run: str) -> Iterator[str]:
    if len(run) == 1:
        if run not in _STOP:
            yield run
        return
    for word in _dictionary().cut(run):
        if len(word) > 1 and word not in _STOP:
            yield word
    for first, second in pairwise(run):
        if first + second not in _STOP and not _PARTICLES & {first, second}:
            yield first + second


def content_words(text: str) -> list[str]:
    """Words of the folded text that carry its subject, in order, without overlaps.

    Unlike `terms` no pairs across words; neighbours that the dictionary knows only as single
    characters are kept together (实货), a lone character is dropped.
    """
    folded = fold(text)
    _dictionary().learn(folded)
    found: list[str] = []
    for match in _RUN.finditer(folded):
        if match["han"]:
            found.extend(_han_words(match["han"]))
        else:
            found.append(match[0].replace(",", ""))
    return [word for word in found if word not in _STOP]


def _han_words(run: str) -> Iterator[str]:
    loose = ""
    for word in _dictionary().segment(run):
        if len(word) == 1 and word not in _STOP and word not in _LOOSE:
            loose += word
            continue
        if len(loose) > 1:
            yield loose
        loose = ""
        if len(word) > 1:
            yield word
    if len(loose) > 1:
        yield loose


def learn(text: str) -> None:
    """Read the dictionary for a long text at once: quicker than bit by bit within `terms`."""
    _dictionary().learn(fold(text))


class _Dictionary:
    """jieba's dictionary, read as far as the texts seen so far need it.

    A word can only be found in a text that holds its first character, so it is enough to know the
    words that begin with the characters seen: a question needs 0.02 s in place of the 0.5 s and
    100 MB of the whole dictionary, and no cache file in a folder that others can write to.
    """

    _TOTAL = 60_101_967  # all frequencies of jieba's dictionary; a test adds them up
    _LOG_TOTAL = math.log(_TOTAL)

    def __init__(self) -> None:
        import jieba  # type: ignore[import-untyped,unused-ignore]

        with jieba.Tokenizer().get_dict_file() as file:
            self._entries: str = "\n" + file.read().decode("utf-8")
        self._weights: dict[str, float] = {}  # ln of how likely; 0 for a mere beginning
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def learn(self, text: str) -> None:
        """Make all words known that begin with a character of this text."""
        if self._known.issuperset(text):
            return
        with self._lock:
            new = "".join(sorted(set(text) - self._known))
            if han := "".join(re.findall(f"[{_HAN}]", new)):
                self._read(han)
            self._known.update(new)

    def _read(self, first_characters: str) -> None:
        weights = self._weights
        # A line end to begin with is found much faster than ^ in MULTILINE mode.
        for word, frequency in re.findall(rf"\n([{first_characters}]\S*) (\d+)", self._entries):
            weights[word] = math.log(int(frequency)) - self._LOG_TOTAL if int(frequency) else 0.0
            for end in range(1, len(word)):  # `_ends` walks from prefix to prefix
                weights.setdefault(word[:end], 0.0)

    def segment(self, run: str) -> Iterator[str]:
        """Words of a run of Chinese characters, without overlaps.

        The likeliest by the frequencies of the dictionary, as jieba finds it, in half its time.
        """
        for block in _COMMON_HAN.findall(run):
            start = 0
            for end in self._ends(block):
                yield block[start:end]
                start = end

    def _ends(self, block: str) -> list[int]:
        """Where the words of the likeliest way to cut a block end."""
        weight_of, size = self._weights.get, len(block)
        best = [0.0] * (size + 1)
        ends = [0] * size
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
                score, chosen = best[start + 1] - self._LOG_TOTAL, start + 1
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


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    return _Dictionary()

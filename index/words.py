"""Words of a text for keyword search: jieba words, character pairs, numerals and Latin words.

Pairs make every phrase of two characters or more findable however a sentence is segmented; a word
that is also a pair is counted twice, so that real words weigh more than accidental neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from index.amount_terms import amount_terms
from index.dictionary import HAN as _HAN
from index.dictionary import dictionary
from index.folding import fold

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
_STOP = frozenset(_STOP_WORDS.split())
_PARTICLES = frozenset("的了吗呢么吧啊")


_LOOSE = frozenset(
    "或则且之以从被把由向使令并而但若如即因所每各又也都还就才只再已曾正很更个位名项次条款讲说写问该此某本用做上下中里外前后内间时年月日"
)


def terms(text: str) -> list[str]:
    """Search terms of the folded text, in reading order, repetitions kept."""
    folded = fold(text)
    dictionary().learn(folded)
    found: list[str] = []
    for match in _RUN.finditer(folded):
        if match["han"]:
            found.extend(_han_terms(match["han"]))
        else:
            found.append(match[0].replace(",", ""))
    found.extend(amount_terms(folded))
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
    for word in dictionary().cut(run):
        if len(word) > 1 and word not in _STOP:
            yield word
    yield from indexed_pairs(run)


def indexed_pairs(run: str) -> Iterator[str]:
    """The neighbouring characters of a folded run that are terms: those of grammar are none."""
    for first, second in pairwise(run):
        if first + second not in _STOP and not _PARTICLES & {first, second}:
            yield first + second


LEARNED_WEIGHT = -9.0
"""Logarithm of how likely a learned word is: it is kept whole wherever that makes sense."""


def content_words(text: str, learned: Collection[str] = ()) -> list[str]:
    """Words of the folded text that carry its subject, in order, without overlaps.

    Unlike `terms` no pairs across words; neighbours that the dictionary knows only as single
    characters are kept together (实货), a lone character is dropped. `learned` are words, folded,
    that are kept whole though the general dictionary lacks them.
    """
    weights = dict.fromkeys(learned, LEARNED_WEIGHT)
    folded = fold(text)
    dictionary().learn(folded)
    found: list[str] = []
    for match in _RUN.finditer(folded):
        if match["han"]:
            found.extend(_han_words(match["han"], weights))
        else:
            found.append(match[0].replace(",", ""))
    return [word for word in found if word not in _STOP]


def cuts(text: str) -> list[int]:
    """Where words of the folded text begin or end: places between its characters, ascending."""
    folded = fold(text)
    dictionary().learn(folded)
    borders: set[int] = set()
    for match in _RUN.finditer(folded):
        at = match.start()
        borders.update(match.span())
        for word in dictionary().segment(match[0]) if match["han"] else ():
            at += len(word)
            borders.add(at)
    return sorted(borders)


def _han_words(run: str, learned: Mapping[str, float]) -> Iterator[str]:
    loose = ""
    for word in dictionary().segment(run, learned):
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
    dictionary().learn(fold(text))

"""Pinyin typed instead of characters: tongguan 时间, cha验, shui率, put into words of the documents.

A run of Latin letters is read together with the characters that it touches, so that a word half
typed in letters is found by its whole sound. English words and codes stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import product

from index.dictionary import HAN
from index.documents import Span
from rag.spelling.confusion import confusions
from rag.spelling.mend import Change
from rag.spelling.vocabulary import Vocabulary

_TYPED = re.compile(r"(?<![a-z0-9\-.'])[a-z]+(?![a-z0-9\-.'])", re.IGNORECASE)
LONGEST = 6
"""Most characters of one word."""
BESIDE = 2
"""Most characters that a word may have in front of the letters, and behind them."""
_LONGEST_SYLLABLE = 6
_LITTLE = dict(
    zip("bu de ma ne le shi gei zai yao ji ge".split(), "不的吗呢了是给在要几个", strict=True)
)
"""Syllables that stand for a word of grammar beside characters: bu给, 15tian要ma."""

_MEASURES = dict(
    zip(
        "piao ren tian nian jia ci xiang tiao wan yi yuan ming zhang".split(),
        "票人天年家次项条万亿元名章",
        strict=True,
    )
)
"""Syllables that stand for a measure word behind 多少 or a figure: 多少piao, 3tian."""
_COUNTED = re.compile(r"(?:多少|几|[\d一二三四五六七八九十百千万亿两])$")


def from_pinyin(
    text: str, vocabulary: Vocabulary, is_foreign: Callable[[str], bool]
) -> tuple[str, tuple[Change, ...]]:
    """The text with typed sounds as words of the documents, and what was changed, in order.

    `is_foreign` tells whether a Latin word, in lower case, means something as it is.
    """
    if not re.search(f"[{HAN}]", text) and not _is_sound(text, is_foreign):
        return text, ()
    pieces: list[str] = []
    changes: list[Change] = []
    at = 0
    for start, end in _runs(text, is_foreign):
        meant = _meant(text, start, end, vocabulary)
        if meant:
            pieces += text[at:start], meant
            changes.append(Change(text[start:end], meant))
            at = end
    return "".join(pieces) + text[at:], tuple(changes)


def _is_sound(text: str, is_foreign: Callable[[str], bool]) -> bool:
    """Whether a text without characters is sounds throughout: no word of it means anything as it is,
    and each has two syllables or more."""
    words = [word[0].lower() for word in _TYPED.finditer(text)]
    return bool(words) and all(
        not is_foreign(word) and len(syllables_of(word) or ()) > 1 for word in words
    )


def _runs(text: str, is_foreign: Callable[[str], bool]) -> list[Span]:
    """The runs of letters that may be sounds: neighbours parted by a space are one run."""
    found: list[Span] = []
    for word in _TYPED.finditer(text):
        start, end = word.span()
        if is_foreign(word[0].lower()) or syllables_of(word[0].lower()) is None:
            continue
        if found and text[found[-1][1] : start] == " ":
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _meant(text: str, start: int, end: int, vocabulary: Vocabulary) -> str:
    """The characters that a run of letters stands for; "" when no word has its sound."""
    syllables = syllables_of(text[start:end].lower().replace(" ", "")) or ()
    beside = _beside(text[:start], syllables, text[end:], vocabulary)
    touches = _is_han(text[start - 1 : start], 1) or _is_han(text[end : end + 1], 1)
    if len(syllables) == 1 and _COUNTED.search(text[:start]) and syllables[0] in _MEASURES:
        return _MEASURES[syllables[0]]
    little = _LITTLE.get(syllables[0], "") if len(syllables) == 1 and touches else ""
    return beside or little or _alone(syllables, text, vocabulary)


def _beside(before: str, syllables: tuple[str, ...], after: str, vocabulary: Vocabulary) -> str:
    """What letters stand for in a word that they share with the characters about them."""
    best: tuple[int, float, str] = (0, float("-inf"), "")
    for left, right in product(range(BESIDE + 1), repeat=2):
        head, tail = before[len(before) - left :], after[:right]
        if left + right == 0 or not _is_han(head + tail, left + right):
            continue
        for word in vocabulary.sounding((*_usual(head), *syllables, *_usual(tail))):
            weight = vocabulary.weight(word)
            if word.startswith(head) and word.endswith(tail) and weight is not None:
                best = max(best, (len(word), weight, word[left : len(word) - right]))
    return best[2]


def _is_han(text: str, length: int) -> bool:
    return len(text) == length and re.fullmatch(f"[{HAN}]+", text) is not None


def _usual(characters: str) -> tuple[str, ...]:
    return tuple(confusions().usual(each) for each in characters)


def _alone(syllables: tuple[str, ...], text: str, vocabulary: Vocabulary) -> str:
    """The words that letters stand for by themselves, of two syllables and more each."""
    best: list[tuple[float, str] | None] = [(0.0, ""), *[None] * len(syllables)]
    for end in range(2, len(syllables) + 1):
        for start in range(max(0, end - LONGEST), end - 1):
            first = best[start]
            words = vocabulary.sounding(syllables[start:end]) if first is not None else ()
            for word in words:
                weight = 0.0 if word in text else vocabulary.weight(word)  # typed twice, two ways
                if first is not None and weight is not None:
                    longer = (first[0] + weight, first[1] + word)
                    best[end] = max(best[end] or longer, longer)
    last = best[-1]
    return last[1] if last else ""


LONGEST_WORD = 60
"""Letters that nobody writes in one: ten syllables."""


@lru_cache(maxsize=1024)
def syllables_of(letters: str) -> tuple[str, ...] | None:
    """The fewest syllables that letters are made of, the first ones long; None when they are not."""
    if not letters:
        return ()
    if len(letters) > LONGEST_WORD:
        return None
    best: tuple[str, ...] | None = None
    for length in range(min(_LONGEST_SYLLABLE, len(letters)), 0, -1):
        if confusions().is_syllable(letters[:length]):
            rest = syllables_of(letters[length:])
            if rest is not None and (best is None or len(rest) + 1 < len(best)):
                best = (letters[:length], *rest)
    return best

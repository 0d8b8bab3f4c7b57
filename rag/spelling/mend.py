"""Mending: the words of a text that no document knows, replaced by those that are surely meant.

A mistyped word falls apart: its characters stand alone, or in words that the documents never use.
The text is then far less likely than it is with the word that was meant. A change is made only
where the gain in likelihood is large, more than the kind of mistake costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.dictionary import HAN
from index.documents import Span
from index.folding import fold
from rag.spelling.mistakes import mistake_cost
from rag.spelling.vocabulary import Vocabulary

GAIN = 7.5
"""Least gain in ln of likelihood, and what each unit of a mistake's cost takes of it."""
COST = 3.0
NEIGHBOUR = 2.0
"""What it is worth that the word stands beside its neighbour in some document, too."""
LONELY = 2.0
"""How much more a word of two characters must gain that stands beside no such neighbour."""
STRANGE = 6.0
"""How much more it must gain to replace a word of the general dictionary."""
SELDOM, OFTEN = -17.0, -13.0
"""ln of how likely a word of the general dictionary is that hardly anybody uses, and one in use."""
LEAST_USUAL = 0.2
COMMON = -6.2
"""ln of how likely a character is that often stands alone: by itself it raises no doubt."""
LONGEST = 8
"""Longest piece of a text that is compared with words."""
ROUNDS = 4
"""Most changes in one run of characters."""
UNKNOWN = -18.0
"""ln of how likely a character is that is no word."""
_RUN = re.compile(f"[{HAN}]+")
_NUMERAL = re.compile("[零一二三四五六七八九十百千两万亿几第]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a text and the word it was taken for."""

    said: str
    meant: str


def mend(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[Change, ...]]:
    """The text with its mistypings mended, all else as it was, and what was changed, in order."""
    folded = fold(text)
    vocabulary.learn(folded)
    pieces: list[str] = []
    changes: list[Change] = []
    at = 0
    for run in _RUN.finditer(folded):
        start, end = run.span()
        mended, some = _mended_run(text[start:end], run[0], vocabulary)
        pieces += text[at:start], mended
        changes += some
        at = end
    return "".join(pieces) + text[at:], tuple(changes)


def _mended_run(typed: str, run: str, vocabulary: Vocabulary) -> tuple[str, list[Change]]:
    """A run as it was typed, mended; `run` is its folded form."""
    changes: list[Change] = []
    for _ in range(ROUNDS):
        best = _best_change(run, vocabulary)
        if best is None:
            break
        (start, end), word = best
        changes.append(Change(typed[start:end], word))
        typed = typed[:start] + word + typed[end:]
        run = run[:start] + word + run[end:]
    return typed, changes


def _best_change(run: str, vocabulary: Vocabulary) -> tuple[Span, str] | None:
    """The change that gains most, when it gains enough."""
    lattice = _Lattice(run, vocabulary)
    best: tuple[float, Span, str] | None = None
    for span, word, cost in _candidates(run, lattice.doubtful(), vocabulary):
        weight = vocabulary.weight(word)
        if weight is None:
            continue
        gain = lattice.with_word(span, weight) - lattice.total - COST * cost
        gain += _company(run, span, word, vocabulary) - STRANGE * lattice.cuts_word(span)
        better = gain >= GAIN and (best is None or gain > best[0])
        if better and not vocabulary.is_said(run[slice(*span)]):
            best = (gain, span, word)
    return (best[1], best[2]) if best else None


def _company(run: str, span: Span, word: str, vocabulary: Vocabulary) -> float:
    """What speaks for a word in place of a piece: its neighbours; against it: the piece's own."""
    start, end = span
    said, before, after = run[start:end], run[:start][-1:], run[end : end + 1]

    def met(piece: str) -> int:
        pairs = (before and before + piece[0], after and piece[-1] + after)
        return sum(len(pair) == 2 and vocabulary.stands(pair) for pair in pairs)

    new = met(word)
    lonely = new == 0 and bool(before or after) and len(word) == len(said) == 2
    lonely = lonely and not vocabulary.is_learned(word)
    against = LONELY * lonely
    cut_short = len(said) > 2 and word.startswith(said)  # of course it stands there: in the word
    stands = not cut_short and vocabulary.stands(said)
    against += STRANGE * (1.0 if stands else _usual(vocabulary.general(said)))
    return NEIGHBOUR * new - met(said) - against


def _usual(general: float | None) -> float:
    """How far a word is one that people use, in [0, 1], by its likelihood in the language."""
    if general is None:
        return 0.0
    return min(1.0, max(LEAST_USUAL, (general - SELDOM) / (OFTEN - SELDOM)))


def _candidates(
    run: str, doubtful: set[int], vocabulary: Vocabulary
) -> Iterator[tuple[Span, str, float]]:
    """Pieces with a doubtful character, the words they may be meant for and the mistake's cost."""
    if not doubtful:
        return
    found = [
        ((start, end), word)
        for start in range(len(run) - 1)
        for end in range(start + 2, min(len(run), start + LONGEST) + 1)
        if not doubtful.isdisjoint(range(start, end)) and not _is_sound(run[start:end], vocabulary)
        for word in vocabulary.like(run[start:end])
        if not _there(run, word, start, end)
        and not (word.startswith(run[start:end]) and end - 1 not in doubtful)
    ]
    vocabulary.learn("".join({word[0] for _, word in found}))
    for span, word in found:
        if vocabulary.is_word(word):
            cost = mistake_cost(run[span[0] : span[1]], word)
            if cost is not None:
                yield span, word, cost


def _is_sound(said: str, vocabulary: Vocabulary) -> bool:
    """Whether a piece is a word of the documents, or a number."""
    return vocabulary.is_word(said) or _NUMERAL.fullmatch(said) is not None


def _there(run: str, word: str, start: int, end: int) -> bool:
    """Whether a word stands already where a piece of a run is, and not within the piece alone.

    Or would, but for the character before the piece, which is another's: 火斑鱼 is no 单斑鱼.
    """
    if start and word.endswith(run[start:end]):
        return True
    return (
        word not in run[start:end]
        and run.find(word, max(0, start - len(word) + 1), end + len(word) - 1) >= 0
    )


class _Lattice:
    """All ways to cut a run into words, with the likelihood of the best one."""

    def __init__(self, run: str, vocabulary: Vocabulary) -> None:
        self._run, self._vocabulary = run, vocabulary
        self._words = self._found()
        size = len(run)
        self._before = [0.0] + [float("-inf")] * size
        self._back = [0] * (size + 1)
        for start in range(size):
            for end, weight in self._words[start]:
                if self._before[start] + weight > self._before[end]:
                    self._before[end], self._back[end] = self._before[start] + weight, start
        self._after = [float("-inf")] * size + [0.0]
        for start in range(size - 1, -1, -1):
            self._after[start] = max(w + self._after[end] for end, w in self._words[start])
        self.total = self._before[size]

    def _found(self) -> list[list[tuple[int, float]]]:
        """For each place the words that begin there, as (end, weight); a lone character always."""
        found: list[list[tuple[int, float]]] = []
        for start in range(len(self._run)):
            here = []
            for end in range(start + 1, min(len(self._run), start + 8) + 1):
                weight = self._vocabulary.weight(self._run[start:end])
                if weight is not None:
                    here.append((end, weight))
                elif end == start + 1:
                    here.append((end, UNKNOWN))
            found.append(here)
        return found

    def with_word(self, span: Span, weight: float) -> float:
        """The likelihood of the best way to cut with a word of this weight in place of a piece."""
        return self._before[span[0]] + weight + self._after[span[1]]

    @cached_property
    def words(self) -> list[Span]:
        """The best way to cut, in order."""
        found: list[Span] = []
        end = len(self._run)
        while end:
            found.append((self._back[end], end))
            end = self._back[end]
        return found[::-1]

    def cuts_word(self, span: Span) -> bool:
        """Whether a piece ends within a word of the best way to cut."""
        return any(start < at < end for start, end in self.words for at in span)

    def doubtful(self) -> set[int]:
        """Places of characters that stand alone or in words that no document uses."""
        found: set[int] = set()
        for start, end in self.words:
            if self._is_doubtful(self._run[start:end]):
                found.update(range(start, end))
        return found

    def _is_doubtful(self, word: str) -> bool:
        if len(word) == 1:
            return (self._vocabulary.general(word) or UNKNOWN) < COMMON
        return not self._vocabulary.stands(word)

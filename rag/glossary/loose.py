"""Loose search: sayings that a text holds with other words between or around, or only in part.

Each saying is a bag of its characters and of its neighbouring characters, the words of grammar left
out; a rare one counts more than a common one (its idf among the sayings). What a text holds of the
bag is how far it says the saying. So 罚点款 says 罚款, and 松快松快 says 松快一下.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.words import cuts

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

LEAST = 0.7
"""Least share of a saying that a text must hold."""
MOST = 48
"""Most sayings that are looked at closely."""
PAIR = 0.7
"""What a pair of neighbouring characters counts beside a character of the same rarity."""
GRAMMAR = 0.6
"""What a saying loses with all the characters that a text lacks of it, those of grammar too."""
SPREAD = 5
"""Characters of other words that may stand among those of a saying."""
_GRAMMAR = frozenset(
    "的了着些点一下地得把被让给叫来去就还都也又再才很太挺更最是有在到和跟与及啊呢吗吧嘛呀哦啦个这那哪么啥什怎样多少几"
    "我你您他她它们咱俺能会可以要想该应算说看做弄搞儿子"
)
"""Characters that stand between others without changing what is meant."""
_SHIFT = 21


@dataclass(frozen=True, slots=True)
class Told:
    """A saying told by a text: `places` are those of its characters there, ascending; `strength` in
    (0, 1] is how much of it stands there."""

    said: str
    places: tuple[int, ...]
    written: tuple[str, ...]
    strength: float


class LooseSayings:
    """The bags of all sayings, with postings as arrays: some 20,000 sayings take about 5 MB."""

    def __init__(self, written: Mapping[str, tuple[str, ...]]) -> None:
        self._written = written
        self._said = [said for said in written if len(said) > 1 and not said.isascii()]
        tokens, owners = _bags(self._said)
        self._tokens, first, counts = np.unique(tokens, return_index=True, return_counts=True)
        self._starts = np.append(first, len(tokens)).astype(np.int64)
        self._owners = owners
        rarity = np.log((len(self._said) + 1) / counts)
        self._rarity = np.where(self._tokens >> _SHIFT > 0, PAIR * rarity, rarity)
        self._totals = np.bincount(
            owners, np.repeat(self._rarity, counts), minlength=len(self._said)
        )

    def rarity(self, folded: str) -> Floats:
        """How rare each character is among the sayings, shape (len(folded),); 0 for grammar."""
        codes = np.array([ord(c) if _counts(c) else 0 for c in folded], np.int64)
        found = np.where(codes == 0, 0.0, np.log(len(self._said) + 1)).astype(np.float32)
        if len(self._tokens):
            at = np.minimum(np.searchsorted(self._tokens, codes), len(self._tokens) - 1)
            known = self._tokens[at] == codes
            found[known] = self._rarity[at[known]]
        return found

    def find(self, folded: str) -> list[Told]:
        """The sayings that a folded text tells, those told most fully first."""
        if not self._said:
            return []
        places = [at for at, each in enumerate(folded) if _counts(each)]
        shares = self._shares([folded[at] for at in places])
        likely = np.flatnonzero(shares >= LEAST)
        likely = likely[np.argsort(-shares[likely], kind="stable")][:MOST]
        borders = frozenset(cuts(folded))
        told = (self._told(int(at), folded, places, borders) for at in likely)
        return sorted((each for each in told if each is not None), key=lambda t: -t.strength)

    def _shares(self, characters: Sequence[str]) -> Floats:
        """What the characters hold of each bag, shape (number of sayings,)."""
        wanted = np.unique(_tokens_of(characters))
        at = np.searchsorted(self._tokens, wanted)
        at = at[at < len(self._tokens)]
        at = at[np.isin(self._tokens[at], wanted)]
        runs = [slice(int(self._starts[i]), int(self._starts[i + 1])) for i in at]
        owners = np.concatenate([self._owners[run] for run in runs]) if runs else self._owners[:0]
        weights = np.repeat(self._rarity[at], [run.stop - run.start for run in runs])
        held = np.bincount(owners, weights, minlength=len(self._said))
        return np.asarray(held / np.maximum(self._totals, 1e-9), dtype=np.float32)

    def _told(
        self, number: int, folded: str, places: Sequence[int], borders: frozenset[int]
    ) -> Told | None:
        """The saying where its characters stand closest in the text; None where too far apart."""
        said = self._said[number]
        own = [each for each in said if _counts(each)]
        if len(own) < 2:
            return None
        near = _closest(folded, places, frozenset(own), len(said) + SPREAD)
        held = _bag([folded[at] for at in near]) & _bag(own)
        share = float(self._weight(held) / max(float(self._totals[number]), 1e-9))
        strength = min(1.0, share) * (1 - GRAMMAR * _lacking(said, folded, near))
        if strength < LEAST or (len(near) == 2 and not _whole(near, borders)):
            return None
        return Told(said, tuple(near), self._written[said], strength)

    def _weight(self, bag: frozenset[int]) -> float:
        at = np.searchsorted(self._tokens, np.array(sorted(bag), np.int64))
        return float(self._rarity[np.minimum(at, len(self._tokens) - 1)].sum())


def _counts(character: str) -> bool:
    return character.isalnum() and character not in _GRAMMAR


def _bag(characters: Sequence[str]) -> frozenset[int]:
    codes = [ord(each) for each in characters]
    return frozenset((*codes, *((a << _SHIFT) + b for a, b in pairwise(codes))))


def _tokens_of(characters: Sequence[str]) -> Ints:
    return np.array(sorted(_bag(characters)), np.int64)


def _bags(sayings: Sequence[str]) -> tuple[Ints, Ints]:
    """The tokens of all bags in ascending order, and the number of the saying of each."""
    text = "\n".join(sayings)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)
    owners = np.cumsum(codes == ord("\n"))
    distinct, inverse = np.unique(codes, return_inverse=True)
    kept = np.array([_counts(chr(code)) for code in distinct], np.bool_)[inverse]
    codes, owners = codes[kept], owners[kept]
    same = owners[1:] == owners[:-1]
    pairs = ((codes[:-1] << _SHIFT) + codes[1:])[same]
    both = np.stack([np.concatenate([codes, pairs]), np.concatenate([owners, owners[1:][same]])])
    order = np.lexsort((both[1], both[0]))
    tokens, numbers = both[0][order], both[1][order]
    first = np.ones(len(tokens), np.bool_)
    first[1:] = (tokens[1:] != tokens[:-1]) | (numbers[1:] != numbers[:-1])
    return tokens[first], numbers[first]


def _closest(folded: str, places: Sequence[int], own: frozenset[str], width: int) -> list[int]:
    """The places of own characters in the window of a width that holds most different ones."""
    held = [at for at in places if folded[at] in own]
    best: list[int] = []
    for number, start in enumerate(held):
        window = [at for at in held[number:] if at < start + width]
        if len({folded[at] for at in window}) > len({folded[at] for at in best}):
            best = window
    return best


def _lacking(said: str, folded: str, near: Sequence[int]) -> float:
    """Share of the characters of a saying that do not stand about its place in the text."""
    about = folded[max(0, near[0] - 2) : near[-1] + 3]
    return sum(each not in about for each in said) / len(said)


def _whole(places: Sequence[int], borders: frozenset[int]) -> bool:
    """Whether a word begins at the first place and one ends behind the last."""
    return places[0] in borders and places[-1] + 1 in borders

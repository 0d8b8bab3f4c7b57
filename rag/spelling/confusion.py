"""Which characters are mistaken for which: those that sound alike and those that look alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

SAME_SOUND = 1.0
NEAR_SOUND = 1.4
ALIKE = 1.0
LESS_ALIKE = 1.5
"""What a mistake costs: the more, the less likely it is."""
_CLOSE = 4
"""So many look-alikes of a character are very much like it."""
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("r", "l"), ("hu", "fu"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
"""Sounds that many speakers do not keep apart."""


class Confusions:
    """The tables of sounds and shapes, read once."""

    def __init__(self, folder: Path) -> None:
        self._sounds: dict[str, list[str]] = {}
        self._usual: dict[str, str] = {}
        self._near: dict[str, str] = {}
        for syllable, usual, *also in _lines(folder / "sounds.tsv"):
            self._usual[syllable] = usual
            plain = _plain(syllable)
            self._near[plain] = self._near.get(plain, "") + usual
            for character in usual:
                self._sounds.setdefault(character, []).insert(0, syllable)
            for character in "".join(also):
                self._sounds.setdefault(character, []).append(syllable)
        self._shapes = {line[0]: line[1] for line in _lines(folder / "shapes.tsv")}
        self._taken: dict[str, str] = {}  # for each character those that it looks like
        for character, alike in self._shapes.items():
            for other in alike:
                self._taken[other] = self._taken.get(other, "") + character
        self.taken_for = lru_cache(maxsize=2048)(self._taken_for)

    def _taken_for(self, typed: str) -> Mapping[str, float]:
        """What a character may be meant for, with what the mistake costs."""
        found: dict[str, float] = {}
        for other in self._taken.get(typed, ""):
            found[other] = LESS_ALIKE
        for place, other in enumerate(self._shapes.get(typed, "")):
            found[other] = ALIKE if place < _CLOSE else LESS_ALIKE
        for syllable in self._sounds.get(typed, ()):
            for other in self._near.get(_plain(syllable), ""):
                found[other] = min(found.get(other, NEAR_SOUND), NEAR_SOUND)
        for syllable in self._sounds.get(typed, ()):
            found.update(dict.fromkeys(self._usual.get(syllable, ""), SAME_SOUND))
        found.pop(typed, None)
        return found

    def cost(self, typed: str, meant: str) -> float | None:
        """What it costs to take one character for the other; None when nobody does."""
        return self.taken_for(typed).get(meant)

    def sounds(self, character: str) -> Sequence[str]:
        """The syllables that a character is read as, the usual one first, tones left out."""
        return self._sounds.get(character, ())

    def usual(self, character: str) -> str:
        """The syllable that a character is usually read as; "" for one not known."""
        sounds = self._sounds.get(character)
        return sounds[0] if sounds else ""

    def is_syllable(self, letters: str) -> bool:
        """Whether letters, tones left out, are how some character is usually read."""
        return letters in self._usual


def _plain(syllable: str) -> str:
    """The syllable as those speak it who keep the fewest sounds apart: zhang → zan."""
    for distinct, plain in _INITIALS:
        if syllable.startswith(distinct):
            syllable = plain + syllable[len(distinct) :]
            break
    for distinct, plain in _FINALS:
        if syllable.endswith(distinct):
            return syllable.removesuffix(distinct) + plain
    return syllable


def _lines(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def confusions() -> Confusions:
    """The one table of the process."""
    return Confusions(Path(__file__).parent)

"""Lookahead: what comes after a line, answered without reading on through the document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.outlining.numbering import RANK, Numbered, Style


class Lookahead:
    """Places of the numbered lines of a document, by style and ordinal.

    Every question takes time that grows with the logarithm of the number of lines, so that a
    document of a hundred thousand items is read as fast, line for line, as one of ten.
    """

    def __init__(self, numbers: Sequence[Numbered | None]) -> None:
        self._numbers = numbers
        self._places: dict[Style, list[int]] = {}
        self._ordinals: dict[tuple[Style, int], list[int]] = {}
        self.prefixes: set[str] = set()
        for place, numbered in enumerate(numbers):
            if numbered is None:
                continue
            self._places.setdefault(numbered.style, []).append(place)
            self._ordinals.setdefault((numbered.style, numbered.ordinal), []).append(place)
            if numbered.prefix:
                self.prefixes.add(numbered.prefix)
        self._outer = self._outer_places()
        self.chaptered = self._chaptered()

    def _chaptered(self) -> set[int]:
        """Places of “3 总则” where 3.1 comes below it, or below a number that runs on from it."""
        found: set[int] = set()
        after: Numbered | None = None
        for place in reversed(self._places.get("digit_plain", [])):
            numbered = self._numbers[place]
            if numbered is None:
                continue
            runs_on = after is not None and after.ordinal == numbered.ordinal + 1
            if str(numbered.ordinal) in self.prefixes or runs_on:
                found.add(place)
                after = numbered
        return found

    def _outer_places(self) -> dict[int, int]:
        """For each numbered line the next one whose style ranks before its own."""
        found: dict[int, int] = {}
        waiting: list[tuple[int, int]] = []
        for place, numbered in enumerate(self._numbers):
            if numbered is None or numbered.style == "box":
                continue  # a list may go on behind a box
            rank = RANK[numbered.style]
            while waiting and waiting[-1][0] > rank:
                found[waiting.pop()[1]] = place
            waiting.append((rank, place))
        return found

    def next_same(self, place: int, style: Style) -> int | None:
        """The next line of this style after `place`."""
        return _after(self._places.get(style, []), place)

    def next_of(self, place: int, style: Style, ordinal: int) -> int | None:
        """The next line of this style and ordinal after `place`."""
        return _after(self._ordinals.get((style, ordinal), []), place)

    def ordinal_at(self, place: int | None) -> int | None:
        """The ordinal of the numbered line at `place`; None where there is none."""
        numbered = self._numbers[place] if place is not None else None
        return numbered.ordinal if numbered else None

    def comes_next(self, place: int, ordinal: int) -> bool:
        """Whether the next line of the style at `place` has this ordinal, within its holder."""
        numbered = self._numbers[place]
        if numbered is None:
            return False
        following = self.next_same(place, numbered.style)
        if following is None or self.ordinal_at(following) != ordinal:
            return False
        return following < self._outer.get(place, following + 1)

    def comes_again(self, place: int, style: Style, ordinal: int) -> bool:
        """Whether this number stands again before the next one does."""
        again = self.next_of(place, style, ordinal)
        if again is None:
            return False
        following = self.next_of(place, style, ordinal + 1)
        return following is None or again < following

    def follows(self, place: int, style: Style, ordinal: int | None) -> bool:
        """Whether a line of this style (and ordinal) stands at or after `place`, within its holder."""
        following = self.next_same(place - 1, style)
        if following is None or ordinal not in (None, self.ordinal_at(following)):
            return False
        return not any(
            RANK.get(other, 0) < RANK[style] and _has_between(places, place, following)
            for other, places in self._places.items()
        )

    def is_held(self, place: int, holder: Style, ordinal: int) -> bool:
        """Whether the line at `place`, first of its style, lies within number `ordinal` of `holder`.

        It does when the holder's next number comes later and the line's own numbering does not
        run on across it: 1. （一）（二） 2. （一）…, though （一） usually ranks before 1.
        """
        numbered = self._numbers[place]
        following = self.next_same(place, holder)
        if numbered is None or self.ordinal_at(following) != ordinal + 1 or following is None:
            return False
        if self._outer.get(place, following + 1) < following:
            return False
        own = self.next_same(place, numbered.style)
        return own is None or own < following or self.ordinal_at(own) == numbered.ordinal

    def after_run(self, place: int) -> int | None:
        """The ordinal that follows the run 1, 2, 3… that begins at `place`, in the same style."""
        numbered = self._numbers[place]
        places = self._places.get(numbered.style, []) if numbered else []
        at, expected = bisect_left(places, place), 1
        while at < len(places) and self.ordinal_at(places[at]) == expected:
            at, expected = at + 1, expected + 1
        return self.ordinal_at(places[at]) if at < len(places) else None


def _after(places: list[int], place: int) -> int | None:
    at = bisect_right(places, place)
    return places[at] if at < len(places) else None


def _has_between(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end

"""The glossary as it is used: which of its sayings a text holds, and what is written for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from index.documents import Span
from index.words import cuts
from rag.glossary.loose import Floats, LooseSayings, Told
from rag.glossary.reading import Entry, read_glossary

FILES = (
    "customs.tsv",
    "life.tsv",
    "general.tsv",
    "everyday.tsv",
    "spoken.tsv",
    "plans.tsv",
    "laws.tsv",
    "english.tsv",
    "plain_english.tsv",
)
"""The files that come with the program, the most special first: its entries go before."""
_LATIN = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Saying:
    """A saying found in a text: its place and the words that documents use, best first."""

    said: str
    span: Span
    written: tuple[str, ...]


class Glossary:
    """Entries by what is said. `problems` are the sentences on lines that were passed over."""

    def __init__(self, entries: Iterable[Entry], problems: Sequence[str] = ()) -> None:
        self.problems = tuple(problems)
        self._written: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            self._add(entry.said, entry.written)
            if entry.both:
                self._add(entry.written, entry.said)
        self._lengths = _lengths(self._written)

    def _add(self, said: Sequence[str], written: tuple[str, ...]) -> None:
        for word in said:
            if len(word) > 1:
                known = self._written.get(word)
                self._written[word] = written if known is None else (*known, *written)

    def written(self, said: str) -> tuple[str, ...]:
        """What documents write for a saying (folded), each once; nothing for one not known."""
        return tuple(dict.fromkeys(w for w in self._written.get(said, ()) if w != said))

    def __len__(self) -> int:
        return len(self._written)

    def find(self, folded: str) -> list[Saying]:
        """The sayings that a folded text holds, in order; none that lies within a longer one.

        A saying counts only where words begin and end: 过关 does not stand in 通过关税.
        """
        found: list[Saying] = []
        borders = frozenset(cuts(folded))
        reached = 0
        for start in range(len(folded) - 1):
            end = self._longest(folded, start, borders)
            if end > reached:
                said = folded[start:end]
                found.append(Saying(said, (start, end), self.written(said)))
                reached = end
        return found

    def told(self, folded: str) -> list[Told]:
        """The sayings that a folded text tells, also with words between or in part, fullest first.

        Their written words may repeat; a saying within a longer one counts too.
        """
        return self._loose.find(folded)

    def rarity(self, folded: str) -> Floats:
        """How rare each character of a folded text is in sayings, shape (len(folded),)."""
        return self._loose.rarity(folded)

    def is_spoken(self, word: str) -> bool:
        """Whether a folded word stands within sayings and in nothing that documents write."""
        if word in self._written:
            return False
        return word in self._all_said and not self.is_official(word)

    def is_official(self, word: str) -> bool:
        """Whether documents write a folded word, by itself or within longer ones."""
        return word in self._all_written

    @cached_property
    def _all_said(self) -> str:
        return "\n".join(self._written)

    @cached_property
    def _all_written(self) -> str:
        return "\n".join(dict.fromkeys(word for each in self._written.values() for word in each))

    @cached_property
    def _loose(self) -> LooseSayings:
        return LooseSayings(self._written)

    def _longest(self, folded: str, start: int, borders: frozenset[int]) -> int:
        """Where the longest saying that begins at a place ends; 0 when none does."""
        for length in self._lengths.get(folded[start : start + 2], ()):
            end = start + length
            if (
                end <= len(folded)
                and folded[start:end] in self._written
                and _whole(folded, start, end, borders)
            ):
                return end
        return 0


def _lengths(words: Iterable[str]) -> dict[str, list[int]]:
    """For the first two characters the lengths of the words that begin so, the longest first."""
    found: dict[str, list[int]] = {}
    for start, length in sorted({(word[:2], len(word)) for word in words}, reverse=True):
        found.setdefault(start, []).append(length)
    return found


def _whole(folded: str, start: int, end: int, borders: frozenset[int]) -> bool:
    """Whether no word is cut at either end; a saying cut at one end alone counts from three on."""
    for at in (start, end):
        if 0 < at < len(folded) and _LATIN.match(folded, at) and _LATIN.match(folded, at - 1):
            return False
    cut = (start not in borders) + (end not in borders)
    return cut == 0 or (cut == 1 and end - start > 2)


def _entries(paths: Iterable[Path]) -> Iterator[tuple[tuple[Entry, ...], tuple[str, ...]]]:
    for path in paths:
        yield read_glossary(path)


def open_glossary(paths: Sequence[Path] = ()) -> Glossary:
    """The glossary of these files, their entries first, and of those that come with the program.

    GlossaryError when one of `paths` cannot be read.
    """
    return Glossary(*_joined(tuple(paths))) if paths else _own()


@lru_cache(maxsize=1)
def _own() -> Glossary:
    return Glossary(*_joined(()))


def _joined(paths: tuple[Path, ...]) -> tuple[list[Entry], list[str]]:
    own = (Path(__file__).with_name(name) for name in FILES)
    entries: list[Entry] = []
    problems: list[str] = []
    for some, wrong in _entries((*paths, *(path for path in own if path.exists()))):
        entries.extend(some)
        problems.extend(wrong)
    return entries, problems

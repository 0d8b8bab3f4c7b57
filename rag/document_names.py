"""The titles of the documents, ready to be looked up: thousands of laws are not compared one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.documents import DocumentInfo
from index.folding import fold

SHARED = 6
"""A piece of a title of this many characters, found in no other title, names the document."""
WITHIN = "(?:里面?|当中|中(?!期|央|东|心|小|国(?!家|际|门|内)|外(?!来|部|贸))|上(?![级海半市述报游年网]))"
"""What stands behind the name of a document that is looked into, in a pattern; no beginning of a word (中期, 上海)."""
_STATE = "中华人民共和国"
_NOTE = re.compile(r"(?:\([^()]*\)|〔[^〔〕]*〕)\s*$")


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """A folded text without punctuation and spaces."""
    return re.sub(r"[\W_]", "", fold(text))


@dataclass(frozen=True, slots=True)
class Name:
    """A document's title, folded: `bare` as a whole, `short` without the note behind it
    (（2024—2027年）, （试行）, （2020年修订）)."""

    id: str
    bare: str
    short: str
    date: str
    author: str


class Names:
    """The titles of some documents, in their order."""

    def __init__(self, infos: Sequence[DocumentInfo]) -> None:
        """Of these documents."""
        self.every = tuple(_name(info) for info in infos)
        self.joined = "".join(name.bare for name in self.every)
        """All titles in one."""
        self._pieces: dict[str, list[int]] = {}
        for at, name in enumerate(self.every):
            for piece in dict.fromkeys(_pieces(name.bare)):
                self._pieces.setdefault(piece, []).append(at)
        self._ending = lru_cache(maxsize=64)(_Ending(self.every))

    def sharing(self, asked: str) -> Iterator[Name]:
        """The titles of which a piece of SHARED characters, or the whole, stands in a bare text."""
        found: set[int] = set()
        for size in range(1, SHARED + 1):
            for start in range(len(asked) - size + 1):
                found.update(self._pieces.get(asked[start : start + size], ()))
        return (self.every[at] for at in sorted(found))

    def ending(self, form: str) -> Sequence[Name]:
        """The titles that end with a form word, of documents without an author."""
        return self._ending(form)[0]

    def stems(self, form: str, window: str) -> Iterator[tuple[Name, str]]:
        """The titles that end with a form word, with what comes before it, without the state's name,
        where that begins with a character of the window; in order."""
        stems = self._ending(form)[1]
        found = (each for first in set(window) for each in stems.get(first, ()))
        return ((self.every[at], stem) for at, stem in sorted(found))


class _Ending:
    """What a form word ends; refers to the titles alone."""

    def __init__(self, every: Sequence[Name]) -> None:
        self._every = every

    def __call__(self, form: str) -> tuple[Sequence[Name], dict[str, list[tuple[int, str]]]]:
        """The titles for `ending`; places and stems for `stems`, by the first character."""
        stems: dict[str, list[tuple[int, str]]] = {}
        for at, name in enumerate(self._every):
            usual = name.short.removeprefix(_STATE)
            stem = usual.removesuffix(form)
            if stem and stem != usual:
                stems.setdefault(stem[0], []).append((at, stem))
        named = tuple(n for n in self._every if not n.author and n.short.endswith(form))
        return named, stems


def _name(info: DocumentInfo) -> Name:
    short = bare(_NOTE.sub("", fold(info.title)))
    return Name(info.id, bare(info.title), short, info.date, info.author)


def _pieces(title: str) -> Iterator[str]:
    size = min(SHARED, len(title))
    return (title[at : at + size] for at in range(len(title) - size + 1) if size)


def in_pieces(words: str, title: str) -> bool:
    """Whether the words are pieces of a title, each of two characters or more, in its order."""
    if not words:
        return True
    for size in range(len(words), 1, -1):
        at = title.find(words[:size])
        if at >= 0 and in_pieces(words[size:], title[at + size :]):
            return True
    return False


class _Same:
    """A tuple as a key: equal to itself alone, for comparing thousands of documents takes time."""

    __slots__ = ("infos",)

    def __init__(self, infos: tuple[DocumentInfo, ...]) -> None:
        self.infos = infos

    def __hash__(self) -> int:
        return id(self.infos)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.infos is self.infos


def names_of(infos: Sequence[DocumentInfo]) -> Names:
    """The titles of these documents; those of the last few tuples are kept."""
    return _names(_Same(infos)) if isinstance(infos, tuple) else Names(infos)


@lru_cache(maxsize=8)
def _names(same: _Same) -> Names:
    return Names(same.infos)

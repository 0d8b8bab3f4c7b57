"""The one or two sentences of a cited place that a sentence rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Span
from rag.catalogue import Catalogue
from rag.llm.figures import Figure
from rag.llm.ground import Clause, Ground, Passage

COVER = 0.75
"""Share of the words' weight that the sentences relied on must hold together."""
_GAIN = 0.05
"""A place that adds less than this to what the others hold is not relied on."""


@dataclass(frozen=True, slots=True)
class Window:
    """One or two sentences of a place, with what stands over them."""

    index: int
    span: Span
    passages: tuple[Passage, ...]
    text: str
    cover: float
    over: tuple[Figure, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of its sentences, in order."""
        return tuple(clause for passage in self.passages for clause in passage.clauses)


def windows_of(
    words: Sequence[str], folded: str, grounds: Sequence[Ground], catalogue: Catalogue
) -> list[Window]:
    """The best window of each place, the best place first. A list may draw on a whole place."""
    listing = folded.count("、") >= 2
    best = []
    for index, ground in enumerate(grounds):
        found = [
            _window(index, ground, passages, words, catalogue)
            for passages in _runs(ground.passages, whole=listing)
        ]
        if found:  # of equal ones the first, which is the shortest
            best.append(max(found, key=lambda w: (round(w.cover, 6), -len(w.passages))))
    return sorted(best, key=lambda w: -w.cover)


def _runs(passages: Sequence[Passage], *, whole: bool) -> Iterator[tuple[Passage, ...]]:
    for size in (1, 2):
        for start in range(len(passages) - size + 1):
            yield tuple(passages[start : start + size])
    if whole and len(passages) > 2:
        yield tuple(passages)


def _window(
    index: int, ground: Ground, passages: tuple[Passage, ...], words: Sequence[str],
    catalogue: Catalogue,
) -> Window:  # fmt: skip
    text = "\n".join((*(p.text for p in passages), ground.around))
    span = (passages[0].span[0], passages[-1].span[1])
    cover = catalogue.cover(words, text)
    return Window(index, span, passages, text, cover, ground.over)


def needed(words: Sequence[str], windows: Sequence[Window], catalogue: Catalogue) -> list[Window]:
    """The windows that a sentence rests on together: each adds something to the others."""
    kept: list[Window] = []
    reached = 0.0
    for window in windows:
        together = catalogue.cover(words, "\n".join(w.text for w in (*kept, window)))
        if together > reached + _GAIN:
            kept.append(window)
            reached = together
    return kept

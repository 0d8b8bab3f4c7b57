"""The word index: for each term the chunks that hold it and what it adds to their BM25 score.

Impacts are worked out when the index is built; a question reads the postings of its own terms
only. A posting takes 6 bytes: position of the chunk (uint32) and impact (float16).
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from index.bm25 import DEFAULT_SETTINGS, Floats, idf, impacts, normalised

_POSITION = np.dtype("<u4")
_IMPACT = np.dtype("<f2")
_MOST = 65_535  # counts are kept in 16 bits


class PostingsBuilder:
    """Collects the terms of chunks, then writes the index; about 12 bytes a posting in memory."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._term = array("I")
        self._chunk = array("I")
        self._path_count = array("H")
        self._text_count = array("H")
        self._path_length = array("I")
        self._text_length = array("I")

    def add(self, path_terms: Sequence[str], text_terms: Sequence[str]) -> None:
        """The next chunk: terms of its headings and of its text."""
        position = len(self._text_length)
        path, text = Counter(path_terms), Counter(text_terms)
        for term in sorted(path.keys() | text.keys()):
            self._term.append(self._numbers.setdefault(term, len(self._numbers)))
            self._chunk.append(position)
            self._path_count.append(min(path[term], _MOST))
            self._text_count.append(min(text[term], _MOST))
        self._path_length.append(len(path_terms))
        self._text_length.append(len(text_terms))

    def write(self, connection: sqlite3.Connection) -> int:
        """Write all terms into the table `words`; returns how many."""
        connection.executemany("INSERT INTO words VALUES (?, ?, ?)", self._rows())
        return len(self._numbers)

    def _rows(self) -> Iterator[tuple[str, int, bytes]]:
        term = np.frombuffer(self._term, dtype=np.uintc)
        order = np.argsort(term, kind="stable")  # chunks of a term stay in ascending order
        counts = np.bincount(term, minlength=len(self._numbers))
        ends = np.cumsum(counts)
        chunk = np.frombuffer(self._chunk, dtype=np.uintc)
        for name in sorted(self._numbers):
            number = self._numbers[name]
            mine = order[ends[number] - counts[number] : ends[number]]
            positions = chunk[mine].astype(_POSITION)
            scores = self._impacts(mine, positions).astype(_IMPACT)
            yield name, len(mine), positions.tobytes() + scores.tobytes()

    def _impacts(self, mine: npt.NDArray[np.intp], positions: npt.NDArray[np.uint32]) -> Floats:
        settings = DEFAULT_SETTINGS
        text = self._field(self._text_count, self._text_length, mine, positions, settings.b_text)
        path = self._field(self._path_count, self._path_length, mine, positions, settings.b_path)
        rarity = idf(len(self._text_length), len(mine))
        return impacts(text, path, rarity, settings)

    @staticmethod
    def _field(
        counts: array[int],
        lengths: array[int],
        mine: npt.NDArray[np.intp],
        positions: npt.NDArray[np.uint32],
        b: float,
    ) -> Floats:
        every = np.frombuffer(lengths, dtype=np.uintc)
        count = np.frombuffer(counts, dtype=np.ushort)[mine].astype(np.float64)
        return normalised(count, every[positions].astype(np.float64), float(every.mean()), b)


def search_postings(
    connection: sqlite3.Connection,
    terms: Sequence[str],
    k: int,
    *,
    size: int,
    within: Sequence[range] | None = None,
) -> list[tuple[str, float]]:
    """At most k (chunk id, BM25 score), best first, ties in reading order.

    `size` is the number of chunks in the store; `within` limits the search to these positions.
    """
    scores = np.zeros(size, dtype=np.float32)
    for term, times in Counter(terms).items():
        row = connection.execute(
            "SELECT chunks, postings FROM words WHERE term = ?", (term,)
        ).fetchone()
        if row is not None:
            positions = np.frombuffer(row[1], dtype=_POSITION, count=row[0])
            scores[positions] += times * np.frombuffer(
                row[1], dtype=_IMPACT, offset=positions.nbytes
            ).astype(np.float32)
    if within is not None:
        scores *= _mask(size, within)
    return [(_chunk_id(connection, at), float(scores[at])) for at in _best(scores, k)]


def _mask(size: int, within: Sequence[range]) -> npt.NDArray[np.float32]:
    mask = np.zeros(size, dtype=np.float32)
    for positions in within:
        mask[positions.start : positions.stop] = 1
    return mask


def _best(scores: npt.NDArray[np.float32], k: int) -> list[int]:
    found = np.flatnonzero(scores)
    if len(found) > k > 0:
        limit = np.partition(scores[found], -k)[-k]
        found = found[scores[found] >= limit]
    order = np.argsort(-scores[found], kind="stable")[: max(k, 0)]
    return [int(at) for at in found[order]]


def _chunk_id(connection: sqlite3.Connection, position: int) -> str:
    row = connection.execute("SELECT id FROM chunks WHERE position = ?", (position,)).fetchone()
    return str(row[0])

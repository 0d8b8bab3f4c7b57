"""The word index: for each term the chunks that hold it and what it adds to their BM25 score.

Impacts are worked out when the index is built; a question reads the postings of its own terms
only: position of the chunk (uint32) and impact (float16). The counts that an impact was made of
stand behind them, so that the next build can take over the words of documents that stay.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from index.storage.bm25 import DEFAULT_SETTINGS, Floats, idf, impacts, normalised
from index.storage.reading import read_chunk_ids

_POSITION = np.dtype("<u4")
_IMPACT = np.dtype("<f2")
_COUNT = np.dtype("u1")
_MOST = 255  # a term counts hardly more beyond a few dozen times
_BLOCK = 1 << 20
"""Postings that are worked on at a time: bounds the memory of a large build."""

Numbers = npt.NDArray[np.uint32]
Columns = tuple[Numbers, npt.NDArray[np.uint8], npt.NDArray[np.uint8]]


class PostingsBuilder:
    """Collects the terms of chunks, then writes the index; about 10 bytes a posting in memory."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._term = array("I")
        self._chunk = array("I")
        self._in_path = array("B")
        self._in_text = array("B")

    def add(self, position: int, path_terms: Sequence[str], text_terms: Sequence[str]) -> None:
        """The terms of the chunk at a position: of its headings and of its text."""
        path, text = _counted(path_terms), _counted(text_terms)
        terms = path.keys() | text.keys()
        numbers = self._numbers
        self._term.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self._chunk.extend([position] * len(terms))
        self._in_path.extend([path.get(term, 0) for term in terms])
        self._in_text.extend([text.get(term, 0) for term in terms])

    def take(self, connection: sqlite3.Connection, moved: npt.NDArray[np.int64]) -> None:
        """Take over the words of another index, whose chunk i is now at position `moved[i]`.

        Chunks that are gone have −1 there.
        """
        for rows in _some(connection.execute("SELECT * FROM words"), _BLOCK):
            old = np.concatenate([_numbers(row[2], row[1]) for row in rows])
            counts = np.concatenate(
                [np.frombuffer(row[3], _COUNT).reshape(2, -1) for row in rows], 1
            )
            names = [self._numbers.setdefault(row[0], len(self._numbers)) for row in rows]
            term = np.repeat(np.array(names, np.uint32), [row[1] for row in rows])
            stays = moved[old] >= 0
            self._term.frombytes(term[stays].astype(np.uintc).tobytes())
            self._chunk.frombytes(moved[old[stays]].astype(np.uintc).tobytes())
            self._in_path.frombytes(counts[0, stays].tobytes())
            self._in_text.frombytes(counts[1, stays].tobytes())

    def write(self, connection: sqlite3.Connection, size: int) -> int:
        """Write all terms of an index of `size` chunks into the table `words`; returns how many."""
        written = connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", self._rows(size))
        return written.rowcount if self._term else 0

    def _rows(self, size: int) -> Iterator[tuple[str, int, bytes, bytes]]:
        names = sorted(self._numbers)
        terms, others = self._places(names), self._columns()
        counts = _tally(terms, len(names)).astype(np.intp)
        fields = [_Field(others[0], each, size) for each in others[1:]]
        ends = np.cumsum(counts)
        first = 0
        while first < len(names):  # as many whole terms as fit into a block, at least one
            begin = int(ends[first] - counts[first])
            last = max(first + 1, int(np.searchsorted(ends, begin + _BLOCK, "right")))
            mine = np.flatnonzero((terms >= first) & (terms < last))
            where = others[0][mine]
            mine = mine[np.argsort(terms[mine].astype(np.uint64) << np.uint64(32) | where)]
            yield from _packed(names[first:last], counts[first:last], mine, others, fields)
            first = last

    def _places(self, names: Sequence[str]) -> Numbers:
        """For each posting the place of its term among the names."""
        places = np.empty(len(names), np.uint32)
        places[[self._numbers[name] for name in names]] = np.arange(len(names))
        return places[np.frombuffer(self._term, np.uintc)]

    def _columns(self) -> Columns:
        """For each posting its chunk and how often its term stands in the headings, in the text."""
        path, text = (np.frombuffer(each, _COUNT) for each in (self._in_path, self._in_text))
        return np.frombuffer(self._chunk, np.uintc), path, text


class _Field:
    """How often terms stand in one field of the chunks, brought to the field's usual length."""

    def __init__(self, chunk: Numbers, counts: npt.NDArray[np.uint8], size: int) -> None:
        self._counts = counts
        self._lengths = _tally(chunk, size, counts)
        self._average = float(self._lengths.mean()) if size else 0.0

    def normalised(self, mine: npt.NDArray[np.intp], chunk: Numbers, b: float) -> Floats:
        return normalised(
            self._counts[mine].astype(np.float64),
            self._lengths[chunk].astype(np.float64),
            self._average,
            b,
        )


def _tally(places: Numbers, size: int, weights: npt.NDArray[np.uint8] | None = None) -> Floats:
    """How often each place comes, or the sum of its weights, shape (size,).

    A block at a time: np.bincount makes 16 bytes of every posting that it is given.
    """
    total = np.zeros(size)
    for start in range(0, len(places), _BLOCK):
        part = slice(start, start + _BLOCK)
        some = None if weights is None else weights[part]
        total += np.bincount(places[part], some, minlength=size)
    return total


def _packed(
    names: Sequence[str],
    counts: npt.NDArray[np.intp],
    mine: npt.NDArray[np.intp],
    columns: Columns,
    fields: Sequence[_Field],
) -> Iterator[tuple[str, int, bytes, bytes]]:
    """The rows of these terms, whose postings are `mine`, by term and chunk."""
    chunk, path, text = columns[0][mine], columns[1][mine], columns[2][mine]
    settings = DEFAULT_SETTINGS
    size = len(fields[0]._lengths)
    rarity = np.repeat([idf(size, int(count)) for count in counts], counts)
    scores = impacts(
        fields[1].normalised(mine, chunk, settings.b_text),
        fields[0].normalised(mine, chunk, settings.b_path),
        rarity,
        settings,
    ).astype(_IMPACT)
    where = chunk.astype(_POSITION)
    start = 0
    for name, count in zip(names, counts.tolist(), strict=True):
        if count:  # a term of which only chunks that are gone had any stands in none
            end = start + count
            both = path[start:end].tobytes() + text[start:end].tobytes()
            yield name, count, where[start:end].tobytes() + scores[start:end].tobytes(), both
            start = end


def _counted(terms: Sequence[str]) -> dict[str, int]:
    """How often each term stands there, as far as a byte can tell."""
    counts = Counter(terms)
    if len(terms) > _MOST:
        return {term: min(count, _MOST) for term, count in counts.items()}
    return counts


def _numbers(postings: bytes, count: int) -> Numbers:
    return np.frombuffer(postings, dtype=_POSITION, count=count)


def _some(
    rows: Iterator[tuple[str, int, bytes, bytes]] | sqlite3.Cursor, postings: int
) -> Iterator[list[tuple[str, int, bytes, bytes]]]:
    """Rows in groups of about so many postings."""
    group: list[tuple[str, int, bytes, bytes]] = []
    held = 0
    for row in rows:
        group.append(row)
        held += row[1]
        if held >= postings:
            yield group
            group, held = [], 0
    if group:
        yield group


def search_postings(
    connection: sqlite3.Connection,
    terms: Sequence[str] | Mapping[str, float],
    k: int,
    *,
    size: int,
    within: Sequence[range] | None = None,
) -> list[tuple[str, float]]:
    """At most k (chunk id, BM25 score), best first, ties in reading order.

    A term counts as often as it comes, or by the weight that a mapping gives it. `size` is the
    number of chunks in the store; `within` limits the search to these positions.
    """
    scores = np.zeros(size, dtype=np.float32)
    weights = terms if isinstance(terms, Mapping) else Counter(terms)
    for term, weight in weights.items():
        row = connection.execute(
            "SELECT chunks, postings FROM words WHERE term = ?", (term,)
        ).fetchone()
        if row is not None:
            positions = np.frombuffer(row[1], dtype=_POSITION, count=row[0])
            scores[positions] += weight * np.frombuffer(
                row[1], dtype=_IMPACT, offset=positions.nbytes
            ).astype(np.float32)
    if within is not None:
        scores *= _mask(size, within)
    best = _best(scores, k)
    ids = read_chunk_ids(connection, best)
    return [(name, float(scores[at])) for name, at in zip(ids, best, strict=True)]


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

"""The vectors of a generation by the position of their chunks: one file, mapped into memory.

A search within documents compares all vectors of their chunks, which stand together; a build takes
over the vectors of what stays. The file holds little-endian float32 rows of one length.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.storage.vectors import Array

ROWS_FILE = "vectors.f32"
"""The file of a generation that its vectors are in, one row for each chunk."""

_KIND = np.dtype("<f4")


class RowsWriter:
    """Writes the rows of a new generation, in any order; OSError."""

    def __init__(self, path: Path, dimension: int) -> None:
        """A new, empty file for rows of this length."""
        self._file = path.open("wb")
        self._bytes = dimension * _KIND.itemsize

    def put(self, first: int, rows: Array) -> None:
        """Write rows, shape (n, dimension), at the positions from `first` on."""
        self._file.seek(first * self._bytes)
        self._file.write(np.ascontiguousarray(rows, dtype=_KIND).tobytes())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Rows:
    """The rows of a generation, read from the disk as they are needed; any number of threads."""

    def __init__(self, path: Path, size: int, dimension: int) -> None:
        """`size` rows of this length; OSError, or ValueError when the file has other bytes."""
        if path.stat().st_size != size * dimension * _KIND.itemsize:
            raise ValueError(f"{path.name} has another size")
        shape = (size, dimension)
        self._rows = np.memmap(path, _KIND, "r", shape=shape) if size else np.zeros(shape, _KIND)

    def take(self, positions: range | Sequence[int]) -> Array:
        """The rows at these positions, shape (len(positions), dimension)."""
        if isinstance(positions, range):
            return np.array(self._rows[positions.start : positions.stop], dtype=np.float32)
        return np.array(self._rows[list(positions)], dtype=np.float32)

    def search(self, query: Array, k: int, within: Sequence[range]) -> list[tuple[int, float]]:
        """At most k (position, cosine similarity) among these positions, best first."""
        parts = _joined(within)
        if not parts or k < 1:
            return []
        scores = np.concatenate([self._rows[p.start : p.stop] @ query for p in parts])
        positions = np.concatenate([np.arange(p.start, p.stop) for p in parts])
        best = np.argpartition(-scores, k - 1)[:k] if k < len(scores) else np.arange(len(scores))
        order = best[np.lexsort((positions[best], -scores[best]))]
        return [(int(positions[at]), float(scores[at])) for at in order]


def _joined(within: Sequence[range]) -> list[range]:
    """The same positions in as few ranges as can be, ascending, none empty."""
    joined: list[range] = []
    for part in sorted(within, key=lambda each: each.start):
        if joined and part.start <= joined[-1].stop:
            joined[-1] = range(joined[-1].start, max(joined[-1].stop, part.stop))
        elif part:
            joined.append(part)
    return joined

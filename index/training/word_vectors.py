"""Word vectors trained by others, as a source of pairs: common words that mean nearly the same.

The file is `words.vector` in the source archive of the package `synonyms` 3.10.2 (MIT licence), 125,796
words by 100 numbers, trained on Chinese Wikipedia: everyday words that news and laws hardly write stand
there beside those that they do write (工资 beside 薪水, 坐牢 beside 服刑).
"""

import re
import tarfile
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.training.sources import Pair

MEMBER = "words.vector"
MOST = 60_000
"""Words looked at: the vectors stand in the order of how frequent the words are."""
NEAREST = 3
LEAST = 0.62
"""Each of a pair is among the NEAREST of the other, with a cosine of at least LEAST."""
_WORD = re.compile(r"[\u4e00-\u9fff]{2,5}")
_COMMON = frozenset("vnadbizl")
_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})

Floats = NDArray[np.float32]


def read_vectors(archive: Path) -> tuple[list[str], Floats]:
    """Return the words and their vectors, shape (words, dimension), out of the source archive.

    ValueError when the archive holds no such file, or one that is cut short.
    """
    with tarfile.open(archive) as files:
        name = next((n for n in files.getnames() if Path(n).name == MEMBER), None)
        held = files.extractfile(name) if name else None
        if held is None:
            raise ValueError(f"{archive} holds no {MEMBER}")
        return parse_vectors(held.read())


def parse_vectors(data: bytes) -> tuple[list[str], Floats]:
    """Return words and vectors of the binary form of word2vec: a line with both sizes, then each
    word, a space and its numbers, little-endian and of four bytes. ValueError when it is cut short."""
    head, _, rest = data.partition(b"\n")
    count, dimension = (int(size) for size in head.split())
    words, vectors = [], np.zeros((count, dimension), np.float32)
    at, width = 0, 4 * dimension
    for row in range(count):
        end = rest.find(b" ", at)
        if end < 0 or len(rest) < end + 1 + width:
            raise ValueError(f"the word vectors end in word {row + 1} of {count}")
        words.append(rest[at:end].decode("utf-8", "replace").strip())
        vectors[row] = np.frombuffer(rest[end + 1 : end + 1 + width], "<f4")
        at = end + 1 + width
    return words, vectors


def neighbour_pairs(words: list[str], vectors: Floats) -> list[Pair]:
    """Return the pairs of common words that are near one another, each pair both ways."""
    kept = [at for at, word in enumerate(words) if _WORD.fullmatch(word)][:MOST]
    names = [words[at] for at in kept]
    near = _nearest(vectors[kept])
    common = [_is_common(name) for name in names]
    directed = {
        (row, int(other))
        for row, others in enumerate(near)
        for other in others
        if other >= 0 and common[row] and common[other]
    }
    mutual = sorted(pair for pair in directed if pair[::-1] in directed)
    return [Pair(names[left], names[right]) for left, right in mutual]


def _nearest(vectors: Floats) -> NDArray[np.int64]:
    """The NEAREST other rows of each row, -1 where one is not near enough."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    found = np.full((len(unit), NEAREST), -1, np.int64)
    for start in range(0, len(unit), 2000):
        scores = unit[start : start + 2000] @ unit.T
        rows = np.arange(len(scores))
        scores[rows, start + rows] = -1.0
        best = np.argpartition(-scores, min(NEAREST, len(unit) - 1) - 1, axis=1)[:, :NEAREST]
        near = np.take_along_axis(scores, best, axis=1) >= LEAST
        found[start : start + 2000, : best.shape[1]] = np.where(near, best, -1)
    return found


@cache
def _is_common(word: str) -> bool:
    """Whether a word is one word to the tagger, and no name of a person, place or body."""
    from jieba import posseg

    cut = list(posseg.cut(word))
    return len(cut) == 1 and cut[0].flag[:1] in _COMMON and cut[0].flag not in _NAMES

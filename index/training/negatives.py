"""Hard negatives: the passages that score high for a question and do not answer it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped,unused-ignore]

from index.training.bags import Bags

Ids = NDArray[np.int64]
Scores = NDArray[np.float32]
Scorer = Callable[[Ids], Scores]

KEPT = 16
"""Hard negatives remembered for each left text; a step draws among them."""

NEARLY = 0.98
"""A text that scores more than so much of the right one's score may well be right: left alone."""

PART = 0.8
"""A text with at least so much of its pieces in a match is taken for a part of it."""

_K1, _B = 1.5, 0.75


def unit(rows: NDArray[np.float32], bags: Bags) -> NDArray[np.float32]:
    """Return the (texts, dimension) unit vectors of `bags` over the table `rows`."""
    vectors = np.asarray(counted(bags, len(rows)) @ rows, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def counted(bags: Bags, size: int) -> sparse.csr_array:
    """Return the (texts, size) matrix of piece counts."""
    return sparse.csr_array((bags.counts, bags.ids, bags.offsets), shape=(len(bags), size))


def model_scorer(rows: NDArray[np.float32], left: Bags, right: Bags) -> Scorer:
    """Score left texts against all right ones by the cosine of the table as it stands."""
    questions, passages = unit(rows, left), unit(rows, right)
    return lambda some: np.asarray(questions[some] @ passages.T, dtype=np.float32)


def words_scorer(size: int, left: Bags, right: Bags) -> Scorer:
    """Score left texts against all right ones by BM25 over pieces.

    Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), k1 1.5,
    b 0.75, with the weight log(1 + (n - df + 0.5) / (df + 0.5)).
    """
    asked, counts = counted(left, size), counted(right, size).tocoo()
    lengths = np.asarray(counted(right, size).sum(axis=1)).ravel()
    found = np.bincount(counts.col, minlength=size)
    idf = np.log1p((len(right) - found + 0.5) / (found + 0.5))
    damped = _K1 * (1 - _B + _B * lengths[counts.row] / lengths.mean())
    values = idf[counts.col] * counts.data * (_K1 + 1) / (counts.data + damped)
    weights = sparse.coo_array(
        (values.astype(np.float32), (counts.row, counts.col)), shape=counts.shape
    ).tocsr()
    turned = weights.T.tocsr()
    return lambda some: np.asarray((asked[some] @ turned).todense(), dtype=np.float32)


def mine(scorer: Scorer, pairs: tuple[Ids, Ids], count: int, parts: sparse.csr_array | None) -> Ids:
    """Return (count, KEPT) right texts for each of `count` left ones, -1 where none is sound.

    `pairs` are left and right places: a match of a left text is none of its negatives, nor is what
    scores nearly as high as its best match. With `parts`, the (right texts, pieces) matrix of what
    stands in each, neither is a text that is mostly a part of a match.
    """
    lefts, rights = pairs
    found = np.full((count, KEPT), -1, dtype=np.int64)
    order = np.argsort(lefts, kind="stable")
    bounds = np.searchsorted(lefts[order], np.arange(count + 1))
    for start in range(0, count, 1000):
        some = np.arange(start, min(start + 1000, count))
        scores = scorer(some)
        matches = [rights[order[bounds[left] : bounds[left + 1]]] for left in some]
        for place, own in enumerate(matches):
            limit = NEARLY * scores[place, own].max(initial=0.0)
            scores[place, own] = -np.inf
            scores[place, scores[place] > limit] = -np.inf
        kept = min(KEPT, scores.shape[1])
        best = np.argpartition(-scores, kept - 1, axis=1)[:, :kept]
        sound = np.isfinite(np.take_along_axis(scores, best, axis=1))
        if parts is not None:
            sound &= contained(parts, best, matches) < PART
        found[some, :kept] = np.where(sound, best, -1)
    return found


def contained(parts: sparse.csr_array, best: Ids, matches: list[Ids]) -> NDArray[np.float64]:
    """Return for each text of `best` the share of its pieces that a match of its row holds."""
    counts = [len(own) for own in matches]
    owners = np.repeat(np.arange(len(matches)), counts)
    places = (owners, np.concatenate(matches))
    shape = (len(matches), parts.shape[0])
    own = sparse.coo_array((np.ones(len(owners), dtype=np.float32), places), shape=shape).tocsr()
    held = (own @ parts).minimum(1)
    rows = np.repeat(np.arange(len(best)), best.shape[1])
    texts = parts[best.ravel()]
    shared = np.asarray((texts * held[rows]).sum(axis=1)).ravel()
    sizes = np.maximum(np.asarray(texts.sum(axis=1)).ravel(), 1)
    return np.asarray(shared / sizes).reshape(best.shape)


def present(bags: Bags, size: int) -> sparse.csr_array:
    """Return the (texts, size) matrix of which pieces stand in which text, as ones."""
    ones = np.ones(len(bags.ids), dtype=np.float32)
    return sparse.csr_array((ones, bags.ids, bags.offsets), shape=(len(bags), size))

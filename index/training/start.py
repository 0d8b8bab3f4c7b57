"""Starting vectors of the pieces: positive pointwise mutual information, cut down to `dimension`.

Levy, Goldberg, Dagan, "Improving Distributional Similarity with Lessons Learned from Word
Embeddings" (2015): shifted-smoothed PPMI of a symmetric window, its singular vectors times the root
of the singular values. Rows then get the weight a / (a + p) of Arora, Liang, Ma, "A Simple but
Tough-to-Beat Baseline for Sentence Embeddings" (2017), so that frequent pieces count little.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped,unused-ignore]

WINDOW = 5
SMOOTHING = 0.75


def cooccurrence(ids: NDArray[np.int32], size: int) -> sparse.csr_array:
    """Return the (size, size) symmetric counts of pieces within WINDOW, nearer ones weighing more.

    `ids` is one long text; a negative id ends a text and is no neighbour of anything.
    """
    total = sparse.csr_array((size, size), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = ids[:-distance], ids[distance:]
        usable = (left >= 0) & (right >= 0)
        places = (left[usable], right[usable])
        weights = np.full(len(places[0]), 1.0 / distance, dtype=np.float32)
        total = total + sparse.coo_array((weights, places), shape=(size, size)).tocsr()
    return (total + total.T).tocsr()


def mutual_information(counts: sparse.csr_array) -> sparse.csr_array:
    """Return the positive PMI of `counts`, contexts smoothed by the power SMOOTHING."""
    entries = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel() + 1e-9
    contexts = rows**SMOOTHING
    value = np.log(entries.data * contexts.sum() / (rows[entries.row] * contexts[entries.col]))
    kept = (value > 0) & (entries.data > 1.0)
    places = (entries.row[kept], entries.col[kept])
    return sparse.coo_array((value[kept].astype(np.float32), places), shape=counts.shape).tocsr()


def principal(matrix: sparse.csr_array, dimension: int, seed: int) -> NDArray[np.float32]:
    """Return U sqrt(S) of a symmetric matrix by randomised subspace iteration, (n, dimension)."""
    rng = np.random.default_rng(seed)
    basis = rng.standard_normal((matrix.shape[0], dimension + 16), dtype=np.float32)
    for _ in range(4):
        basis = np.linalg.qr(matrix @ basis)[0]
    left, values, _ = np.linalg.svd(matrix @ basis, full_matrices=False)
    return np.asarray(left[:, :dimension] * np.sqrt(values[:dimension]), dtype=np.float32)


def information(ids: NDArray[np.int32], size: int) -> sparse.csr_array:
    """Return the positive PMI of the pieces of one long text, the costly half of the start."""
    return mutual_information(cooccurrence(ids, size))


def starting_rows(
    matrix: sparse.csr_array, share: NDArray[np.float64], *, dimension: int, sif: float, seed: int
) -> NDArray[np.float32]:
    """Return (size, dimension) rows: unit PPMI directions times sif / (sif + share).

    `share` is the frequency of each piece; a piece never seen gets a small row of noise.
    """
    rows = principal(matrix, dimension, seed)
    rows -= rows.mean(axis=0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.where(
        lengths > 1e-6, rows / np.maximum(lengths, 1e-6), _noise(rows.shape[0], dimension, seed)
    )
    return np.asarray(rows * (sif / (sif + share))[:, None], dtype=np.float32)


def random_rows(
    share: NDArray[np.float64], *, dimension: int, sif: float, seed: int
) -> NDArray[np.float32]:
    """Return (size, dimension) rows of noise under the same weights, to compare a start with."""
    noise = _noise(len(share), dimension, seed)
    return np.asarray(noise * (sif / (sif + share))[:, None], dtype=np.float32)


def _noise(size: int, dimension: int, seed: int) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).standard_normal((size, dimension), dtype=np.float32)
    return np.asarray(drawn / np.sqrt(dimension), dtype=np.float32)

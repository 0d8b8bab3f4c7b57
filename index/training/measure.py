"""Measure a model on the measure-only sets: `python -m index.training.measure --data DIR`."""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, open_embedder
from index.training.sources import Question, read_labelled, read_questions


@dataclass(frozen=True, slots=True)
class Figures:
    """What a model reaches; each within [0, 1] (Spearman within [-1, 1]), higher is better."""

    stsb_dev_spearman: float
    stsb_test_spearman: float
    cmrc_dev_recall_1: float
    cmrc_dev_recall_5: float
    drcd_test_recall_1: float
    drcd_test_recall_5: float


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rank of each value from 0, equal values sharing their mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts + 1) / 2)[inverse], dtype=np.float64)


def spearman(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return Spearman's rank correlation: Pearson's correlation of the ranks."""
    return float(np.corrcoef(ranks(first), ranks(second))[0, 1])


def similarity(embedder: Embedder, path: Path) -> float:
    """Return the Spearman correlation of cosine and human score on a similarity file."""
    rows = list(read_labelled(path))
    left = embedder.encode_queries([row[0] for row in rows])
    right = embedder.encode_queries([row[1] for row in rows])
    cosines = (left * right).sum(axis=1, dtype=np.float64)
    return spearman(cosines, np.array([float(row[2]) for row in rows]))


def recalls(embedder: Embedder, path: Path, cutoffs: tuple[int, ...]) -> tuple[float, ...]:
    """Return recall@k of the one right context among all contexts of the file, for each k."""
    return recalls_of(embedder, read_questions(path), cutoffs)


def recalls_of(
    embedder: Embedder, items: list[Question], cutoffs: tuple[int, ...]
) -> tuple[float, ...]:
    """Return recall@k of the one right context among all contexts of `items`, for each k.

    A context that scores the same as the right one counts as ranked above it.
    """
    places = {text: place for place, text in enumerate(dict.fromkeys(i.context for i in items))}
    contexts = embedder.encode_passages(list(places))
    scores = embedder.encode_queries([item.question for item in items]) @ contexts.T
    right = np.array([places[item.context] for item in items])
    own = scores[np.arange(len(items)), right]
    above = (scores >= own[:, None]).sum(axis=1) - 1
    return tuple(float((above < cutoff).mean()) for cutoff in cutoffs)


def measure(embedder: Embedder, data: Path) -> Figures:
    """Return all figures of `embedder` on the sets under `data`."""
    pairs, mrc = data / "pairs", data / "mrc"
    cmrc = recalls(embedder, mrc / "cmrc2018_dev.json", (1, 5))
    drcd = recalls(embedder, mrc / "DRCD_test.json", (1, 5))
    return Figures(
        stsb_dev_spearman=similarity(embedder, pairs / "stsb_zh_dev.tsv"),
        stsb_test_spearman=similarity(embedder, pairs / "stsb_zh_test.tsv"),
        cmrc_dev_recall_1=cmrc[0],
        cmrc_dev_recall_5=cmrc[1],
        drcd_test_recall_1=drcd[0],
        drcd_test_recall_5=drcd[1],
    )


def main() -> None:
    """Print the figures of a model as one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m index.training.measure", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--model", help="a model folder or name; the package's own by default")
    given = parser.parse_args()
    figures = asdict(measure(open_embedder(given.model), given.data))
    rounded = {name: round(value, 4) for name, value in figures.items()}
    sys.stdout.write(json.dumps(rounded, indent=2) + "\n")


if __name__ == "__main__":
    main()

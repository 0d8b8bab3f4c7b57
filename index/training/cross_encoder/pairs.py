"""Sentence pairs that the cross-encoder practises on beside its questions: published judgements whether
two texts say the same, whether one follows from the other, whether a title fits a query."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.training.pairs import key
from index.training.sources import read_judged

SAME = ("afqmc_train", "atec_train", "lcqmc_dev", "oppo_dev")
FOLLOWS = ("cinlid", "snli_zh_dev", "mnli_zh_dev", "ocnli_dev")
TITLES = ("qbqtc_dev", "simclue_triplets")


@dataclass(frozen=True, slots=True)
class Judged:
    """Two texts, and whether the right one fits the left one."""

    left: str
    right: str
    fits: bool


def judged_pairs(data: Path, measured: set[str]) -> list[list[Judged]]:
    """The pairs of each kind of judgement, without those that have a measured text."""
    folder = data / "pairs"
    kinds = (
        [pair for name in SAME for pair in _labelled(folder / f"{name}.tsv")],
        [pair for name in FOLLOWS for pair in _labelled(folder / f"{name}.tsv")],
        [pair for name in TITLES for pair in _titles(folder / f"{name}.jsonl")],
    )
    return [[p for p in kind if measured.isdisjoint((key(p.left), key(p.right)))] for kind in kinds]


def _labelled(path: Path) -> Iterator[Judged]:
    for pair in read_judged(path):
        yield Judged(pair.left, pair.right, pair.score == 1.0)


def _titles(path: Path) -> Iterator[Judged]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Judged(row["query"], row["title"], row.get("label", "1") != "0")
        if row.get("neg_title"):
            yield Judged(row["query"], row["neg_title"], False)

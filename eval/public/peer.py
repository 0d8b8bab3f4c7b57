"""The usual peer: BM25 as the library rank_bm25 has it, over the words that jieba cuts."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from index.dictionary import dictionary
from index.folding import fold

_RUN = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|[^\W_a-z0-9]+")
PEER = "rank_bm25（jieba 分词）"


def is_installed() -> bool:
    """Whether the library of the baselines is there."""
    return importlib.util.find_spec("rank_bm25") is not None


def jieba_words(text: str) -> list[str]:
    """The words of a folded text without punctuation, as jieba cuts it (HMM left out)."""
    folded = fold(text)
    dictionary().learn(folded)
    return [word for run in _RUN.findall(folded) for word in _cut(run)]


def _cut(run: str) -> list[str]:
    return [run] if run.isascii() else list(dictionary().segment(run))


def peer_search(passages: Sequence[tuple[str, str]], k: int) -> Callable[[str], list[str]]:
    """A search over (id, text): a question → the ids of the k best passages, best first."""
    from rank_bm25 import BM25Okapi

    index: Any = BM25Okapi([jieba_words(text) for _, text in passages])

    def search(question: str) -> list[str]:
        scores = index.get_scores(jieba_words(question))
        return [passages[at][0] for at in np.argsort(-scores, kind="stable")[:k]]

    return search

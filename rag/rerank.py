"""Reranking: a model that reads question and passage together puts the first hits into order."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.errors import ModelError
from index.sentence_models import ModelChoice, load_cross_encoder

_log = logging.getLogger(__name__)

DEPTH = 20
"""Hits that are put into order where the settings say nothing else."""
DEPTH_LIMIT = 100
"""Most hits that are put into order: each costs a pass through the model."""
_SETTING = "GUANWEN_RERANKER"


class Reranker(Protocol):
    """Says how well each passage answers a question; `depth` is how many hits it is asked about."""

    depth: int

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """One finite number for each passage, in their order; higher is better. ModelError."""
        ...


@dataclass(frozen=True, slots=True)
class RerankSettings:
    """Which CrossEncoder, as a folder or a name on this machine, and how it is run.

    `device` is "cpu", "cuda" and the like, None for the best there is; 1 ≤ `depth` ≤ DEPTH_LIMIT.
    """

    model: str
    device: str | None = None
    batch_size: int = 32
    depth: int = DEPTH


class CrossEncoderReranker:
    """Any sentence-transformers CrossEncoder; safe to share between threads, which take turns."""

    def __init__(self, settings: RerankSettings) -> None:
        """Load the model, nothing is downloaded; ModelError when it is not here or is no reranker."""
        self._choice = ModelChoice(settings.model, _SETTING, settings.device, settings.batch_size)
        self._model = load_cross_encoder(self._choice)
        self._turn = threading.Lock()  # a tokenizer in use by one thread refuses another
        self.depth = min(max(1, settings.depth), DEPTH_LIMIT)

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """One number for each passage, from 0 to 1 for most models; ModelError when it fails."""
        if not passages:
            return []
        pairs = [(question, passage) for passage in passages]
        try:
            with self._turn:
                scores = self._model.predict(
                    pairs, batch_size=self._choice.batch_size, show_progress_bar=False
                )
        except Exception as error:  # of torch, by the device and its memory
            said = " ".join(str(error).split())[:120]
            raise ModelError(f"重排模型 {self._choice.name} 运行失败（{said}）。") from error
        return [float(score) for score in scores]


def rerank(
    reranker: Reranker | None,
    question: str,
    ranking: Sequence[tuple[str, float]],
    passage_of: Callable[[str], str],
) -> list[tuple[str, float]]:
    """The ranking (id, score; best first) with its first hits in the order of the reranker.

    The scores stay those of the ranking and are dealt out anew, so that they still fall. Without a
    reranker, or when it fails, which is logged, the ranking stays as it is.
    """
    if reranker is None or len(ranking) < 2:
        return list(ranking)
    first = ranking[: reranker.depth]
    try:
        scores = reranker.score(question, [passage_of(name) for name, _ in first])
        if len(scores) != len(first) or not all(map(math.isfinite, scores)):
            raise ModelError("重排模型给出的分数不全或不是数。")
    except Exception as error:  # answers without it are better than none
        _log.warning("重排没有成功，按原来的次序给出结果：%s", " ".join(str(error).split()))
        return list(ranking)
    order = sorted(range(len(first)), key=lambda at: -scores[at])
    dealt = [(first[at][0], score) for at, (_, score) in zip(order, first, strict=True)]
    return [*dealt, *ranking[len(first) :]]

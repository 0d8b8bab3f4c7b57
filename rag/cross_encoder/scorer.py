"""The cross-encoder that comes with the program, ready to read questions and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np

from index.embedding_static import read_tokenizer
from index.errors import ModelError
from rag.cross_encoder.network import Network
from rag.cross_encoder.pieces import pieces_of
from rag.ranking.pieces import Floats

FOLDER = Path(__file__).with_name("model")
MOST = 64
"""Sentences that are judged at a time."""
QUESTION_PART, HEADINGS_PART, SENTENCE_PART = range(3)
_READING = Lock()


class CrossEncoder:
    """Says how well a sentence answers a question; keeps nothing of what it reads, and is safe to share
    between threads."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read `model.safetensors` and `tokenizer.json`; ModelError when one is missing or broken."""
        try:
            self._network = _read(folder)
            trial = self.score("问题", [("标题", "句子。")])
        except Exception as error:  # the two readers raise their own bare Exception types
            raise ModelError(_BROKEN.format(folder)) from error
        if not np.isfinite(trial).all():
            raise ModelError(_BROKEN.format(folder))

    def score(self, question: str, sentences: Sequence[tuple[str, str]]) -> Floats:
        """The log odds that each sentence, given as (headings, text), answers the question.

        Shape (len(sentences),); of long texts the first pieces are read. What is given twice gets the
        same.
        """
        if not sentences:
            return np.zeros(0, np.float32)
        network = self._network
        ids = network.pieces.of_question(question)
        asked = ids, [QUESTION_PART] * len(ids)
        places = {each: at for at, each in enumerate(dict.fromkeys(sentences))}
        parts = [
            (ids, [HEADINGS_PART] * above + [SENTENCE_PART] * (len(ids) - above))
            for ids, above in network.pieces.of_sentences([*places])
        ]
        odds = []
        for at in range(0, len(parts), MOST):
            first, *rest = network.encode([asked, *parts[at : at + MOST]])
            odds.append(network.judge(first, rest))
        return np.concatenate(odds)[[places[each] for each in sentences]]


_BROKEN = "阅读模型文件夹 {} 读不出来，文件可能不完整，请重新安装本程序。"


def _read(folder: Path) -> Network:
    from safetensors.numpy import load_file

    tensors = load_file(folder / "model.safetensors")
    tokenizer = read_tokenizer(folder / "tokenizer.json")
    pieces = pieces_of(tokenizer, tensors)
    if tokenizer.get_vocab_size() != len(pieces.scale):
        raise ValueError("the vocabulary is not that of the weights")
    own = {name: t for name, t in tensors.items() if not name.startswith("pieces.")}
    return Network({name: tensor.astype(np.float32) for name, tensor in own.items()}, pieces)


def cross_encoder() -> CrossEncoder:
    """The cross-encoder in FOLDER, read once. ModelError when it cannot be read."""
    with _READING:
        return _shipped()


@lru_cache(maxsize=1)
def _shipped() -> CrossEncoder:
    return CrossEncoder()

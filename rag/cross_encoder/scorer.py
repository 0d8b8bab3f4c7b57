"""The cross-encoder that comes with the program, ready to read questions and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np

from index.errors import ModelError
from rag.cross_encoder.network import Encoded, Network
from rag.cross_encoder.pieces import Floats, Ids, pieces_of

FOLDER = Path(__file__).with_name("model")
KEPT = 8192
"""Sentences whose encoding is kept: some 15 KB each."""
MOST = 64
"""Sentences that are judged at a time."""
QUESTION_PART, HEADINGS_PART, SENTENCE_PART = range(3)


class CrossEncoder:
    """Says how well a sentence answers a question; safe to share between threads."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read `model.safetensors` and `tokenizer.json`; ModelError when one is missing or broken."""
        try:
            self._network = _read(folder)
        except Exception as error:  # the two readers raise their own bare Exception types
            raise ModelError(
                f"阅读模型文件夹 {folder} 读不出来，文件可能不完整，请重新安装本程序。"
            ) from error
        self._kept: dict[tuple[str, str], Encoded] = {}
        self._turn = Lock()

    def score(self, question: str, sentences: Sequence[tuple[str, str]]) -> Floats:
        """The log odds that each sentence, given as (headings, text), answers the question.

        Shape (len(sentences),), finite; of long texts the first pieces are read.
        """
        if not sentences:
            return np.zeros(0, np.float32)
        network, pieces = self._network, self._network.pieces.of_question(question)
        asked = network.encode([(pieces, [QUESTION_PART] * len(pieces))])[0]
        read = self._encoded(sentences)
        parts = [network.judge(asked, read[at : at + MOST]) for at in range(0, len(read), MOST)]
        return np.concatenate(parts)

    def _encoded(self, sentences: Sequence[tuple[str, str]]) -> list[Encoded]:
        """The sentences, encoded or as they were kept."""
        with self._turn:
            read = {each: self._kept[each] for each in sentences if each in self._kept}
        wanted = [each for each in dict.fromkeys(sentences) if each not in read]
        found = dict(zip(wanted, self._network.encode(self._parts(wanted)), strict=True))
        with self._turn:
            if len(self._kept) + len(found) > KEPT:
                self._kept.clear()
            self._kept.update(found)
        read |= found
        return [read[each] for each in sentences]

    def _parts(self, sentences: Sequence[tuple[str, str]]) -> list[tuple[Ids, list[int]]]:
        return [
            (ids, [HEADINGS_PART] * above + [SENTENCE_PART] * (len(ids) - above))
            for ids, above in self._network.pieces.of_sentences(sentences)
        ]


def _read(folder: Path) -> Network:
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    tensors = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    own = {name: t for name, t in tensors.items() if not name.startswith("pieces.")}
    weights = {name: tensor.astype(np.float32) for name, tensor in own.items()}
    return Network(weights, pieces_of(tokenizer, tensors))


@lru_cache(maxsize=1)
def cross_encoder() -> CrossEncoder:
    """The cross-encoder in FOLDER, read once."""
    return CrossEncoder()

"""Any sentence-transformers model as an embedder: run by that library, seconds to import."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding_prompts import ChosenPrompts
from index.embedding_static import encodable
from index.errors import ModelError
from index.sentence_models import ModelChoice, load_encoder, model_identity

_OWN_PROMPTS = ChosenPrompts()


class SentenceTransformerEmbedder:
    """Any sentence-transformers model; safe to share between threads, which take turns."""

    def __init__(self, choice: ModelChoice, prompts: ChosenPrompts = _OWN_PROMPTS) -> None:
        """Load a model from a folder, or by a name whose files this machine already holds.

        Nothing is ever looked up or downloaded. Raises ModelError if the library, the model or the
        device is not on this machine.
        """
        self._model = load_encoder(choice)
        self._prompts = prompts.over(self._model.prompts)
        self._choice = choice
        self._turn = threading.Lock()  # a tokenizer in use by one thread refuses another
        self.name = self._prompts.named(model_identity(choice.name))
        # Asked of a vector: the method that tells it has another name in each major version.
        self.dimension = int(self._run(["海"], "").shape[-1])

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each question, shape (len(texts), dimension)."""
        return self._encode(texts, self._prompts.query)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each passage, shape (len(texts), dimension)."""
        return self._encode(texts, self._prompts.passage)

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._run([encodable(text) for text in texts], prompt)

    def _run(self, texts: list[str], prompt: str) -> NDArray[np.float32]:
        try:
            with self._turn:
                rows = self._model.encode(
                    texts,
                    prompt=prompt,  # its own places for a prompt are left out: pooling may skip it
                    batch_size=self._choice.batch_size,
                    normalize_embeddings=True,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
        except Exception as error:  # of torch, by the device and its memory
            said = " ".join(str(error).split())[:120]
            raise ModelError(
                f"向量模型 {self._choice.name} 运行失败（{said}）：可以把"
                f" {self._choice.setting}_BATCH 设小一些，或把 {self._choice.setting}_DEVICE 设为 cpu。"
            ) from error
        vectors = np.asarray(rows, dtype=np.float32)
        if not np.isfinite(vectors).all():
            raise ModelError(
                f"向量模型 {self._choice.name} 算出的向量不是数，请重新复制整个文件夹。"
            )
        return vectors

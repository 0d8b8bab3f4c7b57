"""Texts to vectors: the small model of the package, or any sentence-transformers model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding_prompts import ChosenPrompts
from index.embedding_static import StaticEmbedder, is_static
from index.embedding_transformer import SentenceTransformerEmbedder
from index.sentence_models import ModelChoice

__all__ = [
    "PACKAGE_MODEL", "ChosenPrompts", "Embedder", "SentenceTransformerEmbedder", "StaticEmbedder",
    "open_embedder",
]  # fmt: skip

PACKAGE_MODEL = Path(__file__).parent / "model"
_OWN_PROMPTS = ChosenPrompts()
_SETTING = "GUANWEN_MODEL"


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness in meaning.

    `name` says which model it is (a store remembers it), `dimension` is the length of a vector.
    """

    name: str
    dimension: int

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each question, shape (len(texts), dimension), in the same order.

        Rows have length 1, or 0 for a text without anything the model knows.
        """
        ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each passage; shape, order and lengths as for questions."""
        ...


def open_embedder(
    setting: str | None = None,
    prompts: ChosenPrompts = _OWN_PROMPTS,
    *,
    device: str | None = None,
    batch_size: int = 32,
) -> Embedder:
    """Return the embedder that `setting` names.

    None is the model of the package; a folder with a static embedding is read directly; any other
    folder, or a model's name, goes to sentence-transformers, where `device` and `batch_size` count.
    The prompts are put before each question and each passage. Raises ModelError if it is not there.
    """
    if setting is None:
        return StaticEmbedder(PACKAGE_MODEL, prompts)
    folder = Path(setting)
    if folder.is_dir() and is_static(folder):
        return StaticEmbedder(folder, prompts)
    choice = ModelChoice(setting, _SETTING, device, batch_size)
    return SentenceTransformerEmbedder(choice, prompts)
